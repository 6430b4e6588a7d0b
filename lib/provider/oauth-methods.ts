import type { Apply, Input, Method, Step, TokenRule } from './definition';
import type { ClientAuthentication, Signed } from './definition-oauth';
import type { Revocation } from './definition-revocation';

/** The grants of OAuth 2.0 as steps, for the providers that follow the standard. Data made by functions, nothing more. */

/** RFC 6749 §5.1. */
export const STANDARD_TOKEN: TokenRule = {
  accessToken: { at: ['access_token'] },
  tokenType: { at: 'token_type' },
  scopeAt: 'scope',
  expiry: [{ secondsAt: 'expires_in' }],
};

/** With the refresh token, which client credentials do not have (RFC 6749 §4.4.3). */
export const REFRESHABLE_TOKEN: TokenRule = { ...STANDARD_TOKEN, refreshTokenAt: 'refresh_token' };

export const BEARER: Apply[] = [
  { in: 'header', name: 'Authorization', value: '{{token.tokenType}} {{token.accessToken}}' },
];

/** By the choice and the inputs of `clientInputs`. */
export const CHOSEN_CLIENT: ClientAuthentication = {
  type: 'client',
  by: '{{inputs.authentication}}',
  clientId: '{{inputs.clientId}}',
  secret: '{{inputs.clientSecret}}',
  signed: {
    key: '{{inputs.privateKey}}',
    keyId: '{{inputs.keyId}}',
    algorithm: '{{inputs.algorithm}}',
    audience: '{{inputs.keyAudience}}',
  },
};

/** A step that asks the token endpoint. `asks`: inputs that are sent under their own name when they are filled. */
export function tokenStep(
  url: string,
  grant: Readonly<Record<string, string>>,
  asks: readonly Input[],
  more: Partial<Step> = {},
): Step {
  const names = asks.map((input) => input.name);
  const sent = ['scope', 'audience', 'resource'].filter((name) => names.includes(name));
  return {
    id: 'token',
    method: 'POST',
    url,
    authentication: CHOSEN_CLIENT,
    body: {
      parameters: { ...grant, ...Object.fromEntries(sent.map((name) => [name, `{{inputs.${name}}}`])) },
      ...(names.includes('extra') && { more: 'extra' }),
      ...(names.includes('bodyFormat') && { as: '{{inputs.bodyFormat}}' }),
    },
    ...more,
  };
}

/** RFC 6749 §6. */
export function refreshStep(url: string, asks: readonly Input[]): Step {
  const kept = asks.filter((input) => !['scope', 'audience', 'resource'].includes(input.name));
  const grant = { grant_type: 'refresh_token', refresh_token: '{{token.refreshToken}}' };
  return { ...tokenStep(url, grant, kept), id: 'refresh' };
}

/** RFC 7009, asked as the token endpoint is. */
export const revocationAt = (url: string): Revocation => ({ url, authentication: CHOSEN_CLIENT });

export type Words = Pick<Method, 'guide'> &
  Partial<Pick<Method, 'id' | 'name' | 'summary' | 'discovery' | 'revocation'>>;

/** RFC 6749 §4.4. */
export function clientCredentials(
  url: string,
  inputs: readonly Input[],
  { by, ...words }: Words & { readonly by?: 'private_key_jwt' },
): Method {
  const authentication = by ? { ...CHOSEN_CLIENT, by, secret: '' } : CHOSEN_CLIENT;
  return {
    id: 'client-credentials',
    name: 'Client credentials',
    ...words,
    inputs: [...inputs],
    steps: [tokenStep(url, { grant_type: 'client_credentials' }, inputs, { authentication })],
    token: STANDARD_TOKEN,
    renew: 'repeat',
    apply: BEARER,
  };
}

/** RFC 6749 §4.3, which RFC 9700 §2.4 advises against: for servers that offer nothing else. */
export function passwordGrant(url: string, inputs: readonly Input[], words: Words): Method {
  const grant = { grant_type: 'password', username: '{{inputs.username}}', password: '{{inputs.password}}' };
  return {
    id: 'password',
    name: 'User name and password (legacy)',
    ...words,
    inputs: [...inputs],
    steps: [tokenStep(url, grant, inputs, { once: true })],
    token: REFRESHABLE_TOKEN,
    renew: 'repeat',
    refresh: refreshStep(url, inputs),
    apply: BEARER,
  };
}

const STATEMENT: Signed = {
  key: '{{inputs.privateKey}}',
  keyId: '{{inputs.keyId}}',
  algorithm: '{{inputs.algorithm}}',
  audience: '{{inputs.keyAudience}}',
  issuer: '{{inputs.issuedBy}}',
  subject: '{{inputs.subject}}',
  scope: '{{inputs.scope}}',
};

/** RFC 7523 §2.1: a signed statement instead of a secret or a person. */
export function jwtBearer(url: string, inputs: readonly Input[], words: Words): Method {
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: '{{signed.assertion}}',
    client_id: '{{inputs.clientId}}',
  };
  const { authentication: _, ...step } = tokenStep(url, grant, inputs);
  return {
    id: 'jwt-bearer',
    name: 'Signed statement (JWT bearer)',
    ...words,
    inputs: [...inputs],
    steps: [{ ...step, assertion: STATEMENT }],
    token: STANDARD_TOKEN,
    renew: 'repeat',
    apply: BEARER,
  };
}
