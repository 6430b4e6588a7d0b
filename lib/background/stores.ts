import { bindingOf, mayReseal } from '../provider/binding';
import type { ProviderDefinition } from '../provider/definition';
import { createVault } from '../vault/create-vault';
import type { StorageArea, VaultWorld } from '../vault/vault-world';
import { createManaged } from './policy/managed';
import { underPolicy } from './policy/under-policy';
import { createDefinitions } from './world/definitions';

type StoresWorld = Pick<VaultWorld, 'local' | 'session' | 'lock' | 'now' | 'backup'> & {
  readonly storage: { readonly managed?: Pick<StorageArea, 'get'> };
};

/** What is stored, and what an organization has set: the vault and the definitions, both as its policy lets them be seen. */
export function createStores({ storage, ...world }: StoresWorld, builtIn: readonly ProviderDefinition[]) {
  const managed = createManaged(storage.managed, builtIn);
  const definitions = createDefinitions(world.local, builtIn, managed);
  const stored = createVault({
    ...world,
    bindingOf: (connection) => bindingOf(definitions.all(), connection),
    mayReseal: (before, now) => mayReseal(definitions.all(), before, now),
    ready: definitions.ready,
  });
  return { ...underPolicy(stored, managed), definitions, managed, providers: definitions.all };
}
