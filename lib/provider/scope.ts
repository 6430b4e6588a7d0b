import type { ProviderDefinition } from './definition';
import type { Scope } from './template';

/** The names that every template of a provider can use. */
export function baseScope(
  provider: Pick<ProviderDefinition, 'regions'>,
  regionId: string | undefined,
  inputs: Readonly<Record<string, string>>,
): Scope {
  const region = provider.regions.find((candidate) => candidate.id === regionId);
  return { region: region?.values ?? {}, inputs };
}
