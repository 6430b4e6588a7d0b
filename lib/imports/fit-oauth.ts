import type { CurlRequest, Pair } from '../curl/curl-request';
import { isSecretName, isSecretShape } from '../curl/secret';
import type { Apply, Method, ProviderDefinition, Step } from '../provider/definition';
import { isOwn } from '../provider/own';
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
export function fitOAuth(providers: readonly ProviderDefinition[], found: OAuth, secrets: ReadonlySet<string>): Fitted {
  const auth = inPlace(found);
  const told = auth.extra.filter(([name, value]) => isSecretName(name) || isSecretShape(value) || secrets.has(value));
  const plain = { ...auth, extra: auth.extra.filter((pair) => !told.includes(pair)) };
  const known = told.length === 0 ? fitRequest(providers, requestOf(auth)) : undefined;
  const fit = known ?? generic(providers, plain);
  if (!fit) return { why: 'kind', what: 'oauth2' };
  const proven = isPublic(auth, fit.method) ? { ...fit, inputs: { ...fit.inputs, authentication: 'none' } } : fit;
  return placed(withSecrets(proven, told), auth);
}

const OWN_FIELDS = ['scope', 'audience', 'resource'] as const;
const SENT_ANYWAY: ReadonlySet<string> = new Set(['grant_type', 'client_id', 'client_secret', 'username', 'password']);

/** Parameters that have a field of their own go there: a further one must not come twice. */
function inPlace(auth: OAuth): OAuth {
  const said = new Map(auth.extra);
  const fields = OWN_FIELDS.map((name) => [name, auth[name] === '' ? (said.get(name) ?? '') : auth[name]] as const);
  const taken = (name: string) => SENT_ANYWAY.has(name) || fields.some(([field]) => field === name);
  const extra = [...said].filter(([name]) => !taken(name));
  return { ...auth, ...Object.fromEntries(fields), extra };
}

/** Further parameters are kept in clear; those that are secrets become inputs of a definition made for them. */
function withSecrets(fit: Fit, told: readonly Pair[]): Fit {
  if (told.length === 0) return fit;
  const inputs = told.map(([label], index) => ({
    name: `secret${index + 1}`,
    label: label.slice(0, 60),
    secret: true as const,
  }));
  const sent = Object.fromEntries(told.map(([name], index) => [name, `{{inputs.secret${index + 1}}}`]));
  const extended = (step: Step): Step => {
    const { body } = step;
    if (!body || !('parameters' in body)) return step;
    return { ...step, body: { ...body, parameters: { ...body.parameters, ...sent } } };
  };
  const values = Object.fromEntries(told.map(([, value], index) => [`secret${index + 1}`, value]));
  const { steps, refresh } = fit.method;
  const method: Method = {
    ...fit.method,
    inputs: [...fit.method.inputs, ...inputs],
    steps: steps.map(extended),
    ...(refresh ? { refresh: extended(refresh) } : {}),
  };
  return made({ ...fit, inputs: { ...fit.inputs, ...values } }, method);
}

/** The fit with a changed method, as a definition of the user's own. */
function made(fit: Fit, method: Method): Fit {
  const { tokenUrl = '' } = fit.inputs;
  const name = URL.canParse(tokenUrl) ? new URL(tokenUrl).hostname : 'OAuth 2.0';
  return { ...fit, method, provider: ownFrom({ ...fit.provider, name }, method) };
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
    method: 'POST',
    url: auth.tokenUrl,
    headers: [],
    notes: [],
    body: { kind: 'form', fields },
    ...(client === 'header' ? { basic: { username: clientId, password: clientSecret } } : {}),
  };
}

function generic(providers: readonly ProviderDefinition[], auth: OAuth): Fit | undefined {
  const provider = providers.find(({ id }) => id === 'oauth2');
  const method = findMethod(provider, METHODS[auth.grant]);
  if (!provider || !method) return undefined;
  const { tokenUrl, authorizationUrl, clientId, clientSecret, username, password, scope, audience, resource } = auth;
  const all: Readonly<Record<string, string>> = {
    tokenUrl,
    authorizationUrl,
    clientId,
    clientSecret,
    username,
    password,
    scope,
    audience,
    resource,
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
  if (fit.provider.id !== 'oauth2' && !isOwn(fit.provider)) return fit;
  if (place.in === 'header' && !/^[A-Za-z][\w-]{0,30}$/.test(place.prefix)) return { why: 'prefix', what: 'prefix' };
  const apply: Apply =
    place.in === 'header'
      ? { in: 'header', name: 'Authorization', value: `${place.prefix} {{token.accessToken}}` }
      : { in: 'query', name: place.name, value: '{{token.accessToken}}' };
  if (place.in === 'query' && !/^[\w.-]{1,60}$/.test(place.name)) return { why: 'prefix', what: 'query' };
  return made(fit, { ...fit.method, apply: [apply] });
}
