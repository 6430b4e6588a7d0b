import type { ProviderDefinition } from '../../lib/provider/definition';

type Named = Pick<ProviderDefinition, 'id' | 'name' | 'group'>;

const GROUPS = ['provider', 'identity', 'standard'] as const;
type Group = (typeof GROUPS)[number];

export interface ProviderGroup {
  readonly group: Group;
  readonly providers: readonly Named[];
}

/** The providers whose name has every typed word in it, by group; groups without any are left out. Pure. */
export function groupsOf(providers: readonly Named[], typed: string): readonly ProviderGroup[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = ({ name }: Named) => words.every((word) => name.toLowerCase().includes(word));
  return GROUPS.map((group) => ({
    group,
    providers: providers.filter((one) => (one.group ?? 'provider') === group && fits(one)),
  })).filter((group) => group.providers.length > 0);
}
