import { TokenfillError } from '../domain/errors';
import type { VaultMode } from '../domain/view';
import { type Bytes, digest, fromBase64, toBase64 } from './bytes';
import { type Header, readHeader } from './header';
import { type Items, idsOf } from './items';
import { DEVICE_KEY, HEADER_KEY, KeyRecord, OPEN_KEY, parse, SECRETS_PREFIX, SEEN_KEY } from './records';
import type { Trouble } from './vault';

/** How the vault stands, from what is stored and from nothing else: a worker may die between any two lines. */
export interface Standing {
  readonly mode: VaultMode;
  readonly header?: Header | undefined;
  /** The vault's key, when it can be had now. */
  readonly key?: Bytes | undefined;
  readonly locked: boolean;
  /** The last generation that is known of: the header's, or what this browser session saw. */
  readonly last: number;
  readonly trouble?: Trouble | undefined;
  readonly detail?: string | undefined;
}

export const STANDING_KEYS = { local: [HEADER_KEY, DEVICE_KEY], session: [OPEN_KEY, SEEN_KEY] } as const;

export async function standingOf(local: Items, session: Items): Promise<Standing> {
  const raw = local[HEADER_KEY];
  const seen = typeof session[SEEN_KEY] === 'number' ? session[SEEN_KEY] : 0;
  const unset = { mode: 'unset', locked: false, last: seen } as const;
  // A null header was forgotten on purpose; one that is simply not there, with sealed records around, was lost.
  if (raw === null) return unset;
  if (raw === undefined) {
    const lost = seen > 0 || idsOf(local, SECRETS_PREFIX).length > 0;
    return lost ? { ...unset, ...troubled('vault_damaged', 'vault.hdr is gone') } : unset;
  }
  const { header, trouble, detail } = await readHeader(raw);
  if (!header) return { ...unset, ...troubled(trouble ?? 'vault_damaged', detail) };
  const { mode, generation } = header;
  const known = { mode, header, last: Math.max(seen, generation) };
  if (generation < seen)
    return { ...known, ...troubled('vault_changed_outside', `generation ${generation} < ${seen}`) };
  return { ...known, ...(await keyIn(header, local, session)) };
}

async function keyIn(header: Header, local: Items, session: Items): Promise<Pick<Standing, 'key' | 'locked'>> {
  const { mode, vault } = header;
  if (mode === 'session') return { locked: false };
  const key = await readKey(mode === 'device' ? local[DEVICE_KEY] : session[OPEN_KEY], vault);
  if (key) return { key, locked: false };
  return mode === 'device' ? troubled('vault_damaged', 'vault.dek') : { locked: true };
}

const troubled = (trouble: Trouble, detail: string | undefined) => ({ locked: true, trouble, detail }) as const;

/** @throws TokenfillError the trouble, or `locked` */
export function requireOpen(standing: Standing): void {
  requireWhole(standing);
  if (standing.locked) throw new TokenfillError('locked');
}

/** @throws TokenfillError the trouble */
export function requireWhole({ trouble, detail }: Standing): void {
  if (trouble) throw new TokenfillError(trouble, detail === undefined ? {} : { detail });
}

/** The generation that the next change writes. */
export const nextGeneration = ({ last }: Standing): number => last + 1;

export async function keyRecord(vault: string, key: Bytes): Promise<KeyRecord> {
  const text = toBase64(key);
  return { vault, key: text, check: await digest(JSON.stringify([vault, text])) };
}

/** The key, when the record is whole and opens this vault. */
async function readKey(raw: unknown, vault: string): Promise<Bytes | undefined> {
  const record = parse(KeyRecord, raw);
  if (record?.vault !== vault) return undefined;
  const expected = await digest(JSON.stringify([vault, record.key]));
  return record.check === expected ? fromBase64(record.key) : undefined;
}
