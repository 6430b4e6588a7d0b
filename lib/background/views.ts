import type { Connection, ConnectionStatus, ConnectionView } from '../domain/connection';
import { isFresh, viewToken } from '../domain/token';
import { tokenOrigins } from '../provider/addresses';
import { findMethod } from '../provider/registry';
import type { Entry } from '../vault/vault';
import type { Notes } from './notes';
import type { PermissionGate } from './permission-gate';
import type { World } from './world';

/** Masked views: what screens may know of connections. */
export function createViews({ vault, providers, now }: World, gate: PermissionGate, notes: Notes) {
  const viewOf = async (id: string, tabId?: number): Promise<ConnectionView | undefined> => {
    const entry = await vault.read(id);
    const provider = providers.find((candidate) => candidate.id === entry?.connection.providerId);
    const method = findMethod(provider, entry?.connection.methodId ?? '');
    if (!entry || !provider || !method) return undefined;
    const { connection, token } = entry;
    const region = provider.regions.find((candidate) => candidate.id === connection.regionId);
    const status = statusOf(
      entry,
      method.inputs.filter((input) => !input.optional && input.secret).map((input) => input.name),
      now(),
    );
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
    };
  };

  const viewAll = async (connections: readonly Connection[], tabId?: number): Promise<readonly ConnectionView[]> => {
    const views = await Promise.all(connections.map(({ id }) => viewOf(id, tabId)));
    return views.filter((view) => view !== undefined);
  };

  return { viewOf, viewAll };
}
export type Views = ReturnType<typeof createViews>;

function statusOf({ secrets, token }: Entry, needed: readonly string[], now: number): ConnectionStatus {
  if (token && isFresh(token, now)) return 'ready';
  return needed.every((name) => (secrets?.[name] ?? '') !== '') ? 'can_obtain' : 'needs_secret';
}
