import type { InventoryItem } from '../../lib/domain/view';
import type { Inventory } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { CreationFields, useCreation, type Values } from './creation-fields';
import { LostNote } from './lost-note';

export interface RotateTokenProps {
  readonly item: InventoryItem;
  readonly create: Inventory['create'];
  readonly busy: string | undefined;
  readonly onRotate: (values: Values) => void;
  readonly onCancel: () => void;
}

/** What a rotation does, before it does it, with what the provider asks for the new token. */
export function RotateToken({ item, create, busy, onRotate, onCancel }: RotateTokenProps) {
  const creation = useCreation(create.inputs, { [create.nameIn]: newName(new Date()) });
  const { form, formId, check } = creation;
  const submit = (event: Event) => {
    event.preventDefault();
    const values = check();
    if (values) onRotate(values);
  };
  return (
    <form
      ref={form}
      class="form create-token rotate-token"
      noValidate
      aria-labelledby={`${formId}-title`}
      onSubmit={submit}
    >
      <h3 id={`${formId}-title`}>{text('rotate_of', item.name)}</h3>
      <p>{text('rotate_help', item.name)}</p>
      {!item.own && <p class="missing">{text('rotate_help_choose', item.name)}</p>}
      <CreationFields {...creation} />
      <LostNote />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {text('rotate_start')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {text('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** A name that no other token has: it is how the new one is found should its answer get lost. */
function newName(now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return text('rotate_new_name', 'Tokenfill', `${day} ${two(now.getHours())}${two(now.getMinutes())}`);
}
