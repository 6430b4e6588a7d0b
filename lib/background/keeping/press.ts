import { isTokenfillError, TokenfillError } from '../../domain/errors';
import { pageName } from '../../domain/keep';
import { originOf } from '../../domain/origin';
import type { FillOutcome } from '../../domain/view';
import type { Authorize } from '../filling/authorize';
import { type Frames, mayShow } from '../pages/frames';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { Place } from './place';

/**
 * One press, without a popup in between: by key, in the menu, on our button in a page.
 *
 * @see docs/decisions/0028-frames-without-the-popup.md
 */
export function createPress(
  { browser, vault }: Pick<World, 'browser' | 'vault'>,
  parts: { authorize: Authorize; frames: Frames; notes: Notes },
) {
  const { authorize, frames, notes } = parts;

  /**
   * The tab's top document.
   *
   * @param pressed origin of the document that our button was pressed in; what is there now, when it was no button
   * @throws TokenfillError `origin_not_bound` when it is not clear which connection; `page_changed`
   */
  const onPage = async (tabId: number, pressed?: string): Promise<FillOutcome> => {
    const origin = pressed ?? originOf((await browser.tabs.get(tabId)).url);
    const choice = await authorize.choiceFor(origin);
    if (!choice) throw new TokenfillError('origin_not_bound');
    return authorize.authorize({ connectionId: choice.id, tabId, origin }, 'fail');
  };

  /** The connection of a frame that was filled in this very page before, by a click that named it; else none. */
  const choiceIn = async ({ tabId, origin, frame }: Place) => {
    const top = frame?.top;
    if (top === undefined || !(await mayShow({ browser }, tabId, top))) return undefined;
    const used = await notes.usedOn(pageName({ origin, top }));
    return used.length > 0 ? authorize.choiceFor(origin, top) : undefined;
  };

  /** One frame. @throws TokenfillError `origin_not_bound` where nobody has been shown it before */
  const inFrame = async (place: Place): Promise<FillOutcome> => {
    const choice = await choiceIn(place);
    if (!choice) throw new TokenfillError('origin_not_bound');
    const { tabId, origin, frame } = place;
    return authorize.authorize({ connectionId: choice.id, tabId, origin, frameId: frame?.id }, 'fail');
  };

  /** The top document; where that is no docs page of ours, the frame of it that is one. */
  const anywhere = async (tabId: number): Promise<FillOutcome> => {
    try {
      return await onPage(tabId);
    } catch (error) {
      if (!isTokenfillError(error) || !/^(origin_not_bound|not_a_docs_page)$/.test(error.failure.code)) throw error;
      const bound = new Set((await vault.list()).flatMap((connection) => connection.origins));
      const { docs } = await frames(tabId, bound);
      if (!docs) throw error;
      return inFrame({ tabId, origin: docs.origin, frame: { id: docs.id, top: docs.top } });
    }
  };

  /** What cannot be done without a word is left to the popup, which says why. A browser may have no window to open it in. */
  const orPopup = async (work: Promise<unknown>): Promise<void> => {
    await work.catch(() => browser.action.openPopup().catch(() => undefined));
  };

  return { onPage, inFrame, anywhere, choiceIn, orPopup };
}
export type Press = ReturnType<typeof createPress>;
