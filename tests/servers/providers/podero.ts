import type { Demo } from '../demo';
import {
  type Answer,
  type Exchange,
  empty,
  follow,
  html,
  json,
  type Otherwise,
  type Routes,
  withHeaders,
} from '../exchange';
import { ninjaPage } from '../pages/ninja';
import type { Site } from '../site';
import { alive, type State } from '../state';
import { poderoDocument } from './podero-document';
import { answerTokenRequest } from './podero-token';

/**
 * Podero: Django OAuth Toolkit with the JSON backend, as run (docs/facts.md#podero-token), and a Django Ninja page
 * and API (an inference, docs/facts.md#podero-page). The two environments share nothing.
 */

const TOKEN = '/oauth2/token/';

const page = ninjaPage({
  title: 'Podero Partner API',
  docsPath: '/api/partners/v2.0/docs',
  documentPath: '/api/partners/v2.0/openapi.json',
  document: poderoDocument,
});

/** What Django's own middleware puts on every answer. */
const DJANGO = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** `HttpBearer` of Django Ninja takes the word in any case (`ninja/security/http.py`) and everything behind the first space. */
function bearerOf(authorization: string | undefined): string | undefined {
  const [word = '', ...rest] = (authorization ?? '').split(' ');
  return word.toLowerCase() === 'bearer' ? rest.join(' ') : undefined;
}

function guarded(state: State, environment: string, answer: () => Answer) {
  return ({ headers }: Exchange): Answer =>
    alive(state, 'podero', environment, bearerOf(headers.authorization))
      ? answer()
      : json(401, { detail: 'Unauthorized' });
}

const users = () => json(200, { items: [{ id: 'demo-user-1', email: 'first@podero.example.test' }], count: 1 });
const organization = () => json(200, { name: 'Demo Energy', environment: 'made up' });

const otherwise: Otherwise = {
  notFound: ({ path }) =>
    path === TOKEN.slice(0, -1)
      ? html(301, '', { location: TOKEN })
      : html(
          404,
          '<!doctype html><html lang="en"><head><title>Not Found</title></head><body><h1>Not Found</h1></body></html>',
        ),
  wrongMethod: ({ method, path }, allowed) => {
    if (path !== TOKEN) return html(405, 'Method not allowed', { allow: allowed.join(', ') });
    const headers = { 'content-type': 'text/html; charset=utf-8', allow: 'POST, OPTIONS' };
    return empty(method === 'OPTIONS' ? 200 : 405, headers);
  },
};

export function poderoSite(demo: Demo, state: State, environment: keyof Demo['podero']): Site {
  const client = demo.podero[environment];
  const routes: Routes = {
    [`POST ${TOKEN}`]: (exchange) => answerTokenRequest(state, environment, client, exchange),
    'GET /api/partners/v2.0/users': guarded(state, environment, users),
    'GET /api/partners/v2.0/organization': guarded(state, environment, organization),
    ...page.routes,
  };
  return {
    answer: async (exchange) =>
      withHeaders(page.assets(exchange) ?? (await follow(routes, exchange, otherwise)), DJANGO),
    wrongType: () => ({ access_token: 12_345, expires_in: 36_000, token_type: 'Bearer', scope: 'read write' }),
  };
}
