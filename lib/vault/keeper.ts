import { TokenfillError } from '../domain/errors';
import { changeMode, type ModeChange } from './change-mode';
import { commit } from './commit';
import { forgetEverything, forgetSecrets } from './forget';
import { finish, type PassphraseHeader, unwrapKey, wrapKey } from './header';
import type { Inside } from './inside';
import { idsOf, isThere } from './items';
import { newKdfParameters, normalise, requireGoodPassphrase } from './kdf';
import { findMissing } from './missing';
import { CONNECTION_PREFIX, HEADER_KEY, keys, OPEN_KEY, SEEN_KEY, secretKeys } from './records';
import { acceptOutsideChange, restore } from './restore';
import { keyRecord, nextGeneration, requireWhole, STANDING_KEYS, type Standing, standingOf } from './standing';
import { findDamage } from './survey';
import { tryPassphrase } from './tries';
import type { VaultKeeper, VaultState } from './vault';

/** The vault as a whole: mode, lock, passphrase, damage, backup, end. */
export function createKeeper(inside: Inside): VaultKeeper {
  const { alone } = inside;
  const change = (modeChange: ModeChange) => alone(() => changeMode(inside, modeChange));
  return {
    state: () => alone(() => readState(inside)),
    mode: async () => {
      await inside.ready();
      return (await standNow(inside)).mode;
    },
    choose: (to, passphrase) => change({ to, passphrase, first: true }),
    changeMode: (to, { passphrase } = {}) => change({ to, passphrase, first: false }),
    unlock: (passphrase) => alone(() => unlock(inside, passphrase)),
    lock: () => alone(() => lock(inside)),
    changePassphrase: (old, next) => alone(() => changePassphrase(inside, old, next)),
    restore: () => alone(() => restore(inside)),
    acceptOutsideChange: () => alone(() => acceptOutsideChange(inside)),
    forgetSecrets: () => alone(() => forgetSecrets(inside)),
    forgetEverything: () => alone(() => forgetEverything(inside)),
    raw: (id) => {
      const mine = [keys.connection(id), keys.secrets(id)];
      return inside.local.get([...mine, ...mine.map(keys.aside)]);
    },
  };
}

async function readState({ local, session, backup, ...bindings }: Inside): Promise<VaultState> {
  const stored = { local: await local.get(null), session: await session.get(null) };
  const standing = await standingOf(stored.local, stored.session);
  const snapshots = (await backup?.read().catch(() => [])) ?? [];
  const { mode, locked, trouble } = standing;
  return {
    mode,
    locked,
    ...(trouble && { trouble }),
    damage: await findDamage(bindings, standing, stored),
    missing: findMissing(standing, stored.local, snapshots),
    backups: snapshots.map(({ generation, at, items }) => ({
      generation,
      at,
      connections: idsOf(items, CONNECTION_PREFIX).length,
    })),
  };
}

async function standNow({ local, session }: Inside): Promise<Standing> {
  return standingOf(await local.get([...STANDING_KEYS.local]), await session.get([...STANDING_KEYS.session]));
}

async function unlock(inside: Inside, passphrase: string): Promise<void> {
  const standing = await standNow(inside);
  requireWhole(standing);
  const { header } = standing;
  if (header?.mode !== 'passphrase') return;
  const key = await keyFrom(inside, header, passphrase);
  await inside.session.set({ [OPEN_KEY]: await keyRecord(header.vault, key), [SEEN_KEY]: header.generation });
}

function keyFrom(inside: Inside, header: PassphraseHeader, passphrase: string) {
  return tryPassphrase(inside, async () => {
    const key = await unwrapKey(await inside.kdf(normalise(passphrase), header.kdf), header);
    if (!key) throw new TokenfillError('wrong_passphrase');
    return key;
  });
}

/** Where a key is open there is something to lock, whatever the header says; session and device have nothing to open with again. */
async function lock(inside: Inside): Promise<void> {
  const memory = await inside.session.get(null);
  const { mode } = await standNow(inside);
  if (mode !== 'passphrase' && !isThere(memory[OPEN_KEY])) return;
  const secret = secretKeys(memory);
  if (secret.length > 0) await inside.session.remove(secret);
}

async function changePassphrase(inside: Inside, old: string, next: string): Promise<void> {
  const here = await inside.local.get(null);
  const standing = await standingOf(here, await inside.session.get([...STANDING_KEYS.session]));
  requireWhole(standing);
  const { header } = standing;
  if (header?.mode !== 'passphrase') throw new TokenfillError('conflict');
  const passphrase = requireGoodPassphrase(next);
  const key = await keyFrom(inside, header, old);
  const kdf = newKdfParameters();
  const wrapped = await wrapKey(await inside.kdf(passphrase, kdf), key, header.vault, kdf);
  const { check: _, ...rest } = header;
  const changed = await finish({ ...rest, generation: nextGeneration(standing), kdf, wrapped });
  await commit(inside, here, { local: { [HEADER_KEY]: changed }, freshBackup: true });
}
