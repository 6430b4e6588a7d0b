import type { Bindings } from './binding';
import { idsOf, isThere } from './items';
import { loadEntry, type Stored } from './load';
import { isNewer } from './migrations';
import { CONNECTION_PREFIX, keys, parse, SECRETS_PREFIX, SealedRecord } from './records';
import type { Standing } from './standing';
import type { Damage, DamageKind } from './vault';

/** Every record that is not used, and why. While locked, only what shows without the key. */
export async function findDamage(bindings: Bindings, standing: Standing, stored: Stored): Promise<readonly Damage[]> {
  const ids = [CONNECTION_PREFIX, SECRETS_PREFIX].flatMap((prefix) => idsOf(stored.local, prefix));
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => ({ id, what: await damageAt(bindings, standing, stored, id) })),
  );
  return found.flatMap(({ id, what }) => (what ? [{ id, what }] : []));
}

/** What is wrong with the records of one id. */
export async function damageAt(
  bindings: Bindings,
  standing: Standing,
  stored: Stored,
  id: string,
): Promise<DamageKind | undefined> {
  const raw = stored.local[keys.connection(id)];
  const sealed = stored.local[keys.secrets(id)];
  if (!isThere(raw)) return 'connection_missing';
  const loaded = await loadEntry(bindings, standing, stored, id);
  if (!loaded) return isNewer(raw) ? 'newer_schema' : 'connection_unreadable';
  if (!loaded.entry.locked || !isThere(sealed)) return loaded.entry.damage;
  if (parse(SealedRecord, sealed)) return undefined;
  return isNewer(sealed) ? 'newer_schema' : 'secret_unreadable';
}
