import { isTokenfillError, TokenfillError } from '../../domain/errors';
import { pageName } from '../../domain/keep';
import type { Assignment, PageReport } from '../../domain/page';
import type { Token } from '../../domain/token';
import type { FillOutcome, FillRecord } from '../../domain/view';
import { credentialsOf } from '../../provider/apply';
import type { Injector } from '../pages/inject';
import type { Looks } from '../pages/looks';
import type { PageLine } from '../pages/page-line';
import type { Connections, Known } from '../tokens/connections';
import type { Copy } from '../tokens/copy';
import type { Notes } from '../world/notes';
import type { Waiting } from '../world/waiting';
import type { World } from '../world/world';
import { createFillGate, type Opened } from './fill-gate';
import { planOrLogOut, readyReport } from './fill-page';
import { planFor } from './fill-plan';
import { frameOf, isSamePlace, outcomeOf, recordOf, stillHolds } from './fill-record';
import { createFilledPages } from './filled-pages';

/** The fill service: gate, probe, plan, write, read back. The only code that holds both a token and a tab. */
export function createFillService(
  world: World,
  parts: { connections: Connections; injector: Injector; looks: Looks; notes: Notes; copy: Copy; waiting: Waiting },
) {
  const { injector, looks, notes, copy, waiting } = parts;
  const { gate, decide, decideFor, decideAgain, withToken, openGated } = createFillGate(world, parts);
  const { logOut, isHeld, isHeldElsewhere } = createFilledPages(parts);

  /**
   * Notes what the page holds: whoever locks or removes from then on empties it by that note; who did so before, while the values
   * were on their way, could not know of them. Without the note nobody would.
   *
   * @throws TokenfillError why the page was emptied again
   */
  const noteOrTakeOut = async (id: string, tabId: number, { origin, line }: Opened, record: FillRecord) => {
    try {
      await notes.writeFill(tabId, record);
      gate(await withToken(id), { url: origin });
    } catch (error) {
      const reply = await line.ask({ ask: 'logOut', origin, schemes: record.schemes }).catch(() => 'gone' as const);
      const isEmpty = reply === 'gone' || (reply.reply === 'loggedOut' && reply.remaining.length === 0);
      // What does not let go now is known, for whoever empties pages later.
      if (isEmpty) await notes.forgetFill(tabId);
      throw error;
    }
  };

  /**
   * @param when `if needed` leaves a page alone that still holds what this connection filled, for the same server
   * @param frameId the browser's id of a frame, 0 for the top document
   * @param meant origin of the document that was there when this was begun; another one by now gets nothing
   * @throws TokenfillError the gate's, the page's or the plan's refusal
   */
  const fill = async (
    id: string,
    tabId: number,
    when: 'always' | 'if needed' = 'always',
    frameId = 0,
    meant?: string,
  ): Promise<FillOutcome> => {
    const opened = await openGated(id, tabId, frameId, meant);
    const { origin, line, frame, again, ...seen } = opened;
    try {
      const [held, mapping] = await Promise.all([notes.readFill(tabId), notes.readMapping(origin)]);
      const report = readyReport(seen.report);
      // One document of a tab at a time: what another one holds would be known to nobody.
      if (held && frameOf(held) !== frameId) await logOut(tabId).catch(unlessOutOfReach);
      const known = await decideAgain(id, tabId, opened);
      const { token } = known;
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
        { origin, frame, server: report.server, servers: report.servers, at: world.now() },
        planned,
        kept,
      );
      await noteOrTakeOut(id, tabId, opened, record);
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
   * @param origin of the page that was clicked
   * @throws TokenfillError `no_field`, the gate's refusal, `page_changed`
   */
  const putInField = async (id: string, tabId: number, origin: string): Promise<void> => {
    await decideFor(id, tabId, origin);
    const line = await injector.open(tabId, origin);
    try {
      await decideFor(id, tabId, origin);
      const text = await copy(id, 'token');
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
 * once), but what the page did not take as it was written is taken out again: nobody would know of it.
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
  const { server, servers, document, authorized } = what.report;
  const wanted = assignments.map(({ scheme }) => scheme);
  const logOut = ours.filter((scheme) => !wanted.includes(scheme));
  const reply = await line.ask({ ask: 'fill', origin, logOut, assignments, passed: { server, servers, document } });
  const kept = reply.reply === 'filled' ? reply.schemes : [];
  // Where there was nothing before, whatever there is now is of this fill; a value that its user has put there is left.
  const isOurs = (scheme: string) => ours.includes(scheme) || !authorized.includes(scheme);
  const left = wanted.filter((scheme) => isOurs(scheme) && !kept.includes(scheme));
  if (left.length > 0) await line.ask({ ask: 'logOut', origin, schemes: left });
  return kept;
}

const credentialsFor = ({ provider, method, connection, secrets }: Known, token: Token) =>
  credentialsOf(provider, method, connection, secrets ?? {}, token);

/** A document that is gone, or that nobody lets us into, holds nothing that we could still take out. */
function unlessOutOfReach(error: unknown): void {
  const code = isTokenfillError(error) ? error.failure.code : undefined;
  if (code !== 'page_changed' && code !== 'no_access_to_tab') throw error;
}
