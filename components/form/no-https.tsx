import { text } from '../../lib/text';
import { Checkbox } from '../parts/checkbox';
import type { FormModel } from './form-model';

export interface NoHttpsProps {
  readonly formId: string;
  readonly model: FormModel;
  readonly onAllowHttp: (allowed: 'on' | 'off') => void;
}

/** The switch for servers without https, and what it means; only where an address has none. */
export function NoHttps({ formId, model: { allowHttp }, onAllowHttp }: NoHttpsProps) {
  if (allowHttp === 'hidden') return null;
  return (
    <Checkbox
      id={`${formId}-http`}
      label={text('form_no_https')}
      help={text('form_no_https_help')}
      checked={allowHttp}
      onChange={onAllowHttp}
    />
  );
}
