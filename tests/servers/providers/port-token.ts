import { type Answer, type Exchange, json, jsonObject, mediaType } from '../exchange';
import { issue, jwtLike, type State } from '../state';

/** Port's token endpoint after its own document (docs/facts.md#port): exactly two fields, one living token a pair. */

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

const FIELDS = ['clientId', 'clientSecret'];
const ONE_MEBIBYTE = 1024 * 1024;

const refuse = (status: number, error: string, message: string): Answer => json(status, { ok: false, error, message });

/** The words of Fastify's schema check; undefined when the body is exactly what the document allows. */
function complaint(body: Record<string, unknown>): string | undefined {
  if (Object.keys(body).some((name) => !FIELDS.includes(name))) return 'body must NOT have additional properties';
  const missing = FIELDS.find((name) => !(name in body));
  if (missing) return `body must have required property '${missing}'`;
  const notText = FIELDS.find((name) => typeof body[name] !== 'string');
  return notText && `body/${notText} must be string`;
}

/** A second request gets the token that still lives, with what is left of its time: `expiresIn` is often not three hours. */
function livingToken(state: State, region: string, owner: string) {
  const { clock, tokens, lifetimeSeconds } = state;
  const known = tokens.find(
    (token) =>
      token.provider === 'port' &&
      token.environment === region &&
      token.owner === owner &&
      token.expiresAt >= clock.now() + 1000,
  );
  if (known) return known;
  const claims = { orgId: `demo-org-${region}`, isMachine: true, iat: Math.floor(clock.now() / 1000) };
  return issue(
    state,
    { provider: 'port', environment: region, owner, value: jwtLike(claims) },
    Math.min(lifetimeSeconds.port, 10_800),
  );
}

export function answerTokenRequest(state: State, region: string, client: Client, exchange: Exchange): Answer {
  if (Buffer.byteLength(exchange.body) > ONE_MEBIBYTE) {
    return refuse(413, 'payload_too_large', 'Request body is too large');
  }
  if (mediaType(exchange) !== 'application/json') {
    return refuse(415, 'unsupported_media_type', `Unsupported Media Type: ${mediaType(exchange)}`);
  }
  const body = jsonObject(exchange.body);
  if (!body) return refuse(400, 'bad_request', 'Body is not valid JSON but content-type is set to application/json');
  const wrong = complaint(body);
  if (wrong) return refuse(422, 'invalid_request', wrong);
  if (body.clientId !== client.clientId || body.clientSecret !== client.clientSecret) {
    return refuse(401, 'invalid_credentials', 'The client id or the client secret is wrong');
  }
  const token = livingToken(state, region, client.clientId);
  const expiresIn = Math.floor((token.expiresAt - state.clock.now()) / 1000);
  return json(200, { ok: true, accessToken: token.value, expiresIn, tokenType: 'Bearer' });
}
