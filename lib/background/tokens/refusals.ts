import { ERROR_CODES, type ErrorCode, isTokenfillError } from '../../domain/errors';
import { z } from '../../zod';
import { areasOf } from '../world/areas';
import { createRecords } from '../world/records';
import type { World } from '../world/world';

/** What a provider says to credentials that it will not take the next time either: asking again could lock the account. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
  'credentials_refused',
]);

const Refusal = z.object({
  id: z.string(),
  /** Of the connection that was refused: a changed one has not been. */
  rev: z.int(),
  code: z.enum(ERROR_CODES),
});

/** Refusals of what is stored. While one stands, a token is obtained only when a person asks for it. */
export function createRefusals({ browser, vault }: Pick<World, 'browser' | 'vault'>) {
  const records = createRecords(areasOf(browser).session, 'no:', Refusal);

  /** What the provider said to the connection as it is stored now; undefined when it said nothing of the kind. */
  const standing = async (id: string): Promise<ErrorCode | undefined> => {
    const refusal = await records.read(id);
    if (!refusal) return undefined;
    return (await vault.read(id))?.connection.rev === refusal.rev ? refusal.code : undefined;
  };

  /** After obtaining with what was stored as `rev` has failed. */
  const note = async (id: string, rev: number, error: unknown): Promise<void> => {
    if (!isTokenfillError(error) || !FINAL.has(error.failure.code)) return;
    await records.write(id, { id, rev, code: error.failure.code });
  };

  return { standing, note, forget: records.remove };
}
export type Refusals = ReturnType<typeof createRefusals>;
