import { pageName } from '../domain/keep';
import type { ManagedRules } from '../domain/managed';
import type { FillRecord, VaultMode } from '../domain/view';
import type { FillService } from './filling/fill';
import type { SendingService } from './filling/sending';
import type { Releases } from './inventory/releases';
import type { OpenPages } from './pages/open-pages';
import type { Connections } from './tokens/connections';
import type { Trials } from './trials/trials';
import type { Notes } from './world/notes';
import type { Waiting } from './world/waiting';
import type { World } from './world/world';

const ALARM = 'lock';
/** Unlocked for a working day at most, ms; closing the browser locks in any case. */
const LONGEST = 8 * 3_600_000;

/** The user's choice, but no longer than the organization's; undefined where neither says anything. */
function idleMinutes(chosen: number | undefined, { lockMinutes }: ManagedRules): number | undefined {
  const times = [chosen, lockMinutes].filter((minutes) => minutes !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

export interface ModeChoice {
  readonly mode: Exclude<VaultMode, 'unset'>;
  readonly passphrase?: string | undefined;
}

/**
 * Opens and closes the vault. When it closes by itself is a time in storage, looked at on every wake: a timer would die with
 * the worker. Locking takes the tokens out of the pages that can still be reached.
 */
export function createVaultLock(
  { browser, keeper, now, definitions, managed }: World,
  {
    connections,
    fills,
    notes,
    open,
    releases,
    sending,
    trials,
    waiting,
  }: {
    connections: Connections;
    fills: FillService;
    notes: Notes;
    open: OpenPages;
    releases: Releases;
    sending: SendingService;
    trials: Trials;
    waiting: Waiting;
  },
) {
  const emptyPage = async ({ tabId, record }: { tabId: number; record: FillRecord }): Promise<void> => {
    const { origin, frame } = record;
    const isKept = (await notes.readKeep(pageName({ origin, top: frame?.top }))) === 'on';
    // A page that its user had emptied is not waiting for anything.
    const isWaiting = isKept && (await fills.isHeld(tabId, record));
    await fills.logOut(tabId).catch(() => undefined);
    if (isWaiting) await waiting.write({ tabId, origin, frame, when: 'if needed' });
  };

  /** After the vault has let go of its secrets: nothing of them stays in the bin, in pages or on the clock. */
  const clearUp = async (): Promise<void> => {
    await trials.forget();
    await sending.stopAll();
    await connections.emptyBin('everything');
    const [times, filled] = await Promise.all([notes.lockTimes(), notes.fills()]);
    // All at once: one that hangs must not keep the others filled.
    await Promise.all(filled.map(emptyPage));
    await Promise.all(filled.map(({ tabId, record }) => notes.forgetFillOf(tabId, record)));
    // Opened again meanwhile, it has a clock of its own.
    if ((await notes.lockTimes())?.unlockedAt !== times?.unlockedAt) return;
    await notes.forgetLockTimes();
    await browser.alarms.clear(ALARM);
  };

  const lockAndClearUp = async (): Promise<void> => {
    // The key first: a page that hangs must not keep the vault open.
    await keeper.lock();
    await clearUp();
    await notes.changed();
  };

  let locking: Promise<void> | undefined;
  /** Who comes while it is locked, and pages are still emptied, waits for the same; opened again meanwhile, it is locked anew. */
  const lockNow = async (): Promise<void> => {
    if (locking && (await keeper.state()).locked) return locking;
    const mine = lockAndClearUp().finally(() => {
      if (locking === mine) locking = undefined;
    });
    locking = mine;
    return mine;
  };

  /** The earlier of "unlocked long enough" and "not used for long enough", ms since 1970. */
  const lockAt = async (): Promise<number | undefined> => {
    const times = await notes.lockTimes();
    if (!times) return undefined;
    const last = times.unlockedAt + LONGEST;
    const idle = idleMinutes(await notes.idleMinutes(), managed.rules());
    if (idle === undefined) return last;
    const byIdle = times.usedAt + idle * 60_000;
    // A filled page that is open counts as use: locking would take its token away. Nobody tells when it is closed.
    const inUse = byIdle <= now() && (await open.fills()).length > 0;
    return Math.min(last, inUse ? now() + idle * 60_000 : byIdle);
  };

  /** Called at every wake and by the alarm: locks when it is time, else sets the alarm for when it will be. */
  const check = async (): Promise<void> => {
    const at = await lockAt();
    if (at === undefined) return;
    if (at <= now()) return lockNow();
    await browser.alarms.create(ALARM, { when: at });
  };

  const unlock = async (passphrase: string): Promise<void> => {
    await keeper.unlock(passphrase);
    await notes.writeLockTimes({ unlockedAt: now(), usedAt: now() });
    await check();
    await notes.changed();
  };

  const choose = async ({ mode, passphrase }: ModeChoice): Promise<void> => {
    await keeper.choose(mode, passphrase);
    if (mode === 'passphrase') await notes.writeLockTimes({ unlockedAt: now(), usedAt: now() });
    await check();
    await notes.changed();
  };

  /** From the options: another mode, or the first. */
  const changeMode = async ({ mode, passphrase }: ModeChoice): Promise<void> => {
    if ((await keeper.state()).mode === 'unset') return choose({ mode, passphrase });
    await keeper.changeMode(mode, { passphrase });
    if (mode === 'passphrase') await notes.writeLockTimes({ unlockedAt: now(), usedAt: now() });
    else await notes.forgetLockTimes();
    await check();
    await notes.changed();
  };

  /**
   * `secrets`: connections stay, and how secrets are kept is asked again. `everything`: all that was kept or noted goes, and
   * every host that the browser has granted is given back; preferences stay.
   */
  const forget = async (what: 'secrets' | 'everything'): Promise<void> => {
    await (what === 'secrets' ? keeper.forgetSecrets() : keeper.forgetEverything());
    await clearUp();
    if (what === 'everything') {
      await definitions.forgetAll();
      await notes.forgetTraces();
      await releases.runAll();
    }
    await notes.changed();
  };

  /** Somebody wanted something done: idle begins anew. What page scripts and open screens ask by themselves is no use. */
  const used = async (): Promise<void> => {
    const times = await notes.lockTimes();
    if (times) await notes.writeLockTimes({ ...times, usedAt: now() });
  };

  return { alarm: ALARM, lockNow, check, unlock, choose, changeMode, forget, used };
}
