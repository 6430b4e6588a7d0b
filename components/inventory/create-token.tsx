import type { Input } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { CreationFields, useCreation, type Values } from './creation-fields';
import { LostNote } from './lost-note';

export interface CreateTokenProps {
  readonly inputs: readonly Input[];
  readonly busy: string | undefined;
  readonly onCreate: (values: Values) => Promise<'done' | 'failed' | 'busy'>;
}

/** A form for a new token at the provider, drawn from its definition. */
export function CreateToken({ inputs, busy, onCreate }: CreateTokenProps) {
  const creation = useCreation(inputs);
  const { form, formId, check, setTyped } = creation;
  const submit = async (event: Event) => {
    event.preventDefault();
    const values = check();
    if (values && (await onCreate(values)) === 'done') setTyped({});
  };
  return (
    <form ref={form} class="form create-token" noValidate aria-labelledby={`${formId}-title`} onSubmit={submit}>
      <h3 id={`${formId}-title`}>{text('inventory_create')}</h3>
      <CreationFields {...creation} />
      <p class="note">{text('inventory_create_help')}</p>
      <LostNote />
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          {text('inventory_create')}
        </Button>
      </div>
    </form>
  );
}
