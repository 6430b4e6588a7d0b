/** One small OpenAPI 3.0 document a page; they differ in the scheme only. */
export type ExamplePage = 'bearer' | 'apikey' | 'open' | 'cookie' | 'slow';

interface Shape {
  readonly path: string;
  readonly schemes: Readonly<Record<string, unknown>>;
}

const BEARER = { bearerAuth: { type: 'http', scheme: 'bearer' } };

const SHAPES: Record<ExamplePage, Shape> = {
  bearer: { path: '/v1/things', schemes: BEARER },
  slow: { path: '/v1/things', schemes: BEARER },
  apikey: { path: '/v1/keys', schemes: { ApiKeyAuth: { type: 'apiKey', in: 'header', name: 'X-API-Key' } } },
  /** The browser's own cookie; a page cannot fill it (docs/facts.md#ui-cookie). */
  cookie: { path: '/v1/session', schemes: { cookieAuth: { type: 'apiKey', in: 'cookie', name: 'session' } } },
  open: { path: '/v1/open', schemes: {} },
};

export function exampleDocument(page: ExamplePage) {
  const { path, schemes } = SHAPES[page];
  const names = Object.keys(schemes);
  const operation = {
    operationId: 'listThings',
    summary: 'List things',
    tags: ['things'],
    responses: { 200: { description: 'OK' } },
    security: names.map((name) => ({ [name]: [] })),
  };
  return {
    openapi: '3.0.3',
    info: { title: `Example API (${page})`, version: '1.0.0' },
    paths: { [path]: { get: operation } },
    ...(names.length > 0 ? { components: { securitySchemes: schemes } } : {}),
  };
}
