import { isTokenfillError } from '../domain/errors';
import type { SeenEvent } from './watch';

/** `again`: the background wanted to be told once more, now. */
export type PageEvent = 'loaded' | 'again' | SeenEvent;

/** Whether our script goes on watching; and in how many ms it is to say `again`, when nothing can be done before. */
export type Heard = 'watch' | 'leave' | { readonly againIn: number };

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
  tell: () => Promise<Heard>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<Heard> {
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

/**
 * Tells the background what our script has seen. Where a provider in trouble is not to be asked again yet, the time is kept here,
 * in the page that wants it: a background may be stopped meanwhile, and a page that goes takes its wish along.
 *
 * @param tell as of {@link tellUntilHeard}
 * @param sleep takes ms
 */
export function createTeller(
  tell: (event: PageEvent) => Promise<Heard>,
  sleep: (milliseconds: number) => Promise<void>,
): (event: PageEvent) => Promise<'watch' | 'leave'> {
  let waits: 'yes' | 'no' = 'no';
  const say = async (event: PageEvent): Promise<'watch' | 'leave'> => {
    const heard = await tellUntilHeard(() => tell(event), sleep);
    if (typeof heard === 'string') return heard;
    if (waits === 'no') void sayAgain(heard.againIn);
    return 'watch';
  };
  /** Once for all that was seen meanwhile: what the page waits for is noted in the background. */
  const sayAgain = async (pause: number): Promise<void> => {
    waits = 'yes';
    await sleep(pause);
    waits = 'no';
    await say('again');
  };
  return say;
}
