import type { Connection, Secrets } from '../domain/connection';
import type { Token } from '../domain/token';
import type { VaultMode } from '../domain/view';

/** A connection with everything that belongs to it. */
export interface Entry {
  readonly connection: Connection;
  readonly secrets?: Secrets | undefined;
  readonly token?: Token | undefined;
  /** The vault cannot be opened now, so that secrets and token are unknown, not absent. */
  readonly locked?: true | undefined;
  /** Why the stored secret was not opened. It stays where it is. */
  readonly damage?: DamageKind | undefined;
}

/**
 * The only reader and writer of connections, secrets and tokens; background only. Which area a record lives in, and
 * whether it is encrypted there, is the vault's own business: callers see entries.
 */
export interface Vault {
  list(): Promise<readonly Connection[]>;
  /** Ids of stored connections that could not be read. They stay where they are. */
  unreadable(): Promise<readonly string[]>;
  /** Works while locked: then without secrets and token, and says so. */
  read(id: string): Promise<Entry | undefined>;
  /**
   * Writes a whole entry, or fails and changes nothing. Parts left undefined are removed, except a secret that could not be
   * opened. `connection.rev` must be one more than the stored revision.
   *
   * @throws TokenfillError `conflict`, `locked`, `newer_schema`, `vault_damaged`, `vault_changed_outside`, `storage_full`,
   * `storage_failed`
   */
  write(entry: Entry): Promise<void>;
  /**
   * Changes the plain part of a connection in one step with reading it, so that a token obtained meanwhile is not lost.
   * Does nothing when the connection is gone. @throws as {@link Vault.write}
   */
  change(id: string, edit: (connection: Connection) => Partial<Connection>): Promise<Connection | undefined>;
  /**
   * Replaces the token, and the secrets too where a new refresh token came with it: both or none. The connection and its
   * revision stay, so that a form that is open can still be saved. Does nothing when the connection is gone.
   * @throws as {@link Vault.write}
   */
  writeToken(id: string, token: Token, secrets?: Secrets): Promise<void>;
  /** Forgets the entry, with whatever of it could not be read, and returns what was forgotten. @throws as {@link Vault.write} */
  remove(id: string): Promise<Entry | undefined>;
}

/** Why one record is not used. */
export type DamageKind =
  | 'connection_unreadable'
  /** A sealed secret whose connection is gone. */
  | 'connection_missing'
  | 'secret_unreadable'
  /** Token addresses, bound origins or the http switch are not the ones that the secret was kept for. */
  | 'bindings_changed'
  /** The secret is from a later state than the vault's header, or sealed in a vault that says it seals nothing. */
  | 'changed_outside'
  /** Written by a newer version. */
  | 'newer_schema';

export interface Damage {
  readonly id: string;
  readonly what: DamageKind;
}

/** A connection of which the backup holds more than what is stored. */
export interface Missing {
  readonly id: string;
  readonly label?: string | undefined;
}

/** Why nothing in the vault can be opened or written; {@link VaultKeeper.restore} and the two `forget`s still work. */
export type Trouble = 'vault_damaged' | 'vault_changed_outside' | 'newer_schema';

/** A copy that {@link VaultKeeper.restore} can use. */
export interface BackupView {
  readonly generation: number;
  /** ms since 1970. */
  readonly at: number;
  readonly connections: number;
}

export interface VaultState {
  readonly mode: VaultMode;
  /** Secrets cannot be read now: the passphrase is asked for, or `trouble` says what is wrong. */
  readonly locked: boolean;
  readonly trouble?: Trouble | undefined;
  readonly damage: readonly Damage[];
  /** The backup is ahead of what is stored: these are gone; with none of them, only changes are. Absent when all is there. */
  readonly missing?: readonly Missing[] | undefined;
  /** Newest first. */
  readonly backups: readonly BackupView[];
}

/**
 * The vault as a whole: its mode, its lock, its damage. Every change is all or nothing.
 * All methods throw TokenfillError `storage_failed`, `storage_unreadable`; changes also `storage_full` and the state's trouble.
 */
export interface VaultKeeper {
  state(): Promise<VaultState>;
  /** The mode alone, without a look at the records. */
  mode(): Promise<VaultMode>;
  /** The first choice of a mode. @throws `conflict` when one was made, `input_invalid` for a passphrase that is too short or long */
  choose(mode: Exclude<VaultMode, 'unset'>, passphrase?: string): Promise<void>;
  /** @throws `wrong_passphrase`, `unlock_wait` after several wrong ones in a row */
  unlock(passphrase: string): Promise<void>;
  /** Leaves nothing secret in `storage.session`. In the other modes there is nothing that could open again, so nothing happens. */
  lock(): Promise<void>;
  /** Wraps the same key anew. @throws `wrong_passphrase`, `unlock_wait`, `input_invalid`, `conflict` outside passphrase mode */
  changePassphrase(old: string, next: string): Promise<void>;
  /**
   * Seals every secret anew, with a new key, or moves them to the session.
   *
   * @throws `locked`, `input_invalid`, `vault_damaged` when one does not open
   */
  changeMode(to: Exclude<VaultMode, 'unset'>, more?: { readonly passphrase?: string | undefined }): Promise<void>;
  /** Takes from the backup what is missing or does not read; says whether there was anything to take. */
  restore(): Promise<boolean>;
  /** Takes what is on disk as it is now, after {@link Trouble} or damage of the kind "changed outside". */
  acceptOutsideChange(): Promise<void>;
  /** Keeps connections, forgets secrets, tokens, key and mode: the way on without the passphrase. */
  forgetSecrets(): Promise<void>;
  /** Forgets all the vault's records, here and in the backup. */
  forgetEverything(): Promise<void>;
  /** Everything stored under this id, as it is: for "save the damaged record". Holds no plain secret. */
  raw(id: string): Promise<Readonly<Record<string, unknown>>>;
}
