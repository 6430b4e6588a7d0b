import type { Connection } from '../domain/connection';
import { TokenfillError } from '../domain/errors';
import type { Token } from '../domain/token';
import type { z } from '../zod';
import { CONNECTION_PREFIX, ConnectionRecord, keys, SecretsRecord, TokenRecord } from './records';
import type { Entry, Vault } from './vault';

/** What we use of a WebExtension storage area. */
export interface StorageArea {
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

export interface VaultWorld {
  readonly local: StorageArea;
  readonly session: StorageArea;
  /** Runs one at a time across all contexts (Web Locks): without it 530 of 800 concurrent changes were lost (M15). */
  readonly lock: <T>(name: string, run: () => Promise<T>) => Promise<T>;
}

const LOCK = 'vault';

/**
 * "This browser session": connections stay on disk, secrets and tokens only in `storage.session`, which no browser writes to
 * disk (M10) and which closing the browser forgets.
 */
export function createSessionVault({ local, session, lock }: VaultWorld): Vault {
  const readConnections = async () => {
    const stored = await guard(() => local.get(null));
    return Object.entries(stored)
      .filter(([key]) => key.startsWith(CONNECTION_PREFIX))
      .map(([key, value]) => ({ id: key.slice(CONNECTION_PREFIX.length), connection: parse(ConnectionRecord, value) }));
  };

  const read = async (id: string): Promise<Entry | undefined> => {
    const key = keys.connection(id);
    const connection = parse(ConnectionRecord, (await guard(() => local.get(key)))[key]);
    if (!connection) return undefined;
    const mine = await guard(() => session.get([keys.secrets(id), keys.token(id)]));
    return {
      connection,
      secrets: parse(SecretsRecord, mine[keys.secrets(id)]),
      token: parse(TokenRecord, mine[keys.token(id)]),
    };
  };

  const write = async ({ connection, secrets, token }: Entry) => {
    const { id } = connection;
    const stored = await read(id);
    if (connection.rev !== (stored?.connection.rev ?? 0) + 1) throw new TokenfillError('conflict');
    // Secrets first: should the second write fail, the stored connection is as it was and its label still says what it is.
    const gone = [...(secrets ? [] : [keys.secrets(id)]), ...(token ? [] : [keys.token(id)])];
    await guard(async () => {
      await session.set({ ...(secrets && { [keys.secrets(id)]: secrets }), ...(token && { [keys.token(id)]: token }) });
      await local.set({ [keys.connection(id)]: connection });
      if (gone.length > 0) await session.remove(gone);
    });
  };

  const writeToken = async (id: string, token: Token) => {
    if (await read(id)) await guard(() => session.set({ [keys.token(id)]: token }));
  };

  const remove = async (id: string) => {
    const entry = await read(id);
    await guard(async () => {
      await session.remove([keys.secrets(id), keys.token(id)]);
      await local.remove(keys.connection(id));
    });
    return entry;
  };

  return {
    read,
    list: async () =>
      (await readConnections()).map(({ connection }) => connection).filter((found): found is Connection => !!found),
    unreadable: async () => (await readConnections()).filter(({ connection }) => !connection).map(({ id }) => id),
    write: (entry) => lock(LOCK, () => write(entry)),
    writeToken: (id, token) => lock(LOCK, () => writeToken(id, token)),
    remove: (id) => lock(LOCK, () => remove(id)),
  };
}

function parse<T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined {
  if (value === undefined) return undefined;
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

/** Whatever a storage area throws (quota, damaged file) becomes one readable failure. */
async function guard<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof TokenfillError ? error : new TokenfillError('storage_failed', {}, error);
  }
}
