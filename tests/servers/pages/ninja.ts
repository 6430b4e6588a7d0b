import { html, json, script } from '../exchange';
import { serveAssets } from './assets';
import { escapeHtml, scriptJson } from './escape';
import type { DocsPage } from './page';

/**
 * A documentation page in the shape of Django Ninja (`ninja/templates/ninja/swagger.html`, `swagger-ui-init.js`): settings as
 * JSON in the page, BaseLayout, and the instance in a top-level `const ui` of a classic script: a global binding that is no
 * property of `window`.
 */
export interface NinjaPage {
  readonly title: string;
  /** Without a slash at the end, as Ninja's `docs_url`. */
  readonly docsPath: string;
  readonly documentPath: string;
  readonly document: () => unknown;
}

const STATIC = '/static/ninja/';
const assets = serveAssets('swagger-ui-dist', STATIC);

const page = ({ title, documentPath }: NinjaPage): string => `<!DOCTYPE html>
<html>
<head>
    <link type="text/css" rel="stylesheet" href="${STATIC}swagger-ui.css">
    <link rel="shortcut icon" href="${STATIC}favicon-32x32.png">
    <title>${escapeHtml(title)}</title>
</head>
<body data-csrf-token="" data-api-csrf="">
    <script type="application/json" id="swagger-settings">
        ${scriptJson({ layout: 'BaseLayout', deepLinking: true, url: documentPath })}
    </script>
    <div id="swagger-ui"></div>
    <script src="${STATIC}swagger-ui-bundle.js"></script>
    <script src="${STATIC}swagger-ui-init.js"></script>
</body>
</html>
`;

const INIT = `const csrfSettings = document.querySelector("body").dataset;
const configJson = document.getElementById("swagger-settings").textContent;
const configObject = JSON.parse(configJson);

configObject.dom_id = "#swagger-ui";
configObject.presets = [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset];
if (csrfSettings.apiCsrf && csrfSettings.csrfToken) {
    configObject.requestInterceptor = (req) => {
        req.headers["X-CSRFToken"] = csrfSettings.csrfToken;
        return req;
    };
}

const ui = SwaggerUIBundle(configObject);
`;

export const ninjaPage = (options: NinjaPage): DocsPage => ({
  routes: {
    [`GET ${options.docsPath}`]: () => html(200, page(options)),
    [`GET ${options.documentPath}`]: () => json(200, options.document()),
    [`GET ${STATIC}swagger-ui-init.js`]: () => script(INIT),
  },
  assets: ({ path }) => assets(path),
});
