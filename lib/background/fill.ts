import { decideFill } from '../domain/decide-fill';
import { decideServer } from '../domain/decide-server';
import { TokenfillError } from '../domain/errors';
import type { Assignment, PageReport } from '../domain/page';
import { plan } from '../domain/plan';
import type { Token } from '../domain/token';
import type { FillOutcome, FillRecord } from '../domain/view';
import { apiOrigins, otherRegionOrigins } from '../provider/addresses';
import { credentialsOf } from '../provider/apply';
import type { Connections, Known } from './connections';
import type { Injector, PageLine } from './inject';
import type { Notes } from './notes';
import type { World } from './world';

/** How long a fill waits for a page that is still loading its API document, ms. */
const PATIENCE = 8_000;

/** The fill service: gate, probe, plan, write, read back. The only code that holds both a token and a tab. */
export function createFillService({ browser, now }: World, connections: Connections, injector: Injector, notes: Notes) {
  /** The gate's decision, from the browser's idea of where the tab is. @throws TokenfillError its refusal */
  const gate = async (known: Known, tabId: number): Promise<string> => {
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    if (!tab) throw new TokenfillError('tab_closed');
    const api = apiOrigins(known.provider, known.connection);
    const decision = decideFill(known.connection, api, { tabUrl: tab.url, frameId: 0 });
    if (!decision.allow) throw new TokenfillError(decision.code);
    return decision.origin;
  };

  const fill = async (id: string, tabId: number): Promise<FillOutcome> => {
    const known = await connections.find(id);
    const { token } = known;
    if (!token) throw new TokenfillError('sign_in_needed');
    const origin = await gate(known, tabId);
    const line = await injector.open(tabId, origin);
    try {
      const report = await readReport(line, origin);
      const planned = planFor(known, token, report);
      const held = await notes.readFill(tabId);
      const logOut = held?.origin === origin ? held.schemes.filter((scheme) => report.authorized.includes(scheme)) : [];
      const reply = await line.ask({ ask: 'fill', origin, logOut, assignments: planned.assignments });
      const kept = reply.reply === 'filled' ? reply.schemes : [];
      const record = recordOf(known, token, origin, planned, kept, now());
      await notes.writeFill(tabId, record);
      await notes.used(origin, id);
      return { outcome: record.missing.length > 0 ? 'partly' : 'filled', record };
    } finally {
      line.close();
      await notes.changed();
    }
  };

  /** Empties what we filled into this tab's page. Carries nothing in, so it needs no gate; the line checks the origin. */
  const logOut = async (tabId: number): Promise<void> => {
    const record = await notes.readFill(tabId);
    if (!record) return;
    const line = await injector.open(tabId, record.origin);
    try {
      await line.ask({ ask: 'logOut', origin: record.origin, schemes: record.schemes });
      await notes.forgetFill(tabId);
    } finally {
      line.close();
      await notes.changed();
    }
  };

  return { fill, logOut };
}
export type FillService = ReturnType<typeof createFillService>;

async function readReport(line: PageLine, origin: string): Promise<PageReport> {
  const reply = await line.ask({ ask: 'report', origin, patience: PATIENCE });
  const report = reply.reply === 'report' ? reply.report : null;
  if (!report) throw new TokenfillError('not_a_docs_page');
  if (!report.ready) throw new TokenfillError('page_loading');
  return report;
}

interface Planned {
  readonly assignments: readonly Assignment[];
  readonly missing: readonly string[];
}

function planFor(known: Known, token: Token, report: PageReport): Planned {
  const { provider, method, connection, secrets } = known;
  const server = decideServer(
    connection,
    apiOrigins(provider, connection),
    otherRegionOrigins(provider, connection),
    report.server,
  );
  if (!server.allow) throw new TokenfillError(server.code, { detail: server.server });
  const { assignments, missing, refusal } = plan(
    report,
    credentialsOf(provider, method, connection, secrets ?? {}, token),
  );
  if (refusal) throw new TokenfillError(refusal);
  return { assignments, missing };
}

/** What the page kept. @throws TokenfillError `fill_not_kept` when that is nothing */
function recordOf(
  { connection, provider }: Known,
  token: Token,
  origin: string,
  planned: Planned,
  kept: readonly string[],
  at: number,
): FillRecord {
  const wanted = planned.assignments.map((assignment) => assignment.scheme);
  const schemes = wanted.filter((scheme) => kept.includes(scheme));
  if (schemes.length === 0) throw new TokenfillError('fill_not_kept');
  return {
    origin,
    connectionId: connection.id,
    label: connection.label,
    environment: provider.regions.find((region) => region.id === connection.regionId)?.environment,
    schemes,
    missing: [...planned.missing, ...wanted.filter((scheme) => !kept.includes(scheme))],
    at,
    expiresAt: token.expiresAt,
  };
}
