import { randomUUID } from 'node:crypto';
import type { Demo } from '../demo';
import {
  type Answer,
  type Exchange,
  empty,
  follow,
  type Handler,
  json,
  type Otherwise,
  type Routes,
  withHeaders,
} from '../exchange';
import { fastifyPage } from '../pages/fastify';
import type { Site } from '../site';
import { alive, type State } from '../state';
import { portDocument } from './port-document';
import { answerTokenRequest } from './port-token';

/**
 * Port: a Fastify service (docs/facts.md#port). Tokens of one region mean nothing in the other. API calls may come from
 * pages of other origins (its own documentation names both regions as servers), the token endpoint may not.
 */

export type Region = keyof Demo['port'];

const TOKEN = '/v1/auth/access_token';
const API = ['/v1/blueprints', '/v1/organization'];
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'X-Trace-Id' };

/** Fastify knows no 405: another method is another route, and unknown. */
const unknown: Handler = ({ method, path }) =>
  json(404, { ok: false, error: 'not_found', message: `Route ${method}:${path} not found` });
const otherwise: Otherwise = { notFound: unknown, wrongMethod: (exchange) => unknown(exchange) as Answer };

const preflight = (): Answer =>
  empty(204, {
    ...CORS,
    'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type',
  });

/** The scheme is an apiKey in the header `Authorization`: the value must be the word `Bearer`, one space and the token. */
function guarded(state: State, region: Region, answer: () => unknown): Handler {
  return ({ headers }: Exchange) => {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    if (alive(state, 'port', region, token)) return json(200, answer(), CORS);
    return json(401, { ok: false, error: 'unauthorized', message: 'Missing, wrong or expired access token' }, CORS);
  };
}

const blueprints = () => ({ ok: true, blueprints: [{ identifier: 'service', title: 'Service (made up)' }] });

const swagger = fastifyPage({ prefix: '/swagger', document: portDocument });

/** Every answer carries a trace id, documentation included (docs/facts.md#port). */
const traced = (answer: Answer): Answer => withHeaders(answer, { 'x-trace-id': randomUUID() });

export function portSite(demo: Demo, state: State, region: Region): Site {
  const routes: Routes = {
    [`POST ${TOKEN}`]: (exchange) => answerTokenRequest(state, region, demo.port[region], exchange),
    ...Object.fromEntries(API.map((path) => [`OPTIONS ${path}`, preflight])),
    'GET /v1/blueprints': guarded(state, region, blueprints),
    'GET /v1/organization': guarded(state, region, () => ({ ok: true, organization: { name: `Demo ${region}` } })),
    ...swagger.routes,
  };
  return {
    answer: async (exchange) => traced(swagger.assets(exchange) ?? (await follow(routes, exchange, otherwise))),
    wrongType: () => ({ ok: true, accessToken: { value: 12_345 }, expiresIn: 10_800, tokenType: 'Bearer' }),
  };
}

/** The same page and document on a host that is not Port's: every credential that arrives here went astray. */
export const portLookAlike = (): Site => ({
  answer: async (exchange) =>
    traced(swagger.assets(exchange) ?? (await follow({ ...swagger.routes }, exchange, otherwise))),
  wrongType: () => ({}),
});
