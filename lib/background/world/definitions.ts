import { bytesOf, LARGEST_DEFINITION, MOST_DEFINITIONS } from '../../definitions/bounds';
import { TokenfillError } from '../../domain/errors';
import { ProviderDefinition } from '../../provider/definition';
import { isOwn } from '../../provider/own';
import { guarded } from '../../vault/areas';
import { DEFINITION_PREFIX } from '../../vault/records';
import type { StorageArea } from '../../vault/vault-world';
import type { Managed } from '../policy/managed';

/**
 * Own definitions: made from a curl command, one record each in local storage, checked by the one schema on the way in and out.
 * No secret is in them, and none opens when one is changed: what a secret is sealed for names their addresses.
 *
 * @see docs/decisions/0027-own-definitions.md
 */
export function createDefinitions(area: StorageArea, builtIn: readonly ProviderDefinition[], managed: Managed) {
  const local = guarded(area);
  let known: readonly ProviderDefinition[] = builtIn;
  let loading: Promise<void> | undefined;

  /**
   * A record that does not read stays where it is and is nobody's provider. So does one whose id the organization uses: it is
   * back when the organization no longer does.
   */
  const load = async () => {
    await managed.ready();
    const records = Object.entries(await local.get(null)).filter(([key]) => key.startsWith(DEFINITION_PREFIX));
    const read = records.map(([key, value]) => readDefinition(value, key.slice(DEFINITION_PREFIX.length)));
    const free = read.filter((definition) => definition !== undefined).filter(({ id }) => !managed.defines(id));
    known = [...builtIn, ...managed.policy().definitions, ...free].sort(byName);
  };
  const reload = () => {
    loading = load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const own = () => known.filter(isOwn);
  const stored = () => own().filter(({ id }) => !managed.defines(id));
  const requireFree = (id: string) => {
    if (managed.defines(id)) throw new TokenfillError('managed_definition');
  };

  return {
    /** Resolves when {@link all} is complete. Read once in a worker's life, and after each change. */
    ready: () => loading ?? reload(),
    reload,
    all: () => known,
    /** Everybody's but the built-in ones: the user's and the organization's. */
    own,
    /** The user's. */
    stored,

    /**
     * Stores definitions, new or changed: all, or none.
     * @throws TokenfillError `managed_definition`, `definition_refused`, `definitions_full`, `storage_full`
     */
    write: async (...definitions: readonly ProviderDefinition[]): Promise<void> => {
      const read = definitions.map((definition) => {
        requireFree(definition.id);
        const one = readDefinition(definition, definition.id);
        if (!one || bytesOf(JSON.stringify(one)) > LARGEST_DEFINITION) throw new TokenfillError('definition_refused');
        return one;
      });
      const ids = new Set([...stored(), ...read].map(({ id }) => id));
      if (ids.size > Math.max(MOST_DEFINITIONS, stored().length)) throw new TokenfillError('definitions_full');
      await local.set(Object.fromEntries(read.map((one) => [DEFINITION_PREFIX + one.id, one])));
      await reload();
    },
    /** The record alone: whoever removes it removes its connections first. @throws TokenfillError `managed_definition` */
    remove: async (id: string): Promise<void> => {
      requireFree(id);
      await local.remove(DEFINITION_PREFIX + id);
      await reload();
    },
    forgetAll: async (): Promise<void> => {
      const keys = Object.keys(await local.get(null)).filter((key) => key.startsWith(DEFINITION_PREFIX));
      await local.remove(keys);
      await reload();
    },
  };
}
export type Definitions = ReturnType<typeof createDefinitions>;

/** An own definition as it may be stored; undefined for anything else. It binds no page and follows nobody who moved. */
function readDefinition(value: unknown, id: string): ProviderDefinition | undefined {
  const parsed = ProviderDefinition.safeParse(value);
  if (!parsed.success || parsed.data.id !== id || !isOwn(parsed.data)) return undefined;
  const { pages, pagePaths, formerly } = parsed.data;
  return pages.length > 0 || pagePaths !== undefined || formerly !== undefined ? undefined : parsed.data;
}

function byName(a: ProviderDefinition, b: ProviderDefinition): number {
  return a.name.localeCompare(b.name);
}
