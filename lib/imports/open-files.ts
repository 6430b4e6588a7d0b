import { nodesOf, type Placed } from './folder-tree';
import type { Collected } from './found';
import { folderOf, groupsOf } from './groups';
import { type Heir, withInherited } from './inherit';
import type { OpenPart } from './open-collection';
import { type Node, walk } from './tree';

export interface OpenFile {
  /** Its path or name. */
  readonly name: string;
  readonly part: OpenPart;
}

/**
 * The files that were given together: each collection with what lies in its folder, the rest by where it lies.
 *
 * @param elsewhere folders of collections in Bruno's other format
 * @param named folders with a collection's file, also when that could not be read
 */
export function readOpen(
  files: readonly OpenFile[],
  { named, elsewhere }: { readonly named: readonly string[]; readonly elsewhere: readonly string[] },
): readonly Collected[] {
  const tops = files.filter(({ part }) => part.is === 'collection');
  const folders = [...named, ...tops.map(({ name }) => folderOf(name))];
  const groups = groupsOf(
    files.filter((file) => !tops.includes(file)),
    [...folders, ...elsewhere],
    ({ part }) => part.is === 'environments',
  );
  // Of two that are one file each, in one folder, nobody knows whose the other files are.
  const owners = tops.filter(({ name }) => tops.filter((top) => folderOf(top.name) === folderOf(name)).length === 1);
  const owned = new Set(owners.map(({ name }) => folderOf(name)));
  const unowned = [...groups].filter(([folder]) => !owned.has(folder));
  const shared = new Set(tops.map(({ name }) => folderOf(name)));
  return [
    ...tops.map((top) => {
      const folder = folderOf(top.name);
      return collectedOf(folder, top, owned.has(folder) ? (groups.get(folder) ?? []) : []);
    }),
    ...unowned.map(([folder, members]): Collected => {
      const is = named.includes(folder) && !shared.has(folder) ? 'collection' : 'loose';
      return { ...collectedOf(folder, undefined, members), is };
    }),
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
