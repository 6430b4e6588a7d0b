import { groundAt } from './ground';

/** Swagger UI's own Authorize button, in version 3 and later (2017–2026, `.auth-wrapper`) and in version 2. */
const PAGE_BUTTON = '.swagger-ui .auth-wrapper .authorize, .swagger-section .authorize__btn';
/** What may stand to its left: the choice of a server or a scheme, in version 2 the box with the document's address. */
const NEIGHBOURS =
  '.swagger-ui .scheme-container select, .swagger-ui .scheme-container label, .swagger-section #api_selector input';
const GAP = 12;
/** By then a page that was not drawn yet mostly is, ms. */
const SECOND_LOOK = 1_500;

/**
 * Keeps `host` to the left of the page's own Authorize button, or in the corner while there is none or no room. Our element
 * stays outside the page's tree, where re-rendering cannot remove it, and only its position follows. In the corner it may lie over
 * something of the page: there it is short (`data-corner`). It is light or dark as the page is at that place.
 */
export function placeBeside(page: Window, host: HTMLElement): () => void {
  const { document } = page;
  // On the element itself, where no rule of the page can win over it.
  for (const [name, value] of [
    ['all', 'initial'],
    ['color-scheme', 'inherit'],
    ['z-index', '2147483000'],
  ] as const) {
    host.style.setProperty(name, value);
  }
  const place = () => {
    const anchor = document.querySelector(PAGE_BUTTON)?.getBoundingClientRect();
    // Measured with all its words: short it might fit, and be too long there.
    host.removeAttribute('data-corner');
    const size = host.getBoundingClientRect();
    const edge = Math.max(0, ...[...document.querySelectorAll(NEIGHBOURS)].map((other) => rightEdge(other, anchor)));
    const fits = anchor !== undefined && anchor.width > 0 && anchor.left - GAP - size.width >= edge + GAP;
    const spot = fits
      ? {
          position: 'absolute',
          left: `${anchor.left + page.scrollX - GAP - size.width}px`,
          top: `${anchor.top + page.scrollY + (anchor.height - size.height) / 2}px`,
        }
      : { position: 'fixed', right: '16px', bottom: '16px' };
    for (const side of ['left', 'top', 'right', 'bottom']) host.style.setProperty(side, 'auto');
    for (const [name, value] of Object.entries(spot)) host.style.setProperty(name, value);
    host.toggleAttribute('data-corner', !fits);
    const now = host.getBoundingClientRect();
    const ground = groundAt(page, now.left - 4, now.top + now.height / 2);
    if (ground) host.style.setProperty('color-scheme', ground);
  };
  // The document's height changes when the page draws its button, and with every section opened above it.
  const observer = new ResizeObserver(place);
  for (const watched of [document.documentElement, document.body, host]) if (watched) observer.observe(watched);
  // Pages change their dress by a class or an attribute up there.
  const dress = new MutationObserver(place);
  for (const watched of [document.documentElement, document.body])
    if (watched) dress.observe(watched, { attributes: true });
  const timer = page.setTimeout(place, SECOND_LOOK);
  place();
  return () => {
    page.clearTimeout(timer);
    observer.disconnect();
    dress.disconnect();
  };
}

/** Right edge of a neighbour that stands on the same height; 0 for one above or below. */
function rightEdge(neighbour: Element, anchor: DOMRect | undefined): number {
  const box = neighbour.getBoundingClientRect();
  const level = anchor !== undefined && box.top < anchor.bottom && box.bottom > anchor.top;
  return level ? box.right : 0;
}
