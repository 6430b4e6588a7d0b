/** Above this a background takes dark ink: where black and white have the same contrast on it (WCAG 2). */
const MIDDLE = 0.179;

/**
 * Whether the page is light or dark at a point of the viewport. Most pages that have a dark dress do not tell the browser so
 * (RapiDoc, Scalar, 2026-11): what they draw says it. Undefined where nothing opaque is drawn.
 */
export function groundAt({ document }: Window, x: number, y: number): 'light' | 'dark' | undefined {
  for (let element = deepest(document, x, y); element; element = above(element)) {
    const light = luminance(getComputedStyle(element).backgroundColor);
    if (light !== undefined) return light > MIDDLE ? 'light' : 'dark';
  }
  return undefined;
}

function deepest(root: Document | ShadowRoot, x: number, y: number): Element | null {
  const element = root.elementFromPoint(x, y);
  const inside = element?.shadowRoot;
  return inside && inside !== root ? (deepest(inside, x, y) ?? element) : element;
}

function above(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Of a computed `rgb(…)` or `rgba(…)` colour; undefined for one that lets much of what is below through, and for other words. */
function luminance(color: string): number | undefined {
  const [red, green, blue, alpha = 1] =
    /^rgba?\(([^)]*)\)$/
      .exec(color)?.[1]
      ?.split(/[\s,/]+/)
      .map(Number) ?? [];
  if (red === undefined || green === undefined || blue === undefined || !(alpha > 0.5)) return undefined;
  const linear = (part: number) => (part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
