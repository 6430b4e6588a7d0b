import type { ProviderDefinition } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import type { FormStart } from './form-start';

export interface FormTitleProps {
  readonly id: string;
  readonly start: FormStart;
  readonly provider: ProviderDefinition;
  readonly onChange: (() => void) | undefined;
}

export function FormTitle({ id, start, provider, onChange }: FormTitleProps) {
  const { kind, label = '' } = start;
  const title = { new: provider.name, edit: text('form_edit', label), duplicate: label }[kind];
  return (
    <div class="form-title">
      <div>
        <h2 id={id}>{title}</h2>
        {kind !== 'new' && <p class="form-provider">{provider.name}</p>}
      </div>
      {kind === 'new' && onChange && (
        <Button kind="link" name={text('form_change_provider_of', provider.name)} onClick={onChange}>
          {text('form_change_provider')}
        </Button>
      )}
    </div>
  );
}
