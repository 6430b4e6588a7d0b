import { z } from '../zod';
import type { BackupStore, Snapshot } from './vault-world';

const DATABASE = 'vault-backup';
const STORE = 'snapshots';
/** Generations that are kept. */
const KEPT = 3;

const SnapshotRecord: z.ZodMiniType<Snapshot> = z.strictObject({
  vault: z.string(),
  generation: z.int(),
  at: z.number(),
  items: z.record(z.string(), z.unknown()),
});

/**
 * The backup in IndexedDB: other files than `storage.local`'s, so that one damage does not take both. Gets ciphertext and plain
 * connections only, because what IndexedDB holds lies on disk in clear, "non-extractable" keys included (M12).
 *
 * All methods reject with what the database says.
 */
export function createBackupStore(databases: IDBFactory): BackupStore {
  /** One transaction: all of it or nothing. The connection closes with it, so that no version change ever waits for us. */
  const inStore = async <T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => Promise<T>): Promise<T> => {
    const opening = databases.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { autoIncrement: true });
    const database = await answerOf(opening);
    try {
      const transaction = database.transaction(STORE, mode);
      const done = endOf(transaction);
      const running = run(transaction.objectStore(STORE)).catch((error: unknown) => undo(transaction, error));
      const [result] = await Promise.all([running, done]);
      return result;
    } finally {
      database.close();
    }
  };

  return {
    read: () =>
      inStore('readonly', async (store) => {
        const found = (await answerOf(store.getAll())).map((raw: unknown) => SnapshotRecord.safeParse(raw));
        const snapshots = found.flatMap((result) => (result.success ? [result.data] : []));
        return snapshots.sort((a, b) => b.generation - a.generation);
      }),
    write: (snapshot) =>
      inStore('readwrite', async (store) => {
        const names = await answerOf(store.getAllKeys());
        const stored: unknown[] = await answerOf(store.getAll());
        const old = stored.map((raw) => SnapshotRecord.safeParse(raw).data);
        const staying = names.filter((_, index) => old[index]?.vault === snapshot.vault).slice(-(KEPT - 1));
        for (const name of names) if (!staying.includes(name)) store.delete(name);
        await answerOf(store.add(snapshot));
      }),
    clear: () => inStore('readwrite', async (store) => void (await answerOf(store.clear()))),
  };
}

/** What throws between two requests (a value that cannot be cloned) leaves the requests before it standing otherwise. */
function undo(transaction: IDBTransaction, error: unknown): never {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
  throw error;
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when it is on disk's way, not when the last request was answered. */
function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
