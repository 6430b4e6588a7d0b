import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../lib/domain/page';
import { authorize, authorizedNames, holds, logOut } from '../../../lib/page/swagger-auth';
import { fakeSystem } from './fake-system';

const document = {
  openapi: '3.0.0',
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      basic: { type: 'http', scheme: 'Basic' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
      oauth: { type: 'oauth2', flows: {} },
    },
  },
};
const basic = { scheme: 'basic', kind: 'basic', username: 'u', password: 'p' } as const;
const value = (scheme: string, kind: 'apiKey' | 'bearer'): Assignment => ({ scheme, kind, value: 'made-up' });
const oauth: Assignment = { scheme: 'oauth', kind: 'oauth2', value: 'made-up', tokenType: 'Bearer' };

describe('authorize', () => {
  it('writes everything but OAuth in one dispatch when several schemes are filled', () => {
    const system = fakeSystem({ document });
    const assignments = [value('bearer', 'bearer'), basic, value('key', 'apiKey'), oauth];
    authorize(system, assignments);
    expect(system.calls).toEqual([
      ['authorize', ['bearer', 'basic', 'key']],
      ['authorizeOauth2', 'oauth'],
    ]);
    expect(assignments.map((assignment) => holds(system, assignment))).toEqual([true, true, true, true]);
  });

  it.each([
    ['the scheme is a cookie', value('cookie', 'apiKey')],
    ['the scheme is not declared', value('unknown', 'apiKey')],
    ['a key is meant for a bearer scheme', value('bearer', 'apiKey')],
    ['a bearer token is meant for basic', value('basic', 'bearer')],
    ['a bearer token is meant for OAuth', value('oauth', 'bearer')],
    ['a pair is meant for bearer', { ...basic, scheme: 'bearer' }],
    ['OAuth is meant for a key', { ...oauth, scheme: 'key' }],
  ] as const)('writes nothing when %s', (_when, assignment) => {
    const system = fakeSystem({ document });
    authorize(system, [assignment]);
    expect(system.calls).toEqual([]);
    expect(holds(system, assignment)).toBe(false);
  });
});

describe('holds', () => {
  it('knows the header that Swagger 2.0’s basic is kept as', () => {
    const system = fakeSystem({ document: { swagger: '2.0', securityDefinitions: { basic: { type: 'basic' } } } });
    authorize(system, [basic]);
    expect(holds(system, basic)).toBe(true);
    expect(holds(system, { ...basic, password: 'other' })).toBe(false);
  });

  it.each([
    ['another value', { ...value('key', 'apiKey'), value: 'other' }],
    ['another password', { ...basic, password: 'other' }],
    ['another user', { ...basic, username: 'other' }],
    ['another token', { ...oauth, value: 'other' }],
    ['another token type', { ...oauth, tokenType: 'DPoP' }],
  ] as readonly (readonly [string, Assignment])[])('is false when the page keeps %s', (_what, wanted) => {
    const system = fakeSystem({ document });
    authorize(system, [value('key', 'apiKey'), basic, oauth]);
    expect(holds(system, wanted)).toBe(false);
  });
});

describe('logOut', () => {
  it('removes only the named schemes that are held', () => {
    const system = fakeSystem({ document });
    authorize(system, [value('bearer', 'bearer'), value('key', 'apiKey')]);
    logOut(system, ['bearer', 'basic']);
    expect(system.calls.at(-1)).toEqual(['logout', ['bearer']]);
    expect(authorizedNames(system)).toEqual(['key']);
  });

  it('calls nothing when nothing is held', () => {
    const system = fakeSystem({ document });
    logOut(system, ['bearer']);
    expect(system.calls).toEqual([]);
  });

  it('clears the page’s own copy as well when the page keeps one', () => {
    const system = fakeSystem({ document, persistAuthorization: true });
    authorize(system, [value('bearer', 'bearer')]);
    logOut(system, ['bearer']);
    expect(system.calls.at(-1)).toEqual(['logoutWithPersistOption', ['bearer']]);
  });
});
