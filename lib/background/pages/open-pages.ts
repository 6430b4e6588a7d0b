import { originOf } from '../../domain/origin';
import type { FillRecord } from '../../domain/view';
import type { Notes } from '../world/notes';
import type { Waiting } from '../world/waiting';
import type { World } from '../world/world';
import type { Injector } from './inject';

/**
 * Tabs that still show what we know of them. A tab that went elsewhere tells us no address any more (Chromium takes activeTab
 * away, and there is no other permission for it): it holds nothing of ours, and its note is dropped.
 */
export function createOpenPages(
  { browser }: Pick<World, 'browser'>,
  { injector, notes, waiting }: { injector: Injector; notes: Notes; waiting: Waiting },
) {
  /** A frame is asked itself: the page around it may be of a host that we have no access to. */
  const shows = async (tabId: number, { origin, frame }: Pick<FillRecord, 'origin' | 'frame'>): Promise<boolean> => {
    // One that is too busy to answer is still there.
    if (frame) {
      return injector.seen(tabId, frame.id).then(
        (seen) => seen?.origin === origin,
        () => true,
      );
    }
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    return originOf(tab?.url) === origin;
  };

  /** Tabs that still show the document we filled. */
  const fills = async () => {
    const noted = await notes.fills();
    const here = await Promise.all(
      noted.map(async ({ tabId, record }) => {
        if (await shows(tabId, record)) return true;
        await notes.forgetFillOf(tabId, record);
        return false;
      }),
    );
    return noted.filter((_, index) => here[index]);
  };

  /** Tabs of kept pages that wait for the vault and still show that page. */
  const waitingPages = async () => {
    const noted = await waiting.all();
    const here = await Promise.all(noted.map((page) => shows(page.tabId, page)));
    return noted.filter((_, index) => here[index]);
  };

  return { fills, waiting: waitingPages };
}
export type OpenPages = ReturnType<typeof createOpenPages>;
