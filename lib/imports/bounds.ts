/** Characters of all files together; collections with saved answers are large. */
export const LARGEST_TEXT = 8_000_000;
export const MOST_FILES = 1_000;
/** Of one collection, and of all that is shown. */
export const MOST_FOUND = 300;
export const MOST_CANDIDATES = 200;
export const MOST_ENVIRONMENTS = 50;
/** Things found, each with each environment, of all files together. */
export const MOST_TRIED = 5_000;
/** Characters of an address. No server takes more. */
export const LONGEST_ADDRESS = 8_000;
const DEEPEST = 60;
const MOST_VALUES = 400_000;

/**
 * Whether nesting, number of values and keys are those of a tool's file. Without recursion: a million nested lists are valid JSON
 * (M32 in docs/facts.md). What passes may be walked recursively.
 */
export function isWithinBounds(value: unknown): boolean {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    count += 1;
    if (count > MOST_VALUES) return false;
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= DEEPEST || Object.hasOwn(next.value, '__proto__')) return false;
    for (const inner of Object.values(next.value)) waiting.push({ value: inner, depth: next.depth + 1 });
  }
  return true;
}
