import { describe, expect, it } from 'vitest';
import { operationServers, type ServerContext, serverUrl } from '../../../lib/page/server-url';
import { hostileValues } from './hostile';

const page = 'https://docs.example/api/ui/index.html?x=1#/y';
const OPEN_API = (...urls: string[]) => ({ openapi: '3.1.0', servers: urls.map((url) => ({ url })) });
const SWAGGER_2 = (more: object = {}) => ({ swagger: '2.0', ...more });
type Row = readonly [string, unknown, Omit<ServerContext, 'page'>, string | undefined];

const ROWS: readonly Row[] = [
  ['OpenAPI 3 selects a server', OPEN_API('/v1'), { server: 'https://api.example/v2' }, 'https://api.example/v2'],
  ['OpenAPI 3 selects none yet', OPEN_API('https://a.example', 'https://b.example'), {}, 'https://a.example/'],
  ['a server is relative', OPEN_API('../v1'), { document: '/specs/all/openapi.json' }, 'https://docs.example/specs/v1'],
  [
    'a document from elsewhere has a relative server',
    OPEN_API('/v1'),
    { document: 'https://cdn.example/d.json' },
    'https://cdn.example/v1',
  ],
  ['there are no servers', { openapi: '3.0.0' }, { document: 'openapi.json' }, 'https://docs.example/'],
  ['the document came with the page', OPEN_API('/v1'), {}, 'https://docs.example/v1'],
  [
    'a server has variables',
    {
      openapi: '3.0.0',
      servers: [{ url: 'https://{r}.example:{port}/', variables: { r: { default: 'eu' }, port: { default: '8443' } } }],
    },
    {},
    'https://eu.example:8443/',
  ],
  // Nobody's server: whoever compares origins refuses it.
  ['a variable has no default', OPEN_API('https://{region}.example'), {}, 'https://{region}.example/'],
  ['a server is no web address', OPEN_API('ws://api.example'), {}, undefined],
  ['a server runs script', OPEN_API('javascript:alert(1)'), {}, undefined],
  [
    'Swagger 2.0 names all',
    SWAGGER_2({ host: 'api.example:8443', basePath: '/v1', schemes: ['https'] }),
    {},
    'https://api.example:8443/v1',
  ],
  [
    'Swagger 2.0 has another scheme selected',
    SWAGGER_2({ host: 'api.example', schemes: ['https', 'http'] }),
    { scheme: 'http' },
    'http://api.example/',
  ],
  [
    'Swagger 2.0 names only a path',
    SWAGGER_2({ basePath: 'v1' }),
    { document: '/swagger.json' },
    'https://docs.example/v1',
  ],
  ['Swagger 2.0 names nothing', SWAGGER_2(), { document: 'https://cdn.example/d.json' }, 'https://cdn.example/'],
  ['Swagger 2.0 names a socket first', SWAGGER_2({ schemes: ['ws'] }), {}, undefined],
  ['the version is a number', { swagger: 2, host: 'api.example' }, {}, 'https://api.example/'],
  ['the document’s own address is no web address', OPEN_API('/v1'), { document: 'blob:https://x/1' }, undefined],
];

describe('serverUrl', () => {
  it.each(ROWS)('resolves the next call’s server when %s', (_when, document, context, expected) => {
    expect(serverUrl(document, { page, ...context })).toBe(expected);
  });

  it.each(hostileValues())('falls back to the page when the document is %s', (_name, value) => {
    expect(serverUrl(value, { page })).toMatch(/^https:\/\/docs\.example\/|^$/);
  });
});

describe('operationServers', () => {
  const at = (url: string) => [{ url }];
  const get = (servers?: unknown) => ({ get: { servers } });
  it.each([
    ['nothing names a server', { '/x': get() }, []],
    ['a path names one', { '/x': { servers: at('https://a.example/v1'), get: {} } }, ['https://a.example']],
    ['an operation names one', { '/x': get(at('https://b.example')) }, ['https://b.example']],
    [
      'one is named twice',
      { '/x': get(at('https://b.example/1')), '/y': get(at('https://b.example/2')) },
      ['https://b.example'],
    ],
    ['one is relative', { '/x': get(at('/v2')) }, ['https://docs.example']],
    [
      'one has variables',
      { '/x': get([{ url: 'https://{r}.example', variables: { r: { default: 'eu' } } }]) },
      ['https://eu.example'],
    ],
    ['one is no web address', { '/x': get(at('ws://a.example')) }, []],
    [
      'a path stands elsewhere in the document',
      { '/x': { $ref: '#/components/pathItems/far~1away' } },
      ['https://far.example'],
    ],
    ['a path points to itself', { '/x': { $ref: '#/paths/~1x' } }, []],
    [
      'a method is not one of the usual',
      { '/x': { additionalOperations: { COPY: { servers: at('https://c.example') } } } },
      ['https://c.example'],
    ],
  ] as const)('tells the origins when %s', (_name, paths, expected) => {
    const pathItems = { 'far/away': get(at('https://far.example')) };
    expect(operationServers({ openapi: '3.1.0', paths, components: { pathItems } }, { page })).toEqual(expected);
  });

  it.each(hostileValues())('tells none when the document is %s', (_name, value) => {
    expect(operationServers(value, { page })).toEqual([]);
    expect(operationServers({ paths: { '/x': value } }, { page })).toEqual([]);
  });
});
