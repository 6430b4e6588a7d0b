import type { Collected, Environment } from './found';
import { authOf, requestOf, variablesIn, variablesOf } from './insomnia-parts';
import { field, listField, textField } from './json';
import { type Node, walk } from './tree';

/**
 * Insomnia's export format 4: one flat list of resources that name their parents.
 *
 * @see https://docs.insomnia.rest/insomnia/import-export-data
 */
export function readInsomnia(file: unknown): readonly Collected[] | undefined {
  if (textField(file, '_type') !== 'export' || !Array.isArray(field(file, 'resources'))) return undefined;
  const resources = listField(file, 'resources');
  const ids = new Set(resources.map(idOf));
  const children = new Map<string, unknown[]>();
  for (const resource of resources) {
    const parent = parentOf(resource);
    const known = ids.has(parent) && parent !== idOf(resource) ? parent : '';
    const siblings = children.get(known);
    if (siblings) siblings.push(resource);
    else children.set(known, [resource]);
  }
  const roots = children.get('') ?? [];
  const workspaces = roots.filter((resource) => textField(resource, '_type') === 'workspace');
  const loose = new Map<string, unknown[]>();
  for (const root of roots) {
    if (textField(root, '_type') === 'workspace') continue;
    const siblings = loose.get(parentOf(root));
    if (siblings) siblings.push(root);
    else loose.set(parentOf(root), [root]);
  }
  return [
    ...workspaces.map((workspace) => collectedFrom(workspace, children.get(idOf(workspace)) ?? [], children)),
    // A parent that is not in the file is a workspace nevertheless: what names another one is not of it.
    ...[...loose].map(([parent, inside]) => collectedFrom({ scope: parent === '' ? GLOBAL : '' }, inside, children)),
  ];
}

/** Environments that Insomnia offers in every workspace lie in one of their own, with this scope. */
const GLOBAL = 'environment';

const idOf = (resource: unknown) => textField(resource, '_id');
const parentOf = (resource: unknown) => textField(resource, 'parentId');

function collectedFrom(
  workspace: unknown,
  inside: readonly unknown[],
  children: ReadonlyMap<string, readonly unknown[]>,
): Collected {
  const name = textField(workspace, 'name') || 'Insomnia';
  const bases = inside.filter((resource) => textField(resource, '_type') === 'environment');
  const environments = bases
    .flatMap((base) => children.get(idOf(base)) ?? [])
    .filter((resource) => textField(resource, '_type') === 'environment')
    .map((one): Environment => ({ name: textField(one, 'name'), variables: variablesOf(one) }));
  const root: Node = {
    name,
    auth: authOf(field(workspace, 'authentication')),
    variables: [],
    children: inside.flatMap((resource) => nodesOf(resource, children, 0)),
  };
  const is = textField(workspace, 'scope') === GLOBAL ? 'loose' : 'collection';
  return { tool: 'insomnia', is, folder: '', name, environments, variables: bases.flatMap(variablesOf), ...walk(root) };
}

/** Parents are names in the file, so they may go round: no folder is that deep. */
const DEEPEST = 40;

function nodesOf(resource: unknown, children: ReadonlyMap<string, readonly unknown[]>, depth: number): readonly Node[] {
  const type = textField(resource, '_type');
  if ((type !== 'request' && type !== 'request_group') || depth > DEEPEST) return [];
  const inside = type === 'request_group' ? (children.get(idOf(resource)) ?? []) : [];
  return [
    {
      name: textField(resource, 'name'),
      auth: authOf(field(resource, 'authentication')),
      variables: variablesIn(field(resource, 'environment')),
      request: type === 'request' ? requestOf(resource) : undefined,
      children: inside.flatMap((child) => nodesOf(child, children, depth + 1)),
    },
  ];
}
