import { TokenfillError } from '../../domain/errors';
import type { PageReport } from '../../domain/page';
import type { FillRecord } from '../../domain/view';
import type { Injector } from '../pages/inject';
import { askReport } from '../pages/page-line';
import type { Notes } from '../world/notes';
import type { Waiting } from '../world/waiting';
import { frameOf, holdsStill } from './fill-record';

/** What tabs hold of ours: one document of each, noted. Carries nothing into a page, so it needs no gate; lines check the origin. */
export function createFilledPages(parts: { injector: Injector; notes: Notes; waiting: Pick<Waiting, 'forget'> }) {
  const { injector, notes, waiting } = parts;

  const reportOf = async (tabId: number, { origin, frame }: FillRecord): Promise<PageReport | undefined> => {
    const line = await injector.open(tabId, origin, frame?.id).catch(() => undefined);
    const report = line && (await askReport(line, origin, 0).catch(() => undefined));
    line?.close();
    return report;
  };

  /** Empties what we filled into this tab's page. @throws TokenfillError `not_logged_out`, `page_changed`, `no_access_to_tab` */
  const logOut = async (tabId: number): Promise<void> => {
    // Whoever wants it empty does not wait for a fill.
    await waiting.forget(tabId);
    const record = await notes.readFill(tabId);
    if (!record) return;
    const line = await injector.open(tabId, record.origin, record.frame?.id);
    try {
      const reply = await line.ask({ ask: 'logOut', origin: record.origin, schemes: record.schemes });
      // Where the page cannot let go now, it is said, and what it holds stays known.
      if (reply.reply === 'loggedOut' && reply.remaining.length > 0) throw new TokenfillError('not_logged_out');
      await notes.forgetFill(tabId);
    } finally {
      line.close();
      await notes.changed();
    }
  };

  /** Whether another document of the tab than this one still holds what we filled there. */
  const isHeldElsewhere = async (tabId: number, frameId: number): Promise<boolean> => {
    const record = await notes.readFill(tabId);
    if (!record || frameOf(record) === frameId) return false;
    const report = await reportOf(tabId, record);
    return record.schemes.some((scheme) => report?.authorized.includes(scheme));
  };

  /** Whether its user has left everything there that we filled. One that cannot be asked does not count. */
  const isHeld = async (tabId: number, record: FillRecord): Promise<boolean> => {
    const report = await reportOf(tabId, record);
    // Stoplight Elements knows its values only while an operation is open.
    return report !== undefined && (report.needs === 'open operation' || holdsStill(record, report));
  };

  return { logOut, isHeld, isHeldElsewhere };
}
