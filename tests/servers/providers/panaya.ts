import type { Demo } from '../demo';
import {
  type Answer,
  type Exchange,
  follow,
  type Handler,
  json,
  mediaType,
  type Otherwise,
  type Routes,
} from '../exchange';
import { springfoxPage } from '../pages/springfox';
import type { Site } from '../site';
import { alive, issue, randomToken, type State } from '../state';
import { panayaDocument } from './panaya-document';

/**
 * Panaya: a form with exactly `username` and `token` for a response token of one hour, sent as `X-Auth-Token`. The two
 * regions share nothing. What a refusal looks like is documented nowhere; status 401 is known from clients, and the body
 * is the one Spring Boot writes by itself, because the documentation page looks like Spring's.
 *
 * @see docs/facts.md#panaya
 */

const LOGIN = '/api/accesstoken';
const FORM = 'application/x-www-form-urlencoded';

function springError(state: State, status: number, error: string, message: string, path: string): Answer {
  return json(status, { timestamp: new Date(state.clock.now()).toISOString(), status, error, message, path });
}

function login(state: State, region: string, user: Demo['panaya'][keyof Demo['panaya']]): Handler {
  return (exchange) => {
    const refuse = (status: number, error: string, message: string) =>
      springError(state, status, error, message, exchange.path);
    const type = mediaType(exchange);
    if (type !== FORM) return refuse(415, 'Unsupported Media Type', `Content type '${type}' not supported`);
    const fields = new URLSearchParams(exchange.body);
    if ([...fields.keys()].sort().join() !== 'token,username') {
      return refuse(400, 'Bad Request', 'Exactly the parameters username and token are expected');
    }
    if (fields.get('username') !== user.userName || fields.get('token') !== user.accessToken) {
      return refuse(401, 'Unauthorized', 'Bad credentials');
    }
    const value = randomToken(48);
    issue(
      state,
      { provider: 'panaya', environment: region, owner: user.userName, value },
      state.lifetimeSeconds.panaya,
    );
    return json(200, { token: value });
  };
}

/** A response token, or the never-ending API token joined with its owner's address: `email:token`. No prefix, no cookie. */
function guarded(state: State, region: string, user: Demo['panaya'][keyof Demo['panaya']], answer: unknown): Handler {
  return ({ headers, path }: Exchange) => {
    const sent = headers['x-auth-token'];
    const known = sent === `${user.userName}:${user.apiToken}` || alive(state, 'panaya', region, sent) !== undefined;
    return known ? json(200, answer) : springError(state, 401, 'Unauthorized', 'Invalid or expired token', path);
  };
}

export function panayaSite(demo: Demo, state: State, region: keyof Demo['panaya']): Site {
  const user = demo.panaya[region];
  const page = springfoxPage({ base: '/api', document: panayaDocument });
  const routes: Routes = {
    [`POST ${LOGIN}`]: login(state, region, user),
    'GET /api/v2/projects': guarded(state, region, user, [{ id: 1, name: 'Demo project (made up)' }]),
    'GET /api/v1/users/': guarded(state, region, user, { userName: user.userName }),
    ...page.routes,
  };
  const otherwise: Otherwise = {
    notFound: ({ path }) => springError(state, 404, 'Not Found', 'No message available', path),
    wrongMethod: ({ method, path }, allowed) => {
      const answer = springError(state, 405, 'Method Not Allowed', `Request method '${method}' not supported`, path);
      return { ...answer, headers: { ...answer.headers, allow: allowed.join(', ') } };
    },
  };
  return {
    answer: (exchange) => page.assets(exchange) ?? follow(routes, exchange, otherwise),
    wrongType: () => ({ token: 12_345 }),
  };
}
