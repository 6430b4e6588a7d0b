import { ask } from '../../lib/ask';
import type { ConnectionView } from '../../lib/domain/connection';
import type { InventoryItem } from '../../lib/domain/view';
import { stepOrigins } from '../../lib/provider/addresses';
import { findProvider } from '../../lib/provider/registry';
import { baseScope } from '../../lib/provider/scope';
import { text } from '../../lib/text';
import { requestHosts } from '../browser-actions';
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

export function listTask(view: ConnectionView, show: ShowItems): Task {
  const { id: connectionId } = view.connection;
  return {
    subject: inventorySubject(view),
    busy: text('inventory_loading'),
    aim: 'other',
    run: async () => {
      show(await withHost(view, () => ask('listTokens', { connectionId })));
      return undefined;
    },
  };
}

export function revokeTask(view: ConnectionView, item: InventoryItem, show: ShowItems): Task {
  const { id: connectionId } = view.connection;
  return {
    subject: inventorySubject(view),
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await withHost(view, () => ask('revokeToken', { connectionId, tokenId: item.id }));
      show(await ask('listTokens', { connectionId }));
      return { text: text('inventory_deleted', item.name), display: 'shown' };
    },
  };
}

export function createTask(view: ConnectionView, inputs: Readonly<Record<string, string>>, show: ShowItems): Task {
  const { id: connectionId } = view.connection;
  return {
    subject: inventorySubject(view),
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      const made = await withHost(view, () => ask('createToken', { connectionId, inputs }));
      const items = await ask('listTokens', { connectionId }).catch(() => undefined);
      if (items) show(items);
      return { text: text('inventory_created_done', made.connection.label), display: 'shown' };
    },
  };
}
