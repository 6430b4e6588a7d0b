import type { Method, ProviderDefinition } from './definition';

const files = import.meta.glob<ProviderDefinition>('../providers/*.ts', { eager: true, import: 'default' });

/** All built-in providers, by name. The folder is the list: a file there is a provider, and a house test says so. */
export const providers: readonly ProviderDefinition[] = Object.values(files).sort((a, b) =>
  a.name.localeCompare(b.name),
);

export function findProvider(id: string): ProviderDefinition | undefined {
  return providers.find((provider) => provider.id === id);
}

export function findMethod(provider: ProviderDefinition | undefined, id: string): Method | undefined {
  return provider?.methods.find((method) => method.id === id);
}
