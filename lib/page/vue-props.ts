import { child, entries, isObject, quietly } from './read-tree';

/** Scalar's own tree has 2 500 nodes with a document of seven operations, and what we look for comes early (2026-11). */
const MAX_NODES = 20_000;

/**
 * Finds an object among the props of a Vue 3 component in the tree that is drawn into `container`, nearest first. Vue leaves
 * the root of the tree on its container; exists in the main world only.
 */
export function findVueProps<T>(container: Element, accept: (props: unknown) => props is T): T | undefined {
  let level: readonly unknown[] = [child(container, '_vnode')].filter(isObject);
  for (let seen = 0; level.length > 0 && seen < MAX_NODES; seen += level.length) {
    for (const node of level) {
      const props = child(child(node, 'component'), 'props');
      if (quietly(() => accept(props), false)) return props as T;
    }
    level = level.flatMap(below).slice(0, MAX_NODES);
  }
  return undefined;
}

function below(node: unknown): readonly unknown[] {
  const inside = [child(child(node, 'component'), 'subTree'), child(child(node, 'suspense'), 'activeBranch')];
  const children = child(node, 'children');
  return [...inside, ...(Array.isArray(children) ? entries(children).map(([, one]) => one) : [])].filter(isObject);
}
