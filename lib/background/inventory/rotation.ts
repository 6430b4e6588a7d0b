import { failureOf, isTokenfillError, TokenfillError } from '../../domain/errors';
import type { RotationEnd, RotationOutcome } from '../../domain/rotation';
import { cleanInputs, requireInputs } from '../../provider/inputs';
import { pendingOf, withoutPending, withPending } from '../../provider/pending';
import type { RotationRecord, RotationRecords } from '../tokens/rotation-records';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import { createdToken, type InventoryService, inputsFor } from './inventory';
import type { InventoryAccess, Opened } from './inventory-access';
import type { RotationSteps } from './rotation-steps';

export interface RotationOrder {
  readonly connectionId: string;
  /** The listed token that this connection uses now. */
  readonly tokenId: string;
  /** What the provider asks for a new token. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Replaces a personal access token: create, store, verify, use, delete the old one, in that order and each written down
 * before the next (docs/decisions/0023). The worker may die between any two lines; a click goes on from what is stored.
 * Only `start` sends a creation, once.
 */
export function createRotation(
  { lock, now }: World,
  parts: {
    access: InventoryAccess;
    inventory: InventoryService;
    notes: Notes;
    records: RotationRecords;
    steps: RotationSteps;
  },
) {
  const { access, inventory, notes, records, steps } = parts;
  const startedAt = now();
  const alone = <T>(id: string, run: () => Promise<T>) => lock(`rotate:${id}`, run);

  const stand = async (record: RotationRecord, error: unknown): Promise<never> => {
    await records.write({ ...record, failure: { ...failureOf(error, 'unexpected') } });
    await notes.changed();
    throw error;
  };

  /** Step after step from what is stored, until it is over or something needs a person. */
  const goOn = async (from: RotationRecord): Promise<RotationOutcome> => {
    const { failure: _, ...first } = from;
    let record: RotationRecord = first;
    await records.write(record);
    for (;;) {
      const next = await steps[record.step](record).catch((error: unknown) => stand(record, error));
      if (next === 'rotated' || next === 'nothing_created') {
        await records.remove(record.connectionId);
        await notes.changed();
        return next;
      }
      record = next;
      await records.write(record);
      await notes.changed();
      if (record.failure) return 'stands';
    }
  };

  /**
   * @throws TokenfillError `conflict` when one is under way, `name_taken` for one that the list has, `token_not_listed`,
   * `unknown_outcome`, or what a step failed with: then the rotation stands and can be gone on with
   */
  const start = ({ connectionId, tokenId, inputs }: RotationOrder): Promise<RotationOutcome> =>
    alone(connectionId, async () => {
      if (await records.read(connectionId)) throw new TokenfillError('conflict');
      const opened = await access.open(connectionId);
      // Left over from a rotation whose record could not be read: it is no less a token.
      await keepNew({ connectionId, name: opened.known.connection.label });
      const { create } = opened.inventory;
      const values = cleanInputs(create.inputs, inputs);
      requireInputs(create.inputs, values);
      const name = values[create.nameIn] ?? '';
      const listed = await access.list(opened);
      const old = listed.find(({ id }) => id === tokenId);
      if (!old) throw new TokenfillError('token_not_listed');
      // Its name is how a token is found whose answer got lost: it must be the only one.
      if (listed.some((item) => item.name === name)) throw new TokenfillError('name_taken');
      const record: RotationRecord = {
        schema: 1,
        connectionId,
        step: 'create',
        name,
        old: { id: old.id, name: old.name },
        known: listed.map(({ id }) => id),
        at: now(),
      };
      await records.write(record);
      await createAndStore(opened, record, values);
      return goOn({ ...record, step: 'verify' });
    });

  const createAndStore = async (opened: Opened, record: RotationRecord, values: Record<string, string>) => {
    const { known, inventory: definition } = opened;
    try {
      const answer = await access.send(known, definition.create.step, { create: values });
      const { accessToken } = createdToken(definition, answer, now());
      const inputs = inputsFor(definition, known, values, accessToken);
      const isSecret = (name: string) => known.method.inputs.find((input) => input.name === name)?.secret === true;
      const fresh = Object.fromEntries(Object.entries(inputs).filter(([name]) => isSecret(name)));
      await steps.rewrite(record.connectionId, ({ secrets }) => ({ secrets: withPending(secrets ?? {}, fresh) }));
    } catch (error) {
      const refused = isTokenfillError(error) && !steps.mayExist(error);
      if (!refused) return stand(record, steps.mayExist(error) ? error : new TokenfillError('unknown_outcome'));
      await records.remove(record.connectionId);
      throw error;
    }
  };

  const resume = (id: string): Promise<RotationOutcome> =>
    alone(id, async () => {
      const record = await records.read(id);
      if (!record) throw new TokenfillError('unknown_connection');
      return goOn(record);
    });

  /** Gives up. The old token stays what this connection uses, unless the new one is in use already. */
  const end = (id: string, how: RotationEnd): Promise<void> =>
    alone(id, async () => {
      const record = await records.read(id);
      if (!record) return;
      const inUse = record.step === 'delete';
      if (how === 'delete new' && inUse) throw new TokenfillError('conflict');
      if (how === 'delete new') await steps.deleteNew(record).catch((error: unknown) => stand(record, error));
      // After the browser was closed in session mode there is nothing left here to keep.
      else if (!inUse) await keepNew(record).catch(unlessGone);
      await records.remove(id);
      await notes.changed();
    });

  const keepNew = async ({ connectionId, name }: Pick<RotationRecord, 'connectionId' | 'name'>): Promise<void> => {
    const { known } = await access.open(connectionId);
    const pending = pendingOf(known.secrets);
    if (!pending) return;
    await inventory.keep(known, { ...known.connection.inputs, ...pending }, name);
    await steps.rewrite(connectionId, ({ secrets }) => ({ secrets: withoutPending(secrets) }));
  };

  /** At the start of a worker: whatever an earlier one was doing has stopped, and says so. Nothing goes on by itself. */
  const interrupted = async (): Promise<void> => {
    for (const { connectionId } of await records.all()) {
      await alone(connectionId, async () => {
        const record = await records.read(connectionId);
        if (!record || record.failure || record.at > startedAt) return;
        const code = record.step === 'create' ? 'unknown_outcome' : 'worker_restarted';
        await records.write({ ...record, failure: { code } });
        await notes.changed();
      });
    }
  };

  return { start, resume, end, interrupted };
}

function unlessGone(error: unknown): void {
  if (!isTokenfillError(error) || error.failure.code !== 'secret_missing') throw error;
}
