import type { ProviderDefinition } from './definition';

/**
 * Identity function that gives a provider file its type. A file of its own so that screens, which draw forms from
 * providers, do not carry the schema along; a house test parses every provider with it.
 */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  return definition;
}
