import { html, json, script } from '../exchange';
import { serveAssets } from './assets';
import { scriptJson } from './escape';
import type { DocsPage } from './page';

/**
 * A documentation page in the shape of @nestjs/swagger (`lib/swagger-ui/constants.ts`): the API document is written into the
 * start script (nothing is fetched; it can be downloaded beside it), and the instance is `window.ui`.
 */
export interface NestPage {
  /** `/swagger`; the document is then `/swagger-json`. */
  readonly path: string;
  readonly document: () => unknown;
}

const STYLE =
  'html { box-sizing: border-box; overflow-y: scroll; } *, *:before, *:after { box-sizing: inherit; } body { margin: 0; background: #fafafa; }';

const page = (path: string): string => `<!-- HTML for static distribution bundle build -->
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta name="viewport" content="width=device-width, initial-scale=1.0">
  <title>Swagger UI</title>
  <link rel="stylesheet" type="text/css" href=".${path}/swagger-ui.css" >
  <link rel="icon" type="image/png" href=".${path}/favicon-32x32.png" sizes="32x32" />
  <style>${STYLE}</style>
</head>
<body>
<div id="swagger-ui"></div>
<script src=".${path}/swagger-ui-bundle.js"> </script>
<script src=".${path}/swagger-ui-standalone-preset.js"> </script>
<script src=".${path}/swagger-ui-init.js"> </script>
</body>
</html>
`;

const initializer = (document: unknown): string => `window.onload = function() {
  // Build a system
  let url = window.location.search.match(/url=([^&]+)/);
  if (url && url.length > 1) {
    url = decodeURIComponent(url[1]);
  } else {
    url = window.location.origin;
  }
  let options = ${scriptJson({ swaggerDoc: document, customOptions: {} })};
  url = options.swaggerUrl || url
  let urls = options.swaggerUrls
  let customOptions = options.customOptions
  let swaggerOptions = {
    spec: options.swaggerDoc,
    url: url,
    urls: urls,
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: "StandaloneLayout"
  }
  for (let attrname in customOptions) {
    swaggerOptions[attrname] = customOptions[attrname];
  }
  let ui = SwaggerUIBundle(swaggerOptions)

  window.ui = ui
}
`;

export function nestPage({ path, document }: NestPage): DocsPage {
  const fromPackage = serveAssets('swagger-ui-dist', `${path}/`);
  const showPage = () => html(200, page(path));
  return {
    routes: {
      [`GET ${path}`]: showPage,
      [`GET ${path}-json`]: () => json(200, document()),
      [`GET ${path}/swagger-ui-init.js`]: () => script(initializer(document())),
    },
    assets: (exchange) => fromPackage(exchange.path),
  };
}
