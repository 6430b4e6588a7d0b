import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../../lib/imports/yaml';
import { fc, SEED } from '../../generated';

describe('YAML of a file that anybody may have written', () => {
  it.each([
    [
      'numbers as they are written',
      'a: 007\nb: -1.5e3\nc: 1764000000000',
      { a: '007', b: '-1.5e3', c: '1764000000000' },
    ],
    [
      'words that are no text',
      'a: true\nb: False\nc: null\nd: ~\ne:\nf: yes',
      { a: true, b: false, c: null, d: null, e: null, f: 'yes' },
    ],
    ['dates as they are written', 'a: 2026-11-22', { a: '2026-11-22' }],
    ['literal blocks', 'a: |\n  {\n    "b": 1\n  }\nc: d', { a: '{\n  "b": 1\n}\n', c: 'd' }],
    ['line ends of Windows', 'a: b\r\nc:\r\n  - d\r\n', { a: 'b', c: ['d'] }],
    ['flow mappings, and an anchor that nothing refers to', 'a: &x {b: c}', { a: { b: 'c' } }],
    ['two equal keys: the last one', 'a: b\na: c', { a: 'c' }],
    ['variables in quotes', 'a: "{{ _.host }}/x"\nb: \'{{ x }}\'', { a: '{{ _.host }}/x', b: '{{ x }}' }],
    ['a variable without quotes', 'a: {{ b }}', undefined],
    ['a second document', 'a: b\n---\nc: d', undefined],
    ['an alias', 'a: &x b\nc: *x', undefined],
    ['a merge key', 'a: &x\n  b: c\nd:\n  <<: *x', undefined],
    ['a tag of somebody’s own', 'a: !!js/function x', undefined],
    ['a binary tag', 'a: !!binary aGk=', undefined],
    ['a tab for an indentation', 'a:\n\tb: c', undefined],
    ['a key that is a list', '? [a]\n: b', undefined],
    ['nesting without end', '['.repeat(200_000), undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, value) => {
    expect(readYaml(text)).toEqual(value === undefined ? undefined : { value });
  });

  it('a key called __proto__ is a key', () => {
    const read = readYaml('__proto__: {polluted: x}')?.value;
    expect(Object.hasOwn(Object(read), '__proto__')).toBe(true);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

const TEXTS = [
  ...[
    '{{ _.a }}',
    'true',
    'null',
    '~',
    '007',
    '1e3',
    '- a',
    'a: b',
    '# x',
    'x #y',
    ':',
    'a:',
    '-',
    '---',
    '?',
    '? x',
    '?x',
  ],
  ...[
    '  before',
    'after  ',
    'a\nb',
    'a\n\n  b\n',
    '\n',
    '   \n x',
    '|',
    '>',
    '&a',
    '*b',
    '!c',
    '%d',
    '@e',
    '`f',
    '[x]',
  ],
  ...['"q"', "it's", 'https://x.example/y?z=1#w', '{\n  "a": "b",\n  "c": [1, 2]\n}', '\ttab', 'é'.repeat(100)],
  ...['long '.repeat(40), 'with: colons and # hashes '.repeat(6), '"quoted '.repeat(30), 'back\\slash '.repeat(20)],
];
const texts = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ maxLength: 99, unit: 'binary' }),
  fc.constantFrom(...TEXTS),
);
const keys = fc
  .oneof(
    fc.constantFrom('name', 'a b', 'x:y', '- k', '"q"', 'k #', '', '{x}', '?', 'true'),
    fc.string({ maxLength: 12 }),
  )
  .filter((key) => key !== '__proto__');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    ...[texts, fc.boolean(), fc.constant(null), fc.array(tie('tree'), { maxLength: 4 })],
    fc.dictionary(keys, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

it(`reads back whatever the serializer that Insomnia uses makes of a value (seed ${SEED})`, { timeout: 60_000 }, () => {
  const property = fc.property(tree, (value) => {
    expect(readYaml(stringify({ type: 'x', value }))).toEqual({ value: { type: 'x', value } });
  });
  fc.assert(property, { numRuns: 2_000 });
});
