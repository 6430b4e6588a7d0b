// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createBackupStore } from '../../../lib/vault/backup-store';
import type { Snapshot } from '../../../lib/vault/vault-world';
import { fakeDatabases } from './fake-databases';

const snapshot = (generation: number, more: Partial<Snapshot> = {}): Snapshot => {
  return { vault: 'v', generation, at: generation, items: { 'con:a': { generation } }, ...more };
};

async function storeWith(...generations: readonly number[]) {
  const databases = fakeDatabases();
  const store = createBackupStore(databases);
  for (const generation of generations) await store.write(snapshot(generation));
  return { databases, store, stored: async () => (await store.read()).map(({ generation }) => generation) };
}

describe('the backup in IndexedDB', () => {
  it('is empty at first', async () => {
    expect(await (await storeWith()).stored()).toEqual([]);
  });

  it('keeps the last three generations whole, newest first', async () => {
    const { store, databases } = await storeWith(1, 2, 3, 4, 5);
    expect(await store.read()).toEqual([5, 4, 3].map((generation) => snapshot(generation)));
    expect(databases.rows.size).toBe(3);
  });

  it('keeps nothing of another vault', async () => {
    const { store, databases } = await storeWith(1, 2, 3);
    await store.write(snapshot(1, { vault: 'another' }));
    expect(await store.read()).toEqual([snapshot(1, { vault: 'another' })]);
    expect(databases.rows.size).toBe(1);
  });

  it('passes over what is no snapshot, and drops it with the next write', async () => {
    const { store, databases, stored } = await storeWith(1, 2);
    databases.rows.set(90, 'damaged').set(91, { vault: 'v', generation: 'x' });
    expect(await stored()).toEqual([2, 1]);
    await store.write(snapshot(3));
    expect(await stored()).toEqual([3, 2, 1]);
    expect(databases.rows.size).toBe(3);
  });

  it('stays as it was when the new one cannot be stored', async () => {
    const { store, stored } = await storeWith(1, 2, 3);
    await expect(store.write(snapshot(4, { items: { bad: () => 0 } }))).rejects.toThrow('clone');
    // What the failed transaction had asked for is over only after a while.
    await stored();
    expect(await stored()).toEqual([3, 2, 1]);
  });

  it('is emptied on request', async () => {
    const { store, databases } = await storeWith(1, 2);
    await store.clear();
    expect(databases.rows.size).toBe(0);
  });

  it('says what the database says when it does not open', async () => {
    const { store, databases } = await storeWith();
    databases.broken = new Error('An unexpected error occurred');
    for (const run of [store.read, store.clear, () => store.write(snapshot(1))]) {
      await expect(run()).rejects.toThrow('An unexpected error occurred');
    }
  });
});
