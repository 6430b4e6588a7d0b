import type { Node } from './tree';

/** A file of a collection that is kept as a folder of files. */
export interface Placed {
  /** Its path in the folder of the collection: `Orders/List.yml`. */
  readonly path: string;
  /** `folder`: it says what holds for the folder that it lies in. */
  readonly is: 'folder' | 'request';
  readonly node: Node;
}

/** Nobody's folders are deeper; what is, lies in the deepest. */
const DEEPEST = 40;

/** The files as a tree, each under the folders that it lies in. */
export function nodesOf(files: readonly Placed[]): readonly Node[] {
  return inFolder(
    files.map((file) => ({ ...file, folders: file.path.split('/').slice(0, -1).slice(0, DEEPEST) })),
    0,
  );
}

type InFolders = Placed & { readonly folders: readonly string[] };

function inFolder(files: readonly InFolders[], depth: number): readonly Node[] {
  const folders = new Map<string, InFolders[]>();
  for (const file of files) {
    const folder = file.folders[depth];
    if (folder === undefined) continue;
    const inside = folders.get(folder);
    if (inside) inside.push(file);
    else folders.set(folder, [file]);
  }
  // A folder's file without its folder is not of what lies beside it: it stands for itself.
  const here = files.filter((file) => file.folders.length === depth && (file.is === 'request' || depth === 0));
  return [
    ...here.map(({ node }) => node),
    ...[...folders].map(([name, inside]): Node => {
      const own = inside.find((file) => file.is === 'folder' && file.folders.length === depth + 1)?.node;
      const said = own ?? { name, auth: undefined, variables: [] };
      return { ...said, name: said.name || name, children: inFolder(inside, depth + 1) };
    }),
  ];
}
