import { randomBytes } from 'node:crypto';
import type { Demo } from '../demo';
import { type Exchange, jsonObject, mediaType } from '../exchange';
import { alive, issue, jwtLike, randomToken, type State } from '../state';
import { isSesamiLifetime, SESAMI_DAYS } from './sesami-tokens';

/** Sesami's three token calls. The names of the constraints are the provider's own list (docs/facts.md#sesami). */

export interface Complaint {
  readonly property: string;
  readonly name: string;
}

type Outcome =
  | { readonly made: Record<string, unknown> }
  | { readonly refused: number; readonly complaints: readonly Complaint[] };

const no = (status: number, property: string, name: string): Outcome => ({
  refused: status,
  complaints: [{ property, name }],
});
const UNAUTHORIZED = no(401, 'ROOT', 'unauthorized');

const DAY = 86_400_000;
const isMongoId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{24}$/.test(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The body as an object with these fields and no other; anything else is a complaint. */
function strictBody(body: Record<string, unknown> | undefined, fields: readonly string[], at = ''): Complaint[] {
  if (!body) return [{ property: at || 'ROOT', name: at ? 'is_object' : 'is_json' }];
  const foreign = Object.keys(body).filter((name) => !fields.includes(name));
  return foreign.map((name) => ({ property: at + name, name: 'invalid_input' }));
}

const bodyOf = (exchange: Exchange) =>
  mediaType(exchange) === 'application/json' ? jsonObject(exchange.body) : undefined;

function newLogin(demo: Demo, state: State): { access_token: string; refresh_token: string } {
  const { userId, email } = demo.sesami;
  const now = Math.floor(state.clock.now() / 1000);
  const lifetime = state.lifetimeSeconds.sesami;
  const value = jwtLike({ sub: userId, userId, email, iat: now, exp: now + lifetime });
  const refreshValue = randomToken(64);
  issue(state, { provider: 'sesami', environment: 'login', owner: userId, value }, lifetime);
  issue(state, { provider: 'sesami', environment: 'refresh', owner: userId, value: refreshValue }, lifetime * 24);
  return { access_token: value, refresh_token: refreshValue };
}

export function login(demo: Demo, state: State, exchange: Exchange): Outcome {
  const body = bodyOf(exchange);
  const complaints = strictBody(body, ['email', 'password']);
  if (!body || complaints.length > 0) return { refused: 400, complaints };
  if (!isText(body.email) || !body.email.includes('@')) return no(400, 'email', 'is_email');
  if (!isText(body.password)) return no(400, 'password', 'is_not_empty');
  /** A constraint like any other, so presumably 400; which status it is, is written nowhere. */
  if (body.email !== demo.sesami.email || body.password !== demo.sesami.password) {
    return no(400, 'password', 'correct_password');
  }
  const made = newLogin(demo, state);
  return { made: state.sesami.loginEnvelope === 'nested' ? { data: { loginByPassword: made } } : made };
}

/** A flat answer, unlike the login's (docs/facts.md#sesami). A refresh token works once. */
export function refresh(demo: Demo, state: State, exchange: Exchange): Outcome {
  const body = bodyOf(exchange);
  const complaints = strictBody(body, ['refreshToken']);
  if (!body || complaints.length > 0) return { refused: 400, complaints };
  const known = alive(state, 'sesami', 'refresh', String(body.refreshToken));
  if (!known) return UNAUTHORIZED;
  known.expiresAt = state.clock.now();
  return { made: newLogin(demo, state) };
}

function requestComplaints(request: Record<string, unknown> | undefined): Complaint[] {
  const at = 'personalAccessTokenRequest.';
  const fields = ['permissions', 'expireAt', 'shop', 'name', 'user'];
  const complaints = strictBody(request, fields, at);
  if (!request) return complaints;
  const { permissions, expireAt, shop, name, user } = request;
  const allowed = (entry: unknown): boolean =>
    ['Manage', 'Read', 'Write'].some((level) => entry === `Shop:${shop}:${level}`);
  if (!isMongoId(shop)) complaints.push({ property: `${at}shop`, name: 'is_mongo_id' });
  if (!isMongoId(user)) complaints.push({ property: `${at}user`, name: 'is_mongo_id' });
  if (!isSesamiLifetime(expireAt)) complaints.push({ property: `${at}expireAt`, name: 'is_enum' });
  if (!isText(name)) complaints.push({ property: `${at}name`, name: 'is_not_empty' });
  if (!Array.isArray(permissions) || permissions.length === 0 || !permissions.every(allowed)) {
    complaints.push({ property: `${at}permissions`, name: 'valid_permissions' });
  }
  return complaints;
}

/** The login's token goes in `Authorization: Bearer`; the new token is for the token's own user and a shop of theirs. */
export function createToken(demo: Demo, state: State, exchange: Exchange): Outcome {
  const sent = /^Bearer (\S+)$/.exec(exchange.headers.authorization ?? '')?.[1];
  const session = alive(state, 'sesami', 'login', sent);
  if (!session) return UNAUTHORIZED;
  const body = bodyOf(exchange);
  const complaints = strictBody(body, ['type', 'personalAccessTokenRequest']);
  if (!body || complaints.length > 0) return { refused: 400, complaints };
  if (body.type !== 'PERSONAL_ACCESS_TOKEN') return no(400, 'type', 'is_enum');
  const request = jsonObject(JSON.stringify(body.personalAccessTokenRequest ?? null));
  const wrong = requestComplaints(request);
  if (!request || wrong.length > 0) return { refused: 400, complaints: wrong };
  const [shop, user, name] = [String(request.shop), String(request.user), String(request.name)];
  const ownsShop = Object.values(demo.sesami.shops).some(({ id }) => id === shop);
  if (user !== session.owner || !ownsShop) return no(403, 'ROOT', 'forbidden');
  const expireAt = isSesamiLifetime(request.expireAt) ? request.expireAt : 'NEVER';
  const days = SESAMI_DAYS[expireAt];
  const end = days === undefined ? {} : { expiresAt: state.clock.now() + days * DAY };
  const [token, clientId] = [randomToken(64), randomBytes(12).toString('hex')];
  const permissions = (Array.isArray(request.permissions) ? request.permissions : []).map(String);
  state.sesami.personalAccessTokens.push({ token, clientId, shop, user, name, permissions, expireAt, ...end });
  return { made: { token, clientId, expireAt, name } };
}
