import { keepSubject } from '../domain/keep';
import { originOf } from '../domain/origin';
import type { KeepAnswer } from '../domain/view';
import type { SeenEvent } from '../page/watch';
import { canBeFilled } from '../provider/freshness';
import { renewsAlone } from '../provider/refresh';
import type { Authorize } from './authorize';
import type { Connections, Known } from './connections';
import type { FillService } from './fill';
import { INTENT_TIME, type Notes } from './notes';
import { openWaiting } from './open-fills';
import type { PermissionGate } from './permission-gate';
import type { TokenService } from './tokens';
import type { World } from './world';

export type PageEvent = 'loaded' | SeenEvent;

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
    gate: PermissionGate;
    notes: Notes;
    tokens: TokenService;
  },
) {
  const { authorize, connections, fills, gate, notes, tokens } = parts;

  const isOn = async (origin: string | undefined) => origin !== undefined && (await notes.readKeep(origin)) === 'on';

  /** The last used connection of the tab's origin: obtained if need be, filled if the page does not hold it. */
  const fillAgain = async (tabId: number) => {
    const choice = await authorize.choiceFor((await browser.tabs.get(tabId)).url);
    if (choice) await authorize.authorize({ connectionId: choice.id, tabId, when: 'if needed' }, 'fail');
  };

  /** Whether asking again can help. A token that lives for seconds may be young and over. */
  const isWorthRenewing = ({ method, secrets, token }: Known): boolean => {
    if (!token || !renewsAlone(method, secrets)) return false;
    // A token from the future was obtained before the clock was set back.
    const age = now() - token.obtainedAt;
    return age > TOO_YOUNG || age < 0 || !canBeFilled(method, token, now());
  };

  /** The API refused what we filled: one newer token, once. A page that could not be filled when it loaded gets its fill now. */
  const recover = async (tabId: number) => {
    const waits = (await notes.waiting()).some((waiting) => waiting.tabId === tabId);
    if (waits) return fillAgain(tabId);
    const record = await notes.readFill(tabId);
    // What we hear of is the top document: it says nothing about a frame.
    if (!record || record.frame) return;
    const known = await connections.find(record.connectionId);
    if (!isWorthRenewing(known)) return;
    await tokens.renew(record.connectionId, known.token?.obtainedAt ?? 0);
    await fills.fill(record.connectionId, tabId, 'if needed');
  };

  /** 403: the token is good, and a rule, a right or a plan says no. Another token would not change that: it is said, no more. */
  const noteForbidden = async (tabId: number) => {
    const record = await notes.readFill(tabId);
    if (!record || record.frame) return;
    await notes.writeFill(tabId, { ...record, forbiddenAt: now() });
    await notes.changed();
  };

  const react = (tabId: number, event: PageEvent): Promise<void> => {
    if (event === 'refused') return recover(tabId);
    return event === 'forbidden' ? noteForbidden(tabId) : fillAgain(tabId);
  };

  /** What fails is remembered with the connection, and the page as one that waits; the page itself is told nothing. */
  const orWait = async (tabId: number, origin: string, work: () => Promise<void>) => {
    try {
      await work();
      await notes.forgetWaiting(tabId);
    } catch {
      await notes.writeWaiting(tabId, origin);
    }
  };

  const handle = async (tabId: number, origin: string | undefined, event: PageEvent): Promise<'watch' | 'leave'> => {
    if (origin === undefined || !(await isOn(origin))) return 'leave';
    await orWait(tabId, origin, () => react(tabId, event));
    return 'watch';
  };

  /** Waits for the browser's question. What was wanted is stored first: the question may close the popup, and a worker die. */
  const allowed = async (subject: string, origin: string): Promise<void> => {
    if ((await gate.missing([origin])).length === 0) return;
    await notes.writeIntent({ connectionId: subject, keep: origin, at: now() });
    try {
      await gate.wait(subject, [origin], undefined);
    } finally {
      await notes.forgetIntent(subject);
    }
  };

  /** @throws TokenfillError `permission_refused`, `permission_missing` when a yes is not allowed by the browser: then nothing is stored */
  const answer = async (text: string, word: KeepAnswer) => {
    const origin = originOf(text);
    if (origin === undefined) return;
    const subject = keepSubject(origin);
    // A newer word makes an older one give way that still waits.
    gate.begin(subject);
    await notes.forgetIntent(subject);
    if (word === 'on') await allowed(subject, origin);
    await notes.writeKeep(origin, word);
    await notes.changed();
  };

  /** After `permissions.onAdded` in a worker that has lost the waiting yes. */
  const resume = async (): Promise<void> => {
    for (const { connectionId: subject, keep: origin, at } of await notes.intents()) {
      if (origin === undefined || gate.isWaiting(subject)) continue;
      const stale = now() - at > INTENT_TIME;
      if (!stale && !(await gate.granted(origin))) continue;
      await notes.forgetIntent(subject);
      if (stale) continue;
      await notes.writeKeep(origin, 'on');
      await notes.changed();
    }
  };

  /** After unlocking: the pages that could not be filled meanwhile. */
  const fillWaiting = async (): Promise<void> => {
    const waiting = await openWaiting({ browser }, notes);
    for (const { tabId } of await notes.waiting()) await notes.forgetWaiting(tabId);
    for (const { tabId, origin } of waiting) {
      if (await isOn(origin)) await orWait(tabId, origin, () => fillAgain(tabId));
    }
  };

  return { handle, answer, isOn, resume, fillWaiting };
}
export type Keep = ReturnType<typeof createKeep>;
