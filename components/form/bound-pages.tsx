import type { ComponentChildren } from 'preact';
import { text } from '../../lib/text';
import { Checkbox } from '../parts/checkbox';
import type { FormModel } from './form-model';
import { NoHttps } from './no-https';

export interface BoundPagesProps {
  readonly formId: string;
  readonly model: FormModel;
  readonly onAllowHttp: (allowed: 'on' | 'off') => void;
  readonly onAlsoHere: (wanted: 'yes' | 'no') => void;
  /** How the secrets are kept. */
  readonly children: ComponentChildren;
}

/** Where the token will be filled in: exact origins, said before anything is saved. */
export function BoundPages({ formId, model, onAllowHttp, onAlsoHere, children }: BoundPagesProps) {
  const { bound, offered } = model;
  return (
    <div class="bound">
      <div class="bound-pages">
        <p id={`${formId}-bound`}>{text('form_origins')}</p>
        <ul aria-labelledby={`${formId}-bound`}>
          {bound.length === 0 && <li class="bound-none">{text('form_origins_none')}</li>}
          {bound.map((origin) => (
            <li key={origin}>
              <code>{origin}</code>
            </li>
          ))}
        </ul>
      </div>
      {offered && (
        <Checkbox
          id={`${formId}-here`}
          label={text('form_also_here', offered)}
          checked={bound.includes(offered) ? 'on' : 'off'}
          onChange={(checked) => onAlsoHere(checked === 'on' ? 'yes' : 'no')}
        />
      )}
      {model.provider.baseUrl === undefined && <NoHttps formId={formId} model={model} onAllowHttp={onAllowHttp} />}
      {children}
    </div>
  );
}
