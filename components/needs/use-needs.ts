import { useCallback } from 'preact/hooks';
import { ask } from '../../lib/ask';
import { useLoaded } from '../tasks/use-loaded';

/** What needs the user now. */
export function useNeeds() {
  const { value, reload } = useLoaded(useCallback(() => ask('listNeeds', {}), []));
  return { needs: value ?? [], reload };
}
