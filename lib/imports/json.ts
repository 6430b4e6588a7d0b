/** Reading values of a file that anybody may have written: own properties only, nothing thrown, nothing assigned. */

const MOST_ITEMS = 20_000;

export function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

export function textField(value: unknown, key: string): string {
  return textOf(field(value, key));
}

/** Texts, and what is written as one in the tools' own files. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function listField(value: unknown, key: string): readonly unknown[] {
  const list = field(value, key);
  return Array.isArray(list) ? list.slice(0, MOST_ITEMS) : [];
}

export function entriesOf(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).slice(0, MOST_ITEMS);
}
