import { TokenfillError } from '../domain/errors';
import type { StorageArea } from './vault-world';

/** Whatever a storage area throws (quota, damaged file) becomes one readable failure. */
export function guarded(area: StorageArea): StorageArea {
  return {
    get: (keys) => guard(() => area.get(keys), 'storage_unreadable'),
    set: (items) => guard(() => area.set(items), 'storage_failed'),
    remove: (keys) => guard(() => area.remove(keys), 'storage_failed'),
  };
}

async function guard<T>(run: () => Promise<T>, code: 'storage_unreadable' | 'storage_failed'): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new TokenfillError(saysFull(error) ? 'storage_full' : code, {}, error);
  }
}

/** Chromium: "QUOTA_BYTES quota exceeded"; Firefox: "QuotaExceededError: storage.session API call exceeded its quota". */
function saysFull(error: unknown): boolean {
  return error instanceof Error && /quota/i.test(`${error.name} ${error.message}`);
}
