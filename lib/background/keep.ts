import { pageName } from '../domain/keep';
import { originOf } from '../domain/origin';
import type { FillRecord } from '../domain/view';
import type { SeenEvent } from '../page/watch';
import { canBeFilled } from '../provider/freshness';
import { renewsAlone } from '../provider/refresh';
import type { Authorize } from './authorize';
import type { Connections, Known } from './connections';
import type { FillService } from './fill';
import { frameOf } from './fill-record';
import type { Notes } from './notes';
import type { OpenPages } from './open-pages';
import type { TokenService } from './tokens';
import type { World } from './world';

export type PageEvent = 'loaded' | SeenEvent;

/** Which document of a tab an event is from, as the browser says it; a frame with the origin of the page around it. */
export type Place = Pick<FillRecord, 'frame'> & { readonly tabId: number; readonly origin: string };

/** A token younger than this that is refused will not get better by asking again, ms. */
const TOO_YOUNG = 30_000;

/**
 * Automatic fill: keeps a page authorized where its user said so, once, after a fill that worked. Goes through the same gate
 * as a click; never asks anybody anything, and what it cannot do without asking it leaves to the popup.
 */
export function createKeep(
  { browser, now }: World,
  parts: {
    authorize: Authorize;
    connections: Connections;
    fills: FillService;
    notes: Notes;
    open: OpenPages;
    tokens: TokenService;
  },
) {
  const { authorize, connections, fills, notes, open, tokens } = parts;

  /** Whether its user said so, for this page: in a frame for that frame in that page, which the browser may tell us too. */
  const isOn = async ({ tabId, origin, frame }: Place) => {
    if (frame && frame.top === undefined) return false;
    if ((await notes.readKeep(pageName({ origin, top: frame?.top }))) !== 'on') return false;
    const around = frame && originOf((await browser.tabs.get(tabId)).url);
    return around === undefined || around === frame?.top;
  };

  /** The last used connection of the page's origin: obtained if need be, filled if the page does not hold it. */
  const fillAgain = async ({ tabId, origin, frame }: Place) => {
    // One document of a tab holds a token. Nobody is here to say that it should be another.
    if (frame && (await fills.isHeldElsewhere(tabId, frame.id))) return;
    const choice = await authorize.choiceFor(frame ? origin : (await browser.tabs.get(tabId)).url, frame?.top);
    const wanted = { tabId, frameId: frame?.id, when: 'if needed' } as const;
    if (choice) await authorize.authorize({ ...wanted, connectionId: choice.id }, 'fail');
  };

  /** Whether asking again can help. A token that lives for seconds may be young and over. */
  const isWorthRenewing = ({ method, secrets, token }: Known): boolean => {
    if (!token || !renewsAlone(method, secrets)) return false;
    // A token from the future was obtained before the clock was set back.
    const age = now() - token.obtainedAt;
    return age > TOO_YOUNG || age < 0 || !canBeFilled(method, token, now());
  };

  const isFrom = (record: Pick<FillRecord, 'frame'>, place: Place) => record.frame?.id === place.frame?.id;

  /** The API refused what we filled: one newer token, once. A page that could not be filled when it loaded gets its fill now. */
  const recover = async (place: Place) => {
    const { tabId } = place;
    const waits = (await notes.waiting()).some((waiting) => waiting.tabId === tabId && isFrom(waiting, place));
    if (waits) return fillAgain(place);
    const record = await notes.readFill(tabId);
    // What one document of a tab hears from its API says nothing about another.
    if (!record || !isFrom(record, place)) return;
    const known = await connections.find(record.connectionId);
    if (!isWorthRenewing(known)) return;
    await tokens.renew(record.connectionId, known.token?.obtainedAt ?? 0);
    await fills.fill(record.connectionId, tabId, 'if needed', frameOf(record));
  };

  /** 403: the token is good, and a rule, a right or a plan says no. Another token would not change that: it is said, no more. */
  const noteForbidden = async (place: Place) => {
    const record = await notes.readFill(place.tabId);
    if (!record || !isFrom(record, place)) return;
    await notes.writeFill(place.tabId, { ...record, forbiddenAt: now() });
    await notes.changed();
  };

  const react = (place: Place, event: PageEvent): Promise<void> => {
    if (event === 'refused') return recover(place);
    return event === 'forbidden' ? noteForbidden(place) : fillAgain(place);
  };

  /** What fails is remembered with the connection, and the page as one that waits; the page itself is told nothing. */
  const orWait = async ({ tabId, origin, frame }: Place, work: () => Promise<void>) => {
    try {
      await work();
      await notes.forgetWaiting(tabId);
    } catch {
      await notes.writeWaiting(tabId, { origin, frame });
    }
  };

  const handle = async (place: Place, event: PageEvent): Promise<'watch' | 'leave'> => {
    if (!(await isOn(place))) return 'leave';
    await orWait(place, () => react(place, event));
    return 'watch';
  };

  /** Whether a page of this origin is kept, in a tab of its own or in a frame: then its token is wanted. */
  const wants = async (origin: string) => (await notes.readKeep(origin)) === 'on' || (await notes.keptInFrames(origin));

  /** After unlocking: the pages that could not be filled meanwhile. */
  const fillWaiting = async (): Promise<void> => {
    const waiting = await open.waiting();
    for (const { tabId } of await notes.waiting()) await notes.forgetWaiting(tabId);
    for (const place of waiting) if (await isOn(place)) await orWait(place, () => fillAgain(place));
  };

  return { handle, wants, fillWaiting };
}
export type Keep = ReturnType<typeof createKeep>;
