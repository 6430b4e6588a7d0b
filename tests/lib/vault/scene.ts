import type { Connection } from '../../../lib/domain/connection';
import type { Token } from '../../../lib/domain/token';
import type { VaultMode } from '../../../lib/domain/view';
import { utf8 } from '../../../lib/vault/bytes';
import { createVault } from '../../../lib/vault/create-vault';
import { deriveWrappingKey, type KdfParameters } from '../../../lib/vault/kdf';
import type { Entry } from '../../../lib/vault/vault';
import type { VaultWorld } from '../../../lib/vault/vault-world';
import { type MemoryArea, type MemoryBackup, memoryArea, memoryBackup, memoryLock } from './memory';

export const NOW = 1_790_000_000_000;
export const PASSPHRASE = 'a made-up passphrase';
export const OTHER_PASSPHRASE = 'quite another passphrase';
export const ORIGIN = 'https://docs.example.test';

/** What a vault in a browser has, and the browser's life: `restart` forgets what is in memory, `wake` only the worker. */
export interface Scene extends ReturnType<typeof createVault> {
  readonly local: MemoryArea;
  readonly session: MemoryArea;
  readonly backup: MemoryBackup;
  readonly world: VaultWorld;
  wake(more?: Partial<VaultWorld>): Scene;
  restart(more?: Partial<VaultWorld>): Scene;
}

interface SceneParts {
  readonly local?: MemoryArea;
  readonly session?: MemoryArea;
  readonly backup?: MemoryBackup;
  readonly more?: Partial<VaultWorld>;
}

export function scene(parts: SceneParts = {}): Scene {
  const { local = memoryArea(), session = memoryArea(), backup = memoryBackup(), more = {} } = parts;
  const world: VaultWorld = {
    local,
    session,
    backup,
    lock: memoryLock(),
    now: () => NOW,
    bindingOf,
    mayReseal: () => false,
    kdf: quickKdf,
    ...more,
  };
  return {
    ...createVault(world),
    local,
    session,
    backup,
    world,
    // The lock outlives the worker: it is the browser's.
    wake: (changes) => scene({ local, session, backup, more: { ...more, lock: world.lock, ...changes } }),
    restart: (changes) => scene({ local, backup, more: { ...more, ...changes } }),
  };
}

/** A scene in this mode, with what `entries` says in it. */
export async function sceneIn(mode: VaultMode, entries: readonly Entry[] = [], parts: SceneParts = {}): Promise<Scene> {
  const made = scene(parts);
  if (mode !== 'unset') await made.keeper.choose(mode, PASSPHRASE);
  for (const entry of entries) await made.vault.write(entry);
  return made;
}

/** One round instead of 900,000; everything else as it is. */
export async function quickKdf(passphrase: string, { salt }: KdfParameters): Promise<CryptoKey> {
  const raw = await crypto.subtle.digest('SHA-256', utf8(`${passphrase} ${salt}`));
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The real one, once per passphrase and parameters. */
export function rememberingKdf() {
  const made = new Map<string, Promise<CryptoKey>>();
  return (passphrase: string, parameters: KdfParameters): Promise<CryptoKey> => {
    const name = JSON.stringify([passphrase, parameters]);
    const found = made.get(name) ?? deriveWrappingKey(passphrase, parameters);
    made.set(name, found);
    return found;
  };
}

/** As the product's: what decides where a secret goes. */
export function bindingOf({ providerId, inputs, origins, allowHttp }: Connection): string {
  return JSON.stringify([
    `https://${providerId}.example.test/token`,
    inputs.server ?? '',
    [...origins].sort(),
    allowHttp,
  ]);
}

export function connection(id: string, more: Partial<Connection> = {}): Connection {
  return {
    schema: 1,
    id,
    rev: 1,
    label: `Connection ${id}`,
    providerId: 'example',
    methodId: 'client-credentials',
    inputs: { clientId: 'demo-client' },
    origins: [ORIGIN],
    servers: [],
    allowHttp: false,
    createdAt: NOW,
    ...more,
  };
}

export const token = (accessToken: string): Token => ({
  accessToken,
  tokenType: 'Bearer',
  expiresAt: NOW + 3_600_000,
  extras: {},
  obtainedAt: NOW,
});

export function entry(id: string, more: Partial<Connection> = {}): Entry {
  return { connection: connection(id, more), secrets: { secret: `secret-of-${id}` }, token: token(`token-of-${id}`) };
}

/** An entry changed, as the services do it: read, one revision on, written. */
export async function change({ vault }: Scene, id: string, edit: Partial<Connection>): Promise<void> {
  const found = await vault.read(id);
  if (!found) throw new Error(`no ${id}`);
  await vault.write({ ...found, connection: { ...found.connection, ...edit, rev: found.connection.rev + 1 } });
}
