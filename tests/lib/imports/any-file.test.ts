import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../lib/imports/read-files';
import { ProviderDefinition } from '../../../lib/provider/definition';
import { isOwn } from '../../../lib/provider/own';
import { fc, SEED } from '../../generated';
import { found, given } from './files';

const NAMES = [
  ...['postman-podero.json', 'postman-live.json', 'postman-shop.json', 'postman-2.0.json', 'insomnia-4.json'],
  ...['insomnia-5.yaml', 'bruno.json', 'bruno/collection.bru', 'bruno/internal.bru', 'bruno/environments/Live.bru'],
  ...['opencollection/opencollection.yml', 'opencollection/Tracking/folder.yml', 'opencollection-bundle.yml'],
];
const FILES = given(...NAMES);

/** Pieces that mean something to a parser, to a template or to a prototype. */
const PIECES = [
  ...[
    '{{',
    '}}',
    '{{a}}',
    '{{ _.x }}',
    '{% response %}',
    '{%',
    '%}',
    '{{inputs.a}}',
    '{{token.accessToken}}',
    '{{vault:x}}',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    "'''",
    ':',
    ': ',
    ',',
    '\n',
    '\r\n',
    '  ',
    '- ',
    '\t',
    '|',
    '>-',
    '#',
    '&a',
    '*a',
    '\u0000',
  ],
  ...[
    '"__proto__":',
    '"constructor":',
    '__proto__: ',
    'prototype',
    'null',
    'true',
    '-1e999',
    '\ud800',
    '\\',
    '\\u0000',
  ],
  ...[
    'auth:oauth2 {\n',
    'http:\n  auth: inherit\n',
    'opencollection: 1.0.0\n',
    'vars {\n',
    '\n}\n',
    'https://app.podero.com/oauth2/token/',
    'http://127.0.0.1:1/',
    'client_credentials',
  ],
];
const piece = fc.constantFrom(...PIECES);
const damaged = fc
  .tuple(fc.constantFrom(...FILES), fc.nat(3_000), fc.nat(60), fc.array(piece, { maxLength: 3 }))
  .map(([{ name, text }, at, cut, put]) => [{ name, text: text.slice(0, at) + put.join('') + text.slice(at + cut) }]);
/** A whole file whose values are exchanged for others, so that it still is JSON. */
const changed = fc
  .tuple(
    fc.constantFrom(...FILES.filter(({ text }) => text.startsWith('{'))),
    fc.nat(200),
    fc.oneof(piece, fc.string()),
    fc.jsonValue(),
  )
  .map(([{ name, text }, at, word, value]) => {
    let count = 0;
    const next = JSON.parse(text, (_, old: unknown) => {
      count += 1;
      return count === at ? value : count === at + 3 ? word : old;
    });
    return [{ name, text: JSON.stringify(next) ?? '' }, ...FILES.slice(1, 2)];
  });
const names = fc.constantFrom('a.json', 'a.bru', 'a.yaml', 'pasted', 'bruno.json', '../../x.bru');
const anything = fc
  .tuple(
    names,
    fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    ),
  )
  .map(([name, text]) => [{ name, text }]);

/** Places in all lists that a value holds, each list counted once. */
function slotsIn(value: unknown): number {
  const seen = new Set<unknown>();
  let slots = 0;
  for (const waiting = [value]; waiting.length > 0; ) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (Array.isArray(next)) slots += next.length;
    for (const inner of Object.values(next)) waiting.push(inner);
  }
  return slots;
}

describe(`any file at all (seed ${SEED})`, () => {
  it('becomes sound candidates or a code, and changes no prototype', { timeout: 120_000 }, () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    let slowest = 0;
    const property = fc.property(fc.oneof(damaged, changed, anything), (files) => {
      const from = performance.now();
      const { candidates, skipped, unread } = found(files);
      slowest = Math.max(slowest, performance.now() - from);
      for (const { provider, method, inputs } of candidates) {
        if (isOwn(provider)) expect(ProviderDefinition.safeParse(provider).success).toBe(true);
        const asked = method.inputs.map(({ name }) => name);
        expect(Object.keys(inputs).filter((name) => !asked.includes(name))).toEqual([]);
      }
      expect([...skipped, ...unread].every((one) => typeof one === 'object')).toBe(true);
    });
    fc.assert(property, { numRuns: 10_000 });
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    process.stdout.write(`10,000 files, seed ${SEED}, slowest ${Math.round(slowest)} ms\n`);
  });

  it('is held once, however many folders see its variables', () => {
    const variables = (of: string) =>
      Object.fromEntries(Array.from({ length: 19_000 }, (_, at) => [`${of}${at}`, 'x']));
    const inner = Array.from({ length: 260 }, (_, at) => ({
      name: `F${at}`,
      environment: { own: `made-up-${at}-{{a0}}` },
      authentication: { type: 'bearer', token: '{{own}}' },
      children: [],
    }));
    const collection = [...'abcdefghi'].reduceRight<readonly object[]>(
      (children, name) => [{ name, environment: variables(name), children }],
      inner,
    );
    const file = { name: 'a.json', text: JSON.stringify({ type: 'collection.insomnia.rest/5.0', collection }) };
    // 171,000 variables of the nine outer folders; a list of them for each inner folder has 44 million.
    expect(slotsIn(readFiles([file]).collected)).toBeLessThan(200_000);
    const { candidates } = found([file]);
    expect(candidates).toHaveLength(200);
    expect(candidates[7]?.inputs.token).toBe('made-up-7-x');
  });

  it.each([
    ['open variables', '{{'],
    ['variables', '{{a}}'],
    ['tags', '{% '],
    ['quotes', '"'],
    ['colons', 'a: '],
    ['list marks', '- '],
    ['blocks', 'vars {\n'],
    ['text marks', "a: '''\n"],
    ['folded lines', 'a\n '],
    ['backslashes', '\\'],
    ['slashes', '/'],
    ['at signs', '@a\n'],
  ])('is read in one pass, however many %s it has', (_, one) => {
    const long = one.repeat(300_000 / one.length);
    const from = performance.now();
    found([{ name: 'a.bru', text: `vars {\n  ${long}\n}\n` }]);
    found([{ name: 'a.yaml', text: `type: collection.insomnia.rest/5.0\nname: "${long}` }]);
    found([{ name: 'a.yaml', text: `type: collection.insomnia.rest/5.0\nname:\n ${long}` }]);
    found([{ name: `${long.slice(0, 1_000)}.yml`, text: `info:\n  type: http\nhttp:\n  url: >-\n    ${long}` }]);
    const value = { grant_type: 'client_credentials', accessTokenUrl: `https://x.example/${long}`, clientId: long };
    found([{ name: 'a.json', text: JSON.stringify({ info: {}, item: [], auth: { type: 'oauth2', oauth2: value } }) }]);
    // What goes back and forth over this takes minutes; the bound only tells the two apart.
    expect(performance.now() - from).toBeLessThan(30_000);
  });
});
