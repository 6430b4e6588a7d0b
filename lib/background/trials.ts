import type { PendingTrial, TrialView } from '../curl/trial-view';
import type { Draft } from '../domain/connection';
import { type Failure, failureOf, TokenfillError } from '../domain/errors';
import { originOf } from '../domain/origin';
import type { ProviderDefinition } from '../provider/definition';
import type { Notes } from './notes';
import type { Obtaining } from './obtaining';
import { pendingView } from './pending-trial';
import type { PermissionGate } from './permission-gate';
import type { Reach } from './reach';
import { keepTrial } from './trial-keep';
import {
  runTrial,
  secretNames,
  sentBy,
  type TrialRequest,
  type TrialResult,
  trialOrigins,
  trialValues,
} from './trial-run';
import { createTrialShelf, type ShelvedTrial } from './trial-shelf';
import type { World } from './world';

interface Trial {
  /** Its values are those that are sent. */
  readonly request: TrialRequest;
  readonly origin: string | undefined;
  /** ms since 1970, before anything was sent. */
  readonly at: number;
  stage: 'waiting' | 'sending' | 'failed' | 'over';
  result?: TrialResult;
  failure?: Failure;
  /** Settles when the run is over, well or not. */
  done: Promise<unknown>;
}

/** How long values and an answer wait for the user to go on, ms. */
const PATIENCE = 10 * 60_000;

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
  const isOld = (at: number) => now() - at > PATIENCE;
  const fresh = (): Trial | undefined => (last && !isOld(last.at) ? last : undefined);

  const originOfTab = async (tabId: number | undefined) =>
    tabId === undefined ? undefined : originOf((await browser.tabs.get(tabId).catch(() => undefined))?.url);

  /** Secrets that a popup had and its successor has not: for the same request to the same servers, and nothing else. */
  const withKept = async (request: TrialRequest): Promise<TrialRequest> => {
    const { id, kept = [], tabId, definition } = request;
    if (kept.length === 0) return request;
    const before = fresh()?.request ?? (tabId === undefined ? undefined : (await shelf.read(tabId))?.request);
    const same = before?.id === id && sentBy(before.definition) === sentBy(definition);
    if (!same || trialOrigins(before).join() !== trialOrigins(request).join()) return request;
    const names = secretNames(definition).filter((name) => kept.includes(name) && !request.values[name]);
    const values = Object.fromEntries(names.map((name) => [name, before.values[name] ?? '']));
    return { ...request, values: { ...request.values, ...values } };
  };

  const run = async (given: TrialRequest): Promise<TrialView> => {
    // At once: the answer to the browser's question may come before anything else is known.
    gate.begin(given.id);
    const asked = await withKept(given);
    const request = { ...asked, values: trialValues(asked) };
    const origin = await originOfTab(request.tabId);
    const mine: Trial = { request, origin, at: now(), stage: 'waiting', done: Promise.resolve() };
    last = mine;
    const work = carryOut(mine);
    mine.done = work.catch(() => undefined);
    return (await work).view;
  };

  const carryOut = async (mine: Trial): Promise<TrialResult> => {
    const { request } = mine;
    try {
      await waitForHosts(mine);
      // Locked, or given up for another one: what was typed is not sent any more.
      if (last !== mine) throw new TokenfillError('trial_over');
      mine.stage = 'sending';
      mine.result = await runTrial(request, reach(request.tabId), mine.at);
      mine.stage = 'over';
      return mine.result;
    } catch (error) {
      mine.stage = 'failed';
      mine.failure = failureOf(error, 'unexpected');
      throw error;
    }
  };

  const waitForHosts = async ({ request, origin, at }: Trial): Promise<void> => {
    const { id, tabId } = request;
    const origins = trialOrigins(request);
    if ((await gate.missing(origins, tabId)).length === 0) return;
    if (tabId !== undefined) await shelf.put({ request, tabId, origin, at });
    try {
      await obtaining.openHosts(id, origins, { tabId, permission: 'wait' }, false);
    } finally {
      if (tabId !== undefined && last?.request === request) await shelf.take(tabId);
    }
  };

  /** Goes on with what a worker that is gone was waiting with. */
  const goOn = async ({ request, tabId, at }: ShelvedTrial): Promise<void> => {
    if (isOld(at)) return shelf.take(tabId);
    if (last?.request.id === request.id) return;
    if ((await gate.missing(trialOrigins(request), tabId)).length > 0) return;
    await shelf.take(tabId);
    await run(request).catch(() => undefined);
  };

  /** What a popup that opens again on this tab goes on with. */
  const pending = async (tabId: number): Promise<PendingTrial | null> => {
    await gate.recheck();
    const shelved = await shelf.read(tabId);
    if (shelved) await goOn(shelved);
    const mine = fresh();
    if (mine?.request.tabId === tabId) {
      const waits = mine.stage === 'waiting' && gate.isWaiting(mine.request.id);
      if (!waits) await mine.done;
      return mine.origin === (await originOfTab(tabId)) ? pendingView(mine.request, mine) : null;
    }
    const waiting = shelved && !isOld(shelved.at) && shelved.origin === (await originOfTab(tabId));
    return waiting ? pendingView(shelved.request, { stage: 'waiting' }) : null;
  };

  /** Stores what was tested: definition and connection, or nothing. @throws TokenfillError `trial_over`, as {@link keepTrial} */
  const keep = async (definition: ProviderDefinition, draft: Draft): Promise<void> => {
    const mine = fresh();
    if (mine?.request.id !== draft.id || !mine.result) throw new TokenfillError('trial_over');
    await keepTrial({ definitions, vault, now }, { ...mine, result: mine.result }, definition, draft);
    last = undefined;
    await notes.changed();
  };

  return {
    run,
    keep,
    pending,
    /** `permissions.onAdded` in a worker that knows of no run. */
    resume: async () => {
      for (const shelved of await shelf.all()) await goOn(shelved);
    },
    /** The user went elsewhere, or the tab is gone. */
    drop: async (tabId: number) => {
      await shelf.take(tabId);
      if (last?.request.tabId !== tabId) return;
      gate.begin(last.request.id);
      last = undefined;
    },
    forget: () => {
      last = undefined;
    },
  };
}
export type Trials = ReturnType<typeof createTrials>;
