import type { ProviderDefinition } from './definition';

/**
 * Identity function that gives a provider file its type. A file of its own so that screens, which draw forms from
 * providers, do not carry the schema along; a house test parses every provider with it.
 */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  return definition;
}

type IdentityServer = Omit<ProviderDefinition, 'group' | 'regions' | 'pages' | 'apiOrigins'>;

/** A provider whose servers are its users' own: an input says where one is, and whose pages and APIs its tokens are for, nobody knows. */
export function defineIdentityServer(definition: IdentityServer): ProviderDefinition {
  return { ...definition, group: 'identity', regions: [], pages: [], apiOrigins: [] };
}
