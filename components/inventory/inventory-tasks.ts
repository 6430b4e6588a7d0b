import { ask } from '../../lib/ask';
import type { ConnectionView } from '../../lib/domain/connection';
import type { InventoryItem } from '../../lib/domain/view';
import { stepOrigins } from '../../lib/provider/addresses';
import { baseScope } from '../../lib/provider/scope';
import { text } from '../../lib/text';
import { requestHosts } from '../browser-actions';
import { findProvider } from '../definitions';
import type { Task } from '../tasks/use-activity';

/** Tasks about the tokens that a provider keeps for its user. */

/** Name of these tasks in the activity, apart from those of the connection itself. */
export const inventorySubject = ({ connection }: ConnectionView) => `tokens:${connection.id}`;

/**
 * Asks for the provider's host in the click, then sends. Unlike obtaining, nothing goes on without this page: the user
 * reads the answer here, and a question that is not answered with yes ends in `permission_missing`.
 */
export async function withHost<Reply>({ connection }: ConnectionView, send: () => Promise<Reply>): Promise<Reply> {
  const provider = findProvider(connection.providerId);
  const steps = provider?.inventory ? [provider.inventory.list.step] : [];
  const hosts = provider ? stepOrigins(steps, baseScope(provider, connection.regionId, connection.inputs)) : [];
  if (hosts.length > 0) await requestHosts(hosts);
  return send();
}

export type ShowItems = (items: readonly InventoryItem[]) => void;

/** A task about a connection's tokens: what it does with the connection's id, and the words for the time in between. */
export function inventoryTask(
  view: ConnectionView,
  busy: string,
  run: (connectionId: string) => ReturnType<Task['run']>,
): Task {
  return { subject: inventorySubject(view), busy, aim: 'other', run: () => run(view.connection.id) };
}

export function listTask(view: ConnectionView, show: ShowItems): Task {
  return inventoryTask(view, text('inventory_loading'), async (connectionId) => {
    show(await withHost(view, () => ask('listTokens', { connectionId })));
    return undefined;
  });
}

export function revokeTask(view: ConnectionView, item: InventoryItem, show: ShowItems): Task {
  return inventoryTask(view, text('busy_working'), async (connectionId) => {
    await withHost(view, () => ask('revokeToken', { connectionId, tokenId: item.id }));
    show(await ask('listTokens', { connectionId }));
    return { text: text('inventory_deleted', item.name), display: 'shown' };
  });
}

export function createTask(view: ConnectionView, inputs: Readonly<Record<string, string>>, show: ShowItems): Task {
  return inventoryTask(view, text('busy_working'), async (connectionId) => {
    const made = await withHost(view, () => ask('createToken', { connectionId, inputs }));
    await showAgain(connectionId, show);
    return { text: text('inventory_created_done', made.connection.label), display: 'shown' };
  });
}

/** The list as it is now; the old one stays where the provider does not answer. */
export async function showAgain(connectionId: string, show: ShowItems): Promise<void> {
  const items = await ask('listTokens', { connectionId }).catch(() => undefined);
  if (items) show(items);
}
