import { ask } from '../../lib/ask';
import type { ConnectionView } from '../../lib/domain/connection';
import type { RotationEnd, RotationOutcome, RotationView } from '../../lib/domain/rotation';
import type { InventoryItem } from '../../lib/domain/view';
import { text } from '../../lib/text';
import type { Reload } from '../tasks/connection-tasks';
import type { Notice, Task } from '../tasks/use-activity';
import { inventoryTask, type ShowItems, showAgain, withHost } from './inventory-tasks';

/** What the view shows of a rotation that stands is said there, not twice. */
function noticeOf(outcome: RotationOutcome, name: string): Notice | undefined {
  if (outcome === 'stands') return undefined;
  return { text: outcome === 'rotated' ? text('rotation_done', name) : text('rotation_nothing'), display: 'shown' };
}

export interface RotateOrder {
  readonly view: ConnectionView;
  readonly item: InventoryItem;
  readonly inputs: Readonly<Record<string, string>>;
  /** The new token's name. */
  readonly name: string;
}

export function rotateTask({ view, item, inputs, name }: RotateOrder, show: ShowItems, reload: Reload): Task {
  return inventoryTask(view, text('busy_rotating'), async (connectionId) => {
    try {
      const outcome = await withHost(view, () => ask('rotateToken', { connectionId, tokenId: item.id, inputs }));
      return noticeOf(outcome, name);
    } finally {
      await reload();
      await showAgain(connectionId, show);
    }
  });
}

export function resumeTask(view: ConnectionView, { name }: RotationView, reload: Reload): Task {
  return inventoryTask(view, text('busy_working'), async (connectionId) => {
    const outcome = withHost(view, () => ask('resumeRotation', { connectionId }));
    return noticeOf(await outcome.finally(reload), name);
  });
}

export function endTask(view: ConnectionView, how: RotationEnd, reload: Reload): Task {
  return inventoryTask(view, text('busy_working'), async (connectionId) => {
    await withHost(view, () => ask('endRotation', { connectionId, how })).finally(reload);
    return { text: text(how === 'delete new' ? 'rotation_ended_deleted' : 'rotation_ended_kept'), display: 'shown' };
  });
}
