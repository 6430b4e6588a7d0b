import type { FillRecord } from '../../domain/view';
import type { Injector } from '../pages/inject';
import type { Connections } from '../tokens/connections';
import type { Notes } from '../world/notes';
import type { FillService } from './fill';
import { lookAt } from './fill-page';
import { frameOf, holdsStill, isSamePlace } from './fill-record';

/** Puts a connection's newer token into pages that hold its older one, where we still have access; the popup says the rest. */
export function createRefill(parts: {
  connections: Connections;
  fills: FillService;
  injector: Injector;
  notes: Notes;
}) {
  const { connections, fills, injector, notes } = parts;

  /**
   * Whether this tab still shows all that we filled. A page that a person has logged out, or loaded anew, does not. Its note goes
   * when nothing is left: what is, must still be known when the vault locks.
   *
   * @throws TokenfillError `page_changed`, `page_loading`, `no_access_to_tab` when the page cannot say
   */
  const stillShows = async (tabId: number, record: FillRecord): Promise<boolean> => {
    const report = await lookAt(injector, tabId, record.origin, record.frame?.id);
    // Stoplight Elements knows its values only while an operation is open.
    if (report.needs === 'open operation' || holdsStill(record, report)) return true;
    if (!record.schemes.some((scheme) => report.authorized.includes(scheme))) await notes.forgetFill(tabId);
    return false;
  };

  /**
   * @param seen what was noted when this was begun; whoever has filled something else since then means that
   * @throws TokenfillError as `fill`
   */
  const one = async (tabId: number, seen: FillRecord): Promise<void> => {
    const record = await notes.readFill(tabId);
    if (!record || record.connectionId !== seen.connectionId || !isSamePlace(record, seen.origin, frameOf(seen)))
      return;
    const { token } = await connections.find(record.connectionId);
    if (token?.obtainedAt === record.obtainedAt) return;
    if (await stillShows(tabId, record)) {
      await fills.fill(record.connectionId, tabId, 'if needed', record.frame?.id, record.origin);
    }
  };

  const all = async (id: string): Promise<void> => {
    for (const { tabId, record } of await notes.fills()) {
      if (record.connectionId === id) await one(tabId, record).catch(() => undefined);
    }
  };

  return { stillShows, one, all };
}
export type Refill = ReturnType<typeof createRefill>;
