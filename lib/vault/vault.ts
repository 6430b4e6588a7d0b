import type { Connection, Secrets } from '../domain/connection';
import type { Token } from '../domain/token';

/** A connection with everything that belongs to it. */
export interface Entry {
  readonly connection: Connection;
  readonly secrets?: Secrets | undefined;
  readonly token?: Token | undefined;
}

/**
 * The only reader and writer of connections, secrets and tokens; background only. Which area a record lives in, and
 * whether it is encrypted there, is the vault's own business: callers see entries.
 */
export interface Vault {
  list(): Promise<readonly Connection[]>;
  /** Ids of stored connections that could not be read. They stay where they are. */
  unreadable(): Promise<readonly string[]>;
  read(id: string): Promise<Entry | undefined>;
  /**
   * Writes a whole entry, or fails and changes nothing. Parts left undefined are removed. `connection.rev` must be one
   * more than the stored revision.
   *
   * @throws TokenfillError `conflict`, `storage_failed`
   */
  write(entry: Entry): Promise<void>;
  /** Replaces the token alone; does nothing when the connection is gone. */
  writeToken(id: string, token: Token): Promise<void>;
  /** Forgets the entry and returns what was forgotten. */
  remove(id: string): Promise<Entry | undefined>;
}
