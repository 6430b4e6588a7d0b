import type { Demo } from '../demo';
import { type Exchange, follow, type Handler, json, type Otherwise, type Routes, text } from '../exchange';
import { swashbucklePage } from '../pages/swashbuckle';
import type { Site } from '../site';
import type { State } from '../state';
import { deleteToken, generateToken, listTokens, refusalFor } from './twelve-d-auth';
import { twelveDDocument } from './twelve-d-document';

/**
 * 12d Synergy: ASP.NET Web API behind HTTP.SYS, on the maker's cloud or on a company's own server. Paths are compared
 * without regard to case; errors of the API are plain strings.
 *
 * @see docs/facts.md#12d-synergy
 */

const AUTH = '/api/v1/auth/';

/** What HTTP.SYS says before any program sees the request; a POST needs a length, and "0" is one. */
const LENGTH_REQUIRED =
  '<!DOCTYPE HTML><HTML><HEAD><TITLE>Length Required</TITLE></HEAD><BODY><h2>Length Required</h2><hr><p>HTTP Error 411. The request must be chunked or have a content length.</p></BODY></HTML>';

const lacksLength = ({ method, headers }: Exchange): boolean =>
  method === 'POST' && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;

const otherwise: Otherwise = {
  notFound: ({ scheme, host, path }) =>
    json(404, { Message: `No HTTP resource was found that matches the request URI '${scheme}://${host}${path}'.` }),
  wrongMethod: ({ method }, allowed) =>
    json(
      405,
      { Message: `The requested resource does not support http method '${method}'.` },
      { allow: allowed.join(',') },
    ),
};

export function twelveDSite(demo: Demo, state: State, server: keyof Demo['twelveD']): Site {
  const { host } = demo.twelveD[server];
  const guarded =
    (handler: Handler): Handler =>
    (exchange) =>
      refusalFor(state, host, exchange.headers.authorization) ?? handler(exchange);
  const page = swashbucklePage({
    base: '/api-docs/ui/',
    documentPath: '/api-docs/api/v1',
    document: twelveDDocument,
  });
  const routes: Routes = {
    [`GET ${AUTH}getpersonalaccesstokens`]: guarded(() => json(200, listTokens(state, host))),
    [`POST ${AUTH}generate-pat`]: guarded((exchange) => generateToken(state, host, exchange)),
    [`POST ${AUTH}delete-pat`]: guarded((exchange) => deleteToken(state, host, exchange)),
    'GET /api/v1/jobs': guarded(() => json(200, { Items: [{ ID: 1, Name: 'Demo job (made up)' }], TotalCount: 1 })),
    'GET /health': () => json(200, { status: 'Healthy' }),
    ...page.routes,
  };
  return {
    answer: (exchange) => {
      if (lacksLength(exchange)) return { ...text(411, LENGTH_REQUIRED), headers: { 'content-type': 'text/html' } };
      return page.assets(exchange) ?? follow(routes, { ...exchange, path: exchange.path.toLowerCase() }, otherwise);
    },
    wrongType: ({ path }) => (path.toLowerCase().endsWith('generate-pat') ? 12_345 : { Tokens: 'none' }),
  };
}
