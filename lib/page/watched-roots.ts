import { docsRoots, type OpenRoot } from './closed-roots';

/** Elements that draw a docs page, or a part of it, into a shadow root of their own (2026-11). */
const DRAWN_INSIDE = 'rapi-doc, openapi-explorer, api-request';

/** A search through a large page takes a while; it takes no more than this part of the time. */
const PART = 1 / 20;

type Root = Document | ShadowRoot;

/** All that a page can draw its documentation into, closed shadow roots too. Isolated world only. `now`: ms. */
export function createWatchedRoots(document: Document, open: OpenRoot, now = () => performance.now()) {
  let found: readonly ShadowRoot[] = [];
  let next = 0;

  /** The document, roots with documentation, and what known elements have drawn inside themselves. */
  const all = (): readonly Root[] => {
    const inside = (root: Root): readonly Root[] =>
      [...root.querySelectorAll(DRAWN_INSIDE)].flatMap(({ shadowRoot }) =>
        shadowRoot ? [shadowRoot, ...inside(shadowRoot)] : [],
      );
    const outer = [document, ...found.filter(({ isConnected }) => isConnected)];
    return [...new Set(outer.flatMap((root) => [root, ...inside(root)]))];
  };

  const query = (selector: string): readonly Element[] => all().flatMap((root) => [...root.querySelectorAll(selector)]);

  /** Asks every element for its root: only while nothing is known, as with a fill. Returns how long to wait with it, ms. */
  const search = (): number => {
    const begun = now();
    if (begun < next) return next - begun;
    found = docsRoots(document, open);
    next = now() + (now() - begun) / PART;
    return 0;
  };

  return { all, query, search };
}
export type WatchedRoots = ReturnType<typeof createWatchedRoots>;
