import type { Connection } from '../domain/connection';
import type { Items } from './items';
import type { KdfParameters } from './kdf';

/** What we use of a WebExtension storage area. */
export interface StorageArea {
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

/** The vault's records on disk after a change: ciphertext and plain connections, never a key. */
export interface Snapshot {
  readonly vault: string;
  readonly generation: number;
  /** ms since 1970. */
  readonly at: number;
  readonly items: Items;
}

/** A second place for the records, for when the first is empty or does not read. */
export interface BackupStore {
  /** Newest first. */
  read(): Promise<readonly Snapshot[]>;
  /** Keeps the last three generations of this vault, and nothing of another one. */
  write(snapshot: Snapshot): Promise<void>;
  clear(): Promise<void>;
}

export interface VaultWorld {
  readonly local: StorageArea;
  readonly session: StorageArea;
  /** Runs one at a time across all contexts (Web Locks): without it 530 of 800 concurrent changes were lost (M15). */
  readonly lock: <T>(name: string, run: () => Promise<T>) => Promise<T>;
  /** ms since 1970. */
  readonly now: () => number;
  readonly backup?: BackupStore | undefined;
  /** Awaited before anything is read: whatever `bindingOf` looks things up in is there by then. */
  readonly ready?: (() => Promise<void>) | undefined;
  /**
   * What the provider's definition makes of this connection, as canonical text: above all the token URLs. A secret is sealed
   * for it and for the connection's own inputs, origins, servers and http switch, so that editing a connection on disk
   * redirects nothing. Must depend on the connection and the definitions only.
   */
  readonly bindingOf: (connection: Connection) => string;
  /**
   * Whether a secret sealed for the first of these texts may be used under the second: a listed move of a built-in provider.
   * Asked only when the connection itself is what it was when the secret was sealed.
   */
  readonly mayReseal: (sealedFor: string, now: string) => boolean;
  /** Passphrase → wrapping key. Replaced in tests only: the real one takes 0.4 s. */
  readonly kdf?: ((passphrase: string, parameters: KdfParameters) => Promise<CryptoKey>) | undefined;
  /** Older records → today's. Replaced in tests only. */
  readonly migrate?: ((items: Items) => Items) | undefined;
}
