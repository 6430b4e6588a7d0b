import type { Failure } from '../../domain/errors';
import type { Dismissal } from '../../domain/reminder';
import type { FillRecord } from '../../domain/view';
import type { StorageArea } from '../../vault/vault-world';
import { areasOf } from './areas';
import { createPageNotes } from './page-notes';
import type { World } from './world';

/** Why the last try of a connection failed. `at`: ms since 1970. */
export interface StoredFailure extends Failure {
  readonly at: number;
}

/** A flow that waits for the browser's permission question, so that a restarted worker can go on with it. */
export interface Intent {
  /** A connection's id, or {@link keepSubject}. */
  readonly connectionId: string;
  readonly tabId?: number | undefined;
  readonly frameId?: number | undefined;
  /** Of the document that is meant. */
  readonly origin?: string | undefined;
  /** The page that is to be kept authorized (`pageName`), when that is what waits. */
  readonly keep?: string | undefined;
  readonly at: number;
}

const fillKey = (tabId: number) => `fil:${tabId}`;
const failureKey = (id: string) => `err:${id}`;
/** `off` where the user does not want our button in pages; it is on by default where the host is granted. */
export const BUTTON_PREFERENCE = 'pref:pageButton';

/** Which listed token a connection uses, by the provider's id. */
const ownKey = (id: string) => `own:${id}`;
const backoffKey = (id: string) => `bak:${id}`;
const refreshKey = (id: string) => `ref:${id}`;
const dismissalKey = (id: string) => `rem:${id}`;
const intentKey = (id: string) => `int:${id}`;
/** How often renewing has failed in a row, and when it may be tried again, ms since 1970. */
export interface Backoff {
  readonly failures: number;
  readonly notBefore: number;
}

/** When the vault was opened and when it was last used, ms since 1970. */
export interface LockTimes {
  readonly unlockedAt: number;
  readonly usedAt: number;
}

const LOCK_KEY = 'lock';
/** Lock after so many minutes without use; absent: only after a working day. */
const IDLE_PREFERENCE = 'pref:idleLock';

/** Screens redraw when this changes; its value says nothing. */
const CHANGED_KEY = 'changed';

export function createNotes({ browser, now }: Pick<World, 'browser' | 'now'>) {
  const { local, session } = areasOf(browser);
  const changed = () => session.set({ [CHANGED_KEY]: crypto.randomUUID() });
  const pages = createPageNotes({ local, now }, changed);
  const readOne = async <T>(area: StorageArea, key: string) => (await area.get(key))[key] as T | undefined;

  return {
    readFill: (tabId: number) => readOne<FillRecord>(session, fillKey(tabId)),
    writeFill: (tabId: number, record: FillRecord) => session.set({ [fillKey(tabId)]: record }),
    forgetFill: (tabId: number) => session.remove(fillKey(tabId)),
    /** Unless something else was filled there since `record` was read. */
    forgetFillOf: async (tabId: number, record: FillRecord) => {
      const current = await readOne<FillRecord>(session, fillKey(tabId));
      if (current?.at === record.at && current.origin === record.origin) await session.remove(fillKey(tabId));
    },

    /** Every tab that holds something we filled. */
    fills: async () => {
      const stored = await session.get(null);
      return Object.entries(stored).flatMap(([key, value]) =>
        key.startsWith('fil:') ? [{ tabId: Number(key.slice(4)), record: value as FillRecord }] : [],
      );
    },

    /** What was used where, what failed, what waits: everything but preferences. */
    forgetTraces: async () => {
      const isTrace = (key: string) =>
        /^(use|map|keep|err|int|bak|ref|own|rot|lost|rem|wait|no|pause|early|bare):/.test(key);
      await local.remove(Object.keys(await local.get(null)).filter(isTrace));
      await session.remove(Object.keys(await session.get(null)).filter(isTrace));
    },

    lockTimes: () => readOne<LockTimes>(session, LOCK_KEY),
    writeLockTimes: (times: LockTimes) => session.set({ [LOCK_KEY]: times }),
    forgetLockTimes: () => session.remove(LOCK_KEY),
    idleMinutes: () => readOne<number>(local, IDLE_PREFERENCE),
    writeIdleMinutes: (minutes: number | null) =>
      minutes === null ? local.remove(IDLE_PREFERENCE) : local.set({ [IDLE_PREFERENCE]: minutes }),

    ...pages,

    buttonWanted: async () => (await readOne<string>(local, BUTTON_PREFERENCE)) !== 'off',

    /** What belongs to a connection that will not come back, and the word for pages that nothing is filled in on any more. */
    forgetConnection: async (id: string, origins: readonly string[]) => {
      await local.remove([ownKey(id), dismissalKey(id), `rot:${id}`]);
      await pages.forgetPages(origins);
      await session.remove([failureKey(id), backoffKey(id), refreshKey(id), `no:${id}`, `pause:${id}`, `early:${id}`]);
    },

    readOwn: (id: string) => readOne<string>(local, ownKey(id)),
    writeOwn: (id: string, itemId: string) => local.set({ [ownKey(id)]: itemId }),

    readDismissal: (id: string) => readOne<Dismissal>(local, dismissalKey(id)),
    writeDismissal: (id: string, dismissal: Dismissal) => local.set({ [dismissalKey(id)]: dismissal }),

    readBackoff: (id: string) => readOne<Backoff>(session, backoffKey(id)),
    writeBackoff: (id: string, backoff: Backoff) => session.set({ [backoffKey(id)]: backoff }),
    forgetBackoff: (id: string) => session.remove(backoffKey(id)),

    /** A refresh token is on its way; still said after a worker's death, when nobody knows whether it was used up. */
    isRefreshing: async (id: string) => (await readOne<number>(session, refreshKey(id))) !== undefined,
    beginRefresh: (id: string) => session.set({ [refreshKey(id)]: now() }),
    endRefresh: (id: string) => session.remove(refreshKey(id)),

    readFailure: (id: string) => readOne<StoredFailure>(session, failureKey(id)),
    writeFailure: (id: string, failure: Failure) => session.set({ [failureKey(id)]: { ...failure, at: now() } }),
    forgetFailure: (id: string) => session.remove(failureKey(id)),

    writeIntent: (intent: Intent) => session.set({ [intentKey(intent.connectionId)]: intent }),
    forgetIntent: (id: string) => session.remove(intentKey(id)),
    intents: async () => {
      const stored = await session.get(null);
      return Object.entries(stored).flatMap(([key, value]) => (key.startsWith(intentKey('')) ? [value as Intent] : []));
    },

    changed,
  };
}
export type Notes = ReturnType<typeof createNotes>;
