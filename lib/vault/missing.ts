import { type Items, idsOf, isThere } from './items';
import { connectionAt, definitionKeyOf } from './load';
import {
  CONNECTION_PREFIX,
  DEFINITION_PREFIX,
  DEVICE_KEY,
  HEADER_KEY,
  KeyRecord,
  keys,
  parse,
  SECRETS_PREFIX,
} from './records';
import type { Standing } from './standing';
import type { Missing } from './vault';
import type { Snapshot } from './vault-world';

/**
 * The backup that knows of more than `storage.local` does: it is written after each change, so it is never ahead unless the
 * browser's files were damaged, deleted, or replaced by an older copy. A vault in trouble says so by itself.
 */
export function aheadOf({ header, trouble }: Standing, local: Items, snapshots: readonly Snapshot[]) {
  const [newest] = snapshots;
  // A null header was forgotten on purpose.
  if (!newest || trouble || local[HEADER_KEY] === null) return undefined;
  const here = header?.generation ?? 0;
  if (newest.generation > here) return newest;
  return newest.generation === here && newest.vault === header?.vault ? newest : undefined;
}

/** The records of a backup that are not here and of use: without its key, a "device" vault's secrets are none. */
export function missingItems({ items, vault }: Snapshot, local: Items): Items {
  const { mode } = (items[HEADER_KEY] ?? {}) as { mode?: unknown };
  const opens = mode !== 'device' || parse(KeyRecord, local[DEVICE_KEY])?.vault === vault;
  const prefixes = opens ? [CONNECTION_PREFIX, SECRETS_PREFIX] : [CONNECTION_PREFIX];
  const records = [...prefixes, DEFINITION_PREFIX].flatMap((prefix) => idsOf(items, prefix).map((id) => prefix + id));
  return Object.fromEntries(records.filter((key) => !isThere(local[key])).map((key) => [key, items[key]]));
}

/** What to tell: undefined when nothing is missing. */
export function findMissing(
  standing: Standing,
  local: Items,
  snapshots: readonly Snapshot[],
): readonly Missing[] | undefined {
  const ahead = aheadOf(standing, local, snapshots);
  if (!ahead) return undefined;
  const gone = missingItems(ahead, local);
  const ids = idsOf(ahead.items, CONNECTION_PREFIX);
  const missing = ids
    .filter((id) =>
      [keys.connection(id), keys.secrets(id), definitionKeyOf(ahead.items, id)].some((key) => key && key in gone),
    )
    .map((id) => ({ id, label: connectionAt(ahead.items, id)?.label }));
  const isOlder = standing.header !== undefined && ahead.generation > standing.header.generation;
  return missing.length > 0 || isOlder ? missing : undefined;
}
