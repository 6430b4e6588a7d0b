import { ALL_KINDS, type Kind, SWAGGER_2_KINDS } from '../../adapters/document';
import type { Ui } from '../../adapters/press';

/** One page of the matrix: a real package, an adapter, and what cannot work there with its reason. */
export interface MatrixRow {
  /** As the table names it. */
  readonly name: string;
  /** Name of a page of the API's server, or of a framework's own. */
  readonly page: string;
  readonly adapter: string;
  readonly ui?: Ui;
  readonly kinds: readonly Kind[];
  readonly fails?: Partial<Record<Kind, string>>;
}

/** Nothing but a browser's own cookie sends one. */
export const OPEN_API: readonly Kind[] = ALL_KINDS.filter((kind) => kind !== 'cookie');

/** Versions of swagger-ui-dist, oldest first; those of 3.0 know Swagger 2.0 only. */
export const VERSIONS = [
  '3.0.7',
  '3.0.21',
  '3.17.6',
  '3.25.5',
  '3.38.0',
  '3.52.5',
  '4.1.3',
  '4.19.1',
  '5.0.0',
  '5.35.0',
];

const isOld = (version: string) => version.startsWith('3.0.');
const NOT_SENT = 'the page shows a closed padlock and sends nothing, so it is not tried';

const swaggerUi = (version: string): MatrixRow => ({
  name: `swagger-ui-dist ${version}`,
  page: `dist-${version}`,
  adapter: 'swagger-ui',
  kinds: isOld(version) ? SWAGGER_2_KINDS : OPEN_API,
  ...(version === '3.17.6' || version === '3.25.5' ? { fails: { openid: NOT_SENT } } : {}),
});

const dialog = (version: string): MatrixRow => ({
  ...swaggerUi(version),
  name: `swagger-ui-dist ${version}, its dialog only`,
  adapter: 'swagger-ui-dialog',
  kinds: ['bearer', 'basic', 'header', 'query', 'authorization'],
  fails: {},
});

const shape = (name: string, page: string): MatrixRow => ({
  name: `swagger-ui-dist 5.35.0, ${name}`,
  page,
  adapter: 'swagger-ui',
  kinds: ['bearer', 'basic', 'header', 'oauth', 'both'],
});

export const ROWS: readonly MatrixRow[] = [
  { name: 'swagger-ui 2.2.10', page: 'version-2', adapter: 'swagger-ui-2', kinds: SWAGGER_2_KINDS },
  {
    name: 'Swashbuckle classic, no scheme declared',
    page: 'swashbuckle',
    adapter: 'swagger-ui-2',
    kinds: ['authorization'],
  },
  {
    name: 'Swashbuckle classic, operations with `security`',
    page: 'swashbuckle-security',
    adapter: 'swagger-ui-2',
    kinds: SWAGGER_2_KINDS,
  },
  ...VERSIONS.map(swaggerUi),
  ...['3.17.6', '4.19.1', '5.35.0'].map(dialog),
  shape('top-level `const ui`', 'lexical'),
  shape('a closure under a strict policy', 'closure-every'),
  shape('Trusted Types, no policy allowed', 'trusted-types'),
  shape('made 1.5 s after the page', 'late-script'),
  shape('in an open shadow root', 'open-root'),
  { name: 'swagger-ui-express 5.0.1', page: 'express', adapter: 'swagger-ui', kinds: OPEN_API },
  { name: '@nestjs/swagger 12.0.2', page: 'nest', adapter: 'swagger-ui', kinds: OPEN_API },
  { name: '@fastify/swagger-ui 6.1.3, `staticCSP`', page: 'fastify', adapter: 'swagger-ui', kinds: OPEN_API },
  { name: 'swagger-ui-react 5.35.0', page: 'react', adapter: 'swagger-ui', kinds: OPEN_API },
  { name: 'rapidoc 9.3.8', page: 'rapidoc', adapter: 'rapidoc', ui: 'explorer', kinds: OPEN_API },
  {
    name: 'openapi-explorer 2.4.820',
    page: 'openapi-explorer',
    adapter: 'openapi-explorer',
    ui: 'explorer',
    kinds: OPEN_API,
  },
  { name: '@scalar/api-reference 1.72.1', page: 'scalar', adapter: 'scalar', ui: 'scalar', kinds: OPEN_API },
  {
    name: '@scalar/api-reference 1.72.1, made by `<script data-url>`',
    page: 'scalar-attribute',
    adapter: 'scalar',
    ui: 'scalar',
    kinds: OPEN_API,
  },
  {
    name: '@stoplight/elements 9.0.25',
    page: 'elements#/operations/bearer_all',
    adapter: 'stoplight-elements',
    ui: 'elements',
    kinds: OPEN_API,
    fails: { openid: 'the page has no field for it and sends nothing' },
  },
];
