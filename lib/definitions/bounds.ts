import { FORBIDDEN_KEYS } from '../provider/definition-parts';
import type { Path, Problem } from './problem';
import { pathText } from './problem';

/** Bytes of text: a whole file, and one definition in it. */
export const LARGEST_FILE = 1024 * 1024;
export const LARGEST_DEFINITION = 64 * 1024;
/** Definitions of one's own, in all. */
export const MOST_DEFINITIONS = 200;
/** Levels of nesting in a file, and values in all of it. */
const DEEPEST = 40;
const MOST_VALUES = 100_000;

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * Nesting, number of values, and keys that reach into prototypes, before any schema looks. Without recursion: a million
 * nested lists are valid JSON (M32 in docs/facts.md).
 */
export function boundProblem(value: unknown): Problem | undefined {
  const waiting: { readonly value: unknown; readonly path: Path }[] = [{ value, path: [] }];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value: current, path } = next;
    count += 1;
    if (count > MOST_VALUES) return { path: '', code: 'definition_too_deep' };
    if (typeof current !== 'object' || current === null) continue;
    if (path.length >= DEEPEST) return { path: pathText(path.slice(0, 6)), code: 'definition_too_deep' };
    const isList = Array.isArray(current);
    for (const key of Object.keys(current)) {
      const inside = [...path, isList ? Number(key) : key];
      if (!isList && FORBIDDEN_KEYS.has(key)) return { path: pathText(inside), code: 'definition_forbidden_key' };
      waiting.push({ value: (current as Record<string, unknown>)[key], path: inside });
    }
  }
  return undefined;
}
