import { describe, expect, it } from 'vitest';
import { readDefinitionFile, writeDefinition, writeDefinitionFile } from '../../../lib/definitions/definition-file';
import { ERROR_CODES } from '../../../lib/domain/errors';
import type { ProviderDefinition } from '../../../lib/provider/definition';
import { fc, SEED } from '../../generated';
import { bad, changed, GOOD_TEXT, good } from './corpus';

const file = (...definitions: readonly unknown[]) =>
  JSON.stringify({ format: 'tokenfill-definitions', version: 1, definitions });
const own = (index: number) => ({ ...good(), id: `own-${index}` });

describe('a file of definitions', () => {
  it.each(bad)('is refused with the place named when it has $name', ({ text, expected }) => {
    const read = readDefinitionFile(text);
    expect(read.definitions).toEqual([]);
    expect(read.problems).toContainEqual(expected);
    expect(read.problems[0]).toEqual(expected);
  });

  it('has at least 60 bad examples', () => expect(bad.length).toBeGreaterThanOrEqual(60));

  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  it.each([
    ['more than 1 MiB', `"${'a'.repeat(1024 * 1024)}"`, 'definition_too_large', ''],
    [
      'a definition of more than 64 KiB',
      file(good(), { ...own(1), name: 'é'.repeat(33_000) }),
      'definition_too_large',
      'definitions[1]',
    ],
    [
      '201 definitions',
      file(...Array.from({ length: 201 }, (_, at) => ({ id: `own-${at}` }))),
      'definition_too_many',
      'definitions',
    ],
    ['300,000 levels', nested(300_000), 'definition_too_deep', '[0][0][0][0][0][0]'],
    ['200,000 values', `[${'0,'.repeat(200_000)}0]`, 'definition_too_deep', ''],
    ['two definitions of one id', file(good(), good()), 'definition_twice', 'definitions[1].id'],
    [
      'a mistake in its second definition',
      file(good(), { ...own(1), script: 1 }),
      'definition_unknown_field',
      'definitions[1].script',
    ],
  ])('is refused when it has %s', (_, text, code, path) => {
    expect(readDefinitionFile(text)).toEqual({ definitions: [], problems: [{ code, path }] });
  });

  it('is taken with 200 definitions, and written as it was read', () => {
    const all = Array.from({ length: 200 }, (_, at) => own(at));
    const text = writeDefinitionFile(all);
    const read = readDefinitionFile(text);
    expect(read.problems).toEqual([]);
    expect(read.definitions).toEqual(all);
    expect(writeDefinitionFile(read.definitions)).toBe(text);
  });

  it('may be one definition, as the editor writes it', () => {
    expect(readDefinitionFile(GOOD_TEXT).problems).toEqual([]);
    expect(readDefinitionFile(writeDefinition(good())).definitions).toEqual([good()]);
  });

  it('never says what stands in the wrong place: it may be a secret', () => {
    const text = JSON.stringify(changed(['methods', 0, 'inputs', 1, 'default'], 'made-up-secret-value'));
    expect(JSON.stringify(readDefinitionFile(text))).not.toContain('made-up-secret-value');
  });
});

/** Any JSON, shuffled into the good definition: at a random place another value, a strange key, or nothing. */
const places = pathsOf(good());
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'each', 'url', 'id', 'default', ''),
  fc.string({ maxLength: 8 }),
);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('{{inputs.clientId}}', '{{', 'https://169.254.169.254/', 'own-b', 'javascript:x', '{{region.host}}'),
  fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }),
);
const mutation = fc.tuple(fc.constantFrom(...places), fc.constantFrom('set', 'drop', 'add', 'text'), key, value);
const texts = fc.oneof(
  { weight: 8, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }).map(mutated) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string() },
);

it('is read or refused, whatever stands in it, and leaves no trace', () => {
  const codes = new Set<string>(ERROR_CODES);
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  const count = { accepted: 0, all: 0, took: 0 };
  fc.assert(
    fc.property(texts, (text) => {
      const from = performance.now();
      const read = readDefinitionFile(text);
      count.took += performance.now() - from;
      count.all += 1;
      if (read.problems.some(({ code }) => !codes.has(code))) throw new Error('A problem without a code.');
      if (Object.getOwnPropertyNames(Object.prototype).join() !== before) throw new Error('Object.prototype changed.');
      if (read.problems.length > 0) return read.definitions.length === 0;
      count.accepted += 1;
      return isStable(read.definitions, text);
    }),
    { numRuns: 20_000 },
  );
  process.stdout.write(
    `definitions: seed ${SEED}, ${count.all} read, ${count.accepted} accepted, ${(count.took / count.all).toFixed(3)} ms each\n`,
  );
  expect(count.accepted).toBeGreaterThan(100);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}, 120_000);

/** What was accepted says the same as its text, and stays the same text from then on. */
function isStable(definitions: readonly ProviderDefinition[], text: string): boolean {
  const written = writeDefinitionFile(definitions);
  const again = readDefinitionFile(written);
  const said = JSON.parse(text) as { format?: string; definitions?: unknown };
  const source = said.format === undefined ? [said] : said.definitions;
  return writeDefinitionFile(again.definitions) === written && sorted(definitions) === sorted(source);
}

function sorted(data: unknown): string {
  return JSON.stringify(data, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function pathsOf(data: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof data !== 'object' || data === null) return [at];
  const keys = Array.isArray(data) ? data.map((_, index) => index) : Object.keys(data);
  const inside = keys.flatMap((name) => pathsOf((data as Record<string | number, unknown>)[name], [...at, name]));
  return at.length === 0 ? inside : [at, ...inside];
}

function mutated(mutations: readonly (readonly [readonly (string | number)[], string, string, unknown])[]): string {
  const root = good() as unknown;
  for (const [path, how, name, given] of mutations) {
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((place, part) => (isObject(place) ? place[part] : undefined), root);
    const last = path.at(-1) ?? '';
    if (!isObject(holder)) continue;
    if (how === 'drop') Reflect.deleteProperty(holder, last);
    else if (how === 'text') holder[last] = `${name}${typeof given === 'string' ? given : ''}`;
    else {
      const target = how === 'add' && isObject(holder[last]) ? holder[last] : holder;
      const field = how === 'add' ? name : last;
      // Not a list's length, which stays as it is.
      Reflect.defineProperty(target, field, { value: given, enumerable: true, configurable: true, writable: true });
    }
  }
  return JSON.stringify(root);
}

function isObject(data: unknown): data is Record<string | number, unknown> {
  return typeof data === 'object' && data !== null;
}
