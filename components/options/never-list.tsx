import { text } from '../../lib/text';

const PROMISES = ['never_1', 'never_2', 'never_3', 'never_4', 'never_5'] as const;

/** For the person who has to say yes to Tokenfill. */
export function NeverList() {
  return (
    <section aria-labelledby="never">
      <h2 id="never">{text('options_never')}</h2>
      <ul class="never">
        {PROMISES.map((key) => (
          <li key={key}>{text(key)}</li>
        ))}
      </ul>
    </section>
  );
}
