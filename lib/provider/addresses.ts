import { originOf, parseBaseUrl } from '../domain/origin';
import type { Method, ProviderDefinition, Step } from './definition';
import { baseScope } from './scope';
import { expandUrl, type Scope } from './template';

/** The filled-in part of a connection that decides addresses. */
export interface AddressInputs {
  readonly regionId?: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Origins of a provider's docs pages for this region or server: bound to a new one (SECURITY.md#bound-origins). */
export function pageOrigins(provider: ProviderDefinition, address: AddressInputs): readonly string[] {
  return originsOf(provider.pages, provider, address);
}

/** Origins of the API servers that this connection's token is meant for. */
export function apiOrigins(provider: ProviderDefinition, address: AddressInputs): readonly string[] {
  return originsOf(provider.apiOrigins, provider, address);
}

/** API origins of all the other regions: a token of this region must not go there. */
export function otherRegionOrigins(provider: ProviderDefinition, address: AddressInputs): readonly string[] {
  const own = apiOrigins(provider, address);
  const others = provider.regions.flatMap((region) => apiOrigins(provider, { ...address, regionId: region.id }));
  return [...new Set(others)].filter((origin) => !own.includes(origin));
}

/** Origins that obtaining sends requests to: what the host permission is asked for. */
export function tokenOrigins(provider: ProviderDefinition, method: Method, address: AddressInputs): readonly string[] {
  const steps = method.refresh ? [...method.steps, method.refresh] : method.steps;
  return stepOrigins(steps, baseScope(provider, address.regionId, address.inputs));
}

/** Origins that these steps send requests to. */
export function stepOrigins(steps: readonly Step[], scope: Scope): readonly string[] {
  return unique(steps.map((step) => safeOrigin(step.url, scope)));
}

/** What a page's address, and the server it says it calls, tell about the form to show. */
export interface PageMatch {
  readonly provider: ProviderDefinition;
  readonly regionId?: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The provider and region whose docs page this is. Only says which form to show; origins are compared exactly. */
export function providerForPage(
  providers: readonly ProviderDefinition[],
  pageUrl: string,
  server?: string,
): PageMatch | undefined {
  const origin = originOf(pageUrl);
  if (origin === undefined) return undefined;
  for (const provider of providers) {
    const ids = provider.regions.map((region) => region.id);
    const matching = (ids.length > 0 ? ids : [undefined]).filter((regionId) =>
      pageOrigins(provider, { regionId, inputs: {} }).includes(origin),
    );
    if (matching.length > 0) {
      return { provider, regionId: bestRegion(provider, matching, origin, originOf(server)), inputs: {} };
    }
  }
  return providerByPath(providers, new URL(pageUrl));
}

/** Regions may share docs pages (Port): the server that the page calls decides, then the page's own host. */
function bestRegion(
  provider: ProviderDefinition,
  regionIds: readonly (string | undefined)[],
  origin: string,
  server: string | undefined,
): string | undefined {
  const score = (regionId: string | undefined) => {
    const origins = apiOrigins(provider, { regionId, inputs: {} });
    return (server !== undefined && origins.includes(server) ? 2 : 0) + (origins[0] === origin ? 1 : 0);
  };
  return [...regionIds].sort((a, b) => score(b) - score(a))[0];
}

/** A customer's own server is recognised by its page's path; the form then shows the tab's address for confirmation. */
function providerByPath(providers: readonly ProviderDefinition[], page: URL): PageMatch | undefined {
  const path = page.pathname.toLowerCase().replace(/\/$/, '');
  const provider = providers.find((candidate) => candidate.baseUrl && candidate.pagePaths?.includes(path));
  return provider?.baseUrl ? { provider, inputs: { [provider.baseUrl]: page.origin } } : undefined;
}

function originsOf(
  templates: readonly string[],
  provider: ProviderDefinition,
  address: AddressInputs,
): readonly string[] {
  const scope = baseScope(provider, address.regionId, address.inputs);
  return unique(templates.map((template) => safeOrigin(template, scope)));
}

/** The origin of a template's URL; undefined while the server's address is not (or wrongly) typed in. */
function safeOrigin(template: string, scope: Scope): string | undefined {
  try {
    return expandUrl(template, scope).origin;
  } catch {
    return undefined;
  }
}

function unique(origins: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(origins.filter((origin) => origin !== undefined))];
}

/** A typed server address with its scheme made explicit, for showing and for storing. */
export function normaliseBaseUrl(text: string): string {
  return parseBaseUrl(text) ?? text.trim();
}
