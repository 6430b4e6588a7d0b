import { useCallback } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { VaultView } from '../../lib/domain/view';
import { type Loaded, useLoaded } from '../tasks/use-loaded';

/** The vault as it stands, where no tab's view tells it. */
export function useVault(): Loaded<VaultView> {
  return useLoaded(useCallback(() => ask('vaultState', {}), []));
}
