import type { Demo } from '../demo';
import { type Answer, type Exchange, follow, type Handler, json, type Otherwise, type Routes } from '../exchange';
import { nestPage } from '../pages/nest';
import type { Site } from '../site';
import type { State } from '../state';
import { type Complaint, createToken, login, refresh } from './sesami-auth';
import { sesamiDocument } from './sesami-document';

/**
 * Sesami: a login by password, a personal access token made with the login's token, and three headers at once on every
 * API call. Errors are arrays of properties with the constraints they broke. Created things answer 201, as NestJS does for
 * POST (the framework is an inference).
 *
 * @see docs/facts.md#sesami
 */

const ROUTES = {
  login: '/api/v1/users/login/password',
  create: '/api/v1/auth/access-token',
  refresh: '/api/v1/auth/refresh-token',
};

const refuse = (status: number, complaints: readonly Complaint[]): Answer =>
  json(
    status,
    complaints.map(({ property, name }) => ({ property, constraints: [{ name, payload: null }] })),
  );

/** Success as plain data, or a refusal: both as answers. */
const asAnswer = (outcome: ReturnType<typeof login>): Answer =>
  'refused' in outcome ? refuse(outcome.refused, outcome.complaints) : json(201, outcome.made);

const unknown: Handler = () => refuse(404, [{ property: 'ROOT', name: 'not_found' }]);
const otherwise: Otherwise = {
  notFound: unknown,
  wrongMethod: () => refuse(404, [{ property: 'ROOT', name: 'not_found' }]),
};

/** All three headers must be there, exact, and belong to one token; a token in `Authorization` counts for nothing. */
function guarded(state: State, answer: (shop: string) => unknown): Handler {
  return ({ headers }: Exchange) => {
    const known = state.sesami.personalAccessTokens.find(
      ({ token, clientId, shop, expiresAt }) =>
        token === headers['x-api-key'] &&
        clientId === headers['x-client-id'] &&
        shop === headers['x-shop-id'] &&
        (expiresAt ?? Number.POSITIVE_INFINITY) > state.clock.now(),
    );
    return known ? json(200, answer(known.shop)) : refuse(401, [{ property: 'ROOT', name: 'unauthorized' }]);
  };
}

export function sesamiSite(demo: Demo, state: State): Site {
  const shopOf = (id: string) => Object.values(demo.sesami.shops).find((shop) => shop.id === id);
  const page = nestPage({ path: '/swagger', document: sesamiDocument });
  const routes: Routes = {
    [`POST ${ROUTES.login}`]: (exchange) => asAnswer(login(demo, state, exchange)),
    [`POST ${ROUTES.create}`]: (exchange) => asAnswer(createToken(demo, state, exchange)),
    [`POST ${ROUTES.refresh}`]: (exchange) => asAnswer(refresh(demo, state, exchange)),
    'GET /api/v1/shops': guarded(state, (shop) => ({ data: [{ _id: shop, name: shopOf(shop)?.name }], total: 1 })),
    ...page.routes,
  };
  return {
    answer: (exchange) => page.assets(exchange) ?? follow(routes, exchange, otherwise),
    wrongType: ({ path }) =>
      path === ROUTES.create
        ? { token: { value: 12_345 }, clientId: 7, expireAt: 'NEVER', name: 'wrong type' }
        : { data: { loginByPassword: { access_token: 12_345, refresh_token: {} } } },
  };
}
