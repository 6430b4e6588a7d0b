import type { Connection } from '../domain/connection';
import { jsonOf } from '../domain/json';
import { originOf } from '../domain/origin';
import type { Method, ProviderDefinition, Step } from './definition';
import { isOwn } from './own';
import { findMethod } from './registry';
import { baseScope } from './scope';
import { expandUrl } from './template';

/** What a sealed secret is bound to: where it is sent, where its token is filled in, and whether without https. */
interface Binding {
  readonly provider: string;
  readonly method: string;
  readonly tokenUrls: readonly string[];
  /** Where a person signs in; only in methods that have it, so that older secrets stay readable. */
  readonly signInUrl?: string;
  readonly origins: readonly string[];
  readonly allowHttp: boolean;
  /** Own definitions only, which are kept beside the connections and come in files: everything that they send, and where to. */
  readonly sends?: string;
}

/**
 * The binding of a connection as canonical text, for the vault's authenticated data. Whoever edits the stored origins or
 * the definition's token URL gets no secret out, because the text no longer is the one that was sealed.
 */
export function bindingOf(providers: readonly ProviderDefinition[], connection: Connection): string {
  const provider = providers.find((candidate) => candidate.id === connection.providerId);
  const method = findMethod(provider, connection.methodId);
  const scope = provider ? baseScope(provider, connection.regionId, connection.inputs) : {};
  const binding: Binding = {
    provider: connection.providerId,
    method: connection.methodId,
    tokenUrls: [...stepsOf(method).map(({ url }) => url), ...(method?.revocation ? [method.revocation.url] : [])].map(
      (url) => urlOrNothing(url, scope),
    ),
    ...(method?.signIn && { signInUrl: urlOrNothing(method.signIn.url, scope) }),
    origins: [...connection.origins].sort(),
    allowHttp: connection.allowHttp,
    ...(provider && isOwn(provider) ? { sends: sentBy(provider, method, connection) } : {}),
  };
  return JSON.stringify(binding);
}

/**
 * Whatever a file could bring along to get at a secret or a token: another body for the same address, a request of the token list,
 * another value of the region. Texts for people may change.
 */
function sentBy(provider: ProviderDefinition, method: Method | undefined, { regionId }: Connection): string {
  const { pages, apiOrigins, verify, inventory, regions } = provider;
  const { steps, refresh, revocation, signIn, discovery, token, apply, becomes } = method ?? {};
  const region = regions.find(({ id }) => id === regionId)?.values;
  const ofProvider = { pages, apiOrigins, verify, inventory, region };
  return JSON.stringify({ ...ofProvider, steps, refresh, revocation, signIn, discovery, token, apply, becomes });
}

/** Every request that carries a secret of this method. */
function stepsOf(method: Method | undefined): readonly Step[] {
  return [...(method?.steps ?? []), ...(method?.refresh ? [method.refresh] : [])];
}

function urlOrNothing(template: string, scope: Parameters<typeof expandUrl>[1]): string {
  try {
    return expandUrl(template, scope).href;
  } catch {
    return '';
  }
}

/**
 * Whether a secret sealed for `before` may be sealed again for `now` without asking: only when nothing changed but token
 * addresses, and a built-in definition says that those it left are its own former ones (a provider that moved).
 */
export function mayReseal(providers: readonly ProviderDefinition[], before: string, now: string): boolean {
  const [old, current] = [before, now].map((text) => jsonOf(text) as Binding | undefined);
  if (!old || !current) return false;
  const same =
    old.provider === current.provider && old.method === current.method && old.allowHttp === current.allowHttp;
  const sameOrigins = old.origins.join() === current.origins.join();
  const provider = providers.find((candidate) => candidate.id === current.provider);
  const formerly = provider && !isOwn(provider) ? (provider.formerly ?? []) : [];
  const moved = old.tokenUrls.filter((url) => !current.tokenUrls.includes(url));
  return same && sameOrigins && moved.length > 0 && moved.every((url) => formerly.includes(originOf(url) ?? ''));
}
