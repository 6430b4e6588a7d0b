import { placeEvent } from './channel';

/**
 * Docs pages in closed shadow roots. Only the isolated world can open such a root, only the main world can reach the state of what
 * is drawn in it, and no root travels between worlds. But a node does: the main world makes one and lends it, the isolated world
 * puts it into the root, and the main world asks the node where it is.
 *
 * @see docs/decisions/0029-closed-shadow-roots.md
 */

/** What the known tools draw or stand in (2026-11). Nothing else is opened to anybody: our own button's root neither. */
const DOCS = [
  '.swagger-ui, rapi-doc, openapi-explorer, elements-api, redoc',
  '.scalar-app, .scalar-api-reference, .sl-elements-api, .redoc-wrap',
].join(', ');

/** More elements, and more such roots, than any real page has. */
const MOST_ELEMENTS = 30_000;
const MOST_ROOTS = 20;

/** What browsers offer to scripts of extensions. */
interface RootOpener {
  readonly chrome?: { readonly dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null } };
}
type FirefoxElement = HTMLElement & { readonly openOrClosedShadowRoot?: ShadowRoot | null };

export type OpenRoot = (element: HTMLElement) => ShadowRoot | null;

/** The shadow root of an element, also a closed one. Isolated world only; null for one of the browser's own. */
export function openRoot(element: HTMLElement): ShadowRoot | null {
  const { chrome } = globalThis as RootOpener;
  if (chrome?.dom) return chrome.dom.openOrClosedShadowRoot(element);
  return (element as FirefoxElement).openOrClosedShadowRoot ?? null;
}

/**
 * Isolated world: puts each node that the main world lends into the next closed root with documentation; one that it has no root
 * for stays where it is, and the next search begins anew. Returns the way to stop.
 */
export function lendRoots(nonce: string, document: Document, open: OpenRoot): () => void {
  let left: ShadowRoot[] | undefined;
  const place = (event: Event) => {
    const node = (event as MouseEvent).relatedTarget;
    left ??= docsRoots(document, open).filter(({ mode }) => mode === 'closed');
    const root = left.shift();
    if (root && node instanceof Node) root.append(node);
    else left = undefined;
  };
  document.addEventListener(placeEvent(nonce), place);
  return () => document.removeEventListener(placeEvent(nonce), place);
}

/** Isolated world: the shadow roots in which documentation is drawn, open and closed. */
export function docsRoots(document: Document, open: OpenRoot): ShadowRoot[] {
  const search = (within: Document | ShadowRoot): ShadowRoot[] =>
    [...within.querySelectorAll('*')].slice(0, MOST_ELEMENTS).flatMap((element) => {
      const root = element instanceof HTMLElement ? open(element) : null;
      if (!root) return [];
      const own = root.querySelector(DOCS) ? [root] : [];
      return [...own, ...search(root)];
    });
  return search(document).slice(0, MOST_ROOTS);
}

/** Main world: the closed roots with documentation. Each node is in its root for as long as it takes to ask where it is. */
export function borrowRoots(nonce: string, document: Document): readonly ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  while (roots.length < MOST_ROOTS) {
    const node = document.createElement('span');
    document.dispatchEvent(new MouseEvent(placeEvent(nonce), { relatedTarget: node }));
    const root = node.getRootNode();
    node.remove();
    if (!(root instanceof ShadowRoot)) break;
    roots.push(root);
  }
  return roots;
}
