import { describe, expect, it } from 'vitest';
import { trialDefinition } from '../../../lib/curl/build-definition';
import { combine } from '../../../lib/curl/combine';
import { parseCurl } from '../../../lib/curl/parse-curl';
import { recognise } from '../../../lib/curl/recognise';
import { isTokenfillError } from '../../../lib/domain/errors';
import { ProviderDefinition } from '../../../lib/provider/definition';
import { placeholders } from '../../../lib/provider/template';
import good from '../../fixtures/curl/good.json' with { type: 'json' };
import { fc, SEED } from '../../generated';

/** Pieces that mean something to one of the shells, to JSON or to our templates. */
const PIECES = [
  ...[
    'curl ',
    'curl.exe ',
    ' -X POST',
    ' -d ',
    ' -H ',
    ' -u ',
    ' --json ',
    ' -G',
    ' --url ',
    ' \\\n',
    ' ^\n',
    ' `\n',
    '\n',
  ],
  ...[
    'https://id.acme.example/token',
    '{{baseUrl}}/x',
    '"',
    "'",
    "$'",
    '$(',
    ')',
    '`',
    '^"',
    '\\"',
    '\\',
    '^',
    '|',
    ';',
    '&',
    '#',
  ],
  ...[
    '{"a":',
    '}',
    '[',
    ']',
    ',}',
    '<x>',
    '{x}',
    '$X',
    '{{inputs.a}}',
    '{{',
    '}}',
    '__proto__',
    'constructor',
    '=',
    ':',
    '@',
    '%',
    '%41',
  ],
  ...['Authorization: Basic ', 'Authorization: Bearer ', 'YOUR_TOKEN', 'xxx', '“', '’', '\u0000', '\ud800', ' ', '  '],
];
const pieces = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 60 })
  .map((parts) => `curl https://a.test/ ${parts.join('')}`);
const texts = good.map(({ lines }) => lines.join('\n'));
/** A real command, cut somewhere and with something put in. */
const damaged = fc
  .tuple(fc.constantFrom(...texts), fc.nat(600), fc.nat(40), fc.constantFrom(...PIECES))
  .map(([text, at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut));

describe(`any text at all (seed ${SEED})`, () => {
  it('becomes a sound definition, or is declined with a code, and changes no prototype', { timeout: 120_000 }, () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const slowest = { milliseconds: 0 };
    const property = fc.property(fc.oneof(fc.string({ maxLength: 400 }), pieces, damaged), (text) => {
      const from = performance.now();
      const definition = definitionOf(text);
      slowest.milliseconds = Math.max(slowest.milliseconds, performance.now() - from);
      if (!definition) return;
      expect(ProviderDefinition.safeParse(definition).success).toBe(true);
      const method = definition.methods[0];
      const known = new Set(method?.inputs.map(({ name }) => `inputs.${name}`));
      const used = placeholders(JSON.stringify(method?.steps));
      expect(used.filter((name) => !known.has(name) && !/^steps\.first\.(token|userId)$/.test(name))).toEqual([]);
      expect(definition.pages).toEqual([]);
    });
    fc.assert(property, { numRuns: 20_000 });
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    process.stdout.write(`20,000 texts, seed ${SEED}, slowest ${Math.round(slowest.milliseconds)} ms\n`);
  });

  it.each([
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['carets', '^'],
    ['carets and line breaks', '^\n\n'],
    ['backticks', '`'],
    ['substitutions', '$('],
    ['open angle brackets', '<'],
    ['open braces', '{{'],
    ['lists in lists', '['],
    ['dots', '...'],
    ['the command itself', 'curl '],
    ['ampersands', '&a=b'],
    ['spaces', ' '],
    ['jq', ' | jq -r '],
  ])('is read in one pass, however many %s it has', (_, piece) => {
    const text = `curl https://a.test/ -d '${piece.repeat(90_000 / piece.length)}`;
    const from = performance.now();
    definitionOf(text);
    definitionOf(text.replace("'", ''));
    // A pattern that goes back and forth over this takes minutes; the bound only tells the two apart.
    expect(performance.now() - from).toBeLessThan(30_000);
  });
});

function definitionOf(text: string) {
  try {
    const combined = combine(parseCurl(text).map(recognise));
    return combined && trialDefinition({ id: 'own-a', name: 'A', docs: 'https://a.test/' }, combined);
  } catch (error) {
    if (isTokenfillError(error)) return undefined;
    throw error;
  }
}
