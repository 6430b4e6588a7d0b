import { folderOf, nodesOf, type Placed } from './folder-tree';
import type { Collected, Environment } from './found';
import type { OpenPart } from './open-collection';
import { type Node, walk } from './tree';

export interface OpenFile {
  /** Its path or name. */
  readonly name: string;
  readonly part: OpenPart;
}

/** The files that were given together: each collection with what lies in its folder, the rest as one of its own. */
export function readOpen(files: readonly OpenFile[]): readonly Collected[] {
  const tops = files.filter(({ part }) => part.is === 'collection');
  // The deepest folder first: a collection may lie in a folder of another.
  const byDepth = [...tops].sort((a, b) => folderOf(b.name).length - folderOf(a.name).length);
  const rest = files.filter((file) => !tops.includes(file));
  // Chosen one by one, files have no folders: then they are of the one collection there is.
  const topOf = ({ name }: OpenFile) =>
    byDepth.find((top) => name.startsWith(folderOf(top.name))) ?? (tops.length === 1 ? tops[0] : undefined);
  const given = new Map<OpenFile | undefined, OpenFile[]>([...tops, undefined].map((top) => [top, []]));
  for (const file of rest) given.get(topOf(file))?.push(file);
  return [...given].flatMap(([top, members]) => (top || members.length > 0 ? [collectedOf(top, members)] : []));
}

const LOOSE: Node = { name: '', auth: undefined, variables: [], children: [] };

function collectedOf(top: OpenFile | undefined, members: readonly OpenFile[]): Collected {
  const said = top?.part.is === 'collection' ? top.part : { node: LOOSE, environments: [] };
  const base = top ? folderOf(top.name) : '';
  const within = (path: string) => (path.startsWith(base) ? path.slice(base.length) : path);
  const placed = members.flatMap(({ name, part }): readonly Placed[] =>
    part.is === 'folder' || part.is === 'request' ? [{ path: within(name), is: part.is, node: part.node }] : [],
  );
  const environments = members.flatMap(({ part }): readonly Environment[] =>
    part.is === 'environments' ? part.environments : [],
  );
  const name = said.node.name || base.split('/').at(-2) || 'Bruno';
  return {
    tool: 'bruno',
    name,
    environments: [...said.environments, ...environments],
    variables: said.node.variables,
    ...walk({ ...said.node, name, variables: [], children: [...said.node.children, ...nodesOf(placed)] }),
  };
}
