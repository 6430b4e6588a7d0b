import type { Assignment } from '../../../lib/domain/page';

/** One operation and one security scheme of that name for each kind of credential. */
export type Kind = keyof typeof OPEN_API_SCHEMES | keyof typeof FURTHER_SCHEMES | 'either' | 'both';

const TOKEN = 'e2e.made-up.token';
/** ASCII: the pages encode other letters as Latin-1 (2 and 5, 2026-11) or fail, whoever typed them. */
export const BASIC = { username: 'someone', password: 'pa:ss word' };

export const OPEN_API_SCHEMES = {
  bearer: { type: 'http', scheme: 'Bearer' },
  basic: { type: 'http', scheme: 'basic' },
  header: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  authorization: { type: 'apiKey', in: 'header', name: 'Authorization' },
  oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } },
};

/** OAuth's other flows, OpenID Connect and a cookie. */
const FURTHER_SCHEMES = {
  implicit: { type: 'oauth2', flows: { implicit: { authorizationUrl: '/authorize', scopes: {} } } },
  password: { type: 'oauth2', flows: { password: { tokenUrl: '/token', scopes: {} } } },
  code: {
    type: 'oauth2',
    flows: { authorizationCode: { authorizationUrl: '/authorize', tokenUrl: '/token', scopes: {} } },
  },
  openid: { type: 'openIdConnect', openIdConnectUrl: '/openid' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
};

export const SWAGGER_2_SCHEMES = {
  basic: { type: 'basic' },
  header: OPEN_API_SCHEMES.header,
  query: OPEN_API_SCHEMES.query,
  authorization: OPEN_API_SCHEMES.authorization,
  oauth: { type: 'oauth2', flow: 'application', tokenUrl: '/token', scopes: {} },
};

export const OPEN_API_KINDS = Object.keys(OPEN_API_SCHEMES) as Kind[];
const SCHEMES: Partial<Record<Kind, unknown>> = { ...OPEN_API_SCHEMES, ...FURTHER_SCHEMES };

/** Every kind, with an operation that takes a header or a bearer token, and one that needs both. */
export const ALL_KINDS: readonly Kind[] = [
  ...OPEN_API_KINDS,
  ...(Object.keys(FURTHER_SCHEMES) as Kind[]),
  'either',
  'both',
];
export const SWAGGER_2_KINDS = Object.keys(SWAGGER_2_SCHEMES) as Kind[];

/** What the API accepts: one header or query parameter, exactly. */
export function secretFor(kind: Kind): {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly value: string;
} {
  switch (kind) {
    case 'basic':
      return { in: 'header', name: 'authorization', value: `Basic ${Buffer.from(pair()).toString('base64')}` };
    case 'header':
      return { in: 'header', name: 'x-api-key', value: TOKEN };
    case 'cookie':
      return { in: 'header', name: 'cookie', value: `sid=${TOKEN}` };
    case 'query':
      return { in: 'query', name: 'key', value: TOKEN };
    default:
      return { in: 'header', name: 'authorization', value: `Bearer ${TOKEN}` };
  }
}

/** The assignment that a plan makes for that scheme. */
export function assignmentFor(kind: Kind, scheme: string = kind): Assignment {
  switch (kind) {
    case 'basic':
      return { scheme, kind, ...BASIC };
    case 'bearer':
      return { scheme, kind, value: TOKEN };
    case 'oauth':
    case 'implicit':
    case 'password':
    case 'code':
    case 'openid':
      return { scheme, kind: 'oauth2', value: TOKEN, tokenType: 'Bearer' };
    case 'authorization':
      return { scheme, kind: 'apiKey', value: `Bearer ${TOKEN}` };
    default:
      return { scheme, kind: 'apiKey', value: TOKEN };
  }
}

/** Every kind in one OpenAPI document; bearer as most documents write it, in lower case. */
export function everyKind(): unknown {
  const kinds = ALL_KINDS;
  return {
    openapi: '3.0.3',
    info: { title: 'every kind', version: '1' },
    security: [{ bearer: [] }],
    components: { securitySchemes: { ...SCHEMES, bearer: { type: 'http', scheme: 'bearer' } } },
    paths: paths('/api', kinds, 'all'),
  };
}

/** @param group last part of the paths, so that several documents on one page have operations of their own */
export function openApi(servers: readonly string[], kinds: readonly Kind[], group: string): unknown {
  const securitySchemes = Object.fromEntries(kinds.map((kind) => [kind, SCHEMES[kind]]));
  return {
    openapi: '3.0.3',
    info: { title: group, version: '1' },
    ...(servers.length > 0 ? { servers: servers.map((url) => ({ url })) } : {}),
    security: [{ bearer: [] }],
    components: { securitySchemes },
    paths: paths('/api', kinds, group),
  };
}

export function swagger2(): unknown {
  return {
    swagger: '2.0',
    info: { title: 'all', version: '1' },
    basePath: '/api',
    securityDefinitions: SWAGGER_2_SCHEMES,
    paths: paths('', SWAGGER_2_KINDS, 'all'),
  };
}

/** As classic Swashbuckle makes it without further settings: no scheme and no `security` anywhere. */
export function bareSwagger2(): unknown {
  const bare = Object.keys(paths('', SWAGGER_2_KINDS, 'all')).map((path) => [
    path,
    { get: { operationId: path, responses: { 200: { description: 'accepted' } } } },
  ]);
  return { swagger: '2.0', info: { title: 'bare', version: '1' }, basePath: '/api', paths: Object.fromEntries(bare) };
}

const NEEDED: Partial<Record<Kind, unknown>> = {
  either: [{ header: [] }, { bearer: [] }],
  both: [{ bearer: [], header: [] }],
};

function paths(prefix: string, kinds: readonly Kind[], group: string): Record<string, unknown> {
  const operation = (kind: Kind) => ({
    operationId: `${kind}_${group}`,
    // Left to the document's global list.
    ...(kind === 'bearer' ? {} : { security: NEEDED[kind] ?? [{ [kind]: [] }] }),
    responses: { 200: { description: 'accepted' } },
  });
  return Object.fromEntries(kinds.map((kind) => [`${prefix}/${kind}/${group}`, { get: operation(kind) }]));
}

function pair(): string {
  return `${BASIC.username}:${BASIC.password}`;
}
