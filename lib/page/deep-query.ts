/** Enough for any page with several API documents on it. */
const MAX_HITS = 50;

/**
 * All elements that match, through open shadow roots. The plain query comes first: only a page without a hit is walked
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
  return [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? deepQueryAll(shadowRoot, selector) : [],
  );
}
