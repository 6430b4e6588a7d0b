import { TokenfillError } from '../domain/errors';
import { atGeneration, type Header, readHeader } from './header';
import type { Inside } from './inside';
import { applyTo, type Items, idsOf, isThere, nothingAt } from './items';
import { definitionKeyOf } from './load';
import { CONNECTION_PREFIX, HEADER_KEY, SECRETS_PREFIX, SEEN_KEY } from './records';
import { nextGeneration, type Standing } from './standing';
import type { StorageArea } from './vault-world';

/** One logical change. `null` makes a key absent. */
export interface Change {
  /** Written in one `set()`: multi-key sets are never torn (M16). This call is the moment the change happens. */
  readonly local: Items;
  /** Written before, and put back when the change does not happen. */
  readonly session?: Items | undefined;
  /** Keys of `storage.session` that are of no use after the change. */
  readonly drop?: readonly string[] | undefined;
  /** No older copy may stay in the backup: it would open with a key or passphrase that was given up. */
  readonly freshBackup?: true | undefined;
}

/** Bytes; browsers stop at 10,485,760 (M17). */
const LIMIT = 8 * 1024 * 1024;

/** Makes a change happen, or fails and changes nothing. `stored` is all of `storage.local`, read under the same lock. */
export async function commit(inside: Inside, stored: Items, change: Change): Promise<void> {
  refuseWhenFull(stored, change.local);
  const putBack = await stage(inside.session, change.session ?? {});
  try {
    await inside.local.set(change.local);
  } catch (error) {
    await putBack();
    throw error;
  }
  await settle(inside, applyTo(stored, change.local), change);
}

/** The header one generation on, as part of a change. Before a mode was chosen there is none. */
export async function nextHeader(standing: Standing): Promise<Items> {
  const { header } = standing;
  return header ? { [HEADER_KEY]: await atGeneration(header, nextGeneration(standing)) } : {};
}

async function stage(session: StorageArea, items: Items): Promise<() => Promise<void>> {
  const names = Object.keys(items);
  if (names.length === 0) return async () => undefined;
  const before = await session.get(names);
  await session.set({ ...items });
  const putBack = async () => {
    await session.set({ ...nothingAt(names), ...before });
    await session.remove(names.filter((name) => !isThere(before[name])));
  };
  return () => putBack().catch(() => undefined);
}

/** After the change nothing can make it fail: what is left over is null already, a backup comes with the next change. */
async function settle(inside: Inside, now: Items, { local, session = {}, drop = [], freshBackup }: Change) {
  const nulls = (items: Items) => Object.keys(items).filter((key) => !isThere(items[key]));
  const quietly = (work: Promise<unknown>) => work.catch(() => undefined);
  const { header } = await readHeader(now[HEADER_KEY]);
  if (header) await quietly(inside.session.set({ [SEEN_KEY]: header.generation }));
  if (nulls(local).length > 0) await quietly(inside.local.remove(nulls(local)));
  const dropped = [...nulls(session), ...drop];
  if (dropped.length > 0) await quietly(inside.session.remove(dropped));
  if (freshBackup) await quietly(inside.backup?.clear() ?? Promise.resolve());
  if (header) await quietly(backUp(inside, header, now));
}

async function backUp({ backup, now }: Inside, header: Header, items: Items): Promise<void> {
  const ids = idsOf(items, CONNECTION_PREFIX);
  const connections = ids.map((id) => CONNECTION_PREFIX + id);
  const sealed = idsOf(items, SECRETS_PREFIX).map((id) => SECRETS_PREFIX + id);
  const definitions = ids
    .map((id) => definitionKeyOf(items, id))
    .filter((key) => key !== undefined && isThere(items[key]));
  const all = new Set([HEADER_KEY, ...connections, ...sealed, ...definitions].filter((key) => key !== undefined));
  const kept = [...all].map((key) => [key, items[key]] as const);
  const { vault, generation } = header;
  await backup?.write({ vault, generation, at: now(), items: Object.fromEntries(kept) });
}

function refuseWhenFull(stored: Items, changes: Items): void {
  const after = sizeOf(applyTo(stored, changes));
  if (after > LIMIT && after > sizeOf(stored)) throw new TokenfillError('storage_full');
}

function sizeOf(items: Items): number {
  const encoder = new TextEncoder();
  return Object.entries(items).reduce((sum, [key, value]) => {
    return sum + key.length + encoder.encode(JSON.stringify(value) ?? '').length;
  }, 0);
}
