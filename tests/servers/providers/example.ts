import type { Demo } from '../demo';
import { type Exchange, follow, type Handler, html, json, type Otherwise, type Routes, redirect } from '../exchange';
import type { DocsPage } from '../pages/page';
import { standalonePage } from '../pages/standalone';
import { type Site, siteWithoutTokens } from '../site';
import { type ExamplePage, exampleDocument } from './example-document';

/** A company nobody knows: pages for "paste a token for this site", and pages on which there is nothing to fill. */

const PLAIN = `<!doctype html><html lang="en"><title>About swagger</title>
<h1 class="swagger">About swagger</h1><p>This page writes of Swagger UI and OpenAPI, but it is no documentation page.</p></html>`;

const PAGES: readonly ExamplePage[] = ['bearer', 'apikey', 'open', 'cookie', 'slow'];
const SLOW = 3000;

const pageFor = (name: ExamplePage): DocsPage =>
  standalonePage({
    base: `/${name}/`,
    document: () => exampleDocument(name),
    delayMilliseconds: name === 'slow' ? SLOW : 0,
  });

const guarded =
  (header: string, value: string): Handler =>
  ({ headers }: Exchange) =>
    headers[header] === value
      ? json(200, { things: ['made up'] })
      : json(401, { error: 'unauthorized' }, { 'www-authenticate': 'Bearer' });

const otherwise: Otherwise = {
  notFound: ({ path }) => json(404, { error: 'not_found', path }),
  wrongMethod: (_exchange, allowed) => json(405, { error: 'method_not_allowed' }, { allow: allowed.join(', ') }),
};

export function exampleSite({ example }: Demo): Site {
  const pages = PAGES.map(pageFor);
  const routes: Routes = {
    'GET /v1/things': guarded('authorization', `Bearer ${example.bearerToken}`),
    'GET /v1/keys': guarded('x-api-key', example.apiKey),
    'GET /v1/session': guarded('cookie', 'session=nobody-has-one'),
    'GET /v1/open': () => json(200, { things: ['open to all'] }),
    'GET /plain': () => html(200, PLAIN),
    ...Object.fromEntries(PAGES.map((name) => [`GET /${name}`, () => redirect(301, `/${name}/`)])),
    ...Object.assign({}, ...pages.map((page) => page.routes)),
  };
  const asset = (exchange: Exchange) => pages.map((page) => page.assets(exchange)).find((answer) => answer);
  return siteWithoutTokens((exchange) => asset(exchange) ?? follow(routes, exchange, otherwise));
}
