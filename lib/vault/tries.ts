import { TokenfillError } from '../domain/errors';
import { z } from '../zod';
import type { Inside } from './inside';
import { parse } from './records';

/**
 * Wrong passphrases in a row, in `storage.session`: a stopped worker does not forget them. Those of files are counted by
 * themselves: who has only a file does not keep the vault's owner out.
 */
const KEYS = { vault: 'vault.tries', file: 'vault.file-tries' } as const;
const Tries = z.strictObject({ wrong: z.int(), at: z.number() });

/** A typing mistake or two cost nothing. */
const FREE = 3;
const LONGEST = 60_000;

type TriesWorld = Pick<Inside, 'session' | 'now'>;

/**
 * Runs one try, unless the last wrong one was too short a time ago: one second for each wrong try in a row, a minute at most. A
 * courtesy against somebody at the keyboard; against somebody with the file stands the key derivation alone.
 *
 * @throws TokenfillError `unlock_wait` with the seconds to wait; what the try throws
 */
export async function tryPassphrase<T>(
  { session, now }: TriesWorld,
  run: () => Promise<T>,
  of: keyof typeof KEYS = 'vault',
): Promise<T> {
  const key = KEYS[of];
  const tries = parse(Tries, (await session.get([key]))[key]) ?? { wrong: 0, at: 0 };
  const wait = waitAfter(tries.wrong) - Math.abs(now() - tries.at);
  if (wait > 0) throw new TokenfillError('unlock_wait', { retryAfter: Math.ceil(wait / 1000) });
  try {
    const result = await run();
    if (tries.wrong > 0) await session.remove(key);
    return result;
  } catch (error) {
    const isWrong = error instanceof TokenfillError && error.failure.code === 'wrong_passphrase';
    if (isWrong) await session.set({ [key]: { wrong: tries.wrong + 1, at: now() } });
    throw error;
  }
}

/** ms */
const waitAfter = (wrong: number): number => (wrong < FREE ? 0 : Math.min(LONGEST, wrong * 1_000));
