import type { Collected } from './found';

/** The folder of a path, with its slash; empty where there is none. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Folders of the collections that were given. */
export interface Folders {
  /** With a collection's file of the format that is read, also when that could not be read. */
  readonly named: readonly string[];
  /** Of collections in Bruno's other format. */
  readonly elsewhere: readonly string[];
}

interface Named {
  /** Its path or name. */
  readonly name: string;
}

/**
 * Files by the folder of the collection that they are of: what lies in one collection is never used with another. A file in none of
 * these folders is of the folder that has its `environments`, else of none (the empty one).
 *
 * @param folders those that are known to be a collection's, with their slash
 */
export function groupsOf<File extends Named>(
  files: readonly File[],
  folders: readonly string[],
  isEnvironment: (file: File) => boolean,
): ReadonlyMap<string, readonly File[]> {
  const declared = deepestFirst(folders);
  const outside = files.filter(({ name }) => !declared.some((folder) => name.startsWith(folder)));
  const inferred = deepestFirst(outside.filter(isEnvironment).map(({ name }) => reachOf(name)));
  const groupOf = (file: File) => {
    const { name } = file;
    const within = declared.find((folder) => name.startsWith(folder));
    if (within !== undefined) return within;
    // Chosen one by one, files have no folders: then they are of the one collection there is.
    if (!name.includes('/') && declared.length === 1) return declared[0] ?? '';
    return isEnvironment(file) ? reachOf(name) : (inferred.find((folder) => name.startsWith(folder)) ?? '');
  };
  const groups = new Map<string, File[]>();
  for (const file of files) {
    const folder = groupOf(file);
    const group = groups.get(folder);
    if (group) group.push(file);
    else groups.set(folder, [file]);
  }
  return groups;
}

/** What lies in a collection's folder is of that collection, in either format; what was chosen by itself is not. */
export function belongingOf(folder: string, members: readonly Named[], { named, elsewhere }: Folders): Collected['is'] {
  const lie = folder !== '' && members.every(({ name }) => name.startsWith(folder));
  return named.includes(folder) || (lie && elsewhere.includes(folder)) ? 'collection' : 'loose';
}

/** A collection may lie in a folder of another. */
function deepestFirst(folders: readonly string[]): readonly string[] {
  return [...new Set(folders)].sort((a, b) => b.length - a.length);
}

/** Where an environment is used: in the folder around `environments`. One that was exported by itself, as JSON, is used anywhere. */
function reachOf(path: string): string {
  return /\.json$/i.test(path) ? '' : folderOf(path).replace(/(^|\/)environments\/$/, '$1');
}
