import { type ErrorCode, isTokenfillError, TokenfillError } from '../../domain/errors';
import { z } from '../../zod';
import { areasOf } from '../world/areas';
import type { Notes } from '../world/notes';
import { createRecords } from '../world/records';
import type { World } from '../world/world';

/**
 * Creations whose answer may be lost: noted before the request is sent, so that a worker that dies leaves the name of what may
 * exist at the provider. No secret in it.
 */

const LostRecord = z.strictObject({
  /** The connection, or the draft, that asked. */
  id: z.string(),
  label: z.string(),
  providerId: z.string(),
  /** What the token would be called in the provider's list. */
  name: z.optional(z.string()),
  /** The answer will not come any more. */
  over: z.optional(z.literal(true)),
  /** ms since 1970. */
  at: z.number(),
});
export type LostRecord = z.infer<typeof LostRecord>;

const PREFIX = 'lost:';

export function createLost({ browser, now }: Pick<World, 'browser' | 'now'>, notes: Notes) {
  const records = createRecords(areasOf(browser).local, PREFIX, LostRecord);
  const startedAt = now();

  const write = (record: Omit<LostRecord, 'at'>) => records.write(record.id, { ...record, at: now() });
  /** The user has looked, or the answer came. */
  const forget = (id: string) => records.remove(id);

  /** Runs what creates something at the provider and keeps it here. Only a clear answer takes the note away. */
  const guard = async <T>(what: Omit<LostRecord, 'at' | 'over'>, run: () => Promise<T>): Promise<T> => {
    await write(what);
    // Whatever becomes of the note now: what became of the creation must be said.
    const quietly = (work: Promise<unknown>) => work.catch(() => undefined);
    try {
      const made = await run();
      await quietly(forget(what.id));
      return made;
    } catch (error) {
      const unclear = !isTokenfillError(error) || UNCLEAR.has(error.failure.code);
      await quietly(unclear ? write({ ...what, over: true }) : forget(what.id));
      await quietly(notes.changed());
      // What the vault said is not what has to be done now: trying again could create a second one.
      throw unclear ? new TokenfillError('unknown_outcome', {}, error) : error;
    }
  };

  /** At the start of a worker: what an earlier one waited for will not come. */
  const interrupted = async (): Promise<void> => {
    for (const { at: _, ...record } of (await records.all()).filter(({ over, at }) => !over && at <= startedAt)) {
      await write({ ...record, over: true });
      await notes.changed();
    }
  };

  return { guard, forget, interrupted, over: async () => (await records.all()).filter(({ over }) => over) };
}
export type Lost = ReturnType<typeof createLost>;

/** The answer got lost, or came and could not be kept: in both cases a token may exist that nobody has. */
export const UNCLEAR: ReadonlySet<ErrorCode> = new Set([
  'unknown_outcome',
  'unknown_connection',
  'vault_damaged',
  'vault_changed_outside',
  'newer_schema',
  'storage_unreadable',
  'managed_passphrase',
  'storage_failed',
  'storage_full',
  'conflict',
  'locked',
]);
