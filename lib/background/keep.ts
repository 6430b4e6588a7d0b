import { failureOf } from '../domain/errors';
import { keepSubject } from '../domain/keep';
import { originOf } from '../domain/origin';
import type { KeepAnswer } from '../domain/view';
import { renewsAlone } from '../provider/refresh';
import type { Authorize } from './authorize';
import type { Connections } from './connections';
import type { FillService } from './fill';
import { INTENT_TIME, type Notes } from './notes';
import { openWaiting } from './open-fills';
import type { PermissionGate } from './permission-gate';
import type { TokenService } from './tokens';
import type { World } from './world';

export type PageEvent = 'loaded' | 'changed' | 'refused';

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

  /** The API refused what we filled: one newer token, once; 403 never comes here (a rule or a plan, not a dead token). */
  const recover = async (tabId: number) => {
    const record = await notes.readFill(tabId);
    if (!record) return;
    const { token, method, secrets } = await connections.find(record.connectionId);
    // A token from the future was obtained before the clock was set back.
    const age = now() - (token?.obtainedAt ?? now());
    const old = age > TOO_YOUNG || age < 0;
    if (!token || !old || !renewsAlone(method, secrets)) return;
    await tokens.renew(record.connectionId, token.obtainedAt);
    await fills.fill(record.connectionId, tabId, 'if needed');
  };

  const handle = async (tabId: number, origin: string | undefined, event: PageEvent): Promise<'watch' | 'leave'> => {
    if (!(await isOn(origin))) return 'leave';
    // What fails is remembered with the connection; the page is told nothing.
    await (event === 'refused' ? recover(tabId) : fillAgain(tabId)).catch(async (error: unknown) => {
      if (origin && failureOf(error, 'unexpected').code === 'locked') await notes.writeWaiting(tabId, origin);
    });
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
      if (await isOn(origin)) await fillAgain(tabId).catch(() => undefined);
    }
  };

  return { handle, answer, isOn, resume, fillWaiting };
}
export type Keep = ReturnType<typeof createKeep>;
