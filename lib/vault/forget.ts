import { TokenfillError } from '../domain/errors';
import type { Inside } from './inside';
import { nothingAt } from './items';
import { CONNECTION_PREFIX, HEADER_KEY, isVaultKey, keys, SEEN_KEY, secretKeys } from './records';
import { standingOf } from './standing';

/** Works whatever is wrong with the vault. */
export async function forgetEverything(inside: Inside): Promise<void> {
  const here = await inside.local.get(null);
  await forget(
    inside,
    Object.keys(here).filter((key) => isVaultKey(key)),
  );
}

/** @throws TokenfillError `newer_schema`: what a newer version keeps is not ours to forget in part */
export async function forgetSecrets(inside: Inside): Promise<void> {
  const here = await inside.local.get(null);
  const { trouble } = await standingOf(here, {});
  if (trouble === 'newer_schema') throw new TokenfillError('newer_schema');
  const stays = (key: string) =>
    [CONNECTION_PREFIX, keys.aside(CONNECTION_PREFIX)].some((start) => key.startsWith(start));
  await forget(
    inside,
    Object.keys(here).filter((key) => isVaultKey(key) && !stays(key)),
  );
}

/** Overwrites in one write, header and key with the rest; then memory; only then come the removals, which may fail or be cut off. */
async function forget({ local, session, backup }: Inside, gone: readonly string[]): Promise<void> {
  await local.set({ ...nothingAt(gone), [HEADER_KEY]: null });
  await session.remove([...secretKeys(await session.get(null)), SEEN_KEY]);
  await local.remove([...gone, HEADER_KEY]);
  try {
    await backup?.clear();
  } catch (error) {
    throw new TokenfillError('storage_failed', {}, error);
  }
}
