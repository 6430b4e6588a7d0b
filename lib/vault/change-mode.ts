import { TokenfillError } from '../domain/errors';
import type { VaultMode } from '../domain/view';
import { type Change, commit } from './commit';
import { newKey } from './envelope';
import { finish, wrapKey } from './header';
import type { Inside } from './inside';
import { type Items, idsOf, isThere, nothingAt } from './items';
import { newKdfParameters, requireGoodPassphrase } from './kdf';
import { ASIDE_PREFIX, DEVICE_KEY, HEADER_KEY, keys, OPEN_KEY, SCHEMA, SECRETS_PREFIX } from './records';
import { openSecrets, sealSecrets, type ToSeal } from './secrets';
import { keyRecord, nextGeneration, requireOpen, type Standing, standingOf } from './standing';

type Kept = Omit<ToSeal, 'generation'>;
type Target = Pick<Change, 'local' | 'session'>;

export interface ModeChange {
  readonly to: Exclude<VaultMode, 'unset'>;
  readonly passphrase?: string | undefined;
  /** The first choice is made once; every later one is a change. */
  readonly first: boolean;
}

/**
 * Moves every secret to where the mode keeps them: memory and the new key first, then one write to disk, which is the moment
 * the mode changes, then what is left over goes. A new vault has a new key, so nothing sealed before can be opened again.
 */
export async function changeMode(inside: Inside, { to, passphrase, first }: ModeChange): Promise<void> {
  const here = await inside.local.get(null);
  const memory = await inside.session.get(null);
  const standing = await standingOf(here, memory);
  requireOpen(standing);
  if (first !== (standing.mode === 'unset')) throw new TokenfillError('conflict');
  if (standing.mode === to) return;
  const kept = await collect(standing, here, memory);
  const generation = nextGeneration(standing);
  const { local, session } =
    to === 'session' ? await inMemory(kept, generation) : await onDisk(inside, kept, { generation, to, passphrase });
  const stale = idsOf(memory, SECRETS_PREFIX).map(keys.secrets);
  const useless = Object.keys(here).filter((key) => isSealing(key) && isThere(here[key]));
  await commit(inside, here, {
    local: { ...nothingAt(useless), ...local },
    session: to === 'session' ? { ...nothingAt(stale), ...session } : session,
    drop: to === 'session' ? [OPEN_KEY] : [...stale, ...(to === 'device' ? [OPEN_KEY] : [])],
    freshBackup: true,
  });
}

/** Keys of what was sealed under the key that is given up, and that key. */
function isSealing(key: string): boolean {
  return key === DEVICE_KEY || key.startsWith(SECRETS_PREFIX) || key.startsWith(ASIDE_PREFIX + SECRETS_PREFIX);
}

/** Every secret with the binding it was kept for, which stays as it is. @throws TokenfillError `vault_damaged` when one does not open */
async function collect(standing: Standing, here: Items, memory: Items): Promise<readonly Kept[]> {
  const inSession = standing.key ? [] : idsOf(memory, SECRETS_PREFIX);
  const ids = [...new Set([...idsOf(here, SECRETS_PREFIX), ...inSession])];
  return Promise.all(
    ids.map(async (id) => {
      const place = { id, sealed: here[keys.secrets(id)], inSession: memory[keys.secrets(id)] };
      const { secrets, binding } = await openSecrets(standing, place);
      if (!secrets || binding === undefined) throw new TokenfillError('vault_damaged', { detail: keys.secrets(id) });
      return { id, secrets, binding };
    }),
  );
}

async function inMemory(kept: readonly Kept[], generation: number): Promise<Target> {
  const header = await finish({ schema: SCHEMA, vault: crypto.randomUUID(), generation, mode: 'session' });
  const bound = kept.map(({ id, secrets, binding }) => [keys.secrets(id), { binding, value: secrets }] as const);
  return { local: { [HEADER_KEY]: header }, session: Object.fromEntries(bound) };
}

async function onDisk(
  { kdf: derive }: Inside,
  kept: readonly Kept[],
  { generation, to, passphrase }: { generation: number; to: 'passphrase' | 'device'; passphrase: string | undefined },
): Promise<Target> {
  const key = newKey();
  const vault = crypto.randomUUID();
  const sealed = await Promise.all(
    kept.map(async (one) => [keys.secrets(one.id), await sealSecrets({ vault, key }, { ...one, generation })] as const),
  );
  const local = Object.fromEntries(sealed);
  const common = { schema: SCHEMA, vault, generation } as const;
  const open = await keyRecord(vault, key);
  if (to === 'device') {
    const header = await finish({ ...common, mode: 'device' });
    return { local: { ...local, [HEADER_KEY]: header, [DEVICE_KEY]: open } };
  }
  const kdf = newKdfParameters();
  const wrapped = await wrapKey(await derive(requireGoodPassphrase(passphrase), kdf), key, vault, kdf);
  const header = await finish({ ...common, mode: 'passphrase', kdf, wrapped });
  return { local: { ...local, [HEADER_KEY]: header }, session: { [OPEN_KEY]: open } };
}
