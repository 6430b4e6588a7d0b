import { nodesOf, type Placed } from './folder-tree';
import type { Collected } from './found';
import { belongingOf, type Folders, folderOf, groupsOf } from './groups';
import { type Heir, withInherited } from './inherit';
import type { OpenPart } from './open-collection';
import { type Node, walk } from './tree';

export interface OpenFile {
  /** Its path or name. */
  readonly name: string;
  readonly part: OpenPart;
}

/** The file of a collection that is kept as a folder. One that was exported as one file has any name. */
export const COLLECTION_FILE = /(^|\/)opencollection\.ya?ml$/;

/** The files that were given together: each collection with what lies in its folder, the rest by where it lies. */
export function readOpen(files: readonly OpenFile[], { named, elsewhere }: Folders): readonly Collected[] {
  const tops = files.filter(({ part }) => part.is === 'collection');
  const folders = [...named, ...tops.map(({ name }) => folderOf(name))];
  const groups = groupsOf(
    files.filter((file) => !tops.includes(file)),
    [...folders, ...elsewhere],
    ({ part }) => part.is === 'environments',
  );
  // Of two that are one file each, in one folder, nobody knows whose the other files are.
  const ownerOf = (folder: string) => {
    const here = tops.filter(({ name }) => folderOf(name) === folder);
    const alone = here.length === 1 && !named.includes(folder) ? here[0] : undefined;
    return here.find(({ name }) => COLLECTION_FILE.test(name)) ?? alone;
  };
  const owners = new Map([...new Set(folders)].map((folder) => [folder, ownerOf(folder)]));
  return [
    ...tops.map((top) => {
      const folder = folderOf(top.name);
      return collectedOf(folder, top, owners.get(folder) === top ? (groups.get(folder) ?? []) : []);
    }),
    ...[...groups]
      .filter(([folder]) => !owners.get(folder))
      .map(
        ([folder, members]): Collected => ({
          ...collectedOf(folder, undefined, members),
          is: belongingOf(folder, members, { named, elsewhere }),
        }),
      ),
  ];
}

const LOOSE: Node = { name: '', auth: undefined, variables: [], children: [] };

function collectedOf(folder: string, top: OpenFile | undefined, members: readonly OpenFile[]): Collected {
  const said = top?.part.is === 'collection' ? top.part : { node: LOOSE, environments: [] };
  const within = (path: string) => (path.startsWith(folder) ? path.slice(folder.length) : path);
  const placed = members.flatMap(({ name, part }): readonly Placed[] =>
    part.is === 'folder' || part.is === 'request' ? [{ path: within(name), is: part.is, node: part.node }] : [],
  );
  const environments = members.flatMap(({ part }): readonly Heir[] =>
    part.is === 'environments' ? part.environments : [],
  );
  const name = said.node.name || folder.split('/').at(-2) || 'Bruno';
  return {
    tool: 'bruno',
    is: 'collection',
    folder,
    name,
    environments: withInherited([...said.environments, ...environments]),
    variables: said.node.variables,
    ...walk({ ...said.node, name, variables: [], children: [...said.node.children, ...nodesOf(placed)] }),
  };
}
