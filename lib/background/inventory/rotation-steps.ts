import type { Connection, Secrets } from '../../domain/connection';
import { isTokenfillError, TokenfillError } from '../../domain/errors';
import type { RotationOutcome, RotationStep } from '../../domain/rotation';
import type { Token } from '../../domain/token';
import { dateOf } from '../../provider/become';
import { pendingOf, withoutPending } from '../../provider/pending';
import { processTokenAnswer } from '../../provider/token-answer';
import type { Refill } from '../filling/refill';
import type { Connections, Known } from '../tokens/connections';
import { UNCLEAR } from '../tokens/lost';
import type { RotationRecord } from '../tokens/rotation-records';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { InventoryAccess, Opened } from './inventory-access';

type Step = (record: RotationRecord) => Promise<RotationRecord | Exclude<RotationOutcome, 'stands'>>;

interface Change {
  readonly connection?: Partial<Connection>;
  readonly secrets: Secrets;
  readonly token?: Token | undefined;
}

/** How often a change made elsewhere at the same moment is given way to. */
const TRIES = 3;

/** The single steps of a rotation. Each can be done again when nobody knows whether it was done. */
export function createRotationSteps(
  { vault, now }: World,
  parts: { access: InventoryAccess; connections: Connections; notes: Notes; refill: Refill },
) {
  const { access, connections, notes, refill } = parts;

  /** Secrets and what belongs to them in one write, from what is stored at that moment. */
  const rewrite = async (id: string, edit: (known: Known) => Change): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      const known = await connections.find(id);
      if (known.locked) throw new TokenfillError('locked');
      const { connection, secrets, token = known.token } = edit(known);
      const rev = known.connection.rev + 1;
      try {
        return await vault.write({ connection: { ...known.connection, ...connection, rev }, secrets, token });
      } catch (error) {
        if (tries === TRIES || !isTokenfillError(error) || error.failure.code !== 'conflict') throw error;
      }
    }
  };

  /** The new token in the list: by its name, and not among those that were there before. */
  const findNew = async (opened: Opened, { name, known }: RotationRecord) =>
    (await access.list(opened)).find((item) => item.name === name && !known.includes(item.id));

  /** Here only when it is not known what became of the request: it is looked for, and never sent again. */
  const create: Step = async (record) => {
    const opened = await access.open(record.connectionId);
    if (pendingOf(opened.known.secrets)) return { ...record, step: 'verify' };
    const made = await findNew(opened, record);
    return made ? { ...record, stray: made.id, failure: { code: 'unknown_outcome' } } : 'nothing_created';
  };

  /** With the new token, by the definition's harmless request. The old one stays in use until this has worked. */
  const verify: Step = async (record) => {
    const { known, inventory } = await access.open(record.connectionId);
    const pending = pendingOf(known.secrets);
    if (!pending) return { ...record, step: 'create' };
    const opened = { inventory, known: { ...known, secrets: { ...known.secrets, ...pending } } };
    await access.send(opened.known, known.provider.verify ?? inventory.list.step);
    const item = await findNew(opened, record);
    return { ...record, step: 'use', ...(item && { fresh: { id: item.id, expiresAt: item.expiresAt } }) };
  };

  const use: Step = async (record) => {
    const { known } = await access.open(record.connectionId);
    const pending = pendingOf(known.secrets);
    if (pending) await rewrite(record.connectionId, (current) => promoted(current, pending, record, now()));
    if (record.fresh) await notes.writeOwn(record.connectionId, record.fresh.id);
    return { ...record, step: 'delete' };
  };

  const deleteOld: Step = async ({ connectionId, old }) => {
    const opened = await access.open(connectionId);
    // Pages first: the token that they hold is about to end.
    await refill.all(connectionId);
    await access.remove(opened, old.id);
    return 'rotated';
  };

  /** Deletes the new token at the provider, with the one that is in use, and forgets it here. */
  const deleteNew = async (record: RotationRecord): Promise<void> => {
    const opened = await access.open(record.connectionId);
    const id = record.stray ?? record.fresh?.id ?? (await findNew(opened, record))?.id;
    if (id !== undefined) await access.remove(opened, id);
    if (!pendingOf(opened.known.secrets)) return;
    await rewrite(record.connectionId, ({ secrets }) => ({ secrets: withoutPending(secrets) }));
  };

  /** Whether a failed creation may have left a token at the provider all the same. */
  const mayExist = (error: unknown): boolean => isTokenfillError(error) && UNCLEAR.has(error.failure.code);

  const steps: Readonly<Record<RotationStep, Step>> = { create, verify, use, delete: deleteOld };
  return { ...steps, rewrite, deleteNew, mayExist };
}
export type RotationSteps = ReturnType<typeof createRotationSteps>;

/** The connection with the new token in the old one's place, and with the new date. */
function promoted({ connection, secrets, method }: Known, fresh: Secrets, record: RotationRecord, now: number): Change {
  const dateInput = method.secretExpiresOn;
  const date = dateInput === undefined ? {} : { [dateInput]: dateOf(record.fresh?.expiresAt) };
  const inputs = { ...connection.inputs, ...date };
  const all = { ...withoutPending(secrets), ...fresh };
  const values = { ...inputs, ...all };
  const token =
    method.steps.length > 0
      ? undefined
      : processTokenAnswer(method.token, { answer: undefined, scope: { inputs: values }, inputs: values, now });
  return { connection: { inputs }, secrets: all, token };
}
