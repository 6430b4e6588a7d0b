import { failureOf } from '../../domain/errors';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { Refusals } from './refusals';

/** What a try to obtain a token leaves for the screens, the clock and the pages. Never changes connection, secrets or token. */
export function createRemembering({ vault }: Pick<World, 'vault'>, notes: Notes, refusals: Refusals) {
  /**
   * Runs; success forgets what was noted of earlier tries, failure notes why.
   *
   * @param rev of the stored connection that it runs with; undefined for an edit, whose refusal says nothing about what is stored
   */
  return async <T>(id: string, rev: number | undefined, run: () => Promise<T>): Promise<T> => {
    try {
      const result = await run();
      await notes.forgetFailure(id);
      await notes.forgetBackoff(id);
      await refusals.forget(id);
      return result;
    } catch (error) {
      if (await vault.read(id)) await notes.writeFailure(id, failureOf(error, 'unexpected'));
      if (rev !== undefined) await refusals.note(id, rev, error);
      throw error;
    } finally {
      await notes.changed();
    }
  };
}
