import type { TokenSource } from '../domain/page';
import { loginOperations } from './openapi-login';
import { followed } from './openapi-paths';
import { child, entries, quietly, text } from './read-tree';

/** More than anybody would choose from. */
const MAX_SOURCES = 10;
const MAX_SCHEMES = 50;
const MAX_SCOPES = 50;
/** Longest address and longest scope, characters; what is longer is left out, because cut it would be another. */
const MAX_URL = 2_000;
const MAX_SCOPE = 200;

/** Types of schemes that say where tokens come from. */
const ASKING: ReadonlySet<string> = new Set(['oauth2', 'openIdConnect']);

/** What the adapter knows of the page's document. */
export interface SourcesContext {
  /** `components.securitySchemes` or `securityDefinitions`. */
  readonly definitions: unknown;
  /** The whole document, where the adapter has it; login operations and scopes are read from it. */
  readonly document?: unknown;
  /** Absolute URL of the server the page will call next: what relative addresses stand against. */
  readonly server: string | undefined;
}

/** Flow names of Swagger 2.0 that OpenAPI 3 calls otherwise. */
const SWAGGER_2_FLOWS: Readonly<Record<string, string>> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/**
 * Where a document says that tokens come from: the flows of its OAuth schemes, OpenID Connect metadata, and operations that
 * look like a login, in this order, each address once. Reads only; nothing is asked.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#relative-references-in-api-urls relative addresses stand against the server
 */
export function readSources({ definitions, document, server }: SourcesContext): readonly TokenSource[] {
  const absolute = (address: string | undefined) => webAddress(address, server);
  const schemes = entries(definitions).map(([name, given]) => [name, followed(document, given)] as const);
  const asking = schemes.filter(([, scheme]) => ASKING.has(text(scheme, 'type') ?? '')).slice(0, MAX_SCHEMES);
  const declared = asking.flatMap(([name, scheme]) => sourcesOf(scheme, requiredScopes(document, name), absolute));
  const logins = server === undefined ? [] : loginOperations(document, server);
  // A password flow whose endpoint is also an operation: the operation says which fields it wants and needs no client.
  const flows = declared.filter(({ kind, url }) => kind !== 'password' || !logins.some((login) => login.url === url));
  const found = [...flows, ...logins].filter(({ url }) => url.length <= MAX_URL);
  return [...new Map(found.map((source) => [`${source.kind} ${source.url}`, source])).values()].slice(0, MAX_SOURCES);
}

type Absolute = (address: string | undefined) => string | undefined;

function sourcesOf(scheme: unknown, required: readonly string[], absolute: Absolute): readonly TokenSource[] {
  const type = text(scheme, 'type');
  if (type === 'openIdConnect') {
    const url = absolute(text(scheme, 'openIdConnectUrl'));
    return url === undefined ? [] : [{ kind: 'openIdConnect', url, scopes: required }];
  }
  const flow = text(scheme, 'flow');
  const flows =
    flow === undefined ? entries(child(scheme, 'flows')) : [[SWAGGER_2_FLOWS[flow] ?? flow, scheme] as const];
  return flows.flatMap(([kind, values]) => sourceOf(kind, values, required, absolute) ?? []);
}

function sourceOf(
  kind: string,
  flow: unknown,
  required: readonly string[],
  absolute: Absolute,
): TokenSource | undefined {
  const tokenUrl = absolute(text(flow, 'tokenUrl'));
  const authorizationUrl = absolute(text(flow, 'authorizationUrl'));
  const scopes = scopesOf(flow, required);
  switch (kind) {
    case 'clientCredentials':
    case 'password':
      return tokenUrl === undefined ? undefined : { kind, url: tokenUrl, scopes };
    case 'authorizationCode':
      if (tokenUrl === undefined || authorizationUrl === undefined) return undefined;
      return { kind, url: tokenUrl, authorizationUrl, scopes };
    case 'implicit':
      return authorizationUrl === undefined ? undefined : { kind, url: authorizationUrl, scopes };
    default:
      return undefined;
  }
}

/** Asking for every scope there is would ask for more than the page needs. */
function scopesOf(flow: unknown, required: readonly string[]): readonly string[] {
  const offered = entries(child(flow, 'scopes')).map(([name]) => name);
  const asked = required.filter((scope) => offered.includes(scope));
  return withinLimits(asked.length === 0 && offered.length === 1 ? offered : asked);
}

/** Scopes that the document's global `security` asks of this scheme. */
function requiredScopes(document: unknown, name: string): readonly string[] {
  const alternatives = entries(child(document, 'security'))
    .slice(0, MAX_SCHEMES)
    .map(([, needed]) => child(needed, name));
  const scopes = entries(alternatives.find((found) => found !== undefined)).map(([, scope]) => scope);
  return withinLimits(scopes.filter((scope) => typeof scope === 'string'));
}

function withinLimits(scopes: readonly string[]): readonly string[] {
  return scopes.filter((scope) => scope !== '' && scope.length <= MAX_SCOPE).slice(0, MAX_SCOPES);
}

function webAddress(address: string | undefined, server: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const url = quietly(() => new URL(address, server), undefined);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}
