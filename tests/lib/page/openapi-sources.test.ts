import { describe, expect, it } from 'vitest';
import { readSources } from '../../../lib/page/openapi-sources';
import { hostileValues } from './hostile';
import { immutable } from './immutable';

const SERVER = 'https://api.example/v1/';
const TOKEN = 'https://login.example/token';
const read = (definitions: unknown, document: unknown = {}, server: string | undefined = SERVER) =>
  readSources({ definitions, document, server });
const oauth = (flows: object) => ({ it: { type: 'oauth2', flows } });

const FLOWS: readonly (readonly [string, unknown, unknown])[] = [
  [
    'client credentials',
    oauth({ clientCredentials: { tokenUrl: TOKEN, scopes: { read: '' } } }),
    [{ kind: 'clientCredentials', url: TOKEN, scopes: ['read'] }],
  ],
  [
    'authorization code',
    oauth({ authorizationCode: { tokenUrl: TOKEN, authorizationUrl: 'https://login.example/auth', scopes: {} } }),
    [{ kind: 'authorizationCode', url: TOKEN, authorizationUrl: 'https://login.example/auth', scopes: [] }],
  ],
  ['password', oauth({ password: { tokenUrl: TOKEN } }), [{ kind: 'password', url: TOKEN, scopes: [] }]],
  ['implicit', oauth({ implicit: { authorizationUrl: TOKEN } }), [{ kind: 'implicit', url: TOKEN, scopes: [] }]],
  [
    'two flows',
    oauth({ password: { tokenUrl: TOKEN }, clientCredentials: { tokenUrl: TOKEN } }),
    ['password', 'clientCredentials'],
  ],
  [
    'application of Swagger 2.0',
    { it: { type: 'oauth2', flow: 'application', tokenUrl: TOKEN } },
    ['clientCredentials'],
  ],
  [
    'accessCode of Swagger 2.0',
    { it: { type: 'oauth2', flow: 'accessCode', tokenUrl: TOKEN, authorizationUrl: TOKEN } },
    ['authorizationCode'],
  ],
  ['password of Swagger 2.0', { it: { type: 'oauth2', flow: 'password', tokenUrl: TOKEN } }, ['password']],
  ['implicit of Swagger 2.0', { it: { type: 'oauth2', flow: 'implicit', authorizationUrl: TOKEN } }, ['implicit']],
  [
    'OpenID Connect',
    { it: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example/.well-known/openid-configuration' } },
    [{ kind: 'openIdConnect', url: 'https://login.example/.well-known/openid-configuration', scopes: [] }],
  ],
  [
    'a token address relative to the server’s host',
    oauth({ password: { tokenUrl: '/token' } }),
    [{ kind: 'password', url: 'https://api.example/token', scopes: [] }],
  ],
  [
    'a token address relative to the server’s path',
    oauth({ password: { tokenUrl: 'token' } }),
    [{ kind: 'password', url: 'https://api.example/v1/token', scopes: [] }],
  ],
];

describe('readSources', () => {
  it.each(FLOWS)('reads %s', (_name, definitions, expected) => {
    for (const given of [definitions, immutable(definitions)]) {
      const found = read(given);
      const wanted = expected as readonly unknown[];
      expect(typeof wanted[0] === 'string' ? found.map(({ kind }) => kind) : found).toEqual(wanted);
    }
  });

  it.each([
    ['a flow without its token address', oauth({ clientCredentials: {}, authorizationCode: { tokenUrl: TOKEN } })],
    ['a flow that nobody knows', oauth({ deviceAuthorization: { tokenUrl: TOKEN } })],
    ['an address that runs script', oauth({ password: { tokenUrl: 'javascript:alert(1)' } })],
    ['an address of a file', oauth({ password: { tokenUrl: 'file:///etc/passwd' } })],
    ['an address without end', oauth({ password: { tokenUrl: `${TOKEN}?${'x'.repeat(3_000)}` } })],
    ['an address that is no text', oauth({ password: { tokenUrl: { toString: () => TOKEN } } })],
    ['another type', { it: { type: 'http', scheme: 'bearer', flows: { password: { tokenUrl: TOKEN } } } }],
  ])('leaves out %s', (_name, definitions) => {
    expect(read(definitions)).toEqual([]);
  });

  it('leaves out a relative address when nobody knows the server', () => {
    expect(read(oauth({ password: { tokenUrl: '/token' } }), {}, '')).toEqual([]);
  });

  it('asks for the scopes that the document asks for, and not for all there are', () => {
    const scopes = { read: '', write: '', admin: '' };
    const definitions = oauth({ clientCredentials: { tokenUrl: TOKEN, scopes } });
    const document = { security: [{ other: ['x'] }, { it: ['read', 'write', 'unknown'] }] };
    expect(read(definitions, document)[0]?.scopes).toEqual(['read', 'write']);
    expect(read(definitions)[0]?.scopes).toEqual([]);
  });

  it('stops at ten and says each address once when a document has more', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`s${n}`, oauth({ password: { tokenUrl: `${TOKEN}${n % 20}` } }).it]),
    );
    const found = read(many);
    expect(found).toHaveLength(10);
    expect(new Set(found.map(({ url }) => url)).size).toBe(10);
  });

  it.each(hostileValues())('never throws when schemes and document are %s', (_name, value) => {
    expect(read(value, value)).toEqual([]);
    expect(read({ it: { type: 'oauth2', flows: value } }, { paths: { '/login': { post: value } } })).toEqual([]);
    expect(
      read(
        {},
        { paths: { '/login': { post: { requestBody: { content: { 'application/json': { schema: value } } } } } } },
      ),
    ).toEqual([]);
  });
});
