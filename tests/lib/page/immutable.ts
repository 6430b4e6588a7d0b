/** Stand-ins for Immutable.js, which Swagger UI 3–5 keeps its document and state in: the members that tell them apart. */
export function immutable(value: unknown): unknown {
  if (Array.isArray(value)) return new List(value.map(immutable));
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, child]) => [key, immutable(child)]));
}

class List {
  readonly size: number;
  readonly #items: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.#items = items;
    this.size = items.length;
  }

  get(index: number): unknown {
    return this.#items[index];
  }

  push(item: unknown): List {
    return new List([...this.#items, item]);
  }

  /** Immutable's own stops at `false`; a page's imitation may not. */
  forEach(visit: (value: unknown, index: number) => unknown): void {
    this.#items.every((item, index) => visit(item, index) !== false);
  }
}
