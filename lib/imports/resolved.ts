import type { CurlBody, CurlRequest, Json, Pair } from '../curl/curl-request';
import type { Auth, OAuth, Sample } from './found';
import type { Resolver } from './variables';

/** Found things with the values of one environment in place of their variables. */

export function resolveAuth<Kind extends Auth>(auth: Kind, resolver: Resolver): Kind {
  const say = (text: string) => resolver.text(text);
  const resolved: Auth = (() => {
    switch (auth.kind) {
      case 'oauth2':
        return resolveOAuth(auth, say);
      case 'bearer':
        return { ...auth, token: say(auth.token), prefix: say(auth.prefix) };
      case 'basic':
        return { ...auth, username: say(auth.username), password: say(auth.password) };
      case 'key':
        return { ...auth, name: say(auth.name), value: say(auth.value) };
      case 'login':
        return { ...auth, request: resolveRequest(auth.request, say) };
    }
  })();
  return resolved as Kind;
}

type Say = (text: string) => string;

function resolveOAuth(auth: OAuth, say: Say): OAuth {
  const { place } = auth;
  const grant = auth.grant === 'password' ? { username: say(auth.username), password: say(auth.password) } : {};
  const signIn = auth.grant === 'authorization_code' ? { authorizationUrl: say(auth.authorizationUrl) } : {};
  return {
    ...auth,
    ...grant,
    ...signIn,
    tokenUrl: say(auth.tokenUrl),
    clientId: say(auth.clientId),
    clientSecret: say(auth.clientSecret),
    scope: say(auth.scope),
    audience: say(auth.audience),
    resource: say(auth.resource),
    place: place.in === 'header' ? { in: 'header', prefix: say(place.prefix) } : { in: 'query', name: say(place.name) },
    extra: resolvePairs(auth.extra, say),
  };
}

export function resolveSample(sample: Sample | undefined, resolver: Resolver): Sample | undefined {
  if (!sample) return undefined;
  const say = (text: string) => resolver.text(text);
  // The path of an API call names what the user looks at; only its server matters here.
  return { url: say(serverOf(sample.url)), headers: resolvePairs(sample.headers, say) };
}

/** The address up to its path, with variables that stand in the host. */
function serverOf(url: string): string {
  const scheme = url.indexOf('://');
  const lastClose = url.lastIndexOf('}}');
  for (let at = scheme < 0 ? 0 : scheme + 3; at < url.length; at += 1) {
    if (at < lastClose && url.startsWith('{{', at)) at = url.indexOf('}}', at) + 1;
    else if ('/?#'.includes(url[at] ?? '')) return url.slice(0, at);
  }
  return url;
}

function resolveRequest(request: CurlRequest, say: Say): CurlRequest {
  const { basic, body } = request;
  return {
    ...request,
    url: say(request.url),
    headers: resolvePairs(request.headers, say),
    ...(basic ? { basic: { username: say(basic.username), password: say(basic.password) } } : {}),
    ...(body ? { body: resolveBody(body, say) } : {}),
  };
}

function resolveBody(body: CurlBody, say: Say): CurlBody {
  if (body.kind === 'form') return { kind: 'form', fields: resolvePairs(body.fields, say) };
  return body.kind === 'json' ? { kind: 'json', fields: resolveFields(body.fields, say) } : body;
}

function resolveFields(fields: { readonly [key: string]: Json }, say: Say): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, resolveJson(value, say)]));
}

function resolveJson(value: Json, say: Say): Json {
  if (typeof value === 'string') return say(value);
  if (Array.isArray(value)) return value.map((item: Json) => resolveJson(item, say));
  if (typeof value !== 'object' || value === null) return value;
  return resolveFields(value as { readonly [key: string]: Json }, say);
}

function resolvePairs(pairs: readonly Pair[], say: Say): readonly Pair[] {
  return pairs.map(([name, value]): Pair => [name, say(value)]);
}
