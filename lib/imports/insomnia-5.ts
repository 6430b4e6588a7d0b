import type { Collected, Environment } from './found';
import { authOf, requestOf, variablesIn, variablesOf } from './insomnia-parts';
import { field, listField, textField } from './json';
import { type Node, walk } from './tree';

/**
 * Insomnia's export format 5: a tree in YAML, here already read.
 *
 * @see https://developer.konghq.com/insomnia/export/
 */
export function readInsomnia5(file: unknown): Collected | undefined {
  const type = textField(file, 'type');
  if (!/^(collection|spec|environment)\.insomnia\.rest\/5\./.test(type)) return undefined;
  const name = textField(file, 'name') || 'Insomnia';
  const base = field(file, 'environments');
  const environments = listField(base, 'subEnvironments').map(
    (one): Environment => ({ name: textField(one, 'name'), variables: variablesOf(one) }),
  );
  const root: Node = {
    name,
    auth: authOf(field(file, 'authentication')),
    variables: [],
    children: listField(file, 'collection').map(nodeOf),
  };
  const is = type.startsWith('environment.') ? 'loose' : 'collection';
  return { tool: 'insomnia', is, folder: '', name, environments, variables: variablesOf(base), ...walk(root) };
}

function nodeOf(item: unknown): Node {
  return {
    name: textField(item, 'name'),
    auth: authOf(field(item, 'authentication')),
    variables: variablesIn(field(item, 'environment')),
    request: textField(item, 'url') === '' ? undefined : requestOf(item),
    children: listField(item, 'children').map(nodeOf),
  };
}
