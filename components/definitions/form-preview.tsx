import { useId } from 'preact/hooks';
import type { ProviderDefinition } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { FormFields } from '../form/form-fields';
import { startOf } from '../form/form-start';
import { useForm } from '../form/use-form';
import { useModeChoice } from '../vault/use-mode-choice';

/** The form that a definition makes, to look at: nothing in it can be typed or sent. */
export function FormPreview({ definition }: { readonly definition: ProviderDefinition }) {
  const formId = useId();
  const form = useForm({ ...startOf(definition, 'preview'), provider: definition }, {}, []);
  const choosing = useModeChoice('passphrase');
  if (!form.model) return null;
  return (
    <div class="definition-preview">
      <p class="hint">{text('definition_preview')}</p>
      <div class="form" inert>
        <FormFields form={form} model={form.model} formId={formId} vault={undefined} choosing={choosing} />
      </div>
    </div>
  );
}
