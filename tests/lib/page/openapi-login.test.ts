import { describe, expect, it } from 'vitest';
import { readSources } from '../../../lib/page/openapi-sources';
import { immutable } from './immutable';

type Fields = readonly string[];
const JSON_BODY = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const schema = (names: Fields, required: Fields = []) => ({
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required,
});
const body = (type: string, names: Fields, required: Fields = []) => ({
  requestBody: { content: { [type]: { schema: schema(names, required) } } },
});
const document = (path: string, operation: object, method = 'post', more = {}) => ({
  openapi: '3.1.0',
  paths: { [path]: { [method]: operation } },
  ...more,
});
const read = (given: unknown, definitions: unknown = {}) =>
  readSources({ definitions, document: given, server: 'https://api.example/v1' });
const login = (url: string, user: string, password: string, as: 'json' | 'form' = 'json') => [
  { kind: 'login', url, fields: { user, password, as } },
];

const GOOD: readonly (readonly [string, unknown, unknown])[] = [
  [
    'a login with e-mail and password as JSON',
    document('/auth/login', body(JSON_BODY, ['email', 'password'], ['email', 'password'])),
    login('https://api.example/v1/auth/login', 'email', 'password'),
  ],
  [
    'a login whose path says nothing and whose summary does',
    document('/a/b', { summary: 'Log in a user', ...body('application/json; charset=utf-8', ['userName', 'passwd']) }),
    login('https://api.example/v1/a/b', 'userName', 'passwd'),
  ],
  [
    'a client with its secret in fields of its own',
    document('/auth/access_token', body(JSON_BODY, ['clientId', 'clientSecret'])),
    login('https://api.example/v1/auth/access_token', 'clientId', 'clientSecret'),
  ],
  [
    'a form as FastAPI has it',
    document(
      '/token',
      body(FORM, ['grant_type', 'username', 'password', 'scope', 'client_id'], ['username', 'password']),
    ),
    login('https://api.example/v1/token', 'username', 'password', 'form'),
  ],
  [
    'a password grant that wants to hear its name',
    document('/token', body(FORM, ['grant_type', 'username', 'password'], ['grant_type', 'username', 'password'])),
    [{ kind: 'password', url: 'https://api.example/v1/token' }],
  ],
  [
    'a standard endpoint for clients',
    document(
      '/oauth/token',
      body(JSON_BODY, ['grant_type', 'client_id', 'client_secret'], ['grant_type', 'client_id']),
    ),
    [
      {
        kind: 'clientCredentials',
        url: 'https://api.example/v1/oauth/token',
        fields: { user: 'client_id', password: 'client_secret', as: 'json' },
      },
    ],
  ],
  [
    'fields that stand elsewhere in the document',
    document('/sessions', { requestBody: { $ref: '#/components/requestBodies/L' } }, 'post', {
      components: {
        requestBodies: { L: { content: { [JSON_BODY]: { schema: { $ref: '#/components/schemas/S' } } } } },
        schemas: { S: { allOf: [{ $ref: '#/components/schemas/P' }, schema(['login'])] }, P: schema(['pwd']) },
      },
    }),
    login('https://api.example/v1/sessions', 'login', 'pwd'),
  ],
  [
    'a body of Swagger 2.0',
    document('/login', { parameters: [{ in: 'body', name: 'b', schema: schema(['user', 'pass']) }] }),
    login('https://api.example/v1/login', 'user', 'pass'),
  ],
  [
    'form fields of Swagger 2.0',
    document('/login', {
      parameters: ['user', 'pass'].map((name) => ({ in: 'formData', name, required: true })),
    }),
    login('https://api.example/v1/login', 'user', 'pass', 'form'),
  ],
];

const PAIR = ['username', 'password'];
const BAD: readonly (readonly [string, unknown])[] = [
  ['it is a registration', document('/auth/register', body(JSON_BODY, PAIR))],
  ['it creates a user beside the logins', document('/auth/users', body(JSON_BODY, PAIR))],
  ['its summary says that it resets', document('/auth', { summary: 'Reset a password', ...body(JSON_BODY, PAIR) })],
  ['it logs out', document('/logout', body(JSON_BODY, PAIR))],
  ['it refreshes', document('/token/refresh', body(JSON_BODY, PAIR))],
  ['it is a GET', document('/login', body(JSON_BODY, PAIR), 'get')],
  ['it wants a third value', document('/login', body(JSON_BODY, [...PAIR, 'tenant'], ['tenant']))],
  ['it has no password', document('/login', body(JSON_BODY, ['username', 'code']))],
  ['it has no user', document('/login', body(JSON_BODY, ['password']))],
  ['it wants XML', document('/login', body('application/xml', PAIR))],
  ['it wants a file', document('/login', body('multipart/form-data', PAIR))],
  ['its path has a parameter', document('/{tenant}/login', body(JSON_BODY, PAIR))],
  ['its path leads to another host', document('//evil.example/login', { ...body(JSON_BODY, PAIR), get: 1 }, 'get')],
  ['its field has a name without end', document('/login', body(JSON_BODY, ['username', `${'-'.repeat(50)}password`]))],
  ['its body is in another file', document('/login', { requestBody: { $ref: 'https://evil.example/b.json' } })],
];

describe('login operations', () => {
  it.each(GOOD)('are found: %s', (_name, given, expected) => {
    expect(read(given)).toEqual(expected);
    expect(read(immutable(given))).toEqual(expected);
  });

  it.each(BAD)('are not taken for one when %s', (_name, given) => {
    expect(read(given)).toEqual([]);
  });

  it('stay on the server whatever their path looks like', () => {
    for (const path of ['//evil.example/login', '/@evil.example/login', '/\\evil.example/login']) {
      const urls = read(document(path, body(JSON_BODY, PAIR))).map(({ url }) => new URL(url).host);
      expect(urls).toEqual(['api.example']);
    }
  });

  it('say which fields they want when a password flow names the same address', () => {
    const flow = { it: { type: 'oauth2', flows: { password: { tokenUrl: 'https://api.example/v1/token' } } } };
    const found = read(document('/token', body(FORM, PAIR)), flow);
    expect(found.map(({ kind }) => kind)).toEqual(['login']);
  });
});
