import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../../lib/imports/yaml';

describe('YAML as Insomnia writes it', () => {
  it.each([
    ['pairs', 'a: b\nc: d e\n', { a: 'b', c: 'd e' }],
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
    ['nesting', 'a:\n  b:\n    c: d\n  e: f\ng: h', { a: { b: { c: 'd' }, e: 'f' }, g: 'h' }],
    ['lists further in', 'a:\n  - b\n  - c', { a: ['b', 'c'] }],
    ['lists as far out as their key', 'a:\n- b\n- c\nd: e', { a: ['b', 'c'], d: 'e' }],
    [
      'mappings in lists',
      '- a: b\n  c: d\n- a: e\n  c:\n    - f',
      [
        { a: 'b', c: 'd' },
        { a: 'e', c: ['f'] },
      ],
    ],
    ['lists in lists', '- - a\n  - b\n-\n  - c', [['a', 'b'], ['c']]],
    ['empty collections', 'a: []\nb: {}', { a: [], b: {} }],
    ['comments', '# x\na: b # y\n# z\nc: "d # e"\nf: g#h', { a: 'b', c: 'd # e', f: 'g#h' }],
    ['addresses', 'a: https://x.example:8443/y?z=1#w\n- no', undefined],
    ['colons inside', 'a: b:c\n"d: e": f\n\'g\': h', { a: 'b:c', 'd: e': 'f', g: 'h' }],
    ['single quotes', "a: 'it''s'\nb: ''", { a: "it's", b: '' }],
    ['double quotes with escapes', 'a: "\\"x\\"\\n\\u00e9\\x41\\\\"', { a: '"x"\néA\\' }],
    ['quotes over several lines', 'a: "one\n  two\n\n  three \\\n  four"', { a: 'one two\nthree four' }],
    ['plain texts over several lines', 'a: one\n  two\n\n  three\nb: c', { a: 'one two\nthree', b: 'c' }],
    ['literal blocks', 'a: |\n  {\n    "b": 1\n  }\nc: d', { a: '{\n  "b": 1\n}\n', c: 'd' }],
    ['literal blocks without a break at the end', 'a: |-\n  b\n\n  c\n\nd: e', { a: 'b\n\nc', d: 'e' }],
    ['literal blocks with all breaks', 'a: |+\n  b\n\nc: d', { a: 'b\n\n', c: 'd' }],
    ['blocks that begin further in', 'a: |2-\n    b\n  c', { a: '  b\nc' }],
    ['folded blocks', 'a: >-\n  one\n  two\n\n  three\n    kept\n  four', { a: 'one two\nthree\n  kept\nfour' }],
    ['a block in a list', '- |-\n  a\n  b\n- c', ['a\nb', 'c']],
    ['line ends of Windows', 'a: b\r\nc:\r\n  - d\r\n', { a: 'b', c: ['d'] }],
    ['a start of document', '---\na: b\n', { a: 'b' }],
    ['variables in quotes', 'a: "{{ _.host }}/x"\nb: \'{{ x }}\'', { a: '{{ _.host }}/x', b: '{{ x }}' }],
    ['a second document', 'a: b\n---\nc: d', undefined],
    ['a merge key', 'a:\n  <<: *b', undefined],
    ['a tab for an indentation', 'a:\n\tb: c', undefined],
    ['a variable without quotes', 'a: {{ b }}', undefined],
  ])('%s', (_, text, value) => {
    expect(readYaml(text)).toEqual(value === undefined ? undefined : { value });
  });
});

const SEED = Number(process.env.FC_SEED ?? 20_301_122);
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
  fc.assert(property, { numRuns: 2_000, seed: SEED });
});
