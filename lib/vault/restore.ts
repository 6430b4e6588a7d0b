import { commit } from './commit';
import { atGeneration, type Header, readHeader } from './header';
import type { Inside } from './inside';
import { applyTo, type Items, idsOf, isThere } from './items';
import { connectionAt, type Stored } from './load';
import { aheadOf, missingItems } from './missing';
import {
  CONNECTION_PREFIX,
  DEFINITION_PREFIX,
  DEVICE_KEY,
  HEADER_KEY,
  KeyRecord,
  keys,
  parse,
  SECRETS_PREFIX,
  SEEN_KEY,
  SealedRecord,
} from './records';
import { requireOpen, type Standing, standingOf } from './standing';
import { damageAt, findDamage } from './survey';
import type { Snapshot } from './vault-world';

/**
 * Takes from the backup what is missing or does not read. A whole vault gets back its damaged records one by one; one
 * without a header that can be used gets back the header with everything that belongs to it.
 *
 * @returns whether there was anything to take
 */
export async function restore(inside: Inside): Promise<boolean> {
  // A storage that cannot be read is as good as empty here: the user asked for what there was.
  const local = await inside.local.get(null).catch(() => ({}));
  const stored = { local, session: await inside.session.get(null) };
  const standing = await standingOf(stored.local, stored.session);
  const snapshots = await readSnapshots(inside);
  const patch = await patchFor(inside, standing, stored, snapshots);
  if (Object.keys(patch).length === 0) return false;
  const { header } = standing;
  const headerStays =
    header && !standing.trouble ? { [HEADER_KEY]: await newest(header, standing, applyTo(stored.local, patch)) } : {};
  await commit(inside, stored.local, {
    local: { ...setAside(stored.local, patch), ...headerStays, ...patch },
    // Connections without a header begin anew: what this session saw of the lost one says nothing any more.
    drop: standing.header || HEADER_KEY in patch ? [] : [SEEN_KEY],
  });
  return true;
}

async function patchFor(
  inside: Inside,
  standing: Standing,
  stored: Stored,
  snapshots: readonly Snapshot[],
): Promise<Items> {
  const ahead = aheadOf(standing, stored.local, snapshots);
  const isOlder = ahead !== undefined && ahead.generation > (standing.header?.generation ?? 0);
  if (standing.trouble || !standing.header || isOlder) return rebuild(standing, stored, snapshots);
  const missing = ahead ? missingItems(ahead, stored.local) : {};
  // Sealed records come back sealed: for those that are missing it need not be open.
  if (standing.locked && Object.keys(missing).length > 0) return missing;
  const local = applyTo(stored.local, missing);
  return { ...missing, ...(await repair(inside, standing, { ...stored, local }, snapshots)) };
}

async function readSnapshots({ backup, migrate }: Inside): Promise<readonly Snapshot[]> {
  const snapshots = (await backup?.read().catch(() => [])) ?? [];
  return snapshots.flatMap((snapshot) => {
    try {
      return [{ ...snapshot, items: migrate(snapshot.items) }];
    } catch {
      return [];
    }
  });
}

/** For each damaged id the newest copy of its connection, its secret, or both, with which it reads. */
async function repair(
  inside: Inside,
  standing: Standing,
  stored: Stored,
  snapshots: readonly Snapshot[],
): Promise<Items> {
  requireOpen(standing);
  let patch: Items = {};
  for (const { id, what } of await findDamage(inside, standing, stored)) {
    if (what === 'newer_schema') continue;
    for (const candidate of candidatesFor(id, snapshots, standing)) {
      const repaired = { ...stored, local: { ...stored.local, ...candidate } };
      if (await damageAt(inside, standing, repaired, id)) continue;
      patch = { ...patch, ...candidate };
      break;
    }
  }
  return patch;
}

function candidatesFor(id: string, snapshots: readonly Snapshot[], { header }: Standing): readonly Items[] {
  const mine = snapshots.filter(({ vault }) => vault === header?.vault);
  return mine.flatMap(({ items }) => {
    const choices = [[keys.connection(id)], [keys.secrets(id)], [keys.connection(id), keys.secrets(id)]];
    const there = choices.filter((choice) => choice.every((key) => isThere(items[key])));
    return there.map((choice) => Object.fromEntries(choice.map((key) => [key, items[key]])));
  });
}

/** The newest copy with a header that reads; what reads here stays, unless the header here says it is older or not ours. */
async function rebuild(standing: Standing, { local }: Stored, snapshots: readonly Snapshot[]): Promise<Items> {
  if (standing.trouble === 'newer_schema') requireOpen(standing);
  for (const { items } of snapshots) {
    const { header } = await readHeader(items[HEADER_KEY]);
    if (!header || (standing.header && header.generation <= standing.header.generation)) continue;
    // Without its key, which is in no backup, a "device" vault has only its connections left.
    const opens = header.mode !== 'device' || parse(KeyRecord, local[DEVICE_KEY])?.vault === header.vault;
    // Beside a header that reads, the copy is the newer one.
    const trusted = standing.header ? {} : local;
    const wanted = Object.keys(items).filter((key) => key !== HEADER_KEY && !reads(trusted, key));
    const plain = [CONNECTION_PREFIX, DEFINITION_PREFIX];
    const records = wanted.filter((key) => opens || plain.some((prefix) => key.startsWith(prefix)));
    const patch = Object.fromEntries(records.map((key) => [key, items[key]]));
    return opens ? { ...patch, [HEADER_KEY]: await newest(header, standing, applyTo(local, patch)) } : patch;
  }
  return {};
}

function reads(items: Items, key: string): boolean {
  if (key.startsWith(DEFINITION_PREFIX)) return isThere(items[key]);
  if (key.startsWith(SECRETS_PREFIX)) return parse(SealedRecord, items[key]) !== undefined;
  return connectionAt(items, key.slice(CONNECTION_PREFIX.length)) !== undefined;
}

/** A header that no record is newer than. */
function newest(header: Header, { last }: Standing, items: Items): Promise<Header> {
  return atGeneration(header, Math.max(last, header.generation, ...generationsIn(items)) + 1);
}

function generationsIn(items: Items): readonly number[] {
  return idsOf(items, SECRETS_PREFIX).map((id) => parse(SealedRecord, items[keys.secrets(id)])?.generation ?? 0);
}

/** What a copy takes the place of stays, under another key. */
function setAside(local: Items, patch: Items): Items {
  const differs = (key: string) => isThere(local[key]) && JSON.stringify(local[key]) !== JSON.stringify(patch[key]);
  return Object.fromEntries(
    Object.keys(patch)
      .filter(differs)
      .map((key) => [keys.aside(key), local[key]]),
  );
}

/** The user looked at it: header and records count as they are on disk now. */
export async function acceptOutsideChange(inside: Inside): Promise<void> {
  const here = await inside.local.get(null);
  const { header } = await readHeader(here[HEADER_KEY]);
  if (!header) return;
  await inside.session.remove(SEEN_KEY);
  const generation = Math.max(header.generation, ...generationsIn(here)) + 1;
  await commit(inside, here, { local: { [HEADER_KEY]: await atGeneration(header, generation) } });
}
