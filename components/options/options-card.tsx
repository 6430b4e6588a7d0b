import { useId, useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import type { InventoryItem } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { ConnectionCard } from '../card/connection-card';
import type { ConnectionActions } from '../card/connection-menu';
import { Status } from '../card/status';
import { TokenNote } from '../card/token-note';
import { Inventory } from '../inventory/inventory';
import { inventorySubject, listTask } from '../inventory/inventory-tasks';
import { Rotation } from '../inventory/rotation';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import { BoundOrigins } from './bound-origins';

export interface OptionsCardProps {
  readonly view: ConnectionView;
  readonly actions: ConnectionActions;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
}

/** A connection with its bound origins and, where the provider has them, its personal access tokens. */
export function OptionsCard({ view, actions, activity, reload }: OptionsCardProps) {
  const [pages, setPages] = useState<'yes' | 'no'>('no');
  const [items, setItems] = useState<readonly InventoryItem[]>();
  const id = useId();
  const subject = inventorySubject(view);
  const asked = items !== undefined || activity.failed?.subject === subject;
  const status = (
    <>
      {view.providerName} · {view.methodName} · <Status view={view} />
    </>
  );
  const buttons = (
    <>
      {view.inventory && view.status === 'ready' && (
        <ShowTokens view={view} activity={activity} onShow={() => void activity.start(listTask(view, setItems))} />
      )}
      <Button
        name={text('options_pages_of', view.connection.label)}
        expanded={pages}
        controls={id}
        onClick={() => setPages(pages === 'yes' ? 'no' : 'yes')}
      >
        {text('options_pages')} ({view.connection.origins.length})
      </Button>
    </>
  );
  return (
    <ConnectionCard view={view} actions={actions} layout="row" status={status} main={buttons}>
      <TokenNote view={view} />
      {view.rotation && <Rotation view={view} rotation={view.rotation} activity={activity} reload={reload} />}
      {pages === 'yes' && <BoundOrigins id={id} view={view} activity={activity} reload={reload} />}
      {asked && <Inventory view={view} activity={activity} reload={reload} items={items} onItems={setItems} />}
    </ConnectionCard>
  );
}

type ShowTokensProps = Pick<OptionsCardProps, 'view' | 'activity'> & { readonly onShow: () => void };

function ShowTokens({ view, activity, onShow }: ShowTokensProps) {
  const busy = activity.busy?.subject === inventorySubject(view) ? activity.busy.text : undefined;
  return (
    <Button name={text('inventory_show_of', view.connection.label)} busy={busy} onClick={onShow}>
      {text('inventory_show')}
    </Button>
  );
}
