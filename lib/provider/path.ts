import { FORBIDDEN_KEYS } from './definition-parts';

/** The value at a dotted path of a parsed answer; "" is the answer itself. Own properties and array indexes only. */
export function valueAt(answer: unknown, path: string): unknown {
  if (path === '') return answer;
  let value = answer;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (FORBIDDEN_KEYS.has(key) || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The first non-empty text found at one of the paths. */
export function textAt(answer: unknown, paths: readonly string[]): string | undefined {
  return paths
    .map((path) => valueAt(answer, path))
    .find((value): value is string => typeof value === 'string' && value !== '');
}
