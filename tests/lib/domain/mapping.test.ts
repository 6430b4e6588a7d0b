import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../lib/domain/credential';
import { assignMapped, canBeMapped, valueName } from '../../../lib/domain/mapping';
import type { SecurityScheme } from '../../../lib/domain/page';
import { plan } from '../../../lib/domain/plan';

const bearer: Credential = { in: 'header', name: 'Authorization', value: 'Bearer made-up' };
const own: Credential = { in: 'header', name: 'X-Auth-Token', value: 'made-up' };
const key = (place: 'header' | 'query' | 'cookie', parameter: string): SecurityScheme => ({
  name: 's',
  type: 'apiKey',
  in: place,
  parameter,
});

describe('a value that a person chose for a scheme', () => {
  it.each([
    [
      'a bearer token in a key of its own, bare',
      bearer,
      key('header', 'X-Api-Key'),
      { kind: 'apiKey', value: 'made-up' },
    ],
    ['a bearer token in the query, bare', bearer, key('query', 'key'), { kind: 'apiKey', value: 'made-up' }],
    [
      'a header’s value in the key Authorization, with the word',
      own,
      key('header', 'authorization'),
      { kind: 'apiKey', value: 'Bearer made-up' },
    ],
    [
      'a header’s value in a bearer scheme',
      own,
      { name: 's', type: 'http', scheme: 'bearer' },
      { kind: 'bearer', value: 'made-up' },
    ],
    [
      'a header’s value in OAuth',
      own,
      { name: 's', type: 'oauth2' },
      { kind: 'oauth2', value: 'made-up', tokenType: 'Bearer' },
    ],
    [
      'a token where it belongs anyway',
      bearer,
      { name: 's', type: 'http', scheme: 'bearer' },
      { kind: 'bearer', value: 'made-up' },
    ],
  ] as const)('goes there: %s', (_name, credential, scheme, expected) => {
    expect(assignMapped(credential, scheme)).toEqual({ scheme: 's', ...expected });
  });

  it.each([
    ['a cookie', own, key('cookie', 'sid')],
    ['basic', own, { name: 's', type: 'http', scheme: 'basic' }],
    ['a certificate', own, { name: 's', type: 'mutualTLS' }],
    [
      'a key, when it is a user name with its password',
      { in: 'basic', username: 'me', password: 'pw' },
      key('query', 'k'),
    ],
  ] as const)('goes nowhere when the scheme is %s', (_name, credential, scheme) => {
    expect(assignMapped(credential, scheme)).toBeUndefined();
  });

  it('is called by its place, never by its value', () => {
    expect([bearer, own].map(valueName)).toEqual(['header Authorization', 'header X-Auth-Token']);
    expect(valueName({ in: 'basic', username: 'me', password: 'pw' })).toBe('basic');
    expect(canBeMapped(key('cookie', 'sid'))).toBe(false);
  });
});

describe('a plan with a mapping', () => {
  const schemes = [key('query', 'key')];
  const mapping = { s: 'header X-Auth-Token' };

  it('refuses a query key unasked, and fills it when a person said so', () => {
    expect(plan({ schemes, requirements: [] }, [own])).toMatchObject({ refusal: 'no_fitting_scheme' });
    expect(plan({ schemes, requirements: [] }, [own], mapping)).toEqual({
      assignments: [{ scheme: 's', kind: 'apiKey', value: 'made-up' }],
      missing: [],
    });
  });

  it('covers a group of two with one value by its name and one by the mapping', () => {
    const both = [...schemes, { name: 'bearer', type: 'http', scheme: 'bearer' } as const];
    const requirements = [{ alternatives: [['s', 'bearer']], operations: 1 }];
    const result = plan({ schemes: both, requirements }, [bearer, own], mapping);
    expect(result.assignments.map(({ scheme }) => scheme)).toEqual(['s', 'bearer']);
    expect(result.missing).toEqual([]);
  });

  it('does nothing when the mapping names a value that the connection has not', () => {
    expect(plan({ schemes, requirements: [] }, [own], { s: 'header Other' })).toMatchObject({ assignments: [] });
  });
});
