import { isTokenfillError, TokenfillError } from '../../domain/errors';
import type { FillRecord } from '../../domain/view';
import { stepOrigins } from '../../provider/addresses';
import { REFRESH_TOKEN } from '../../provider/refresh';
import { revocationStep, revokeTokens } from '../../provider/revoke';
import { baseScope } from '../../provider/scope';
import type { PermissionGate } from '../access/permission-gate';
import type { Reach } from '../access/reach';
import type { FillService } from '../filling/fill';
import type { Connections, Known } from '../tokens/connections';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { InventoryAccess } from './inventory-access';
import type { Releases } from './releases';

/**
 * Removes a connection: its token at the provider where that was wanted, its tokens in pages that can be reached, the
 * connection itself, and later the hosts that nothing else needs (docs/decisions/0025).
 */
export function createRemoval(
  { definitions }: Pick<World, 'definitions'>,
  parts: {
    access: InventoryAccess;
    connections: Connections;
    fills: FillService;
    gate: PermissionGate;
    notes: Notes;
    reach: Reach;
    releases: Releases;
  },
) {
  const { access, connections, fills, gate, notes, reach, releases } = parts;

  const scopeOf = ({ provider, connection, secrets }: Known) =>
    baseScope(provider, connection.regionId, { ...connection.inputs, ...secrets });

  /** @throws TokenfillError `token_ambiguous` when several listed tokens could be this connection's */
  const deleteListed = async (id: string): Promise<void> => {
    const opened = await access.open(id);
    const { inventory, known } = opened;
    await gate.require(id, stepOrigins([inventory.list.step, inventory.revoke], scopeOf(known)));
    const own = (await access.list(opened)).find((item) => item.own);
    if (!own) throw new TokenfillError('token_ambiguous');
    await access.remove(opened, own.id);
  };

  const revoke = async (id: string): Promise<void> => {
    const known = await connections.find(id);
    const { provider, method, connection, secrets, token } = known;
    if (known.locked) throw new TokenfillError('locked');
    if (!method.revocation) return deleteListed(id);
    if (!token) return;
    const scope = scopeOf(known);
    await gate.require(id, stepOrigins([revocationStep(method.revocation)], scope));
    await revokeTokens(
      method.revocation,
      { accessToken: token.accessToken, refreshToken: secrets?.[REFRESH_TOKEN] },
      scope,
      { refusals: provider.refusals, secrets: Object.values(secrets ?? {}), allowHttp: connection.allowHttp },
      reach(),
    );
  };

  const emptyPages = async (id: string): Promise<void> => {
    const filled = (await notes.fills()).filter(({ record }) => record.connectionId === id);
    // All at once, here and below: one that hangs must not keep the others filled.
    await Promise.all(
      filled.map(({ tabId, record }) => fills.logOut(tabId).catch(() => notes.forgetFillOf(tabId, record))),
    );
  };

  /**
   * @param token `delete`: ended at the provider first, which cannot be undone; when that fails nothing is removed
   * @throws TokenfillError what the provider refused with, `token_ambiguous`, `permission_refused`, `locked`
   */
  const remove = async (id: string, token: 'keep' | 'delete'): Promise<void> => {
    gate.begin(id);
    if (token === 'delete') await revoke(id);
    await takeAway(id, token === 'delete' ? 'final' : 'can be undone');
  };

  const takeAway = async (id: string, undo: 'can be undone' | 'final'): Promise<void> => {
    const connection = await connections.known(id);
    // Written down first: what died in between would leave a host granted for nothing. A full store gets room by removing.
    const planned = connection ? await releases.plan(connection).then(() => 'now', fullIsLater) : 'now';
    await connections.remove(id, undo);
    if (connection && planned === 'later') await releases.plan(connection);
    await emptyPages(id);
    if (undo === 'final') await releases.runNow(id);
  };

  /** A definition goes with its connections, for good: without it nobody could say what they are. @throws `managed_definition` */
  const removeDefinition = async (definitionId: string): Promise<void> => {
    for (const { id } of await connections.definedBy(definitionId)) await takeAway(id, 'final');
    await definitions.remove(definitionId);
    await notes.changed();
  };

  /** What a connection filled in on pages that it is no longer bound to, by its user's word or by an organization's. */
  const emptyUnbound = async (): Promise<void> => {
    const empty = async ({ tabId, record }: { tabId: number; record: FillRecord }) => {
      const connection = await connections.known(record.connectionId);
      const isUnbound = connection !== undefined && !connection.origins.includes(record.origin);
      if (isUnbound) await fills.logOut(tabId).catch(() => undefined);
    };
    await Promise.all((await notes.fills()).map(empty));
  };

  const unbind = async (id: string, origin: string): Promise<void> => {
    await connections.unbind(id, origin);
    await emptyUnbound();
  };

  const undo = async (id: string): Promise<void> => {
    await connections.undoRemove(id);
    await releases.cancel(id);
  };

  return { remove, removeDefinition, unbind, emptyUnbound, undo };
}

function fullIsLater(error: unknown): 'later' {
  if (isTokenfillError(error) && error.failure.code === 'storage_full') return 'later';
  throw error;
}
