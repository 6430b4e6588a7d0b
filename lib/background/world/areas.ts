import { guarded } from '../../vault/areas';
import type { World } from './world';

/** Both storage areas for whoever keeps more than the vault does: what they throw is a failure with a code and a text. */
export function areasOf({ storage: { local, session } }: World['browser']) {
  return { local: guarded(local), session: guarded(session) };
}
