import { ask } from '../lib/ask';
import type { ConnectionView } from '../lib/domain/connection';
import type { ProviderDefinition } from '../lib/provider/definition';
import { isOwn } from '../lib/provider/own';
import { providers } from '../lib/provider/registry';

/** What screens know of providers: the built-in ones, and own ones as the background last told. */

let own: readonly ProviderDefinition[] = [];

export function knownProviders(): readonly ProviderDefinition[] {
  return own.length === 0 ? providers : [...providers, ...own];
}

export function findProvider(id: string): ProviderDefinition | undefined {
  return knownProviders().find((provider) => provider.id === id);
}

/** Asks for own definitions; resolves when {@link findProvider} knows them. */
export async function learnDefinitions(): Promise<readonly ProviderDefinition[]> {
  own = await ask('listDefinitions', {});
  return own;
}

/** The same views, once everything that they speak of is known. */
export async function withDefinitions<Views>(
  views: Views,
  connections: (views: Views) => readonly ConnectionView[],
  suggested: (views: Views) => string | undefined = () => undefined,
): Promise<Views> {
  const ids = [...connections(views).map(({ connection }) => connection.providerId), suggested(views) ?? ''];
  if (ids.some((id) => isOwn({ id }))) await learnDefinitions();
  return views;
}
