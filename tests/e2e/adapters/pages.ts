/** The policy that @fastify/swagger-ui sends with `staticCSP` (2026-11), as far as it decides on scripts. */
export const STRICT_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

const make = (version: 3 | 5, document: string, target = 'swagger-ui') =>
  `SwaggerUIBundle({ url: '/document/${document}', dom_id: '#${target}', docExpansion: 'full', ${
    version === 5 ? 'tryItOutEnabled: true, ' : ''
  }presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: '${
    target === 'swagger-ui' ? 'StandaloneLayout' : 'BaseLayout'
  }' })`;

/** A page without any handle: `ui` is a local of the load handler, as in Fastify's and Quarkus' templates. */
export const closureScript = (document: string) =>
  `window.onload = () => { const ui = ${make(5, document)}; void ui; };`;

function swaggerUi(version: 3 | 5, script: string, targets: readonly string[] = ['swagger-ui']): string {
  return `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/${version}/swagger-ui.css">
${targets.map((target) => `<div id="${target}"></div>`).join('')}
<script src="/${version}/swagger-ui-bundle.js"></script><script src="/${version}/swagger-ui-standalone-preset.js"></script>
${script}`;
}

const inline = (text: string) => `<script>${text}</script>`;

const SCRIPTS_OF_2 = [
  'object-assign-pollyfill.js jquery-1.8.0.min.js jquery.slideto.min.js jquery.wiggle.min.js jquery.ba-bbq.min.js',
  'handlebars-4.0.5.js lodash.min.js backbone-min.js ../swagger-ui.js highlight.9.1.0.pack.js',
  'highlight.9.1.0.pack_extended.js jsoneditor.min.js marked.js swagger-oauth.js',
]
  .flatMap((line) => line.split(' '))
  .map((file) => `<script src="/2/lib/${file}"></script>`)
  .join('');

/** The package's own index.html with another document and without its translations. */
const swaggerUi2 = (document: string, header = '') => `<!doctype html><meta charset="utf-8">${SCRIPTS_OF_2}
${inline(`$(() => {
  hljs.configure({ highlightSizeThreshold: 5000 });
  window.swaggerUi = new SwaggerUi({
    url: '/document/${document}', dom_id: 'swagger-ui-container', docExpansion: 'full',
    supportedSubmitMethods: ['get'], validatorUrl: null,
  });
  window.swaggerUi.load();
});`)}
<body class="swagger-section"><div id="header"><form id="api_selector"><input id="input_baseUrl">${header}
<div id="auth_container"></div></form></div><div id="message-bar"></div>
<div id="swagger-ui-container" class="swagger-ui-wrap"></div>`;

/** What classic Swashbuckle adds to the page: a box for a key, and where the key goes (2026-11). */
const KEY_BOX = `<input id="input_apiKey">${inline(
  "window.swashbuckleConfig = { apiKeyName: 'Authorization', apiKeyIn: 'header' };",
)}`;

const HTML: Readonly<Record<string, string>> = {
  window: swaggerUi(5, inline(`window.onload = () => { window.ui = ${make(5, 'all')}; };`)),
  lexical: swaggerUi(5, inline(`const ui = ${make(5, 'all')};`)),
  closure: swaggerUi(5, '<script src="/closure.js"></script>'),
  several: swaggerUi(
    5,
    inline(`window.onload = () => { ${make(5, 'one', 'a')}; ${make(5, 'two', 'b')}; ${make(5, 'elsewhere', 'c')}; };`),
    ['a', 'b', 'c'],
  ),
  'version-3': swaggerUi(3, inline(`window.onload = () => { ${make(3, 'swagger-2')}; };`)),
  'version-2': swaggerUi2('swagger-2'),
  swashbuckle: swaggerUi2('bare', KEY_BOX),
  'swashbuckle-security': swaggerUi2('swagger-2', KEY_BOX),
  late: swaggerUi(5, inline(`window.onload = () => { ${make(5, 'all?held')}; };`)),
  'late-2': swaggerUi2('swagger-2?held'),
  none: '<!doctype html><title>swagger</title><div id="ui"></div><div id="swagger-ui" class="swagger">swagger</div>',
};

/** A page by its name: its text, the policy it comes with, and a script that it loads from `/react.js`. */
export type Pages = Readonly<
  Record<string, { readonly html: string; readonly policy?: string; readonly script?: string }>
>;

export const PAGES: Pages = Object.fromEntries(
  Object.entries(HTML).map(([name, html]) => [name, name === 'closure' ? { html, policy: STRICT_POLICY } : { html }]),
);
