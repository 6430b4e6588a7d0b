import { type Answer, type Exchange, json, jsonObject } from '../exchange';
import { issue, randomToken, type State } from '../state';

/**
 * The token endpoint of Django OAuth Toolkit with `JSONOAuthLibCore`; every status and body as it was run.
 *
 * @see docs/facts.md#podero-token
 */

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

const NO_STORE = { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' };
const SCOPES = ['read', 'write'];

/** The errors carry no description. A 401 asks for Bearer, so that no browser shows its password box. */
function refuse(status: 400 | 401, error: string): Answer {
  const challenge: Record<string, string> = status === 401 ? { 'www-authenticate': `Bearer error="${error}"` } : {};
  return json(status, { error }, { ...NO_STORE, ...challenge });
}

/** Python's `unquote_plus`: what cannot be decoded stays as it is. */
function unquotePlus(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/**
 * Id and secret are form-decoded after base64 (RFC 6749 §2.3.1), so `+` and `%` must come encoded. "Basic" is case-sensitive
 * here.
 */
function basicCredentials(authorization: string | undefined): Client | undefined {
  const [word, encoded = ''] = (authorization ?? '').split(' ');
  if (word !== 'Basic') return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { clientId: unquotePlus(id), clientSecret: unquotePlus(secret.join(':')) };
}

const same = (a: Client | undefined, b: Client): boolean =>
  a?.clientId === b.clientId && a.clientSecret === b.clientSecret;

/** Basic first, then id and secret in the body: the order of the toolkit's validator. */
function isClient(client: Client, exchange: Exchange, body: Record<string, unknown>): boolean {
  const inBody = { clientId: String(body.client_id), clientSecret: String(body.client_secret) };
  return same(basicCredentials(exchange.headers.authorization), client) || same(inBody, client);
}

/** The body is read as JSON whatever its Content-Type says; a form is therefore no request at all. */
export function answerTokenRequest(state: State, environment: string, client: Client, exchange: Exchange): Answer {
  const body = jsonObject(exchange.body) ?? {};
  const grant = body.grant_type;
  if (grant !== 'client_credentials' && grant !== 'refresh_token') return refuse(400, 'unsupported_grant_type');
  if (!isClient(client, exchange, body)) return refuse(401, 'invalid_client');
  if (grant === 'refresh_token') return refuse(400, 'invalid_grant');
  const asked = typeof body.scope === 'string' ? body.scope.split(' ').filter(Boolean) : SCOPES;
  if (asked.some((scope) => !SCOPES.includes(scope))) return refuse(400, 'invalid_scope');
  const lifetime = state.lifetimeSeconds.podero;
  const value = randomToken(30);
  issue(state, { provider: 'podero', environment, owner: client.clientId, value }, lifetime);
  const answer = { access_token: value, expires_in: lifetime, token_type: 'Bearer', scope: asked.join(' ') };
  return json(200, answer, NO_STORE);
}
