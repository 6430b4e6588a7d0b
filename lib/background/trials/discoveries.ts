import { TokenfillError } from '../../domain/errors';
import { discover, issuerOf } from '../../provider/discovery';
import type { PermissionGate } from '../access/permission-gate';
import type { Reach } from '../access/reach';
import type { Connections } from '../tokens/connections';
import type { Obtaining } from '../tokens/obtaining';

export interface DiscoverRequest {
  /** The form's connection: whose click the browser's question belongs to. */
  readonly connectionId: string;
  readonly providerId: string;
  readonly methodId: string;
  readonly issuer: string;
}

/** Asks a server for its addresses, for a form that shows them before anything is saved. Stores nothing. */
export function createDiscoveries(connections: Connections, gate: PermissionGate, obtaining: Obtaining, reach: Reach) {
  return async ({ connectionId, providerId, methodId, issuer }: DiscoverRequest) => {
    const { method } = connections.definitionOf(providerId, methodId);
    if (!method.discovery) throw new TokenfillError('unknown_connection');
    const { origin } = new URL(issuerOf(issuer));
    gate.begin(connectionId);
    await obtaining.openHosts(connectionId, [origin], { permission: 'wait' }, 'give up');
    return discover(method.discovery, issuer, reach());
  };
}
