import { createEntries } from './entries';
import { createInside } from './inside';
import { createKeeper } from './keeper';
import type { Vault, VaultKeeper } from './vault';
import type { VaultWorld } from './vault-world';

/** The vault's two faces: entries for the services, the whole of it for the lock and the settings. */
export function createVault(world: VaultWorld): { readonly vault: Vault; readonly keeper: VaultKeeper } {
  const inside = createInside(world);
  return { vault: createEntries(inside), keeper: createKeeper(inside) };
}
