import { isTokenfillError } from '../domain/errors';

/** Pauses before an event is told once more, ms: a background that is being stopped or started may lose it. */
const PAUSES = [0, 300, 1_000, 3_000];

/**
 * Tells the background what our script has seen, again while nobody answers: Firefox stops its background when it is idle, and
 * what reaches it while it goes or comes may get no answer.
 *
 * @param tell rejects with `worker_restarted` when there was no answer
 * @param sleep takes ms
 */
export async function tellUntilHeard(
  tell: () => Promise<'watch' | 'leave'>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<'watch' | 'leave'> {
  for (const pause of PAUSES) {
    try {
      return await tell();
    } catch (error) {
      // An answer that says no is one.
      if (!isTokenfillError(error) || error.failure.code !== 'worker_restarted') return 'leave';
      await sleep(pause);
    }
  }
  return 'leave';
}
