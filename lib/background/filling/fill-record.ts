import { TokenfillError } from '../../domain/errors';
import type { Assignment, PageReport } from '../../domain/page';
import type { Token } from '../../domain/token';
import type { FillOutcome, FillRecord } from '../../domain/view';
import type { Known } from '../tokens/connections';

/** What goes into a page, and what it asks for besides. */
export interface Planned {
  readonly assignments: readonly Assignment[];
  readonly missing: readonly string[];
}

/** What a fill came to, from what was noted. */
export const outcomeOf = (record: FillRecord): FillOutcome => ({
  outcome: record.missing.length > 0 ? 'partly' : 'filled',
  record,
});

/** Whether a note of that tab is of this document, and not of another one that is or was there. */
export const isSamePlace = (held: Pick<FillRecord, 'origin' | 'frame'>, origin: string, frameId: number): boolean =>
  held.origin === origin && frameOf(held) === frameId;

/** The browser's id of the frame that was filled, 0 for the top document. */
export const frameOf = (held: Pick<FillRecord, 'frame'>): number => held.frame?.id ?? 0;

/** Whether the page says that it still holds everything we filled. */
export const holdsStill = ({ schemes }: FillRecord, report: PageReport | undefined): boolean =>
  schemes.every((scheme) => report?.authorized.includes(scheme));

/** Whether the page still holds what this connection filled, with the token that it has now and for the same servers. */
export function stillHolds(held: FillRecord, { connection }: Known, token: Token, report: PageReport): boolean {
  const servers = (page: Pick<PageReport, 'server' | 'servers'>) => JSON.stringify([page.server, page.servers ?? []]);
  const same = held.connectionId === connection.id && held.obtainedAt === token.obtainedAt;
  return same && servers(held) === servers(report) && holdsStill(held, report);
}

/** What the page kept. @throws TokenfillError `fill_not_kept` when that is nothing */
export function recordOf(
  { connection, provider }: Known,
  token: Token,
  place: Pick<FillRecord, 'origin' | 'frame' | 'server' | 'servers' | 'at'>,
  planned: Planned,
  kept: readonly string[],
): FillRecord {
  const wanted = planned.assignments.map((assignment) => assignment.scheme);
  const schemes = wanted.filter((scheme) => kept.includes(scheme));
  if (schemes.length === 0) throw new TokenfillError('fill_not_kept');
  return {
    ...place,
    connectionId: connection.id,
    label: connection.label,
    environment: provider.regions.find((region) => region.id === connection.regionId)?.environment,
    schemes,
    missing: [...planned.missing, ...wanted.filter((scheme) => !kept.includes(scheme))],
    obtainedAt: token.obtainedAt,
    expiresAt: token.expiresAt,
  };
}
