import type { Connection } from '../domain/connection';
import type { VaultWorld } from './vault-world';

export type Bindings = Pick<VaultWorld, 'bindingOf' | 'mayReseal'>;

/**
 * Whether what was kept for `keptFor` may be used with the connection as it is now. A connection that no binding can be made
 * of (its provider is gone) is a changed one: it must not stop the others from being listed.
 */
export function compareBinding(
  { bindingOf, mayReseal }: Bindings,
  keptFor: string,
  connection: Connection,
): 'same' | 'moved' | 'changed' {
  try {
    const now = bindingOf(connection);
    if (keptFor === now) return 'same';
    return mayReseal(keptFor, now) ? 'moved' : 'changed';
  } catch {
    return 'changed';
  }
}
