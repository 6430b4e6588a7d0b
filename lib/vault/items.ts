/** What a storage area holds, by key. A `null` is a record that was overwritten and is as good as absent. */
export type Items = Readonly<Record<string, unknown>>;

/** `before` with `changes` in it; what they make null is gone. */
export function applyTo(before: Items, changes: Items): Items {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => isThere(value)));
}

export function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Ids of the records whose keys begin with `prefix`. */
export function idsOf(items: Items, prefix: string): readonly string[] {
  return Object.entries(items)
    .filter(([key, value]) => key.startsWith(prefix) && isThere(value))
    .map(([key]) => key.slice(prefix.length));
}

/** The same keys, all null: overwriting comes before removing, because `remove` alone leaves the bytes on disk (M11). */
export function nothingAt(keys: readonly string[]): Items {
  return Object.fromEntries(keys.map((key) => [key, null]));
}
