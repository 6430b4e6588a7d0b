import type { Connection, ConnectionStatus, ConnectionView } from '../../domain/connection';
import type { ErrorCode } from '../../domain/errors';
import { viewToken } from '../../domain/token';
import type { VaultView } from '../../domain/view';
import { tokenOrigins } from '../../provider/addresses';
import type { Method, ProviderDefinition } from '../../provider/definition';
import { canBeFilled } from '../../provider/freshness';
import { isAsked } from '../../provider/inputs';
import { findMethod } from '../../provider/registry';
import type { Damage, DamageKind, Entry } from '../../vault/vault';
import type { PermissionGate } from '../access/permission-gate';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import { type RotationRecord, type RotationRecords, viewRotation } from './rotation-records';

/** Masked views: what screens may know of connections. */
export function createViews(
  { vault, keeper, providers, managed, now }: World,
  gate: PermissionGate,
  notes: Notes,
  rotations: RotationRecords,
) {
  const viewOf = async (id: string, tabId?: number): Promise<ConnectionView | undefined> => {
    const entry = await vault.read(id);
    const provider = providers().find((candidate) => candidate.id === entry?.connection.providerId);
    const method = findMethod(provider, entry?.connection.methodId ?? '');
    if (!entry || !provider || !method) return undefined;
    const { connection, token } = entry;
    const region = provider.regions.find((candidate) => candidate.id === connection.regionId);
    const rotation = await rotations.read(id);
    const status = statusOf(entry, method, now());
    const hosts = status === 'can_obtain' ? tokenOrigins(provider, method, connection) : [];
    return {
      connection,
      providerName: provider.name,
      methodName: method.name,
      regionName: region?.name,
      environment: region?.environment,
      status,
      token: token && viewToken(token),
      lastFailure: await notes.readFailure(id),
      needsHosts: await gate.missing(hosts, tabId),
      inventory: provider.inventory !== undefined,
      ending: endingOf(provider, method, status, rotation),
      rotation: rotation && viewRotation(rotation),
      managed: managed.partOf(provider.id),
    };
  };

  const viewAll = async (connections: readonly Connection[], tabId?: number): Promise<readonly ConnectionView[]> => {
    const views = await Promise.all(connections.map(({ id }) => viewOf(id, tabId)));
    return views.filter((view) => view !== undefined);
  };

  const viewVault = async (): Promise<VaultView> => {
    const { mode, locked, trouble, damage, missing, backups } = await keeper.state();
    const known = new Map((await vault.list()).map((connection) => [connection.id, connection]));
    /** The organization changed its definition: its addresses are other ones now, so the secret stays closed. */
    const codeOf = ({ id, what }: Damage): ErrorCode =>
      what === 'bindings_changed' && managed.defines(known.get(id)?.providerId ?? '')
        ? 'managed_definition'
        : DAMAGE[what];
    return {
      mode,
      locked,
      trouble,
      damaged: damage.map((one) => ({ id: one.id, label: known.get(one.id)?.label, code: codeOf(one) })),
      missing: missing?.map(({ id, label }) => label ?? id),
      backupAt: backups[0]?.at,
      idleMinutes: await notes.idleMinutes(),
      rules: managed.rules(),
      pages: managed.policy().pages,
    };
  };

  return { viewOf, viewAll, viewVault };
}
/** While a rotation stands, which token is meant would be a guess. */
function endingOf(
  { inventory }: Pick<ProviderDefinition, 'inventory'>,
  { revocation }: Method,
  status: ConnectionStatus,
  rotation: RotationRecord | undefined,
): ConnectionView['ending'] {
  if (status !== 'ready' || rotation) return 'by hand';
  if (revocation) return 'endpoint';
  return inventory ? 'list' : 'by hand';
}

/** What a damaged record means for people. */
const DAMAGE: Readonly<Record<DamageKind, ErrorCode>> = {
  connection_unreadable: 'vault_damaged',
  connection_missing: 'vault_damaged',
  secret_unreadable: 'vault_damaged',
  bindings_changed: 'vault_changed_outside',
  changed_outside: 'vault_changed_outside',
  newer_schema: 'newer_schema',
};

export type Views = ReturnType<typeof createViews>;

function statusOf({ connection, secrets, token, locked }: Entry, method: Method, now: number): ConnectionStatus {
  if (locked) return 'locked';
  if (token && canBeFilled(method, token, now)) return 'ready';
  // What was pasted and is over must be pasted anew.
  if (token && method.steps.length === 0) return 'needs_secret';
  const needed = method.inputs.filter((input) => !input.optional && input.secret && isAsked(input, connection.inputs));
  return needed.every((input) => (secrets?.[input.name] ?? '') !== '') ? 'can_obtain' : 'needs_secret';
}
