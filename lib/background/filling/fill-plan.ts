import type { Credential } from '../../domain/credential';
import { decideServers } from '../../domain/decide-server';
import { TokenfillError } from '../../domain/errors';
import { isForeignDocument } from '../../domain/foreign-document';
import { type Mapping, valueName } from '../../domain/mapping';
import { originOf } from '../../domain/origin';
import type { PageReport } from '../../domain/page';
import { plan } from '../../domain/plan';
import { apiOrigins, otherRegionOrigins } from '../../provider/addresses';
import type { Known } from '../tokens/connections';
import type { Planned } from './fill-record';

/** What a plan is made of, besides the connection. */
interface Place {
  readonly origin: string;
  /** What the document says it is, at this click. */
  readonly report: PageReport;
  /** What its user said of that page. */
  readonly mapping: Mapping;
}

/**
 * Which value goes into which scheme of this page, now that the gate has let it pass.
 *
 * @throws TokenfillError `page_sends_nothing`, `operation_not_open`, `foreign_spec`, the server rule's and the plan's refusals
 */
export function planFor(
  { provider, connection }: Known,
  credentials: readonly Credential[],
  { origin, report, mapping }: Place,
): Planned {
  if (report.sends === 'nothing') throw new TokenfillError('page_sends_nothing');
  if (report.needs === 'open operation') throw new TokenfillError('operation_not_open');
  const own = apiOrigins(provider, connection);
  const trusted = [...connection.origins, ...connection.servers, ...own];
  if (isForeignDocument(report.document, origin, trusted)) {
    // The page's owner may keep the document elsewhere: like a foreign server, that is asked about once.
    const from = originOf(report.document);
    throw from === undefined
      ? new TokenfillError('foreign_spec')
      : new TokenfillError('server_outside', { detail: from });
  }
  const server = decideServers(connection, own, otherRegionOrigins(provider, connection), report);
  if (!server.allow) throw new TokenfillError(server.code, { detail: server.server });
  const { assignments, missing, refusal } = plan(report, credentials, mapping);
  // The names of what there is, so that a person can say what goes where.
  if (refusal) throw new TokenfillError(refusal, { detail: credentials.map(valueName).join('\n') });
  return { assignments, missing };
}
