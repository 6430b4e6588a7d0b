import type { StorageArea } from '../../vault/vault-world';
import type { z } from '../../zod';

/**
 * Records of one kind in a storage area, one key each: the prefix, then the id. What does not read is nobody's, and stays where
 * it is.
 */
export function createRecords<Kept>(area: StorageArea, prefix: string, schema: z.ZodMiniType<Kept>) {
  const parse = (value: unknown): Kept | undefined => {
    const result = schema.safeParse(value);
    return result.success ? result.data : undefined;
  };
  return {
    read: async (id: string) => parse((await area.get(prefix + id))[prefix + id]),
    write: (id: string, record: Kept) => area.set({ [prefix + id]: record }),
    remove: (id: string) => area.remove(prefix + id),
    all: async (): Promise<readonly Kept[]> =>
      Object.entries(await area.get(null))
        .filter(([key]) => key.startsWith(prefix))
        .map(([, value]) => parse(value))
        .filter((record) => record !== undefined),
  };
}
