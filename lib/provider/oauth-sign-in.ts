import type { Input, Method } from './definition';
import { BEARER, REFRESHABLE_TOKEN, refreshStep, tokenStep, type Words } from './oauth-methods';

/** RFC 6749 §4.1 with PKCE: a person signs in, and a refresh token keeps it so. */
export function authorizationCode(
  { authorize, token }: { readonly authorize: string; readonly token: string },
  inputs: readonly Input[],
  words: Words & { readonly issuer?: string; readonly namesIssuer?: string },
): Method {
  const { issuer, namesIssuer, ...said } = words;
  const names = inputs.map((input) => input.name);
  const asked = ['scope', 'audience', 'resource'].filter((name) => names.includes(name));
  const grant = {
    grant_type: 'authorization_code',
    code: '{{signIn.code}}',
    redirect_uri: '{{signIn.redirectUri}}',
    code_verifier: '{{signIn.verifier}}',
  };
  const sentAgain = inputs.filter((input) => ['resource', 'bodyFormat'].includes(input.name));
  return {
    id: 'sign-in',
    name: 'Sign in (authorization code)',
    ...said,
    inputs: [...inputs],
    signIn: {
      url: authorize,
      parameters: {
        client_id: '{{inputs.clientId}}',
        ...Object.fromEntries(asked.map((name) => [name, `{{inputs.${name}}}`])),
      },
      ...(names.includes('extra') && { more: 'extra' }),
      ...(issuer !== undefined && { issuer }),
      ...(namesIssuer !== undefined && { namesIssuer }),
    },
    steps: [tokenStep(token, grant, sentAgain)],
    token: REFRESHABLE_TOKEN,
    renew: 'ask',
    refresh: refreshStep(token, sentAgain),
    apply: BEARER,
  };
}
