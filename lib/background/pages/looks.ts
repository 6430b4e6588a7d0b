import type { PageReport } from '../../domain/page';
import { inTime } from '../world/in-time';
import type { Injector } from './inject';
import { askReport, type PageLine } from './page-line';

/** A line that a look has opened is used again within this time, ms: its far end listens for 15 s (docs/decisions/0008). */
const LONGEST = 9_000;
/** How long a line that was open before is waited for, ms. One that is dead must not cost more than a new one. */
const PROMPT = 300;

/** A line to a tab's top document, and what that says of itself now. */
export interface Look {
  readonly line: PageLine;
  readonly report: PageReport | undefined;
  /** Whether the line was open before. */
  readonly again: 'new' | 'again';
}

/**
 * Looks into the top documents of tabs. The line of one look is kept for the next: the popup looks, and a click fills. It dies
 * with its document, belongs to nobody while it is in use, and what was said over it before is not believed again.
 *
 * @see docs/decisions/0052-what-a-fill-costs.md
 */
export function createLooks(injector: Injector, now: () => number) {
  const kept = new Map<number, PageLine>();

  const take = (tabId: number, origin: string): PageLine | undefined => {
    const line = kept.get(tabId);
    kept.delete(tabId);
    if (!line) return undefined;
    if (line.isOpen() && line.document.origin === origin && isYoung(line)) return line;
    line.close();
    return undefined;
  };

  const isYoung = ({ openedAt }: PageLine) => now() >= openedAt && now() - openedAt < LONGEST;

  /**
   * @param patience how long a page that is still loading is waited for, ms
   * @throws TokenfillError `no_access_to_tab`, `page_changed`
   */
  const look = async (tabId: number, origin: string, patience: number): Promise<Look> => {
    const known = take(tabId, origin);
    const report = known && (await inTime(askReport(known, origin, 0), PROMPT).catch(() => undefined));
    // One that is not ready now is waited for over a line of its own, with all the time that takes.
    if (known && report?.ready) return { line: known, report, again: 'again' };
    known?.close();
    const line = await injector.open(tabId, origin);
    try {
      return { line, report: await askReport(line, origin, patience), again: 'new' };
    } catch (error) {
      line.close();
      throw error;
    }
  };

  /** For the next look, when that comes soon. Nothing is asked over it meanwhile. */
  const keep = (tabId: number, line: PageLine): void => {
    kept.get(tabId)?.close();
    kept.set(tabId, line);
  };

  return { look, keep };
}
export type Looks = ReturnType<typeof createLooks>;
