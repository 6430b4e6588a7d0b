import { describe, expect, it } from 'vitest';
import type { Input } from '../../../lib/provider/definition';
import { cleanInputs, inputProblems, requireInputs } from '../../../lib/provider/inputs';
import { findMethod, findProvider } from '../../../lib/provider/registry';

const inputsOf = (provider: string, method: string): readonly Input[] =>
  findMethod(findProvider(provider), method)?.inputs ?? [];
const podero = inputsOf('podero', 'client-credentials');
const apiToken = inputsOf('panaya', 'api-token');
const synergy = inputsOf('12d-synergy', 'personal-access-token');

describe('cleanInputs', () => {
  it.each([
    [
      'outer space goes',
      podero,
      { clientId: ' id ', clientSecret: '\tsecret\n' },
      { clientId: 'id', clientSecret: 'secret' },
    ],
    [
      'an encoded Basic value is split',
      podero,
      { clientId: `Basic ${btoa('id:se:cret')}` },
      { clientId: 'id', clientSecret: 'se:cret' },
    ],
    [
      'basic in lower case too',
      podero,
      { clientId: `basic ${btoa('id:secret')}` },
      { clientId: 'id', clientSecret: 'secret' },
    ],
    ['a Basic value that is not base64 stays', podero, { clientId: 'Basic %%%' }, { clientId: 'Basic %%%' }],
    [
      'a Basic value without a colon stays',
      podero,
      { clientId: `Basic ${btoa('idonly')}` },
      { clientId: `Basic ${btoa('idonly')}` },
    ],
    [
      'the placeholder of the documentation stays',
      podero,
      { clientId: 'Basic base64_encode(client_id:client_secret)' },
      { clientId: 'Basic base64_encode(client_id:client_secret)' },
    ],
    ['email:token is split', apiToken, { apiToken: 'Ann@x.test:tok:en' }, { email: 'Ann@x.test', apiToken: 'tok:en' }],
    [
      'the e-mail’s case is kept',
      apiToken,
      { email: 'ANN@X.Test', apiToken: 'tok' },
      { email: 'ANN@X.Test', apiToken: 'tok' },
    ],
    [
      'a token with a colon and no e-mail is not split',
      apiToken,
      { email: 'a@x.test', apiToken: 'to:ken' },
      { email: 'a@x.test', apiToken: 'to:ken' },
    ],
    ['Bearer goes', synergy, { server: 's', token: 'Bearer tok' }, { token: 'tok' }],
    ['bearer goes in any case', synergy, { server: 's', token: 'bEARER  tok' }, { token: 'tok' }],
    ['a token that begins with the word stays', synergy, { server: 's', token: 'Bearertok' }, { token: 'Bearertok' }],
    ['what nobody asked for goes', podero, { clientId: 'id', other: 'x' }, { clientId: 'id' }],
  ] as const)('%s', (_, inputs, typed, expected) => {
    const cleaned = cleanInputs(inputs, typed as Record<string, string>);
    expect(cleaned).toMatchObject(expected);
    expect(cleaned).not.toHaveProperty('other');
  });
});

describe('inputProblems', () => {
  const input = (more: Partial<Input>): Input[] => [{ name: 'x', label: 'X', ...more }];

  it.each([
    ['missing when it is empty', input({}), '', 'missing'],
    ['nothing when it is optional and empty', input({ optional: true }), '', undefined],
    ['invalid when an address is none', input({ type: 'url' }), 'two words', 'invalid'],
    ['nothing when an address is one', input({ type: 'url' }), 'synergy.example.com', undefined],
    ['invalid when an e-mail has no @', input({ type: 'email' }), 'ann', 'invalid'],
    ['nothing when an e-mail has one', input({ type: 'email' }), 'ann@x', undefined],
    ['invalid when a day does not exist', input({ type: 'date' }), '2026-13-01', 'invalid'],
    ['invalid when a day is written otherwise', input({ type: 'date' }), '1.1.2026', 'invalid'],
    ['nothing when a day is one', input({ type: 'date' }), '2026-01-31', undefined],
    ['invalid when a number is too large', input({ type: 'number', min: 1, max: 180 }), '181', 'invalid'],
    ['invalid when a number is too small', input({ type: 'number', min: 1, max: 180 }), '0', 'invalid'],
    ['invalid when a number is negative', input({ type: 'number', min: 1 }), '-5', 'invalid'],
    ['invalid when a number is a fraction', input({ type: 'number' }), '1.5', 'invalid'],
    ['nothing when a number is in range', input({ type: 'number', min: 1, max: 180 }), '180', undefined],
    [
      'invalid when a choice is none of them',
      input({ type: 'choice', choices: [{ value: 'a', label: 'A' }] }),
      'b',
      'invalid',
    ],
    [
      'nothing when a choice is one of them',
      input({ type: 'choice', choices: [{ value: 'a', label: 'A' }] }),
      'a',
      undefined,
    ],
    ['invalid when a list has only separators', input({ type: 'list' }), ' , ,', 'invalid'],
  ] as const)('%s', (_, inputs, value, problem) => {
    const [found] = inputProblems(inputs, { x: value });
    expect(found?.problem).toBe(problem);
    if (problem)
      expect(() => requireInputs(inputs, { x: value })).toThrow(
        problem === 'missing' ? 'inputs_missing' : 'input_invalid',
      );
  });
});
