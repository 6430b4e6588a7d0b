import type { BackupStore, Snapshot, StorageArea } from '../../../lib/vault/vault-world';

/** A storage area as browsers have them: asynchronous, plain data only, all or nothing per call. */
export interface MemoryArea extends StorageArea {
  readonly items: Map<string, unknown>;
  /** Everything that was ever written, oldest first: what a disk may still hold after removing (M11). */
  readonly written: string[];
  /** Called before each write with its name and count (from 1); what it throws is what the browser would. */
  fault: (call: 'get' | 'set' | 'remove', count: number) => void;
  readonly calls: { get: number; set: number; remove: number };
  dump(): Record<string, unknown>;
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
/** Lets others run, as a real area's answer does. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export function memoryArea(content: Readonly<Record<string, unknown>> = {}): MemoryArea {
  const items = new Map<string, unknown>(Object.entries(copy(content)));
  const calls = { get: 0, set: 0, remove: 0 };
  const enter = async (call: 'get' | 'set' | 'remove') => {
    calls[call] += 1;
    await turn();
    area.fault(call, calls[call]);
  };
  const area: MemoryArea = {
    items,
    written: [],
    calls,
    fault: () => undefined,
    dump: () => copy(Object.fromEntries(items)),
    get: async (keys) => {
      await enter('get');
      const wanted = keys === null ? [...items.keys()] : [keys].flat();
      return copy(Object.fromEntries(wanted.filter((key) => items.has(key)).map((key) => [key, items.get(key)])));
    },
    set: async (values) => {
      await enter('set');
      area.written.push(JSON.stringify(values));
      for (const [key, value] of Object.entries(copy(values))) items.set(key, value);
    },
    remove: async (keys) => {
      await enter('remove');
      for (const key of [keys].flat()) items.delete(key);
    },
  };
  return area;
}

export interface MemoryBackup extends BackupStore {
  snapshots: Snapshot[];
  fails: boolean;
}

/** As the real one: three generations of one vault, newest first. */
export function memoryBackup(snapshots: readonly Snapshot[] = []): MemoryBackup {
  const backup: MemoryBackup = {
    snapshots: [...snapshots],
    fails: false,
    read: async () => (backup.fails ? Promise.reject(new Error('An unexpected error occurred')) : backup.snapshots),
    write: async (snapshot) => {
      if (backup.fails) throw new Error('An unexpected error occurred');
      const mine = backup.snapshots.filter(({ vault }) => vault === snapshot.vault);
      backup.snapshots = [copy(snapshot), ...mine].slice(0, 3);
    },
    clear: async () => {
      if (backup.fails) throw new Error('An unexpected error occurred');
      backup.snapshots = [];
    },
  };
  return backup;
}

/** Runs one at a time per name, as Web Locks do; Node has none. Goes on after a failure. */
export function memoryLock() {
  const tails = new Map<string, Promise<unknown>>();
  return <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const result = (tails.get(name) ?? Promise.resolve()).then(run);
    tails.set(
      name,
      result.catch(() => undefined),
    );
    return result;
  };
}
