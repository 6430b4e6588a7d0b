/** Enough for any page with several API documents on it. */
const MAX_HITS = 50;

/** Closed shadow roots that were opened to us, for as long as this script lives (`closed-roots.ts`). */
const opened: ShadowRoot[] = [];

/** From now on these are looked through with the document they are in. */
export function lookThrough(roots: readonly ShadowRoot[]): void {
  opened.splice(0, opened.length, ...roots);
}

/**
 * All elements that match, through open shadow roots and those opened to us. The plain query comes first: only a page without a hit is walked
 * element by element, which is what finds an API document inside a web component.
 */
export function deepQueryAll(root: ParentNode, selector: string): readonly Element[] {
  const direct = root.querySelectorAll(selector);
  return [...(direct.length > 0 ? direct : queryShadows(root, selector))].slice(0, MAX_HITS);
}

export function deepQuery(root: ParentNode, selector: string): Element | undefined {
  return deepQueryAll(root, selector)[0];
}

function queryShadows(root: ParentNode, selector: string): readonly Element[] {
  const open = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const closed = opened.filter(({ host }) => host.getRootNode() === root);
  return [...open, ...closed].flatMap((inside) => deepQueryAll(inside, selector));
}
