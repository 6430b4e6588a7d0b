import { isTokenfillError, TokenfillError } from '../../domain/errors';
import { NEVER } from '../../domain/token';
import type { InventoryItem } from '../../domain/view';
import { stepOrigins } from '../../provider/addresses';
import type { Inventory, Step } from '../../provider/definition';
import { parseDate } from '../../provider/expiry';
import { valueAt } from '../../provider/path';
import { runStep } from '../../provider/run-step';
import { baseScope } from '../../provider/scope';
import type { Scope } from '../../provider/template';
import type { PermissionGate } from '../access/permission-gate';
import type { Reach } from '../access/reach';
import type { Connections, Known } from '../tokens/connections';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

type Values = Record<string, Record<string, string>>;

/** A connection that can talk to its provider's token list now. */
export interface Opened {
  readonly known: Known;
  readonly inventory: Inventory;
}

/** Requests about the tokens that a provider keeps, with a connection's own token. */
export function createInventoryAccess(
  { now }: World,
  { connections, gate, notes, reach }: { connections: Connections; gate: PermissionGate; notes: Notes; reach: Reach },
) {
  /** @throws TokenfillError `unknown_connection`, `locked`, `secret_missing` */
  const open = async (id: string): Promise<Opened> => {
    const known = await connections.find(id);
    const { inventory } = known.provider;
    if (!inventory) throw new TokenfillError('unknown_connection');
    if (known.locked) throw new TokenfillError('locked');
    if (!known.secrets) throw new TokenfillError('secret_missing');
    return { known, inventory };
  };

  /** One request; what creates is never repeated on its own. @throws TokenfillError `permission_missing` naming the hosts to ask for */
  const send = async ({ connection, secrets, provider }: Known, step: Step, more: Values = {}) => {
    const inputs = { ...connection.inputs, ...secrets };
    const scope: Scope = { ...baseScope(provider, connection.regionId, inputs), ...more };
    const missing = await gate.missing(stepOrigins([step], scope));
    if (missing.length > 0) throw new TokenfillError('permission_missing', { detail: missing.join(', ') });
    return runStep(
      step,
      scope,
      {
        refusals: provider.refusals,
        secrets: Object.values(secrets ?? {}),
        allowHttp: connection.allowHttp,
        repeats: 'harmless',
      },
      reach(),
    );
  };

  const list = async ({ known, inventory }: Opened): Promise<readonly InventoryItem[]> => {
    const answer = valueAt(await send(known, inventory.list.step), inventory.list.itemsAt);
    if (!Array.isArray(answer)) throw new TokenfillError('bad_response');
    const items = answer.map((item: unknown) => itemOf(item, inventory.list));
    const own = ownAmong(items, await notes.readOwn(known.connection.id), now());
    return items.map((item) => (item.id === own ? { ...item, own: true } : item));
  };

  /** Deletes one at the provider. One that is gone already is done; a wrong address is told from that by the list. */
  const remove = async ({ known, inventory }: Opened, itemId: string): Promise<void> => {
    try {
      await send(known, inventory.revoke, { item: { id: itemId } });
    } catch (error) {
      if (!isTokenfillError(error) || error.failure.code !== 'wrong_address') throw error;
      const items = await list({ known, inventory });
      if (items.some(({ id }) => id === itemId)) throw error;
    }
  };

  return { open, send, list, remove };
}
export type InventoryAccess = ReturnType<typeof createInventoryAccess>;

/**
 * Which of the listed tokens the connection itself uses: the one we know of, or the only one that is alive, since the list
 * was read with it. Undefined when several could be.
 */
export function ownAmong(items: readonly InventoryItem[], noted: string | undefined, now: number): string | undefined {
  if (items.some(({ id }) => id === noted)) return noted;
  const alive = items.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  return alive.length === 1 ? alive[0]?.id : undefined;
}

function itemOf(item: unknown, rule: Inventory['list']): InventoryItem {
  const expiresAt = parseDate(valueAt(item, rule.expiresAt));
  return {
    id: textOf(valueAt(item, rule.idAt)),
    name: textOf(valueAt(item, rule.nameAt)),
    createdAt: parseDate(valueAt(item, rule.createdAt)),
    expiresAt: expiresAt === undefined ? undefined : Math.min(expiresAt, NEVER),
    columns: rule.columns.map(({ label, at, words }) => {
      const text = textOf(valueAt(item, at));
      return [label, words && Object.hasOwn(words, text) ? (words[text] ?? text) : text] as const;
    }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 300) : '';
}
