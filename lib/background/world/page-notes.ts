import { type KnownPage, pageName, pageOfName } from '../../domain/keep';
import type { Mapping } from '../../domain/mapping';
import type { KeepAnswer } from '../../domain/view';
import type { StorageArea } from '../../vault/vault-world';
import { idsOf, type Use, withUse } from './recent-use';

const KEEP_PREFIX = 'keep:';
const USE_PREFIX = 'use:';
const mappingKey = (origin: string) => `map:${origin}`;
/** Pages are named by `pageName`: in a frame of another page, one origin is another page than in a tab of its own. */
const keepKey = (page: string) => KEEP_PREFIX + page;
const useKey = (page: string) => USE_PREFIX + page;

/** Whether a change of this key can change what is done on pages by itself. */
export const concernsPages = (key: string): boolean => key.startsWith(KEEP_PREFIX) || key.startsWith(USE_PREFIX);

/** What is remembered of docs pages, in clear: what was last used there, what goes where, and what their user said. */
export function createPageNotes(
  { local, now }: { local: StorageArea; now: () => number },
  changed: () => Promise<unknown>,
) {
  const readOne = async <T>(key: string) => (await local.get(key))[key] as T | undefined;
  const pagesUnder = async (prefix: string): Promise<readonly KnownPage[]> =>
    Object.keys(await local.get(null)).flatMap((key) =>
      key.startsWith(prefix) ? [pageOfName(key.slice(prefix.length))] : [],
    );

  const readKeep = (page: string) => readOne<KeepAnswer>(keepKey(page));
  const framesUnder = async (prefix: string, origin: string) =>
    (await pagesUnder(prefix)).filter((page) => page.origin === origin && page.top !== undefined);

  return {
    readKeep,
    writeKeep: (page: string, answer: KeepAnswer) => local.set({ [keepKey(page)]: answer }),

    /** Pages that their user keeps authorized. */
    keptPages: async (): Promise<readonly KnownPage[]> => {
      const pages = await pagesUnder(KEEP_PREFIX);
      const words = await Promise.all(pages.map((page) => readKeep(pageName(page))));
      return pages.filter((_, index) => words[index] === 'on');
    },

    /** Whether a page of this origin is kept authorized in a frame of another page, and whether one was ever filled there. */
    keptInFrames: async (origin: string) => {
      const words = (await framesUnder(KEEP_PREFIX, origin)).map((page) => readKeep(pageName(page)));
      return (await Promise.all(words)).includes('on');
    },
    usedInFrames: async (origin: string) => (await framesUnder(USE_PREFIX, origin)).length > 0,

    /** Which value goes where on this origin, as its user said; names only. */
    readMapping: async (origin: string) => (await readOne<Mapping>(mappingKey(origin))) ?? {},
    writeMapping: async (origin: string, mapping: Mapping) => {
      if (Object.keys(mapping).length === 0) await local.remove(mappingKey(origin));
      else await local.set({ [mappingKey(origin)]: mapping });
      await changed();
    },

    /** Ids of the connections that were filled on this page, the last first. */
    usedOn: async (page: string) => idsOf(await readOne<Use>(useKey(page))),
    /** Decides an order and nothing else: a page that is filled stays so when there is no room to note it. */
    used: (page: string, id: string) =>
      readOne<Use>(useKey(page))
        .then((before) => local.set({ [useKey(page)]: withUse(before, id, now()) }))
        .catch(() => undefined),

    /** The word for pages of these origins, what was used there, in frames too, and what goes where. */
    forgetPages: async (origins: readonly string[]) => {
      const pages = [...(await pagesUnder(KEEP_PREFIX)), ...(await pagesUnder(USE_PREFIX))];
      const names = pages.filter(({ origin }) => origins.includes(origin)).map(pageName);
      await local.remove([...names.flatMap((name) => [keepKey(name), useKey(name)]), ...origins.map(mappingKey)]);
    },
  };
}
