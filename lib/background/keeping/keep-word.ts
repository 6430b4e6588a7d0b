import { TokenfillError } from '../../domain/errors';
import { keepSubject, pageName, pageOfName } from '../../domain/keep';
import { originOf } from '../../domain/origin';
import type { KeepAnswer } from '../../domain/view';
import { type PermissionGate, QUESTION_TIME } from '../access/permission-gate';
import type { Injector } from '../pages/inject';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

/** The user's word on keeping a page authorized: a yes is stored only with the host's permission, which a click asks for. */
export function createKeepWord(
  { now }: Pick<World, 'now'>,
  { gate, injector, notes }: { gate: PermissionGate; injector: Injector; notes: Notes },
) {
  /** From now on, and on the pages where it was said at once: our script comes by itself only when a page loads. */
  const begin = async (page: string): Promise<void> => {
    await notes.writeKeep(page, 'on');
    await notes.changed();
    const here = (await notes.fills()).filter(
      ({ record: { origin, frame } }) =>
        (!frame || frame.top !== undefined) && pageName({ origin, top: frame?.top }) === page,
    );
    // A tab that went elsewhere, or that the browser lets nobody into, has nothing to be watched.
    await Promise.all(here.map(({ tabId, record }) => injector.watch(tabId, record.frame?.id).catch(() => undefined)));
  };

  /** Waits for the browser's question. What was wanted is stored first: the question may close the popup, and a worker die. */
  const allowed = async (subject: string, page: string): Promise<void> => {
    const { origin } = pageOfName(page);
    if ((await gate.missing([origin])).length === 0) return;
    await notes.writeIntent({ connectionId: subject, keep: page, at: now() });
    try {
      await gate.wait(subject, [origin], undefined);
    } finally {
      await notes.forgetIntent(subject);
    }
  };

  /**
   * @param top origin of the page around it, for a page in a frame; the frame's host is all that is asked for
   * @throws TokenfillError `opaque_origin`; `permission_refused`, `permission_missing` when the browser does not allow a yes. Then nothing
   * is stored.
   */
  const answer = async (text: string, word: KeepAnswer, top?: string) => {
    const origin = originOf(text);
    if (origin === undefined || (top !== undefined && originOf(top) !== top)) throw new TokenfillError('opaque_origin');
    const page = pageName({ origin, top });
    const subject = keepSubject(page);
    // A newer word makes an older one give way that still waits.
    gate.begin(subject);
    await notes.forgetIntent(subject);
    if (word === 'on') {
      await allowed(subject, page);
      return begin(page);
    }
    await notes.writeKeep(page, word);
    await notes.changed();
  };

  /** After `permissions.onAdded` in a worker that has lost the waiting yes. */
  const resume = async (): Promise<void> => {
    for (const { connectionId: subject, keep: page, at } of await notes.intents()) {
      if (page === undefined || gate.isWaiting(subject)) continue;
      const stale = now() - at > QUESTION_TIME;
      if (!stale && !(await gate.granted(pageOfName(page).origin))) continue;
      await notes.forgetIntent(subject);
      if (!stale) await begin(page);
    }
  };

  return { answer, resume };
}
