import { type Answer, html, json, redirect, script } from '../exchange';
import { serveAssets } from './assets';
import type { DocsPage } from './page';

/**
 * A documentation page in the shape of @fastify/swagger-ui (`lib/index-html.js`, `lib/swagger-initializer.js`): the instance is
 * a `const` inside the onload handler, so nothing at all is exposed, and a strict policy forbids inline scripts.
 */
export interface FastifyPage {
  /** Without a slash at the end: `/swagger`. */
  readonly prefix: string;
  readonly document: () => unknown;
}

/** The plugin's `staticCSP` with `connect-src` widened to https: its default would block calls to the other region. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' https: 'unsafe-inline'; img-src 'self' data:; connect-src 'self' https:";

const page = (prefix: string): string => `<!-- HTML for static distribution bundle build -->
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<title>Swagger UI</title>
<link rel="stylesheet" type="text/css" href="${prefix}/static/swagger-ui.css" />
<link rel="stylesheet" type="text/css" href="${prefix}/static/index.css" />
<link rel="icon" type="image/png" href="${prefix}/static/favicon-32x32.png" sizes="32x32" />
</head>
<body>
<div id="swagger-ui"></div>
<script src="${prefix}/static/swagger-ui-bundle.js" charset="UTF-8"> </script>
<script src="${prefix}/static/swagger-ui-standalone-preset.js" charset="UTF-8"> </script>
<script src="${prefix}/static/swagger-initializer.js" charset="UTF-8"> </script>
</body>
</html>
`;

const initializer = (prefix: string): string => `window.onload = function () {
  const resConfig = Object.assign({}, {
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: "StandaloneLayout",
    validatorUrl: null,
  }, {}, {
    url: new URL('${prefix}/json', window.location.href).href,
    oauth2RedirectUrl: new URL('${prefix}/static/oauth2-redirect.html', window.location.href).href
  });

  const ui = SwaggerUIBundle(resConfig)

  ui.initOAuth({})
}
`;

export function fastifyPage({ prefix, document }: FastifyPage): DocsPage {
  const showPage = (): Answer => html(200, page(prefix), { 'content-security-policy': POLICY });
  const fromPackage = serveAssets('swagger-ui-dist', `${prefix}/static/`);
  /** The package has an index page and an initializer too, for another shape: ours win. */
  const own = new Set([`${prefix}/static/index.html`, `${prefix}/static/swagger-initializer.js`]);
  return {
    routes: {
      [`GET ${prefix}`]: () => redirect(302, `${prefix}/`),
      [`GET ${prefix}/`]: showPage,
      [`GET ${prefix}/static/index.html`]: showPage,
      [`GET ${prefix}/static/swagger-initializer.js`]: () => script(initializer(prefix)),
      [`GET ${prefix}/json`]: () => json(200, document()),
    },
    assets: ({ path }) => (own.has(path) ? undefined : fromPackage(path)),
  };
}
