import { jsonOf } from '../domain/json';
import { FORBIDDEN_KEYS } from '../provider/definition-parts';
import type { Json } from './curl-request';
import { refused } from './refused';

export interface JsonBody {
  readonly fields: { readonly [key: string]: Json };
  readonly state: 'as written' | 'repaired';
}

const DEEPEST = 12;
const MOST_VALUES = 200;

/** A body that is meant as a JSON object, mended where documentation often breaks it; undefined when it does not look like one. */
export function jsonBody(text: string): JsonBody | undefined {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return undefined;
  const written = jsonOf(trimmed);
  const value = written ?? jsonOf(repairJson(trimmed));
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused('JSON […]');
  checkSize(value as Json);
  return { fields: value as JsonBody['fields'], state: written === undefined ? 'repaired' : 'as written' };
}

/** Iterative: JSON.parse accepts a hundred thousand nested lists, a recursive walk would not survive them. */
function checkSize(root: Json): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  let count = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    count += 1;
    if (depth > DEEPEST || count > MOST_VALUES) throw refused('JSON');
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) throw refused(key);
      open.push({ value: inner, depth: depth + 1 });
    }
  }
}

/**
 * Takes out commas before a closing bracket and puts placeholders without quotes into quotes: `{"id": <your-id>,}`. Text inside quotes
 * stays as it is.
 */
export function repairJson(text: string): string {
  return text.replace(
    /"(?:[^"\\]|\\[\s\S])*"|,(?=\s*[}\]])|<[^<>"\n]{1,80}>|\{\{[^{}"\n]{1,80}\}\}|\$\{?\w{1,80}\}?/g,
    (found) => {
      if (found.startsWith('"')) return found.replaceAll('\n', '\\n');
      return found === ',' ? '' : JSON.stringify(found);
    },
  );
}
