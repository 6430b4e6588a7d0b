import { doubled } from '../../domain/doubling';
import type { Token } from '../../domain/token';
import { canBeFilled } from '../../provider/freshness';
import { z } from '../../zod';
import { areasOf } from '../world/areas';
import { createRecords } from '../world/records';
import type { World } from '../world/world';
import type { Known } from './connections';

/** Tokens that are of no use before the end they came with: refused by their API, or over when they came. ms. */
const REFUSED = { first: 30_000, longest: 3_600_000 };
const USELESS = { first: 2_000, longest: 30_000 };
/** One that lives no longer was over when it came: ends are told in whole seconds. */
const SHORTEST = 2_000;

const Row = z.object({
  id: z.string(),
  /** Of the token that was obtained last in it. */
  obtainedAt: z.number(),
  /** How many were obtained by themselves, each soon after the one before had been of no use. */
  tokens: z.int(),
});

/**
 * How old a token must be, ms, before another is asked for by itself: one that its API refuses young will not get better by asking
 * again, and an API that refuses each of them, the less the more it has refused. One that has lived out its time may be replaced.
 */
export function leastAge(method: Known['method'], token: Token, row: number, now: number): number {
  const lifetime = (token.expiresAt ?? Number.POSITIVE_INFINITY) - token.obtainedAt;
  if (lifetime > SHORTEST && !canBeFilled(method, token, now)) return 0;
  return doubled(lifetime > SHORTEST ? REFUSED : USELESS, row);
}

export function createEarlyEnds({ browser, now }: Pick<World, 'browser' | 'now'>) {
  const records = createRecords(areasOf(browser).session, 'early:', Row);

  /** What was obtained by a click or an alarm is in no row. */
  const rowOf = async (id: string, { obtainedAt }: Token): Promise<number> => {
    const row = await records.read(id);
    return row?.obtainedAt === obtainedAt ? row.tokens : 0;
  };

  /** Whether another may be asked for by itself. A token from the future was obtained before the clock was set back. */
  const mayBeReplaced = async ({ connection, method }: Known, token: Token): Promise<boolean> => {
    const age = now() - token.obtainedAt;
    return age < 0 || age >= leastAge(method, token, await rowOf(connection.id, token), now());
  };

  /** After one was obtained by itself in the place of another: one that had been good for a good while begins no row. */
  const replaced = async ({ connection: { id }, method }: Known, before: Token, by: Token): Promise<void> => {
    const row = await rowOf(id, before);
    const isSoon = now() - before.obtainedAt <= 2 * leastAge(method, before, row, now());
    await records.write(id, { id, obtainedAt: by.obtainedAt, tokens: isSoon ? row + 1 : 0 });
  };

  return { mayBeReplaced, replaced };
}
export type EarlyEnds = ReturnType<typeof createEarlyEnds>;
