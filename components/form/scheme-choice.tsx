import { text } from '../../lib/text';
import type { AnySiteStart } from './any-site-inputs';

export interface SchemeChoiceProps {
  readonly id: string;
  readonly schemes: readonly AnySiteStart[];
  readonly chosen: string;
  readonly onChoose: (scheme: string) => void;
}

/** Which of the page's schemes the token is for, when several could take it. */
export function SchemeChoice({ id, schemes, chosen, onChoose }: SchemeChoiceProps) {
  if (schemes.length < 2) return null;
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{text('form_scheme')}</label>
      </div>
      <select id={id} value={chosen} onInput={(event) => onChoose(event.currentTarget.value)}>
        {schemes.map(({ scheme }) => (
          <option key={scheme} value={scheme} selected={scheme === chosen}>
            {scheme}
          </option>
        ))}
      </select>
    </div>
  );
}
