import { guarded } from './areas';
import { deriveWrappingKey } from './kdf';
import { migrate as migrateItems } from './migrations';
import { isVaultKey } from './records';
import type { VaultWorld } from './vault-world';

const LOCK = 'vault';

/** The world as the vault's own rooms use it: areas that fail readably, one change at a time, records of today's schema. */
export function createInside(world: VaultWorld) {
  const { lock, backup, bindingOf, mayReseal, now, kdf = deriveWrappingKey, migrate = migrateItems } = world;
  const local = guarded(world.local);
  const session = guarded(world.session);
  let migrated: Promise<void> | undefined;

  /** Old records become today's once per life of the worker, in one write; records of a newer version stay as they are. */
  const migrateStored = async () => {
    const stored = Object.fromEntries(Object.entries(await local.get(null)).filter(([key]) => isVaultKey(key)));
    const today = tryMigrate(stored, migrate);
    if (today === stored) return;
    const gone = Object.keys(stored).filter((key) => !(key in today));
    await local.set({ ...today, ...Object.fromEntries(gone.map((key) => [key, null])) });
  };
  const ready = () => {
    migrated ??= (async () => {
      await world.ready?.();
      await lock(LOCK, migrateStored);
    })().catch((error: unknown) => {
      migrated = undefined;
      throw error;
    });
    return migrated;
  };

  return {
    local,
    session,
    backup,
    bindingOf,
    mayReseal,
    now,
    kdf,
    migrate,
    ready,
    /** Runs when no other change runs, in any context. Does not nest. */
    alone: async <T>(run: () => Promise<T>): Promise<T> => {
      await ready();
      return lock(LOCK, run);
    },
  };
}
export type Inside = ReturnType<typeof createInside>;

/** A step that cannot read its records leaves them as they are: listing then says which ones do not read. */
function tryMigrate<T>(stored: T, run: (items: T) => T): T {
  try {
    return run(stored);
  } catch {
    return stored;
  }
}
