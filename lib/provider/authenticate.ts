import { base64 } from '../domain/base64';
import { TokenfillError } from '../domain/errors';
import type { Step } from './definition';
import type { ClientAuthentication, Signed } from './definition-oauth';
import { signJwt, signJwtWithSecret } from './sign';
import { expandHeader, expandText, expandUrl, type Scope } from './template';

/** How Basic credentials are spelled: form-encoded first (RFC 6749 §2.3.1), or as they are (RFC 7617). */
export type BasicEncoding = 'form' | 'raw';

/** What proves the sender: a header, or parameters of the body. */
export interface Proof {
  readonly authorization?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What signing needs from outside: the time, ms since 1970. */
export interface SignWorld {
  readonly now: () => number;
}

/** A signed statement is good for one request, s. */
const SIGNED_FOR = 120;
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * The step's authentication with its values filled in.
 *
 * @param encoding overrides how Basic credentials are spelled, for a second try
 * @throws TokenfillError `input_invalid`, `key_unreadable`
 */
export async function prove(step: Step, scope: Scope, world: SignWorld, encoding?: BasicEncoding): Promise<Proof> {
  const { authentication } = step;
  if (!authentication) return { parameters: {} };
  if (authentication.type === 'bearer') {
    return { authorization: expandHeader(`Bearer ${authentication.token}`, scope), parameters: {} };
  }
  if (authentication.type === 'basic') {
    const pair = [authentication.username, authentication.password].map((part) => expandText(part, scope));
    return { authorization: basic(pair, authentication.encoding), parameters: {} };
  }
  return proveClient(authentication, step, scope, world, encoding);
}

async function proveClient(
  client: ClientAuthentication,
  step: Step,
  scope: Scope,
  world: SignWorld,
  encoding: BasicEncoding | undefined,
): Promise<Proof> {
  const id = expandText(client.clientId, scope);
  const secret = expandText(client.secret, scope);
  const by = expandText(client.by, scope);
  if (by === 'none') return { parameters: { client_id: id } };
  if (by === 'client_secret_post') return { parameters: { client_id: id, client_secret: secret } };
  const first = FIRST[by];
  if (first) return { authorization: basic([id, secret], encoding ?? first), parameters: {} };
  if (by === 'client_secret_jwt') {
    const claims = claimsOf({ issuer: id, subject: id, audience: '', scope: '' }, step, scope, world);
    return asParameters(id, await signJwtWithSecret(claims, secret));
  }
  if (by !== 'private_key_jwt' || !client.signed) throw new TokenfillError('input_invalid', { detail: by });
  const signed = { ...client.signed, issuer: client.clientId, subject: client.clientId };
  return asParameters(id, await signStatement(signed, step, scope, world));
}

function asParameters(id: string, assertion: string): Proof {
  return { parameters: { client_id: id, client_assertion_type: JWT_BEARER, client_assertion: assertion } };
}

const FIRST: Readonly<Record<string, BasicEncoding | undefined>> = {
  client_secret_basic: 'form',
  client_secret_basic_raw: 'raw',
};

/** The other spelling of a client's Basic credentials, when it would make a difference. */
export function otherEncoding(step: Step, scope: Scope): BasicEncoding | undefined {
  if (step.authentication?.type !== 'client') return undefined;
  const { by, clientId, secret } = step.authentication;
  const first = FIRST[expandText(by, scope)];
  const pair = [clientId, secret].map((part) => expandText(part, scope));
  if (!first || basic(pair, 'form') === basic(pair, 'raw')) return undefined;
  return first === 'form' ? 'raw' : 'form';
}

function basic(pair: readonly string[], encoding: BasicEncoding): string {
  return `Basic ${base64((encoding === 'form' ? pair.map(formEncode) : pair).join(':'))}`;
}

/** application/x-www-form-urlencoded for one value (RFC 6749 appendix B). */
function formEncode(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice(2);
}

/**
 * A JWT for one request: short-lived, used once, for the address it goes to unless another audience is named.
 *
 * @throws TokenfillError `key_unreadable`
 * @see RFC 7523 §3
 */
export async function signStatement(signed: Signed, step: Step, scope: Scope, world: SignWorld): Promise<string> {
  const fill = (template = '') => expandText(template, scope);
  const { issuer, subject, audience, key, keyId, algorithm } = signed;
  const filledIn = {
    issuer: fill(issuer),
    subject: fill(subject),
    audience: fill(audience),
    scope: fill(signed.scope),
  };
  const how = { key: fill(key), keyId: fill(keyId), algorithm: fill(algorithm) };
  return signJwt(claimsOf(filledIn, step, scope, world), how);
}

type Statement = Readonly<Record<'issuer' | 'subject' | 'audience' | 'scope', string>>;

function claimsOf(said: Statement, step: Step, scope: Scope, world: SignWorld) {
  const issuedAt = Math.floor(world.now() / 1000);
  return {
    iss: said.issuer,
    ...filled({ sub: said.subject }),
    aud: said.audience || expandUrl(step.url, scope).href,
    jti: crypto.randomUUID(),
    iat: issuedAt,
    exp: issuedAt + SIGNED_FOR,
    ...filled({ scope: said.scope }),
  };
}

function filled(claims: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== ''));
}
