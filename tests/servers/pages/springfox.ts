import { type Exchange, html, json, script } from '../exchange';
import { packageFile, serveAssets } from './assets';
import type { DocsPage } from './page';

/**
 * A documentation page in the shape of Springfox 2 (`springfox-swagger-ui`, `springfox.js`): three small answers of the server
 * are fetched first, then Swagger UI 3.0 starts and the instance becomes `window.ui`, well after the page has loaded.
 */
export interface SpringfoxPage {
  /** The servlet's context path: `/api`. */
  readonly base: string;
  readonly document: (exchange: Exchange) => unknown;
}

/** The padlocks and arrows of Swagger UI 3.0 are symbols in the page itself: taken from the package's own page. */
const symbols = /<svg[\s\S]*?<\/svg>/.exec(packageFile('swagger-ui-dist-3-0', 'index.html'))?.[0] ?? '';

const page = `<!DOCTYPE html>
<html lang="en">
<head>
    <meta charset="UTF-8">
    <title>Swagger UI</title>
    <link rel="stylesheet" type="text/css" href="webjars/springfox-swagger-ui/swagger-ui.css">
    <link rel="icon" type="image/png" href="webjars/springfox-swagger-ui/favicon-32x32.png" sizes="32x32"/>
    <style>html { box-sizing: border-box; overflow-y: scroll; } *, *:before, *:after { box-sizing: inherit; } body { margin: 0; background: #fafafa; }</style>
</head>
<body>
${symbols}
<div id="swagger-ui"></div>
<script src="webjars/springfox-swagger-ui/swagger-ui-bundle.js"></script>
<script src="webjars/springfox-swagger-ui/swagger-ui-standalone-preset.js"></script>
<script src="webjars/springfox-swagger-ui/springfox.js"></script>
</body>
</html>
`;

const START = `window.onload = () => {
  const read = async (url) => (await fetch(url, {
    credentials: 'same-origin',
    headers: { 'Accept': 'application/json', 'Content-Type': 'application/json' },
  })).json();

  const buildSystemAsync = async (baseUrl) => {
    const configUI = await read(baseUrl + '/swagger-resources/configuration/ui');
    await read(baseUrl + '/swagger-resources/configuration/security');
    const resources = await read(baseUrl + '/swagger-resources');
    resources.forEach((resource) => {
      if (resource.url.substring(0, 4) !== 'http') {
        resource.url = baseUrl + resource.url;
      }
    });
    window.ui = getUI(resources, configUI);
  };

  const getUI = (resources, configUI) => SwaggerUIBundle({
    dom_id: '#swagger-ui',
    url: resources[0].url,
    urls: resources,
    layout: 'StandaloneLayout',
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    deepLinking: configUI.deepLinking,
    docExpansion: configUI.docExpansion,
    validatorUrl: configUI.validatorUrl,
  });

  buildSystemAsync(/(.*)\\/swagger.*/.exec(window.location.href)[1]);
};
`;

const CONFIGURATION = { deepLinking: true, docExpansion: 'list', validatorUrl: null, operationsSorter: 'alpha' };

/** Two groups of one API ("dockets"): the page's bar offers both. */
const resource = (name: string, url: string) => ({ name, url, swaggerVersion: '2.0', location: url });
const RESOURCES = [resource('default', '/v2/api-docs'), resource('users', '/v2/api-docs?group=users')];

export function springfoxPage({ base, document }: SpringfoxPage): DocsPage {
  const webjar = `${base}/webjars/springfox-swagger-ui/`;
  const fromPackage = serveAssets('swagger-ui-dist-3-0', webjar);
  return {
    routes: {
      [`GET ${base}/swagger-ui.html`]: () => html(200, page),
      [`GET ${webjar}springfox.js`]: () => script(START),
      [`GET ${base}/swagger-resources/configuration/ui`]: () => json(200, CONFIGURATION),
      [`GET ${base}/swagger-resources/configuration/security`]: () => json(200, {}),
      [`GET ${base}/swagger-resources`]: () => json(200, RESOURCES),
      [`GET ${base}/v2/api-docs`]: (exchange) => json(200, document(exchange)),
    },
    assets: (exchange) => fromPackage(exchange.path),
  };
}
