import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

// Vitest 5 reports failures with Map.groupBy, which Node 20 does not have; without this a failing test hides its reason.
Map.groupBy ??= <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key): Map<Key, Item[]> => {
  const groups = new Map<Key, Item[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};

// Dates that people type are local: tests need one zone everywhere.
process.env.TZ = 'UTC';

const root = resolve(import.meta.dirname, '..');

/** A busy machine is slow, not wrong: what is waited for has a generous end. */
const PATIENT = { testTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };
/** Left to itself vitest spares one core, of two. */
const ON_ALL_CORES = { ...PATIENT, maxWorkers: availableParallelism() };

/** What needs a document: the screens, and what reads and fills pages. */
const WITH_DOCUMENT = ['tests/components/**/*.test.tsx', 'tests/lib/{adapters,page}/**/*.test.ts'];

/**
 * Five projects: `unit`, `dom` (the same with a document), `house`, `servers` (real sockets), `e2e` (real browsers).
 * Each file has a worker of its own: none can leave anything behind for another.
 */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['tests/lib/**/*.test.ts'],
          exclude: WITH_DOCUMENT,
          setupFiles: ['tests/setup.ts'],
          ...ON_ALL_CORES,
        },
      },
      {
        root,
        plugins: [WxtVitest()],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'dom',
          include: WITH_DOCUMENT,
          setupFiles: ['tests/setup.ts', 'tests/components/setup.ts'],
          environment: 'happy-dom',
          ...ON_ALL_CORES,
        },
      },
      { root, test: { name: 'house', include: ['tests/house/**/*.test.ts'], ...ON_ALL_CORES } },
      { root, test: { name: 'servers', include: ['tests/servers/**/*.test.ts'], ...ON_ALL_CORES } },
      {
        root,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: process.env.TOKENFILL_FULL ? [] : ['tests/e2e/full/**'],
          fileParallelism: false,
          // Two browsers on two busy cores lose a click now and then; `tests/commands/tries.ts` tells of each second try.
          retry: 1,
          hookTimeout: 120_000,
          ...PATIENT,
        },
      },
    ],
  },
});
