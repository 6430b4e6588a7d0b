import type { Connection } from './connection';
import type { ErrorCode } from './errors';
import { originOf } from './origin';
import type { PageReport } from './page';

export type ServerDecision =
  | { readonly allow: true }
  | { readonly allow: false; readonly code: ErrorCode; readonly server: string };

/**
 * May the token be used on the server that the page will call next? The page says which server that is, so this protects
 * from mistakes (an EU token for the US server), not from a hostile page: the origin gate does that.
 *
 * @param apiOrigins the provider's API origins for this connection's region
 * @param otherRegions API origins of the provider's other regions
 * @see docs/decisions/0007-port-regions-and-servers.md
 */
export function decideServer(
  connection: Pick<Connection, 'origins' | 'servers'>,
  apiOrigins: readonly string[],
  otherRegions: readonly string[],
  server: string | undefined,
): ServerDecision {
  if (server === undefined) return { allow: true };
  const origin = originOf(server);
  if (origin === undefined) return { allow: false, code: 'server_outside', server };
  if (apiOrigins.includes(origin)) return { allow: true };
  if (otherRegions.includes(origin)) return { allow: false, code: 'server_needs_other_region', server: origin };
  if (connection.servers.includes(origin)) return { allow: true };
  // A provider without declared API origins ("any site") is used on the pages it is bound to.
  if (apiOrigins.length === 0 && connection.origins.includes(origin)) return { allow: true };
  return { allow: false, code: 'server_outside', server: origin };
}

/**
 * The same for everything that a page's requests may go to: the server that is selected, and those that single operations name
 * for themselves. One of the latter that is not this connection's own is always a question, also another region's: no choice
 * on the page leads away from it.
 */
export function decideServers(
  connection: Pick<Connection, 'origins' | 'servers'>,
  apiOrigins: readonly string[],
  otherRegions: readonly string[],
  page: Pick<PageReport, 'server' | 'servers'>,
): ServerDecision {
  const selected = decideServer(connection, apiOrigins, otherRegions, page.server);
  if (!selected.allow) return selected;
  const further = (page.servers ?? []).map((server) => decideServer(connection, apiOrigins, [], server));
  return further.find((decision) => !decision.allow) ?? selected;
}
