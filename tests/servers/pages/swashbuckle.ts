import { type Exchange, html, json } from '../exchange';
import { serveAssets } from './assets';
import { scriptJson } from './escape';
import type { DocsPage } from './page';

/**
 * A documentation page in the shape of classic Swashbuckle (`Swashbuckle.Core/SwaggerUi/CustomAssets/index.html`) on Swagger UI
 * 2.2: jQuery and Handlebars, globals `swaggerUi`, `swaggerApi` and `swashbuckleConfig`, a text box `#input_apiKey` in the head.
 * The box adds a key named `api_key`, which operations with a `security` of their own ignore; there is no Authorize button.
 */
export interface SwashbucklePage {
  /** `/api-docs/ui/` */
  readonly base: string;
  readonly documentPath: string;
  readonly document: (exchange: Exchange) => unknown;
}

const STYLES = ['typography', 'reset', 'screen'];
const SCRIPTS = [
  'lib/object-assign-pollyfill.js',
  'lib/jquery-1.8.0.min.js',
  'lib/jquery.slideto.min.js',
  'lib/jquery.wiggle.min.js',
  'lib/jquery.ba-bbq.min.js',
  'lib/handlebars-4.0.5.js',
  'lib/lodash.min.js',
  'lib/backbone-min.js',
  'swagger-ui.js',
  'lib/highlight.9.1.0.pack.js',
  'lib/highlight.9.1.0.pack_extended.js',
  'lib/jsoneditor.min.js',
  'lib/marked.js',
  'lib/swagger-oauth.js',
];

const configuration = ({ scheme, host }: Exchange, documentPath: string) => ({
  rootUrl: `${scheme}://${host}`,
  discoveryPaths: [documentPath.slice(1)],
  booleanValues: ['true', 'false'],
  validatorUrl: null,
  customScripts: [],
  docExpansion: 'list',
  supportedSubmitMethods: ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'],
  oAuth2Enabled: false,
  apiKeyName: 'Authorization',
  apiKeyIn: 'header',
});

const start = (config: unknown): string => `$(function () {
  window.swashbuckleConfig = ${scriptJson(config)};

  window.swaggerUi = new SwaggerUi({
    url: swashbuckleConfig.rootUrl + "/" + swashbuckleConfig.discoveryPaths[0],
    dom_id: "swagger-ui-container",
    booleanValues: swashbuckleConfig.booleanValues,
    supportedSubmitMethods: swashbuckleConfig.supportedSubmitMethods,
    validatorUrl: swashbuckleConfig.validatorUrl,
    onComplete: function (swaggerApi, swaggerUi) {
      addApiKeyAuthorization();
      window.swaggerApi = swaggerApi;
    },
    onFailure: function () { console.log("Unable to Load SwaggerUI"); },
    docExpansion: swashbuckleConfig.docExpansion,
    jsonEditor: false,
    apisSorter: "alpha",
    showRequestHeaders: false
  });

  function addApiKeyAuthorization() {
    var key = encodeURIComponent($('#input_apiKey')[0].value);
    if (key && key.trim() != "") {
      var { apiKeyName, apiKeyIn } = swashbuckleConfig;
      window.swaggerUi.api.clientAuthorizations.add("api_key", new SwaggerClient.ApiKeyAuthorization(apiKeyName, key, apiKeyIn));
    }
  }

  $('#input_apiKey').change(addApiKeyAuthorization);

  window.swaggerUi.load();
});
`;

const page = (config: unknown): string => `<!DOCTYPE html>
<html>
<head>
  <meta charset="UTF-8">
  <title>Swagger UI</title>
  <link rel="icon" type="image/png" href="images/favicon-32x32.png" sizes="32x32" />
  ${STYLES.map((name) => `<link href='css/${name}.css' media='screen' rel='stylesheet' type='text/css' />`).join('\n  ')}
  ${SCRIPTS.map((name) => `<script src='${name}' type='text/javascript'></script>`).join('\n  ')}
  <script type="text/javascript">
${start(config)}  </script>
</head>
<body class="swagger-section">
<div id='header'>
  <div class="swagger-ui-wrap">
    <a id="logo" href="http://swagger.io"><span class="logo__title">swagger</span></a>
    <form id='api_selector'>
      <div class='input'><input placeholder="http://example.com/api" id="input_baseUrl" name="baseUrl" type="text"/></div>
      <div class='input'><input placeholder="api_key" id="input_apiKey" name="apiKey" type="text"/></div>
      <div class='input'><a id="explore" class="header__btn" href="#">Explore</a></div>
    </form>
  </div>
</div>
<div id="message-bar" class="swagger-ui-wrap">&nbsp;</div>
<div id="swagger-ui-container" class="swagger-ui-wrap"></div>
</body>
</html>
`;

export function swashbucklePage({ base, documentPath, document }: SwashbucklePage): DocsPage {
  const fromPackage = serveAssets('swagger-ui', base);
  return {
    routes: {
      [`GET ${base}index`]: (exchange) => html(200, page(configuration(exchange, documentPath))),
      [`GET ${documentPath}`]: (exchange) => json(200, document(exchange)),
    },
    assets: (exchange) => (exchange.path === `${base}index.html` ? undefined : fromPackage(exchange.path)),
  };
}
