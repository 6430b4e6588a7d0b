import { TokenfillError } from '../domain/errors';
import { frameOf } from './fill-record';
import type { Injector } from './inject';
import type { Notes } from './notes';
import { askReport } from './page-line';

/** What tabs hold of ours: one document of each, noted. Carries nothing into a page, so it needs no gate; lines check the origin. */
export function createFilledPages({ injector, notes }: { injector: Injector; notes: Notes }) {
  /** Empties what we filled into this tab's page. @throws TokenfillError `not_logged_out`, `page_changed`, `no_access_to_tab` */
  const logOut = async (tabId: number): Promise<void> => {
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
    const line = await injector.open(tabId, record.origin, record.frame?.id).catch(() => undefined);
    const report = line && (await askReport(line, record.origin, 0).catch(() => undefined));
    line?.close();
    return record.schemes.some((scheme) => report?.authorized.includes(scheme));
  };

  return { logOut, isHeldElsewhere };
}
