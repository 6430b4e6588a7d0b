import { originOf, parseBaseUrl } from '../domain/origin';
import type { Method, ProviderDefinition, Step } from './definition';
import { baseScope } from './engine';
import { expandUrl, type Scope } from './template';

/** The filled-in part of a connection that decides addresses. */
export interface AddressInputs {
  readonly regionId?: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Origins of a provider's docs pages for this region or server: what a new connection is bound to (design §9.8). */
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
  return stepOrigins(method.steps, baseScope(provider, address.regionId, address.inputs));
}

/** Origins that these steps send requests to. */
export function stepOrigins(steps: readonly Step[], scope: Scope): readonly string[] {
  return unique(steps.map((step) => safeOrigin(step.url, scope)));
}

/** The provider and region whose docs page this is. Only says which form to show; origins are compared exactly. */
export function providerForPage(
  providers: readonly ProviderDefinition[],
  pageUrl: string,
):
  | {
      readonly provider: ProviderDefinition;
      readonly regionId?: string | undefined;
      readonly inputs: Record<string, string>;
    }
  | undefined {
  const origin = originOf(pageUrl);
  if (origin === undefined) return undefined;
  for (const provider of providers) {
    const regionIds = provider.regions.length > 0 ? provider.regions.map((region) => region.id) : [undefined];
    const matching = regionIds.filter((regionId) => pageOrigins(provider, { regionId, inputs: {} }).includes(origin));
    if (matching.length > 0) return { provider, regionId: bestRegion(provider, matching, origin), inputs: {} };
  }
  return providerByPath(providers, new URL(pageUrl));
}

/** Several regions may share a docs page (Port): the one whose API is on the page's own origin is meant. */
function bestRegion(
  provider: ProviderDefinition,
  regionIds: readonly (string | undefined)[],
  origin: string,
): string | undefined {
  return regionIds.find((regionId) => apiOrigins(provider, { regionId, inputs: {} }).includes(origin)) ?? regionIds[0];
}

/** A customer's own server is recognised by its page's path; the form then shows the tab's address for confirmation. */
function providerByPath(providers: readonly ProviderDefinition[], page: URL) {
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
