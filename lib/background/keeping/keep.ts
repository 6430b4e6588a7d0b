import { isTokenfillError } from '../../domain/errors';
import { pageName } from '../../domain/keep';
import { originOf } from '../../domain/origin';
import type { Heard, PageEvent } from '../../page/tell';
import { canBeFilled } from '../../provider/freshness';
import { renewsAlone } from '../../provider/refresh';
import type { Authorize } from '../filling/authorize';
import type { FillService } from '../filling/fill';
import type { Refill } from '../filling/refill';
import { mayShow } from '../pages/frames';
import type { OpenPages } from '../pages/open-pages';
import type { Connections, Known } from '../tokens/connections';
import type { EarlyEnds } from '../tokens/early-ends';
import { isPaused } from '../tokens/pauses';
import type { TokenService } from '../tokens/tokens';
import type { Notes } from '../world/notes';
import type { Waiting, WaitingPage } from '../world/waiting';
import type { World } from '../world/world';
import { isFrom, type Place } from './place';

/**
 * Automatic fill: keeps a page authorized where its user said so, once, after a fill that worked. Goes through the same gate
 * as a click; never asks anybody anything, and what it cannot do without asking it leaves to the popup.
 */
export function createKeep(
  { browser, now }: World,
  parts: {
    authorize: Authorize;
    connections: Connections;
    earlyEnds: EarlyEnds;
    fills: FillService;
    notes: Notes;
    open: OpenPages;
    refill: Refill;
    tokens: TokenService;
    waiting: Waiting;
  },
) {
  const { authorize, connections, earlyEnds, fills, notes, open, refill, tokens, waiting } = parts;

  /** Whether its user said so, for this page: in a frame for that frame in that page, which the browser may tell us too. */
  const isOn = async ({ tabId, origin, frame }: Place) => {
    if (frame && frame.top === undefined) return false;
    if ((await notes.readKeep(pageName({ origin, top: frame?.top }))) !== 'on') return false;
    return frame?.top === undefined || mayShow({ browser }, tabId, frame.top);
  };

  /** The last used connection of the page's origin: obtained if need be, filled if the page does not hold it. */
  const fillAgain = async ({ tabId, origin, frame }: Place) => {
    // One document of a tab holds a token. Nobody is here to say that it should be another.
    if (frame && (await fills.isHeldElsewhere(tabId, frame.id))) return;
    if (!frame && originOf((await browser.tabs.get(tabId)).url) !== origin) return;
    const choice = await authorize.choiceFor(origin, frame?.top);
    const wanted = { tabId, frameId: frame?.id, origin, when: 'if needed' } as const;
    if (choice) await authorize.authorize({ ...wanted, connectionId: choice.id }, 'fail');
  };

  /** Whether asking again can help. */
  const isWorthRenewing = async (known: Known): Promise<boolean> =>
    known.token !== undefined &&
    renewsAlone(known.method, known.secrets) &&
    earlyEnds.mayBeReplaced(known, known.token);

  /**
   * The API refused what we filled: one newer token, once. What was refused is what the page holds, which another page or the
   * alarm may have replaced meanwhile; a page that holds nothing of ours was logged out by hand, and stays so.
   */
  const renewFor = async (place: Place) => {
    const record = await notes.readFill(place.tabId);
    // What one document of a tab hears from its API says nothing about another.
    if (!record || !isFrom(record, place)) return;
    const known = await connections.find(record.connectionId);
    const { method, token } = known;
    const isReplaced =
      token !== undefined && token.obtainedAt !== record.obtainedAt && canBeFilled(method, token, now());
    if (!isReplaced && !(await isWorthRenewing(known))) return;
    if (!(await refill.stillShows(place.tabId, record))) return;
    if (!isReplaced) await tokens.renew(record.connectionId, token?.obtainedAt ?? 0);
    await refill.one(place.tabId, record);
    await refill.all(record.connectionId);
  };

  const waitingAt = async (place: Place): Promise<WaitingPage | undefined> => {
    const page = await waiting.read(place.tabId);
    return page && isFrom(page, place) ? page : undefined;
  };

  /** 403: the token is good, and a rule, a right or a plan says no. Another token would not change that: it is said, no more. */
  const noteForbidden = async (place: Place) => {
    const record = await notes.readFill(place.tabId);
    if (!record || !isFrom(record, place)) return;
    await notes.writeFill(place.tabId, { ...record, forbiddenAt: now() });
    await notes.changed();
  };

  /** Another answer came, or its user has read it. */
  const forgetForbidden = async (tabId: number) => {
    const record = await notes.readFill(tabId);
    if (record?.forbiddenAt === undefined) return;
    await notes.writeFill(tabId, { ...record, forbiddenAt: undefined });
    await notes.changed();
  };

  const settle = async (place: Place) => {
    const record = await notes.readFill(place.tabId);
    if (record && isFrom(record, place)) await forgetForbidden(place.tabId);
  };

  /** A page that was left while its token was asked for waits for nothing, and the one there by now keeps its own note. */
  const noteWaiting = async (page: WaitingPage, error: unknown) => {
    if (isTokenfillError(error) && error.failure.code === 'page_changed') return;
    const isThere = await mayShow({ browser }, page.tabId, page.frame?.top ?? page.origin).catch(() => false);
    if (isThere) await waiting.write(page);
  };

  /**
   * What fails is remembered with the connection, and the page as one that waits. The page is told nothing of it; our script
   * there is told when to say it again, when nothing could be tried now.
   */
  const fillOrWait = async (page: WaitingPage): Promise<Heard> => {
    try {
      await (page.when === 'if held' ? renewFor(page) : fillAgain(page));
      if (await waitingAt(page)) await waiting.forget(page.tabId);
    } catch (error) {
      await noteWaiting(page, error);
      if (isPaused(error)) return { againIn: Math.max(0, error.until - now()) };
    }
    return 'watch';
  };

  const react = async (place: Place, event: PageEvent): Promise<Heard> => {
    const noted = await waitingAt(place);
    switch (event) {
      case 'refused':
        // A page that could not be filled when it loaded gets its fill now.
        return fillOrWait({ ...place, when: noted?.when ?? 'if held' });
      case 'again':
        // Filled, emptied or closed by a person meanwhile, it waits for nothing any more.
        return noted ? fillOrWait(noted) : 'watch';
      case 'forbidden':
        await noteForbidden(place);
        return 'watch';
      case 'settled':
        await settle(place);
        return 'watch';
      default:
        return fillOrWait({ ...place, when: 'if needed' });
    }
  };

  const handle = async (place: Place, event: PageEvent): Promise<Heard> =>
    (await isOn(place)) ? react(place, event) : 'leave';

  /** After unlocking: the pages that could not be filled meanwhile. */
  const fillWaiting = async (): Promise<void> => {
    const here = new Set((await open.waiting()).map(({ tabId }) => tabId));
    // Each note stays until its page's turn is over: the worker may die meanwhile.
    for (const page of await waiting.all()) {
      if (here.has(page.tabId) && (await isOn(page))) await fillOrWait(page);
      else await waiting.forget(page.tabId);
    }
  };

  return { handle, fillWaiting, forgetForbidden };
}
