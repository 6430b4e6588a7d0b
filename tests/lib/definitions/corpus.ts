import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ErrorCode } from '../../../lib/domain/errors';
import type { ProviderDefinition } from '../../../lib/provider/definition';

/** Files of definitions: a good one, and bad ones as one change of it each. Read as text: an import would eat `__proto__`. */

const read = (name: string) => readFileSync(resolve(import.meta.dirname, `../../fixtures/definitions/${name}`), 'utf8');

export const GOOD_TEXT = read('good.json');
/** A new copy at each call. */
export const good = (): ProviderDefinition => JSON.parse(GOOD_TEXT) as ProviderDefinition;

interface BadRow {
  readonly name: string;
  readonly code: ErrorCode;
  readonly path: string;
  /** The whole file, or else: where the good one gets another value; none: the field goes. */
  readonly text?: string;
  readonly at?: readonly (string | number)[];
  readonly value?: unknown;
}

export const bad = (JSON.parse(read('bad.json')) as readonly BadRow[]).map(({ name, code, path, ...row }) => ({
  name,
  expected: { code, path },
  text: row.text ?? JSON.stringify(changed(row.at ?? [], row.value)),
}));

/** The good definition with another value at a path; without the field when there is none. */
export function changed(at: readonly (string | number)[], value: unknown): unknown {
  const copy = good() as unknown as Record<string | number, unknown>;
  const last = at.at(-1) ?? '';
  const holder = at.slice(0, -1).reduce((place, key) => place[key] as Record<string | number, unknown>, copy);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value === 'COPY' ? good().methods[0] : value;
  return copy;
}
