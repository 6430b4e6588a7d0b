import { TRIAL_PREFIX } from '../../vault/records';
import { areasOf } from '../world/areas';
import type { World } from '../world/world';
import type { TrialRequest } from './trial-run';

/** A test run that waits for the browser's question: its popup is gone, and perhaps the worker too by the time of the answer. */
export interface ShelvedTrial {
  readonly request: TrialRequest;
  readonly tabId: number;
  /** Of the tab, when it was typed there. */
  readonly origin: string | undefined;
  /** ms since 1970. */
  readonly at: number;
}

const keyOf = (tabId: number) => TRIAL_PREFIX + tabId;

/**
 * In `storage.session`, where secrets of the session are, and no longer than the question stands. Its keys are those of secrets:
 * locking and forgetting take them along.
 */
export function createTrialShelf({ browser }: Pick<World, 'browser'>) {
  const { session } = areasOf(browser);
  const all = async () =>
    Object.entries(await session.get(null)).flatMap(([key, trial]) =>
      key.startsWith(TRIAL_PREFIX) ? [trial as ShelvedTrial] : [],
    );
  return {
    all,
    put: (trial: ShelvedTrial) => session.set({ [keyOf(trial.tabId)]: trial }),
    remove: (tabId: number) => session.remove(keyOf(tabId)),
    read: async (tabId: number) => (await session.get(keyOf(tabId)))[keyOf(tabId)] as ShelvedTrial | undefined,
    forget: async (which: (trial: ShelvedTrial) => boolean): Promise<void> => {
      const keys = (await all()).filter(which).map(({ tabId }) => keyOf(tabId));
      if (keys.length > 0) await session.remove(keys);
    },
  };
}
