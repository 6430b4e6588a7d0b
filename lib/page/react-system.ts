import { child, isObject, quietly } from './read-tree';

/** The fiber route needed at most 5 steps on 50 measured pages (2026-11); a cyclic imitation ends here. */
const MAX_STEPS = 200;

/**
 * Finds an object among the React props above an element. React leaves its own node on every DOM element under a key with a
 * random end: `__reactFiber$…` (17 and later), `__reactInternalInstance$…` (16, and 15 with another shape). Exists in the
 * main world only.
 */
export function climbReactProps<T>(element: Element, accept: (props: unknown) => props is T): T | undefined {
  for (const props of quietly(() => propsAbove(element), [])) {
    if (quietly(() => accept(props), false)) return props as T;
  }
  return undefined;
}

/** The key under which React keeps its node on this element. */
export function reactKeyOf(element: Element): string | undefined {
  return Object.keys(element).find((key) => /^__react(Fiber|InternalInstance)\$/.test(key));
}

function propsAbove(element: Element): readonly unknown[] {
  const key = reactKeyOf(element);
  const node = key === undefined ? undefined : child(element, key);
  if (!isObject(node)) return [];
  // React 15 (Swagger UI 3.0–3.25, measured 2026-11) has no fibers but elements that know their owner.
  return child(node, '_currentElement') === undefined ? fiberProps(node) : ownerProps(node);
}

function fiberProps(fiber: unknown): readonly unknown[] {
  const above = chain(fiber, (node) => child(node, 'return'));
  return above.map((node) => child(node, 'memoizedProps'));
}

function ownerProps(instance: unknown): readonly unknown[] {
  const above = chain(instance, (node) => child(child(node, '_currentElement'), '_owner'));
  return above.map((node) => child(child(node, '_instance'), 'props'));
}

function chain(start: unknown, next: (node: unknown) => unknown): readonly unknown[] {
  const nodes: unknown[] = [];
  for (let node = start; isObject(node) && nodes.length < MAX_STEPS; node = next(node)) nodes.push(node);
  return nodes;
}

/** What the function components above an element keep in their hooks, nearest first: values and, of lists, their items. */
export function climbReactHooks(element: Element): readonly unknown[] {
  const key = reactKeyOf(element);
  const start = key === undefined ? undefined : child(element, key);
  const above = quietly(() => chain(start, (node) => child(node, 'return')), []);
  return above.flatMap((fiber) => {
    const hooks = chain(child(fiber, 'memoizedState'), (hook) => child(hook, 'next'));
    const values = hooks.map((hook) => child(hook, 'memoizedState'));
    return values.flatMap((value) => (Array.isArray(value) ? value.slice(0, MAX_STEPS) : [value]));
  });
}
