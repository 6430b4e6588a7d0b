import type { Connection } from '../../domain/connection';
import { decideServer } from '../../domain/decide-server';
import { TokenfillError } from '../../domain/errors';
import { originOf, schemeAllowed } from '../../domain/origin';
import type { PageReport } from '../../domain/page';
import { apiOrigins, otherRegionOrigins } from '../../provider/addresses';
import type { ProviderDefinition } from '../../provider/definition';

/**
 * The server that a page's requests would carry the token to: the one it names, else the provider's own, else the page itself.
 *
 * @returns its origin, undefined when the page names none that can be told
 */
export function sendTarget(
  provider: ProviderDefinition,
  connection: Connection,
  page: { readonly origin: string; readonly report: PageReport | undefined },
): string | undefined {
  return originOf(page.report?.server ?? apiOrigins(provider, connection)[0] ?? page.origin);
}

/** @throws TokenfillError what `decideServer` says, `http_refused`, `bad_address` */
export function assertMaySend(provider: ProviderDefinition, connection: Connection, server: string): void {
  if (originOf(server) !== server) throw new TokenfillError('bad_address');
  const own = apiOrigins(provider, connection);
  const decision = decideServer(connection, own, otherRegionOrigins(provider, connection), server);
  if (!decision.allow) throw new TokenfillError(decision.code, { detail: decision.server });
  if (!schemeAllowed(new URL(server), connection.allowHttp)) throw new TokenfillError('http_refused');
}
