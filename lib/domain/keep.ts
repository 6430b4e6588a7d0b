import { originOf } from './origin';

/** A docs page that its user has a word for: its origin, and where it is shown in a frame, that of the page around it. */
export interface KnownPage {
  readonly origin: string;
  readonly top?: string | undefined;
}

const INSIDE = ' in ';

/** One text for it, to store things under. An origin has no spaces. */
export function pageName({ origin, top }: KnownPage): string {
  return top === undefined ? origin : origin + INSIDE + top;
}

/** Back from {@link pageName}. */
export function pageOfName(name: string): KnownPage {
  const [origin = '', top] = name.split(INSIDE);
  return { origin, top };
}

/** Names the wish to keep this page authorized, while it waits for the browser's question as a connection's flow does. */
export function keepSubject(name: string): string {
  return `keep:${name}`;
}

/**
 * The page that a frame is in, from the origins around it, innermost first; undefined when a third one is among them: that
 * one could cover the frame or move it under a click, and nobody has agreed to it.
 */
export function pageAround(origin: string, ancestors: readonly string[]): string | undefined {
  const top = ancestors.at(-1);
  if (top === undefined || originOf(top) !== top) return undefined;
  return ancestors.every((one) => one === top || one === origin) ? top : undefined;
}
