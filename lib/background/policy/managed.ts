import type { ManagedPart } from '../../domain/managed';
import { NO_POLICY, type Policy, readPolicy } from '../../managed/policy';
import type { ProviderDefinition } from '../../provider/definition';
import type { StorageArea } from '../../vault/vault-world';

/**
 * The organization's policy, as the browser reads it from `storage.managed`. Read once in a worker's life and again whenever the
 * browser says that it changed; nothing of it is stored by us.
 *
 * @see docs/managed.md
 */
export function createManaged(area: Pick<StorageArea, 'get'> | undefined, builtIn: readonly ProviderDefinition[]) {
  let policy: Policy = NO_POLICY;
  let loading: Promise<void> | undefined;

  const reload = () => {
    const ids = builtIn.map(({ id }) => id);
    // One after the other: an earlier look that takes longer must not have the last word.
    loading = (loading ?? Promise.resolve()).then(async () => {
      const raw = await readArea(area);
      policy = raw === undefined ? UNREADABLE : readPolicy(raw, ids);
    });
    return loading;
  };
  const pagesOf = (providerId: string) => policy.pages.find((pages) => pages.providerId === providerId);

  return {
    /** Resolves when {@link policy} is known. Never rejects. */
    ready: () => loading ?? reload(),
    reload,
    policy: () => policy,
    rules: () => policy.rules,
    pagesOf,
    /** Whose page this is, by the policy's word. */
    providerAt: (origin: string | undefined) =>
      policy.pages.find(({ origins }) => origin !== undefined && origins.includes(origin))?.providerId,
    /** Whether a definition comes from the organization, so that nobody changes it here. */
    defines: (definitionId: string) => policy.definitions.some(({ id }) => id === definitionId),
    /** What is fixed of a connection of this provider; undefined when nothing is. */
    partOf: (providerId: string): ManagedPart | undefined => {
      const { origins = [], others = 'allowed' } = pagesOf(providerId) ?? {};
      const copying = policy.rules.export === 'forbidden' ? 'forbidden' : 'allowed';
      const free = origins.length === 0 && others === 'allowed' && copying === 'allowed';
      return free ? undefined : { origins, others, copying };
    },
  };
}
export type Managed = ReturnType<typeof createManaged>;

const UNREADABLE: Policy = { ...NO_POLICY, problems: [{ path: '', code: 'managed_unreadable' }] };

/** Undefined when there is one that the browser cannot read. Firefox refuses where there is none: "manifest not found". */
async function readArea(area: Pick<StorageArea, 'get'> | undefined): Promise<unknown> {
  if (!area) return {};
  try {
    return await area.get(null);
  } catch (error) {
    return error instanceof Error && /not found/i.test(error.message) ? {} : undefined;
  }
}
