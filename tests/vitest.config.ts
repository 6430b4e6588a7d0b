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

/** Four kinds of test, four projects: `--project unit`, `house`, `servers` (real sockets), `e2e` (real browsers). */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        plugins: [WxtVitest()],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'unit',
          include: ['tests/lib/**/*.test.ts', 'tests/components/**/*.test.tsx'],
          setupFiles: ['tests/setup.ts'],
          // A busy machine is slow, not wrong.
          testTimeout: 30_000,
          environment: 'happy-dom',
        },
      },
      { root, test: { name: 'house', include: ['tests/house/**/*.test.ts'] } },
      { root, test: { name: 'servers', include: ['tests/servers/**/*.test.ts'], testTimeout: 20_000 } },
      {
        root,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: process.env.TOKENFILL_FULL ? [] : ['tests/e2e/full/**'],
          fileParallelism: false,
          // Two browsers on two busy cores lose a click now and then; the report says which test needed its second try.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
