import { ERROR_CODES } from '../../domain/errors';
import type { RotationView } from '../../domain/rotation';
import { z } from '../../zod';
import { areasOf } from '../world/areas';
import { createRecords } from '../world/records';
import type { World } from '../world/world';

/** Where each rotation stands: no secret in it. In `storage.local`, because a token at the provider outlives the browser. */

const Failure = z.strictObject({
  code: z.enum(ERROR_CODES),
  detail: z.exactOptional(z.string()),
  advice: z.exactOptional(z.string()),
  retryAfter: z.exactOptional(z.number()),
});

const RotationRecord = z.strictObject({
  schema: z.literal(1),
  connectionId: z.string(),
  step: z.enum(['create', 'verify', 'use', 'delete']),
  /** The new token's name in the provider's list. */
  name: z.string(),
  old: z.strictObject({ id: z.string(), name: z.string() }),
  /** Ids that were in the list before the new token was asked for. */
  known: z.array(z.string()),
  /** The new token as the list shows it; `expiresAt` in ms since 1970. */
  fresh: z.optional(z.strictObject({ id: z.string(), expiresAt: z.optional(z.number()) })),
  /** Id of a new token whose value never reached us. */
  stray: z.optional(z.string()),
  failure: z.optional(Failure),
  /** When this was written, ms since 1970. */
  at: z.number(),
});
export type RotationRecord = z.infer<typeof RotationRecord>;

const PREFIX = 'rot:';

export function createRotationRecords({ browser, now }: Pick<World, 'browser' | 'now'>) {
  const records = createRecords(areasOf(browser).local, PREFIX, RotationRecord);
  return {
    ...records,
    write: (record: RotationRecord) => records.write(record.connectionId, { ...record, at: now() }),
  };
}
export type RotationRecords = ReturnType<typeof createRotationRecords>;

export function viewRotation({ step, name, old, failure, stray }: RotationRecord): RotationView {
  return {
    step,
    name,
    oldName: old.name,
    failure,
    stray: stray === undefined ? 'no' : 'yes',
  };
}
