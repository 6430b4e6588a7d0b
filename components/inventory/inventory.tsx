import { useId } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import type { InventoryItem } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { findProvider } from '../definitions';
import { FailureAlert } from '../failure/failure-alert';
import type { Activity } from '../tasks/use-activity';
import { CreateToken } from './create-token';
import { createTask, inventorySubject, revokeTask, type ShowItems } from './inventory-tasks';
import { rotateTask } from './rotation-tasks';
import { TokenTable } from './token-table';

export interface InventoryProps {
  readonly view: ConnectionView;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  /** Undefined when the provider's list could not be read. */
  readonly items: readonly InventoryItem[] | undefined;
  readonly onItems: ShowItems;
}

/** The provider's list of personal access tokens: looked at on request, never in the background. */
export function Inventory({ view, activity, reload, items, onItems }: InventoryProps) {
  const title = useId();
  const inventory = findProvider(view.connection.providerId)?.inventory;
  if (!inventory) return null;
  const subject = inventorySubject(view);
  const busy = activity.busy?.subject === subject ? activity.busy.text : undefined;
  const failed = activity.failed?.subject === subject ? activity.failed.failure : undefined;
  const create = async (inputs: Readonly<Record<string, string>>) => {
    const result = await activity.start(createTask(view, inputs, onItems));
    if (result === 'done') await reload();
    return result;
  };
  return (
    <section class="inventory" aria-labelledby={title}>
      <h3 id={title}>{text('inventory_title')}</h3>
      {failed && !view.rotation && <FailureAlert failure={failed} />}
      {items && (
        <>
          <TokenTable
            caption={text('inventory_title_of', view.connection.label)}
            items={items}
            create={inventory.create}
            busy={busy}
            mayRotate={view.rotation ? 'no' : 'yes'}
            onDelete={(item) => void activity.start(revokeTask(view, item, onItems))}
            onRotate={(item, inputs) => {
              const name = inputs[inventory.create.nameIn] ?? '';
              void activity.start(rotateTask({ view, item, inputs, name }, onItems, reload));
            }}
          />
          <CreateToken inputs={inventory.create.inputs} busy={busy} onCreate={create} />
        </>
      )}
    </section>
  );
}
