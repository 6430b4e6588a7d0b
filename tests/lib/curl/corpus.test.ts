import { describe, expect, it } from 'vitest';
import { isTokenfillError } from '../../../lib/domain/errors';
import bad from '../../fixtures/curl/bad.json' with { type: 'json' };
import good from '../../fixtures/curl/good.json' with { type: 'json' };
import { outcomeOf } from './corpus-case';

/** Commands as documentation, browsers, Postman, Insomnia and three shells write them. All secrets in them are made up. */
describe('a pasted curl command', () => {
  it.each(good.map(({ name, ...rest }) => [name, rest] as const))(
    'is understood: %s',
    (_, { lines, expect: expected }) => {
      expect(outcomeOf(lines.join('\n'))).toEqual(expected);
    },
  );

  it.each(bad.map(({ name, ...rest }) => [name, rest] as const))('is declined: %s', (_, { lines, code, ...rest }) => {
    const failure = failureFor(lines.join('\n'));
    expect(failure).toEqual({ code, ...rest });
  });

  it('is declined when it is longer than 100,000 characters, at any length', () => {
    expect(failureFor(`curl https://id.acme.example/login -d a=${'b'.repeat(100_000)}`).code).toBe('curl_too_long');
  });
});

function failureFor(text: string) {
  try {
    outcomeOf(text);
  } catch (error) {
    if (isTokenfillError(error)) return error.failure;
    throw error;
  }
  throw new Error('It was not declined.');
}
