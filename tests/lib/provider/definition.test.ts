import { describe, expect, it } from 'vitest';
import { ProviderDefinition } from '../../../lib/provider/definition';
import { providers } from '../../../lib/provider/registry';
import { fc } from '../../generated';

const podero = providers.find((provider) => provider.id === 'podero') ?? providers[0];

/** A copy of Podero's definition with the value at a path replaced. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(podero) as unknown as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, copy);
  Object.defineProperty(holder, last, { value, enumerable: true, configurable: true });
  return copy;
}

describe('a definition is refused', () => {
  const step = ['methods', 0, 'steps', 0] as const;

  it.each([
    ['a field that the language does not know', ['script'], 'alert(1)'],
    ['such a field in a method', ['methods', 0, 'onAnswer'], 'return 1'],
    ['such a field in a step', [...step, 'redirect'], 'follow'],
    ['an id that is no file name', ['id'], '../evil'],
    ['an id in capitals', ['id'], 'Podero'],
    ['no name', ['name'], undefined],
    ['documentation without https', ['docs'], 'http://docs.test'],
    ['documentation that is code', ['docs'], 'javascript:alert(1)'],
    ['no method', ['methods'], []],
    ['a request that is neither GET nor POST', [...step, 'method'], 'DELETE'],
    ['an Origin header', [...step, 'headers'], { Origin: 'https://x.test' }],
    ['a Cookie header', [...step, 'headers'], { cookie: 'a=b' }],
    ['a Host header', [...step, 'headers'], { HOST: 'x.test' }],
    ['a Sec- header', [...step, 'headers'], { 'Sec-Fetch-Site': 'none' }],
    ['a Proxy- header', [...step, 'headers'], { 'Proxy-Authorization': 'x' }],
    ['a header name with a line break', [...step, 'headers'], { 'X-A\r\nX-B': 'x' }],
    ['a template of more than 2,000 characters', [...step, 'url'], `https://x.test/${'a'.repeat(2_000)}`],
    ['a path through the prototype', ['methods', 0, 'token', 'accessToken'], { at: ['__proto__.x'] }],
    ['a path through the constructor', ['methods', 0, 'token', 'scopeAt'], 'a.constructor.b'],
    ['a path of more than 16 steps', ['methods', 0, 'token', 'scopeAt'], Array(17).fill('a').join('.')],
    ['a path with an empty step', ['methods', 0, 'token', 'scopeAt'], 'a..b'],
    ['an unknown body', [...step, 'body'], { xml: '<a/>' }],
    ['a body of two kinds', [...step, 'body'], { json: {}, form: {} }],
    ['an expression in place of a template', [...step, 'url'], { $eval: '1+1' }],
    ['an unknown way to renew', ['methods', 0, 'renew'], 'always'],
    ['an unknown place for a credential', ['methods', 0, 'apply'], [{ in: 'cookie', name: 'sid', value: 'x' }]],
    ['a lifetime below zero', ['methods', 0, 'token', 'expiry'], [{ fixedSeconds: -1 }]],
    ['an input name with a dot', ['methods', 0, 'inputs'], [{ name: 'a.b', label: 'A' }]],
    ['an input without a label', ['methods', 0, 'inputs'], [{ name: 'a', label: '' }]],
    ['an unknown type of input', ['methods', 0, 'inputs'], [{ name: 'a', label: 'A', type: 'regex' }]],
    ['a version that is no number', ['version'], '1'],
    ['an environment word of a paragraph', ['regions', 0, 'environment'], 'A VERY LONG ENVIRONMENT'],
    ['a meaning that is no error of ours', ['refusals', 'means'], { x: 'whatever' }],
    ['null', [], null],
  ])('with %s', (_, path, value) => {
    const definition = path.length === 0 ? value : changed(path, value);
    expect(ProviderDefinition.safeParse(definition).success).toBe(false);
  });

  it('and the untouched one is accepted, as it is', () => {
    expect(ProviderDefinition.parse(podero)).toEqual(podero);
  });
});

it('[S31] over 20,000 generated definitions none with a foreign field is accepted, none pollutes, none hangs', () => {
  const foreign = fc.constantFrom('script', '__proto__', 'constructor', 'eval', 'regex', 'loop', 'x');
  const places = [
    [],
    ['methods', 0],
    ['methods', 0, 'steps', 0],
    ['methods', 0, 'inputs', 0],
    ['methods', 0, 'token'],
    ['regions', 0],
    ['refusals'],
  ];
  fc.assert(
    fc.property(fc.constantFrom(...places), foreign, fc.jsonValue({ maxDepth: 4 }), (place, key, value) => {
      expect(ProviderDefinition.safeParse(changed([...place, key], value)).success).toBe(false);
    }),
    { numRuns: 10_000 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 6 }), (place, value) => {
      const definition = place.length === 0 ? value : changed(place, value);
      const result = ProviderDefinition.safeParse(definition);
      if (result.success) expect(JSON.stringify(result.data)).toBe(JSON.stringify(definition));
    }),
    { numRuns: 10_000 },
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 60_000);
