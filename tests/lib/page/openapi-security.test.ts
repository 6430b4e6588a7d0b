import { describe, expect, it } from 'vitest';
import { countRequirements, readRequirements, readSchemes } from '../../../lib/page/openapi-security';
import { hostileValues } from './hostile';
import { immutable } from './immutable';

const SCHEMES: readonly (readonly [string, unknown, unknown])[] = [
  ['a bearer scheme', { type: 'http', scheme: 'Bearer' }, { type: 'http', scheme: 'bearer' }],
  ['an http scheme of OpenAPI 3', { type: 'http', scheme: 'BASIC' }, { type: 'http', scheme: 'basic' }],
  ['an http scheme without a name', { type: 'http' }, { type: 'http', scheme: '' }],
  ['basic of Swagger 2.0', { type: 'basic' }, { type: 'http', scheme: 'basic' }],
  ['basic of Swagger 1.2', { type: 'basicAuth' }, { type: 'http', scheme: 'basic' }],
  [
    'a header key',
    { type: 'apiKey', in: 'header', name: 'X-Key' },
    { type: 'apiKey', in: 'header', parameter: 'X-Key' },
  ],
  ['a query key', { type: 'apiKey', in: 'query', name: 'key' }, { type: 'apiKey', in: 'query', parameter: 'key' }],
  ['a cookie key', { type: 'apiKey', in: 'cookie', name: 'sid' }, { type: 'apiKey', in: 'cookie', parameter: 'sid' }],
  ['oauth2 of Swagger 2.0', { type: 'oauth2', flow: 'application' }, { type: 'oauth2' }],
  ['oauth2 of OpenAPI 3', { type: 'oauth2', flows: {} }, { type: 'oauth2' }],
  ['OpenID Connect', { type: 'openIdConnect', openIdConnectUrl: '/x' }, { type: 'openIdConnect' }],
  ['mutual TLS', { type: 'mutualTLS' }, { type: 'mutualTLS' }],
];

describe('readSchemes', () => {
  it.each(SCHEMES)('reads %s', (_name, definition, expected) => {
    const wanted = [{ name: 'it', ...(expected as object) }];
    expect(readSchemes({ it: definition })).toEqual(wanted);
    expect(readSchemes(immutable({ it: definition }))).toEqual(wanted);
  });

  it.each([
    ['a type of its own', { type: 'x-hmac' }],
    ['no type', {}],
    ['a key without a name', { type: 'apiKey', in: 'header' }],
    ['a key in the body', { type: 'apiKey', in: 'body', name: 'key' }],
    ['a text', 'http'],
  ])('leaves out a scheme with %s', (_name, definition) => {
    expect(readSchemes({ it: definition })).toEqual([]);
  });

  it.each(hostileValues())('reads no scheme when the definitions are %s', (_name, value) => {
    expect(readSchemes(value)).toEqual([]);
  });

  it('stops at 200 schemes when a document has more', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`s${index}`, { type: 'oauth2' }]));
    expect(readSchemes(many)).toHaveLength(200);
  });
});

const op = (security?: unknown) => (security === undefined ? {} : { security });
const A = [{ a: [] }];
const B = [{ b: ['scope'] }];

const DOCUMENTS: readonly (readonly [string, unknown, unknown])[] = [
  ['nothing is declared', { paths: { '/x': { get: op() } } }, []],
  ['operations inherit the global list', { security: A, paths: { '/x': { get: op(), put: op() } } }, [[[['a']], 2]]],
  ['an operation repeats the global list', { security: A, paths: { '/x': { get: op(A), put: op() } } }, [[[['a']], 2]]],
  ['an operation needs nothing', { security: A, paths: { '/x': { get: op([]), put: op() } } }, [[[['a']], 1]]],
  [
    'an operation’s only alternative is empty',
    { security: A, paths: { '/x': { get: op([{}]), put: op() } } },
    [[[['a']], 1]],
  ],
  [
    'an operation has a list of its own',
    { security: A, paths: { '/x': { get: op(B), put: op(B), post: op() } } },
    [
      [[['a']], 1],
      [[['b']], 2],
    ],
  ],
  ['every operation overrides the global list', { security: A, paths: { '/x': { get: op(B) } } }, [[[['b']], 1]]],
  ['a document has no operations', { security: A }, [[[['a']], 0]]],
  ['either of two is enough', { paths: { '/x': { get: op([{ a: [] }, { b: [] }]) } } }, [[[['a'], ['b']], 1]]],
  ['two are needed together', { paths: { '/x': { get: op([{ a: [], b: [] }]) } } }, [[[['a', 'b']], 1]]],
  ['auth is optional', { paths: { '/x': { get: op([{}, { a: [] }]) } } }, [[[[], ['a']], 1]]],
  [
    'lists differ only in the order of what is needed together',
    { paths: { '/x': { get: op([{ a: [], b: [] }]), put: op([{ b: [], a: [] }]) } } },
    [[[['a', 'b']], 2]],
  ],
  [
    'other lists are used more',
    { paths: { '/x': { get: op(A), put: op(B) }, '/y': { get: op(B) } } },
    [
      [[['b']], 2],
      [[['a']], 1],
    ],
  ],
  ['a list is null', { security: A, paths: { '/x': { get: op(null) } } }, [[[['a']], 1]]],
  [
    'a path has other members',
    { paths: { '/x': { parameters: [{ security: A }], summary: 'x', get: op(B) } } },
    [[[['b']], 1]],
  ],
  [
    'an operation has a method of its own',
    { openapi: '3.2.0', paths: { '/x': { query: op(A), additionalOperations: { COPY: op(A) } } } },
    [[[['a']], 2]],
  ],
];

describe('readRequirements', () => {
  it.each(DOCUMENTS)('counts lists when %s', (_when, document, expected) => {
    const wanted = (expected as [unknown, number][]).map(([alternatives, operations]) => ({
      alternatives,
      operations,
    }));
    expect(readRequirements(document)).toEqual(wanted);
    expect(readRequirements(immutable(document))).toEqual(wanted);
  });

  it.each(hostileValues())('finds nothing when the document is %s', (_name, value) => {
    expect(readRequirements(value)).toEqual([]);
    expect(readRequirements({ paths: { '/x': { get: { security: [value] } } } })).toBeInstanceOf(Array);
  });

  it('stops at 200 lists when every operation has another', () => {
    const lists = Array.from({ length: 300 }, (_, index) => [{ [`s${index}`]: [] }]);
    expect(countRequirements(undefined, lists)).toHaveLength(200);
  });
});
