import type { PendingTrial, TrialView } from '../../curl/trial-view';
import type { Draft } from '../../domain/connection';
import { failureOf, TokenfillError } from '../../domain/errors';
import { originOf } from '../../domain/origin';
import type { ProviderDefinition } from '../../provider/definition';
import type { PermissionGate } from '../access/permission-gate';
import type { Reach } from '../access/reach';
import type { Obtaining } from '../tokens/obtaining';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import { pendingView } from './pending-trial';
import { keepTrial } from './trial-keep';
import {
  runTrial,
  type Trial,
  type TrialRequest,
  type TrialResult,
  trialOrigins,
  trialValues,
  withKept,
} from './trial-run';
import { createTrialShelf, type ShelvedTrial } from './trial-shelf';

/** How long values and an answer wait for the user to go on, ms. */
const LIFETIME = 10 * 60_000;

/**
 * Test runs of requests that are nobody's connection yet. Values and answers live in this worker's memory, the last one of all
 * screens, and on the shelf while the browser's question stands: it closes the popup, which then goes on where it was. Stored is
 * what the user keeps, and the token kept is the one that was tested.
 *
 * @see docs/decisions/0053-the-popup-closes-at-the-question.md
 */
export function createTrials(
  { now, vault, definitions, browser }: World,
  { gate, notes, reach, obtaining }: { gate: PermissionGate; notes: Notes; reach: Reach; obtaining: Obtaining },
) {
  const shelf = createTrialShelf({ browser });
  let last: Trial | undefined;
  const isOld = (at: number) => now() - at > LIFETIME;
  const fresh = (): Trial | undefined => (last && !isOld(last.at) ? last : undefined);

  const originOfTab = async (tabId: number | undefined) =>
    tabId === undefined ? undefined : originOf((await browser.tabs.get(tabId).catch(() => undefined))?.url);

  const before = async ({ tabId, kept = [] }: TrialRequest): Promise<TrialRequest | undefined> => {
    if (kept.length === 0 || last) return fresh()?.request;
    return tabId === undefined ? undefined : (await shelf.read(tabId))?.request;
  };

  const run = async (given: TrialRequest): Promise<TrialView> => {
    // At once: the answer to the browser's question may come before anything else is known.
    gate.begin(given.id);
    const asked = withKept(given, await before(given));
    const request = { ...asked, values: trialValues(asked) };
    const origin = await originOfTab(request.tabId);
    const mine: Trial = { request, origin, at: now(), state: { stage: 'waiting' }, done: Promise.resolve() };
    const other = last?.request.tabId;
    if (other !== undefined && other !== request.tabId) await drop(other);
    last = mine;
    const work = carryOut(mine);
    mine.done = work.catch(() => undefined);
    return (await work).view;
  };

  const carryOut = async (mine: Trial): Promise<TrialResult> => {
    const { request } = mine;
    try {
      await waitForHosts(mine);
      requireLast(mine);
      mine.state = { stage: 'sending' };
      const result = await runTrial(request, reach(request.tabId), mine.at);
      mine.state = { stage: 'over', result };
      return result;
    } catch (error) {
      mine.state = { stage: 'failed', failure: failureOf(error, 'unexpected') };
      throw error;
    }
  };

  /** Locked, or given up for another one: what was typed is not sent any more. */
  const requireLast = (mine: Trial): void => {
    if (last !== mine) throw new TokenfillError('trial_over');
  };

  const waitForHosts = async (mine: Trial): Promise<void> => {
    const { request, origin, at } = mine;
    const { id, tabId } = request;
    const origins = trialOrigins(request);
    if ((await gate.missing(origins, tabId)).length === 0) return;
    try {
      if (tabId !== undefined) await shelf.put({ request, tabId, origin, at });
      requireLast(mine);
      await obtaining.openHosts(id, origins, { tabId, permission: 'wait' }, 'give up');
    } finally {
      // Unless a newer run of this tab lies there.
      if (tabId !== undefined && (last === mine || last?.request.tabId !== tabId)) await shelf.remove(tabId);
    }
    if ((await originOfTab(tabId)) !== origin) throw new TokenfillError('trial_over');
  };

  /** Goes on with what a worker that is gone was waiting with. */
  const goOn = async ({ request, tabId, origin, at }: ShelvedTrial): Promise<void> => {
    if (isOld(at)) return shelf.remove(tabId);
    if (last?.request.id === request.id) return;
    const here = await originOfTab(tabId);
    // Where the browser does not say, the next popup on that tab will.
    if (here !== origin) return here === undefined ? undefined : shelf.remove(tabId);
    if ((await gate.missing(trialOrigins(request), tabId)).length > 0) return;
    await shelf.remove(tabId);
    await run(request).catch(() => undefined);
  };

  /** What a popup that opens again on this tab goes on with. */
  const pending = async (tabId: number): Promise<PendingTrial | null> => {
    await gate.recheck();
    const shelved = await shelf.read(tabId);
    if (shelved) await goOn(shelved);
    const mine = fresh();
    if (mine?.request.tabId === tabId) {
      const waits = mine.state.stage === 'waiting' && gate.isWaiting(mine.request.id);
      if (!waits) await mine.done;
      if (mine.origin === (await originOfTab(tabId))) return pendingView(mine.request, mine.state);
      await drop(tabId);
      return null;
    }
    const waiting = await shelf.read(tabId);
    const isHere = waiting?.origin === (await originOfTab(tabId));
    return waiting && isHere ? pendingView(waiting.request, { stage: 'waiting' }) : null;
  };

  /** Stores what was tested: definition and connection, or nothing. @throws TokenfillError `trial_over`, as {@link keepTrial} */
  const keep = async (definition: ProviderDefinition, draft: Draft): Promise<void> => {
    const mine = fresh();
    if (mine?.request.id !== draft.id || mine.state.stage !== 'over') throw new TokenfillError('trial_over');
    await keepTrial({ definitions, vault, now }, { ...mine, result: mine.state.result }, definition, draft);
    last = undefined;
    await notes.changed();
  };

  /** The user went elsewhere, or the tab is gone. */
  const drop = async (tabId: number): Promise<void> => {
    if (last?.request.tabId === tabId) {
      gate.begin(last.request.id);
      last = undefined;
    }
    await shelf.remove(tabId);
  };

  const forget = async (which: (trial: { readonly at: number }) => boolean): Promise<void> => {
    if (last && which(last)) last = undefined;
    await shelf.forget(which);
  };

  return {
    run,
    keep,
    pending,
    drop,
    /** `permissions.onAdded` in a worker that knows of no run. */
    resume: async () => {
      for (const shelved of await shelf.all()) await goOn(shelved);
    },
    /** At every wake: what nobody went on with in time. */
    expire: () => forget(({ at }) => isOld(at)),
    forget: () => forget(() => true),
  };
}
export type Trials = ReturnType<typeof createTrials>;
