import { html, json, script } from '../exchange';
import { serveAssets } from './assets';
import type { DocsPage } from './page';

/** A page as swagger-ui-dist ships it (`index.html`, `swagger-initializer.js`): the commonest of all, `window.ui`. */
export interface StandalonePage {
  /** With a slash at both ends. */
  readonly base: string;
  readonly document: () => unknown;
  /** How late the API document is. */
  readonly delayMilliseconds?: number;
}

const page = `<!-- HTML for static distribution bundle build -->
<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <title>Swagger UI</title>
    <link rel="stylesheet" type="text/css" href="./swagger-ui.css" />
    <link rel="stylesheet" type="text/css" href="index.css" />
    <link rel="icon" type="image/png" href="./favicon-32x32.png" sizes="32x32" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="./swagger-ui-bundle.js" charset="UTF-8"> </script>
    <script src="./swagger-ui-standalone-preset.js" charset="UTF-8"> </script>
    <script src="./swagger-initializer.js" charset="UTF-8"> </script>
  </body>
</html>
`;

const INITIALIZER = `window.onload = function() {
  window.ui = SwaggerUIBundle({
    url: "./openapi.json",
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: "StandaloneLayout",
    validatorUrl: null
  });
};
`;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

export function standalonePage({ base, document, delayMilliseconds = 0 }: StandalonePage): DocsPage {
  const fromPackage = serveAssets('swagger-ui-dist', base);
  /** The package's own, which load the pet store, must not win. */
  const own = new Set([`${base}index.html`, `${base}swagger-initializer.js`]);
  return {
    routes: {
      [`GET ${base}`]: () => html(200, page),
      [`GET ${base}swagger-initializer.js`]: () => script(INITIALIZER),
      [`GET ${base}openapi.json`]: async () => {
        await wait(delayMilliseconds);
        return json(200, document());
      },
    },
    assets: ({ path }) => (own.has(path) ? undefined : fromPackage(path)),
  };
}
