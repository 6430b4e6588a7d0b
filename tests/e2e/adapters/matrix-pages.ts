import { type Pages, STRICT_POLICY } from './pages';

/** Pages around the packages of `tests/pages`, as their own instructions write them. */

const page = (body: string) => ({ html: `<!doctype html><meta charset="utf-8">${body}` });
const script = (source: string) => `<script src="/nm/${source}"></script>`;

/** The package's own index.html and start script, with another document. */
export function swaggerUi(version: string, document: string, start = 'window.onload = () => { window.ui = make(); };') {
  const folder = `swagger-ui-dist-${version}`;
  return page(`<link rel="stylesheet" href="/nm/${folder}/swagger-ui.css"><div id="swagger-ui"></div>
${script(`${folder}/swagger-ui-bundle.js`)}${script(`${folder}/swagger-ui-standalone-preset.js`)}
<script>const make = (more) => SwaggerUIBundle({ url: '/document/${document}', dom_id: '#swagger-ui', docExpansion: 'full',
presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout', ...more });
${start}</script>`);
}

const NEWEST = '5.35.0';

/** One Swagger UI in every shape that a page gives it. */
const SHAPES: Pages = {
  lexical: swaggerUi(NEWEST, 'every', 'const ui = make();'),
  'trusted-types': {
    ...swaggerUi(NEWEST, 'every'),
    policy: "require-trusted-types-for 'script'; trusted-types 'none'",
  },
  'late-script': swaggerUi(NEWEST, 'every', 'setTimeout(() => { window.ui = make(); }, 1500);'),
  'open-root': shadowRoot('open'),
  'closed-root': shadowRoot('closed'),
  'capital-3.17.6': swaggerUi('3.17.6', 'all'),
  'capital-3.25.5': swaggerUi('3.25.5', 'all'),
  'closure-every': {
    ...page(`<link rel="stylesheet" href="/nm/swagger-ui-dist-${NEWEST}/swagger-ui.css"><div id="swagger-ui"></div>
${script(`swagger-ui-dist-${NEWEST}/swagger-ui-bundle.js`)}${script(`swagger-ui-dist-${NEWEST}/swagger-ui-standalone-preset.js`)}
<script src="/closure.js?every"></script>`),
    policy: STRICT_POLICY,
  },
  ...Object.fromEntries(
    ['3.38.0', '3.52.5', NEWEST].map((version) => [`definitions-${version}`, definitions(version)]),
  ),
};

/** Two documents for two servers, with a scheme of the same name. */
function definitions(version: string) {
  return swaggerUi(
    version,
    'every',
    `window.onload = () => { make({ url: undefined, urls: [{ url: '/document/every', name: 'first' },
    { url: '/document/elsewhere', name: 'second' }] }); };`,
  );
}

function shadowRoot(mode: 'open' | 'closed') {
  return swaggerUi(
    NEWEST,
    'every',
    `window.onload = () => { const root = document.querySelector('#swagger-ui').attachShadow({ mode: '${mode}' });
    globalThis.rootOfTest = root; const place = document.createElement('div'); root.append(place); make({ dom_id: undefined, domNode: place }); };`,
  );
}

const GROUPS = ['one', 'two', 'elsewhere'];

/** Three documents on one page, the last of them for another server. */
const SEVERAL: Pages = {
  'several-rapidoc': page(
    `<script type="module" src="/nm/rapidoc/dist/rapidoc-min.js"></script>${GROUPS.map((group) => `<rapi-doc spec-url="/document/${group}" render-style="view"></rapi-doc>`).join('')}`,
  ),
  'several-openapi-explorer': page(
    `<script type="module" src="/nm/openapi-explorer/dist/browser/openapi-explorer.min.js"></script>${GROUPS.map((group) => `<openapi-explorer spec-url="/document/${group}"></openapi-explorer>`).join('')}`,
  ),
  'several-scalar': page(
    `${GROUPS.map((group) => `<div id="${group}"></div>`).join('')}${script('@scalar/api-reference/dist/browser/standalone.js')}<script>${GROUPS.map((group) => `Scalar.createApiReference('#${group}', { url: '/document/${group}' });`).join('')}</script>`,
  ),
};

export const OTHER_PAGES: Pages = {
  ...SHAPES,
  ...SEVERAL,
  rapidoc: page(
    `<script type="module" src="/nm/rapidoc/dist/rapidoc-min.js"></script><rapi-doc spec-url="/document/every" render-style="view"></rapi-doc>`,
  ),
  'rapidoc-persist': page(
    `<script type="module" src="/nm/rapidoc/dist/rapidoc-min.js"></script><rapi-doc spec-url="/document/every" render-style="view" persist-auth="true"></rapi-doc>`,
  ),
  'openapi-explorer': page(
    `<script type="module" src="/nm/openapi-explorer/dist/browser/openapi-explorer.min.js"></script><openapi-explorer spec-url="/document/every"></openapi-explorer>`,
  ),
  scalar: page(
    `<div id="app"></div>${script('@scalar/api-reference/dist/browser/standalone.js')}<script>Scalar.createApiReference('#app', { url: '/document/every' });</script>`,
  ),
  'scalar-attribute': page(
    `<body><script id="api-reference" data-url="/document/every"></script>${script('@scalar/api-reference/dist/browser/standalone.js')}`,
  ),
  'scalar-persist': page(
    `<div id="app"></div>${script('@scalar/api-reference/dist/browser/standalone.js')}<script>Scalar.createApiReference('#app', { url: '/document/every', persistAuth: true });</script>`,
  ),
  elements: page(
    `<link rel="stylesheet" href="/nm/@stoplight/elements/styles.min.css">${script('@stoplight/elements/web-components.min.js')}<elements-api apiDescriptionUrl="/document/every" router="hash"></elements-api>`,
  ),
  'redoc-3': page(
    `<redoc spec-url="/document/every"></redoc><script type="module" src="/nm/redoc/bundles/redoc.standalone.js"></script>`,
  ),
  'redoc-2': page(`<redoc spec-url="/document/every"></redoc>${script('redoc-2.5.4/bundles/redoc.standalone.js')}`),
};
