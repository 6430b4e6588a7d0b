import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../lib/domain/credential';
import type { SecurityRequirement, SecurityScheme } from '../../../lib/domain/page';
import { plan } from '../../../lib/domain/plan';

const bearer: Credential = { in: 'header', name: 'Authorization', value: 'Bearer made-up-token' };
const lowerBearer: Credential = { in: 'header', name: 'authorization', value: 'bearer made-up-token' };
const vendor: Credential = { in: 'header', name: 'Authorization', value: 'Token made-up-token' };
const bare: Credential = { in: 'header', name: 'Authorization', value: 'made-up-token' };
const authToken: Credential = { in: 'header', name: 'X-Auth-Token', value: 'made-up-token' };
const query: Credential = { in: 'query', name: 'api_key', value: 'made-up-key' };
const basic: Credential = { in: 'basic', username: 'ünal', password: 'p:w' };
const sesami: readonly Credential[] = [
  { in: 'header', name: 'x-api-key', value: 'pat' },
  { in: 'header', name: 'x-client-id', value: 'client' },
  { in: 'header', name: 'x-shop-id', value: 'shop' },
];

const http = (name: string, scheme: string): SecurityScheme => ({ name, type: 'http', scheme });
const key = (name: string, parameter: string, place: 'header' | 'query' | 'cookie' = 'header'): SecurityScheme => ({
  name,
  type: 'apiKey',
  in: place,
  parameter,
});
const oauth = (name: string): SecurityScheme => ({ name, type: 'oauth2' });
const oidc = (name: string): SecurityScheme => ({ name, type: 'openIdConnect' });

/** One `security` list: `any(['a'], ['b', 'c'])` is "a, or b and c". */
const any = (...alternatives: string[][]): SecurityRequirement => ({ alternatives, operations: 1 });

/** What is filled, as `scheme=value`, sorted; or the refusal. */
function filled(schemes: SecurityScheme[], requirements: SecurityRequirement[], credentials: readonly Credential[]) {
  const { assignments, refusal } = plan({ schemes, requirements }, credentials);
  if (refusal) return refusal;
  return assignments
    .map((one) => `${one.scheme}=${one.kind}:${one.kind === 'basic' ? `${one.username}/${one.password}` : one.value}`)
    .sort();
}

describe('plan decides the text by the scheme’s type', () => {
  it.each([
    ['http bearer gets the bare token', [http('b', 'bearer')], [bearer], ['b=bearer:made-up-token']],
    [
      'http bearer gets it from a lower-case header too',
      [http('b', 'bearer')],
      [lowerBearer],
      ['b=bearer:made-up-token'],
    ],
    ['an Authorization key gets the prefix', [key('k', 'Authorization')], [bearer], ['k=apiKey:Bearer made-up-token']],
    [
      'an authorization key in lower case too',
      [key('k', 'authorization')],
      [bearer],
      ['k=apiKey:Bearer made-up-token'],
    ],
    [
      'an Authorization key keeps a vendor’s prefix',
      [key('k', 'Authorization')],
      [vendor],
      ['k=apiKey:Token made-up-token'],
    ],
    ['an Authorization key keeps a bare value', [key('k', 'Authorization')], [bare], ['k=apiKey:made-up-token']],
    ['oauth2 gets the bare token', [oauth('o')], [bearer], ['o=oauth2:made-up-token']],
    ['openIdConnect gets the bare token', [oidc('o')], [bearer], ['o=oauth2:made-up-token']],
    ['a named key gets its own header', [key('k', 'X-Auth-Token')], [authToken], ['k=apiKey:made-up-token']],
    ['a header’s name is compared without case', [key('k', 'x-auth-token')], [authToken], ['k=apiKey:made-up-token']],
    ['a query key gets its own parameter', [key('k', 'api_key', 'query')], [query], ['k=apiKey:made-up-key']],
    ['http basic gets name and password', [http('b', 'basic')], [basic], ['b=basic:ünal/p:w']],
    ['an Authorization key gets Basic in UTF-8', [key('k', 'Authorization')], [basic], ['k=apiKey:Basic w7xuYWw6cDp3']],
  ] as const)('%s', (_, schemes, credentials, expected) => {
    expect(filled([...schemes], [], credentials)).toEqual(expected);
  });
});

describe('plan never puts a credential where it does not belong', () => {
  it.each([
    ['a bearer token into a named key', [key('k', 'X-Api-Key')], [bearer]],
    ['a bearer token into a query key', [key('k', 'access_token', 'query')], [bearer]],
    ['a bearer token into http basic', [http('b', 'basic')], [bearer]],
    ['a bearer token into http digest', [http('d', 'digest')], [bearer]],
    ['a vendor token into http bearer', [http('b', 'bearer')], [vendor]],
    ['a bare value into http bearer', [http('b', 'bearer')], [bare]],
    ['a bare value into oauth2', [oauth('o')], [bare]],
    ['a bearer token into mutualTLS', [{ name: 'm', type: 'mutualTLS' } as const], [bearer]],
    ['a header into a query key of the same name', [key('k', 'X-Auth-Token', 'query')], [authToken]],
    ['a query key into a header of the same name', [key('k', 'api_key')], [query]],
    ['a query key with other case', [key('k', 'API_KEY', 'query')], [query]],
    ['a key into another key', [key('k', 'X-Other')], [authToken]],
    ['a password into http bearer', [http('b', 'bearer')], [basic]],
    ['a password into oauth2', [oauth('o')], [basic]],
    ['a password into a named key', [key('k', 'X-Api-Key')], [basic]],
    ['anything into a page without schemes', [], [bearer]],
    ['nothing into anything', [http('b', 'bearer')], []],
  ] as const)('%s', (_, schemes, credentials) => {
    expect(filled([...schemes], [], credentials)).toBe('no_fitting_scheme');
  });

  it('says cookie_scheme_only when the page has nothing but cookie schemes', () => {
    expect(filled([key('c', 'session', 'cookie')], [any(['c'])], [bearer])).toBe('cookie_scheme_only');
  });
});

describe('plan covers what the operations need', () => {
  const three = [key('apiKey', 'x-api-key'), key('clientId', 'x-client-id'), key('shopId', 'x-shop-id')];
  const mixed = [http('jwt', 'bearer'), key('apiKey', 'X-Auth-Token'), oauth('oauth')];

  it.each([
    [
      'all three headers of an AND group',
      three,
      [any(['apiKey', 'clientId', 'shopId'])],
      sesami,
      ['apiKey=apiKey:pat', 'clientId=apiKey:client', 'shopId=apiKey:shop'],
    ],
    [
      'all three when nothing is declared as needed',
      three,
      [],
      sesami,
      ['apiKey=apiKey:pat', 'clientId=apiKey:client', 'shopId=apiKey:shop'],
    ],
    [
      'three, but not the login’s bearer',
      [...three, http('bearer', 'bearer')],
      [any(['apiKey', 'clientId', 'shopId']), any(['bearer'])],
      sesami,
      ['apiKey=apiKey:pat', 'clientId=apiKey:client', 'shopId=apiKey:shop'],
    ],
    [
      'the first alternative of an OR, not both',
      mixed,
      [any(['jwt'], ['oauth'])],
      [bearer],
      ['jwt=bearer:made-up-token'],
    ],
    [
      'the second alternative when the first cannot be',
      mixed,
      [any(['apiKey'], ['oauth'])],
      [bearer],
      ['oauth=oauth2:made-up-token'],
    ],
    [
      'a full alternative before a partial one',
      mixed,
      [any(['jwt', 'apiKey'], ['oauth'])],
      [bearer],
      ['oauth=oauth2:made-up-token'],
    ],
    [
      'the partial alternative when there is no full one',
      mixed,
      [any(['jwt', 'apiKey'])],
      [bearer],
      ['jwt=bearer:made-up-token'],
    ],
    [
      'several lists with the least schemes',
      mixed,
      [any(['jwt']), any(['oauth'], ['jwt'])],
      [bearer],
      ['jwt=bearer:made-up-token'],
    ],
    [
      'different lists with different schemes',
      mixed,
      [any(['jwt']), any(['oauth'])],
      [bearer],
      ['jwt=bearer:made-up-token', 'oauth=oauth2:made-up-token'],
    ],
    ['a list that is optional ("{}") too', mixed, [any([], ['jwt'])], [bearer], ['jwt=bearer:made-up-token']],
    ['nothing for a list of "{}" alone', mixed, [any([]), any(['jwt'])], [bearer], ['jwt=bearer:made-up-token']],
    [
      'two credentials of one connection',
      mixed,
      [any(['jwt', 'apiKey'])],
      [bearer, authToken],
      ['apiKey=apiKey:made-up-token', 'jwt=bearer:made-up-token'],
    ],
    [
      'scopes are only names',
      [key('bearer', 'Authorization')],
      [any(['bearer']), any(['bearer'])],
      [bearer],
      ['bearer=apiKey:Bearer made-up-token'],
    ],
    [
      'only what is used, when another scheme would fit as well',
      mixed,
      [any(['oauth'])],
      [bearer],
      ['oauth=oauth2:made-up-token'],
    ],
    [
      'bearer before oauth2 when nothing is declared',
      [oauth('oauth'), http('jwt', 'bearer')],
      [],
      [bearer],
      ['jwt=bearer:made-up-token'],
    ],
    [
      'an Authorization key before oauth2 when nothing is declared',
      [oauth('oauth'), key('k', 'Authorization')],
      [],
      [bearer],
      ['k=apiKey:Bearer made-up-token'],
    ],
    [
      'bearer before an Authorization key when nothing is declared',
      [key('k', 'Authorization'), http('jwt', 'bearer')],
      [],
      [bearer],
      ['jwt=bearer:made-up-token'],
    ],
    [
      'oauth2 before openIdConnect when nothing is declared',
      [oidc('i'), oauth('o')],
      [],
      [bearer],
      ['o=oauth2:made-up-token'],
    ],
    [
      'a header key beside a cookie scheme',
      [key('c', 'sid', 'cookie'), http('jwt', 'bearer')],
      [any(['c'], ['jwt'])],
      [bearer],
      ['jwt=bearer:made-up-token'],
    ],
    [
      'one of two keys of the same header',
      [key('a', 'X-Auth-Token'), key('b', 'X-Auth-Token')],
      [any(['b'])],
      [authToken],
      ['b=apiKey:made-up-token'],
    ],
    [
      'a scheme named like a prototype’s member',
      [http('constructor', 'bearer')],
      [any(['constructor'])],
      [bearer],
      ['constructor=bearer:made-up-token'],
    ],
  ] as const)('%s', (_, schemes, requirements, credentials, expected) => {
    expect(filled([...schemes], [...requirements], credentials)).toEqual(expected);
  });

  it.each([
    ['no list names a scheme we can fill', mixed, [any(['apiKey'])], [bearer]],
    ['lists name schemes that do not exist', mixed, [any(['ghost'])], [bearer]],
    ['all lists are empty', mixed, [any([])], [authToken, query].slice(1)],
  ] as const)('refuses with no_fitting_scheme when %s', (_, schemes, requirements, credentials) => {
    expect(filled([...schemes], [...requirements], credentials)).toBe('no_fitting_scheme');
  });
});

describe('plan says what is missing', () => {
  const schemes = [http('jwt', 'bearer'), key('tenant', 'X-Tenant'), key('c', 'sid', 'cookie')];

  it.each([
    ['nothing when everything is covered', [any(['jwt'])], []],
    ['the other half of an AND group', [any(['jwt', 'tenant'])], ['tenant']],
    ['a cookie in an AND group', [any(['jwt', 'c'])], ['c']],
    ['nothing of an alternative that is not taken', [any(['jwt'], ['tenant'])], []],
    ['each name once', [any(['jwt', 'tenant']), any(['jwt', 'tenant', 'c'])], ['tenant', 'c']],
    ['nothing for operations that need something else altogether', [any(['jwt']), any(['tenant'])], []],
  ] as const)('%s', (_, requirements, missing) => {
    expect(plan({ schemes, requirements: [...requirements] }, [bearer]).missing).toEqual(missing);
  });
});
