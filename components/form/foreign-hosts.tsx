import { text } from '../../lib/text';
import { Checkbox } from '../parts/checkbox';
import { FOREIGN, type FormModel } from './form-model';

export interface ForeignHostsProps {
  readonly formId: string;
  readonly model: FormModel;
  readonly problem: string | undefined;
  readonly onConfirm: (origins: readonly string[]) => void;
}

/**
 * The servers besides the page's own that a form filled in from the page's document leads to. The page could have named
 * anybody: each is shown in full, and nobody is ticked beforehand.
 */
export function ForeignHosts({ formId, model, problem, onConfirm }: ForeignHostsProps) {
  const { foreign, pending } = model;
  if (foreign.length === 0) return null;
  const id = `${formId}-foreign`;
  return (
    <div class="bound">
      <div class="bound-pages">
        <p id={`${id}-hosts`}>{text('form_foreign')}</p>
        <ul aria-labelledby={`${id}-hosts`}>
          {foreign.map((origin) => (
            <li key={origin}>
              <code>{origin}</code>
            </li>
          ))}
        </ul>
      </div>
      <Checkbox
        id={id}
        input={FOREIGN}
        label={text(foreign.length === 1 ? 'form_foreign_confirm' : 'form_foreign_confirm_all')}
        checked={pending.length === 0 ? 'on' : 'off'}
        onChange={(checked) => onConfirm(checked === 'on' ? foreign : [])}
      />
      {problem && <p class="field-problem">{problem}</p>}
    </div>
  );
}
