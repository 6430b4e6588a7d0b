/** How long our button must have been in plain sight before a press counts, ms. */
const LONG_ENOUGH = 500;

export interface Sight {
  /** Starts to watch an element; returns the way to stop. */
  watch(element: Element): () => void;
  /** Whether it has been in plain sight for long enough: not covered, moved, faded or cut by anything, also around the frame. */
  isClear(now: number): boolean;
}

/** What Chromium's observer says besides. */
type SeenEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };

/**
 * What the browser itself says of an element's visibility, through all frames around it: a page that our frame is in could
 * otherwise put its own picture over our button, or slip the button under a click. Undefined where the browser cannot tell.
 *
 * @see https://w3c.github.io/IntersectionObserver/#calculate-visibility-algo (Chromium; not in Firefox, docs/facts.md#plain-sight)
 */
export function watchSight(page: Window & typeof globalThis): Sight | undefined {
  if (!('isVisible' in page.IntersectionObserverEntry.prototype)) return undefined;
  let clearSince: number | undefined;
  const look = (entries: readonly SeenEntry[]) => {
    const last = entries.at(-1);
    clearSince = last?.isVisible ? (clearSince ?? last.time) : undefined;
  };
  // Visibility may be asked for ten times a second at most.
  const options = { threshold: 1, trackVisibility: true, delay: 100 };
  return {
    watch(element) {
      const observer = new page.IntersectionObserver(look, options);
      observer.observe(element);
      return () => observer.disconnect();
    },
    isClear: (now) => clearSince !== undefined && now - clearSince >= LONG_ENOUGH,
  };
}
