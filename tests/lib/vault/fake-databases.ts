/** As much of IndexedDB as the backup uses: requests that answer later, transactions that commit whole or not at all. */
export interface FakeDatabases extends IDBFactory {
  /** Everything committed, oldest first. */
  readonly rows: Map<number, unknown>;
  /** Opening fails with this. */
  broken: Error | undefined;
}

type Work = () => unknown;

export function fakeDatabases(): FakeDatabases {
  const rows = new Map<number, unknown>();
  let made = false;
  const open = (name: string, version: number) => {
    if (name !== 'vault-backup' || version !== 1) throw new Error(`unexpected database ${name} ${version}`);
    const database = {
      createObjectStore: () => undefined,
      transaction: (_: string, mode: IDBTransactionMode) => transactionOn(rows, mode),
      close: () => undefined,
    };
    const request = { result: database, error: fake.broken } as unknown as IDBOpenDBRequest;
    setImmediate(() => {
      if (fake.broken) return request.onerror?.({} as Event);
      if (!made) request.onupgradeneeded?.({} as IDBVersionChangeEvent);
      made = true;
      request.onsuccess?.({} as Event);
    });
    return request;
  };
  const fake = { rows, broken: undefined, open } as unknown as FakeDatabases;
  return fake;
}

function transactionOn(rows: Map<number, unknown>, mode: IDBTransactionMode) {
  const copy = new Map(rows);
  const queue: { request: { result?: unknown; onsuccess?: () => void }; work: Work }[] = [];
  let over = false;
  const transaction = {
    error: null as Error | null,
    oncomplete: () => undefined,
    onabort: () => undefined,
    objectStore: () => store,
    abort: () => {
      if (over) throw new Error('InvalidStateError');
      over = true;
      transaction.error = new Error('AbortError');
      setImmediate(() => transaction.onabort());
    },
  };
  const ask = (work: Work) => {
    const request = {};
    queue.push({ request, work });
    return request;
  };
  const store = {
    getAll: () => ask(() => [...copy.values()]),
    getAllKeys: () => ask(() => [...copy.keys()]),
    delete: (key: number) => ask(() => copy.delete(key)),
    clear: () => ask(() => copy.clear()),
    add: (value: unknown) => {
      const cloned: unknown = structuredClone(value);
      return ask(() => copy.set(Math.max(0, ...copy.keys(), ...rows.keys()) + 1, cloned));
    },
  };
  const turn = () => {
    if (over) return;
    const next = queue.shift();
    if (next) {
      next.request.result = next.work();
      next.request.onsuccess?.();
      setImmediate(turn);
      return;
    }
    over = true;
    if (mode === 'readwrite') {
      rows.clear();
      for (const [key, value] of copy) rows.set(key, value);
    }
    transaction.oncomplete();
  };
  setImmediate(turn);
  return transaction;
}
