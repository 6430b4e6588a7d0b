import { decideFill, type FillTarget } from '../domain/decide-fill';
import { TokenfillError } from '../domain/errors';
import { pageAround, pageName } from '../domain/keep';
import type { Assignment, PageReport } from '../domain/page';
import type { Token } from '../domain/token';
import type { FillOutcome } from '../domain/view';
import { apiOrigins } from '../provider/addresses';
import { credentialsOf } from '../provider/apply';
import type { Connections, Known } from './connections';
import type { Copy } from './copy';
import { PATIENCE, planOrLogOut, readyReport } from './fill-page';
import { planFor } from './fill-plan';
import { frameOf, isSamePlace, outcomeOf, recordOf, stillHolds } from './fill-record';
import { createFilledPages } from './filled-pages';
import type { Injector } from './inject';
import type { Looks } from './looks';
import type { Notes } from './notes';
import { askReport, type PageLine } from './page-line';
import type { Waiting } from './waiting';
import type { World } from './world';

/** The fill service: gate, probe, plan, write, read back. The only code that holds both a token and a tab. */
export function createFillService(
  { browser, now }: World,
  parts: { connections: Connections; injector: Injector; looks: Looks; notes: Notes; copy: Copy; waiting: Waiting },
) {
  const { connections, injector, looks, notes, copy, waiting } = parts;
  const { logOut, isHeld, isHeldElsewhere } = createFilledPages(parts);

  /** The gate's decision, from the browser's idea of the document. @throws TokenfillError its refusal */
  const gate = (known: Known, target: FillTarget): string => {
    const decision = decideFill(known.connection, apiOrigins(known.provider, known.connection), target);
    if (!decision.allow) throw new TokenfillError(decision.code);
    return decision.origin;
  };

  const tabUrl = async (tabId: number): Promise<string | undefined> => {
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    if (!tab) throw new TokenfillError('tab_closed');
    return tab.url;
  };
  /** For the tab's top document. */
  const decide = async (known: Known, tabId: number) => gate(known, { url: await tabUrl(tabId) });

  /** A line to a document that the gate lets pass. A frame is known only by its port, so there the line comes first. */
  const openGated = async (known: Known, tabId: number, frameId: number) => {
    if (frameId === 0) {
      const origin = await decide(known, tabId);
      return { origin, ...(await looks.look(tabId, origin, PATIENCE)) };
    }
    const around = (await injector.seen(tabId, frameId))?.around ?? [];
    const line = await injector.open(tabId, undefined, frameId);
    try {
      const origin = gate(known, { url: line.document.url, frame: line.document });
      const report = await askReport(line, origin, PATIENCE);
      return { origin, line, report, again: 'new', frame: { id: frameId, top: pageAround(origin, around) } } as const;
    } catch (error) {
      line.close();
      throw error;
    }
  };

  /**
   * @param when `if needed` leaves a page alone that still holds what this connection filled, for the same server
   * @param frameId the browser's id of a frame, 0 for the top document
   * @throws TokenfillError the gate's, the page's or the plan's refusal
   */
  const fill = async (
    id: string,
    tabId: number,
    when: 'always' | 'if needed' = 'always',
    frameId = 0,
  ): Promise<FillOutcome> => {
    const known = await connections.find(id);
    const { token } = known;
    if (!token) throw new TokenfillError(known.locked ? 'locked' : 'sign_in_needed');
    const { origin, line, frame, again, ...seen } = await openGated(known, tabId, frameId);
    try {
      const [held, mapping] = await Promise.all([notes.readFill(tabId), notes.readMapping(origin)]);
      const report = readyReport(seen.report);
      // One document of a tab at a time: what another one holds would be known to nobody.
      if (held && frameOf(held) !== frameId) await logOut(tabId).catch(() => undefined);
      const ours =
        held && isSamePlace(held, origin, frameId)
          ? held.schemes.filter((scheme) => report.authorized.includes(scheme))
          : [];
      if (when === 'if needed' && held && stillHolds(held, known, token, report)) return outcomeOf(held);
      const make = () => planFor(known, credentialsFor(known, token), { origin, report, mapping });
      const planned = await planOrLogOut(line, origin, ours, make);
      const { assignments } = planned;
      const kept = await write(line, origin, { ours, assignments, report });
      const record = recordOf(
        known,
        token,
        { origin, frame, server: report.server, servers: report.servers, at: now() },
        planned,
        kept,
      );
      await notes.writeFill(tabId, record);
      // Whoever empties it from now on means it.
      await waiting.forget(tabId);
      if (!frame || frame.top) void notes.used(pageName({ origin, top: frame?.top }), id);
      return outcomeOf(record);
    } finally {
      if (again === 'again') looks.keep(tabId, line);
      else line.close();
      // Screens hear of it; the answer to whoever pressed does not wait for that.
      void notes.changed().catch(() => undefined);
    }
  };

  /**
   * The bare token into the field that has the focus, for pages that no adapter knows. Same gate.
   *
   * @throws TokenfillError `no_field`, the gate's refusal
   */
  const putInField = async (id: string, tabId: number): Promise<void> => {
    const known = await connections.find(id);
    const origin = await decide(known, tabId);
    const text = await copy(id, 'token');
    const line = await injector.open(tabId, origin);
    try {
      const reply = await line.ask({ ask: 'put', origin, text });
      if (reply.reply !== 'put' || !reply.kept) throw new TokenfillError('no_field');
      await notes.used(origin, id);
    } finally {
      line.close();
    }
  };

  return { decide, fill, putInField, logOut, isHeld, isHeldElsewhere };
}
export type FillService = ReturnType<typeof createFillService>;

/**
 * Writes the values, and takes out what we filled earlier. A value that is replaced is not logged out first (the page draws itself
 * once), but goes when the page did not take the new one: nobody would know of it any more.
 *
 * @param what with `ours`, the schemes that hold a value of ours, and the report that has passed
 * @returns the schemes whose new values the page kept
 */
async function write(
  line: PageLine,
  origin: string,
  what: { ours: readonly string[]; assignments: readonly Assignment[]; report: PageReport },
): Promise<readonly string[]> {
  const { ours, assignments } = what;
  const { server, servers, document } = what.report;
  const wanted = assignments.map(({ scheme }) => scheme);
  const logOut = ours.filter((scheme) => !wanted.includes(scheme));
  const reply = await line.ask({ ask: 'fill', origin, logOut, assignments, passed: { server, servers, document } });
  const kept = reply.reply === 'filled' ? reply.schemes : [];
  const left = ours.filter((scheme) => wanted.includes(scheme) && !kept.includes(scheme));
  if (left.length > 0) await line.ask({ ask: 'logOut', origin, schemes: left });
  return kept;
}

const credentialsFor = ({ provider, method, connection, secrets }: Known, token: Token) =>
  credentialsOf(provider, method, connection, secrets ?? {}, token);
