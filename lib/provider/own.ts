import type { ProviderDefinition } from './definition';

/** Ids of definitions that the user made begin so; no built-in one does. */
export const OWN_PREFIX = 'own-';

/** Whether a definition is the user's own: it binds no page, and nothing in it moves a secret without asking. */
export function isOwn({ id }: Pick<ProviderDefinition, 'id'>): boolean {
  return id.startsWith(OWN_PREFIX);
}
