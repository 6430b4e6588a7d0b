const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  chevron: 'M6 4l4 4-4 4',
  back: 'M10 4L6 8l4 4',
  outside: 'M6 4H4v8h8v-2M9 4h3v3M12 4L7.5 8.5',
  lock: 'M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6.5h-9z',
  warning: 'M8 6v3.5M8 11.7h.01M8 2.2l6.3 11.3H1.7z',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
} as const;

/** A small drawing beside a text that says the same; never the only carrier of a meaning. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" />
    </svg>
  );
}
