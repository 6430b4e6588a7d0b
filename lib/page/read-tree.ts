/**
 * Reading trees that a page owns. API documents and states come as Immutable.js collections (Swagger UI 3–5) or as plain
 * objects (Swagger UI 2); both are read in place, because copying a document of several MB takes longer than reading it.
 * The page may be hostile: a getter that throws reads as undefined, prototypes are not looked at, lists have an end.
 */

/** More entries than any real document has paths; a page cannot keep us walking for ever. */
const MAX_ENTRIES = 20_000;

interface Collection {
  get(key: string | number): unknown;
  forEach(visit: (value: unknown, key: unknown) => unknown): unknown;
}

/** The result of `read`, or `otherwise` when the page's code throws. */
export function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** One child by key. */
export function child(node: unknown, key: string): unknown {
  return quietly(() => {
    if (isCollection(node)) return node.get(key);
    return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }, undefined);
}

/** Children with their keys, of a map or a list; empty for anything else. */
export function entries(node: unknown): readonly (readonly [string, unknown])[] {
  return quietly(() => {
    if (isCollection(node)) return collectionEntries(node);
    if (!isObject(node)) return [];
    return Object.keys(node)
      .slice(0, MAX_ENTRIES)
      .map((key) => [key, child(node, key)] as const);
  }, []);
}

/** A child that is a string and not empty. */
export function text(node: unknown, key: string): string | undefined {
  const value = child(node, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A value that a script put on `window`; not the element that the browser offers under its id. */
export function globalValue(window: Window, name: string): unknown {
  return quietly(() => Object.getOwnPropertyDescriptor(window, name)?.value as unknown, undefined);
}

/** Whether this is a list (array, Immutable List) rather than a map. */
export function isList(node: unknown): boolean {
  // Immutable's List has `push`, its Map has not.
  return Array.isArray(node) || quietly(() => isCollection(node) && 'push' in node, false);
}

export function isObject(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null;
}

export function isFunction(value: unknown): value is (...values: unknown[]) => unknown {
  return typeof value === 'function';
}

function isCollection(node: unknown): node is Collection {
  return isObject(node) && isFunction(node.get) && isFunction(node.forEach);
}

function collectionEntries(node: Collection): readonly (readonly [string, unknown])[] {
  const found: (readonly [string, unknown])[] = [];
  const visit = (value: unknown, key: unknown) => {
    // Leaving by an error ends any collection's walk, also one that does not end by itself.
    if (found.push([String(key), value]) >= MAX_ENTRIES) throw new RangeError('too many entries');
  };
  quietly(() => node.forEach(visit), undefined);
  return found;
}
