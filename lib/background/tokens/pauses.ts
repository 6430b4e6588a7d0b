import type { Connection } from '../../domain/connection';
import { doublingPause } from '../../domain/doubling';
import { ERROR_CODES, type ErrorCode, failureOf, isTokenfillError, TokenfillError } from '../../domain/errors';
import { z } from '../../zod';
import { areasOf } from '../world/areas';
import { createRecords } from '../world/records';
import type { World } from '../world/world';
import type { Occasion } from './obtaining';

const FIRST = 2_000;
/** Nobody whose provider is back waits for longer, ms. */
const LONGEST = 30_000;

const Pause = z.object({
  id: z.string(),
  /** Of the connection that was asked with: a changed one may have nothing wrong with it. */
  rev: z.int(),
  /** What the last request said. */
  code: z.enum(ERROR_CODES),
  /** In a row. */
  failures: z.int(),
  /** ms since 1970. */
  until: z.number(),
});

/** The connection that is asked with, as it is then. */
type Asked = Pick<Connection, 'id' | 'rev'>;

/** Nothing was sent: the last request has failed a moment ago, with this code. */
class Paused extends TokenfillError {
  /** ms since 1970. */
  readonly until: number;

  constructor(code: ErrorCode, until: number) {
    super(code);
    this.until = until;
  }
}
/** Nothing was sent, or nothing is wrong with the provider. */
const isOfOurs = (error: unknown): boolean =>
  isTokenfillError(error) && /^(sign_in_needed|secret_expired|locked)$/.test(error.failure.code);

export const isPaused = (error: unknown): error is Paused => isTokenfillError(error) && 'until' in error;

/**
 * After a request for a token that failed with nobody there, the next such one of its connection waits: a page that loads or is
 * refused again and again must not become our user's requests to a provider in trouble. A click asks at once.
 */
export function createPauses({ browser, vault, now, random }: Pick<World, 'browser' | 'vault' | 'now' | 'random'>) {
  const records = createRecords(areasOf(browser).session, 'pause:', Pause);

  const read = async (id: string) => {
    const pause = await records.read(id);
    return pause && (await vault.read(id))?.connection.rev === pause.rev ? pause : undefined;
  };

  /** The pause that a request would fall into now. One that ends later than any can was begun before the clock was set back. */
  const standing = async (id: string) => {
    const pause = await read(id);
    const left = (pause?.until ?? 0) - now();
    return left > 0 && left <= LONGEST ? pause : undefined;
  };

  const begin = async ({ id, rev }: Asked, error: unknown): Promise<void> => {
    const failures = ((await read(id))?.failures ?? 0) + 1;
    const { code, retryAfter = 0 } = failureOf(error, 'network');
    const own = doublingPause({ first: FIRST, longest: LONGEST }, failures, random());
    const pause = Math.min(LONGEST, Math.max(own, retryAfter * 1_000));
    await records.write(id, { id, rev, code, failures, until: now() + pause });
  };

  /** @throws Paused */
  const pass = async (id: string): Promise<void> => {
    const pause = await standing(id);
    if (pause) throw new Paused(pause.code, pause.until);
  };

  /** Runs what sends the requests with a connection. */
  const during = async <T>(asked: Asked, { by }: Pick<Occasion, 'by'>, run: () => Promise<T>): Promise<T> => {
    if (by !== 'itself') await records.remove(asked.id);
    try {
      const result = await run();
      await records.remove(asked.id);
      return result;
    } catch (error) {
      if (by === 'itself' && !isOfOurs(error)) await begin(asked, error);
      throw error;
    }
  };

  return { pass, during, until: async (id: string) => (await standing(id))?.until };
}
export type Pauses = ReturnType<typeof createPauses>;
