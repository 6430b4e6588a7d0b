import { text } from '../../lib/text';

/** Where a token works, as a word: LIVE stands out, and never by its colour alone. */
export function EnvironmentChip({ environment }: { readonly environment: string | undefined }) {
  if (environment === undefined) return null;
  return (
    <span class={environment === 'LIVE' ? 'chip chip-live' : 'chip'} title={text('environment_label', environment)}>
      <span class="visually-hidden">{text('environment_label', environment)}</span>
      <span aria-hidden="true">{environment}</span>
    </span>
  );
}
