import type { RefObject } from 'preact';

export interface CodeAreaProps {
  readonly id: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly rows: number;
  readonly value: string;
  readonly describedBy: string;
  readonly placeholder?: string;
  readonly wrong?: 'wrong' | 'fine';
  readonly onInput: (value: string) => void;
}

/** Where a command or a definition is pasted: nothing is corrected, completed or kept by the browser. */
export function CodeArea({ field, describedBy, wrong, onInput, ...rest }: CodeAreaProps) {
  return (
    <textarea
      {...rest}
      ref={field}
      class="curl-text"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      aria-describedby={describedBy}
      aria-invalid={wrong === 'wrong' ? 'true' : undefined}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}
