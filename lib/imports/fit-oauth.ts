import type { CurlRequest, Pair } from '../curl/curl-request';
import { isSecretName, isSecretShape } from '../curl/secret';
import type { Apply, Method, ProviderDefinition } from '../provider/definition';
import { findMethod } from '../provider/registry';
import { type Fit, type Fitted, fitRequest } from './fit';
import type { OAuth } from './found';
import { ownFrom } from './own-definition';

const METHODS: Readonly<Record<OAuth['grant'], string>> = {
  client_credentials: 'client-credentials',
  password: 'password',
  authorization_code: 'sign-in',
};

/** A provider that is known by its token address, or the generic preset. `secrets`: values that the file calls secret. */
export function fitOAuth(providers: readonly ProviderDefinition[], auth: OAuth, secrets: ReadonlySet<string>): Fitted {
  const told = auth.extra.find(([name, value]) => isSecretName(name) || isSecretShape(value) || secrets.has(value));
  if (told) return { why: 'secret_parameter', what: told[0] };
  const fit = fitRequest(providers, requestOf(auth)) ?? generic(providers, auth);
  if (!fit) return { why: 'kind', what: 'oauth2' };
  const proven = isPublic(auth, fit.method) ? { ...fit, inputs: { ...fit.inputs, authentication: 'none' } } : fit;
  return placed(proven, auth);
}

/** The token request that this stands for. */
function requestOf(auth: OAuth): CurlRequest {
  const { grant, client, clientId, clientSecret, username, password, scope, audience, resource } = auth;
  const fields: Pair[] = [
    ['grant_type', grant],
    ...(grant === 'password'
      ? ([
          ['username', username],
          ['password', password],
        ] as const)
      : []),
    ...(client === 'body'
      ? ([
          ['client_id', clientId],
          ['client_secret', clientSecret],
        ] as const)
      : []),
    ...(
      [
        ['scope', scope],
        ['audience', audience],
        ['resource', resource],
      ] as const
    ).filter(([, value]) => value !== ''),
    ...auth.extra,
  ];
  return {
    ...{ method: 'POST', url: auth.tokenUrl, headers: [], notes: [], body: { kind: 'form', fields } },
    ...(client === 'header' ? { basic: { username: clientId, password: clientSecret } } : {}),
  };
}

function generic(providers: readonly ProviderDefinition[], auth: OAuth): Fit | undefined {
  const provider = providers.find(({ id }) => id === 'oauth2');
  const method = findMethod(provider, METHODS[auth.grant]);
  if (!provider || !method) return undefined;
  const { tokenUrl, authorizationUrl, clientId, clientSecret, username, password, scope, audience, resource } = auth;
  const all: Readonly<Record<string, string>> = {
    ...{ tokenUrl, authorizationUrl, clientId, clientSecret, username, password, scope, audience, resource },
    authentication: auth.client === 'body' ? 'client_secret_post' : 'client_secret_basic',
    extra: auth.extra.map(([name, value]) => `${name}=${value}`).join('\n'),
  };
  const names = new Set(method.inputs.map(({ name }) => name));
  return { provider, method, inputs: Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name))) };
}

/** A client without a secret proves nothing: RFC 6749 §2.1. Client credentials always have one, so there it is asked for. */
function isPublic({ clientSecret, grant }: OAuth, { inputs }: Method): boolean {
  const choice = inputs.find(({ name }) => name === 'authentication');
  return (
    clientSecret === '' &&
    grant !== 'client_credentials' &&
    (choice?.choices ?? []).some(({ value }) => value === 'none')
  );
}

/** A token that goes elsewhere than behind `Bearer` needs a definition of its own. */
function placed(fit: Fit, { place }: OAuth): Fitted {
  if (place.in === 'header' && /^bearer$/i.test(place.prefix)) return fit;
  if (fit.provider.id !== 'oauth2') return fit;
  if (place.in === 'header' && !/^[A-Za-z][\w-]{0,30}$/.test(place.prefix)) return { why: 'prefix', what: 'prefix' };
  const apply: Apply =
    place.in === 'header'
      ? { in: 'header', name: 'Authorization', value: `${place.prefix} {{token.accessToken}}` }
      : { in: 'query', name: place.name, value: '{{token.accessToken}}' };
  if (place.in === 'query' && !/^[\w.-]{1,60}$/.test(place.name)) return { why: 'prefix', what: 'query' };
  const method: Method = { ...fit.method, apply: [apply] };
  const host = URL.canParse(fit.inputs.tokenUrl ?? '') ? new URL(fit.inputs.tokenUrl ?? '').hostname : 'OAuth 2.0';
  return { ...fit, method, provider: ownFrom({ ...fit.provider, name: host }, method) };
}
