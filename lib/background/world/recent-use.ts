/** What was last filled on an origin, and what before. */
export interface Use {
  readonly id: string;
  /** The last first. */
  readonly earlier?: readonly string[];
  /** ms since 1970. */
  readonly at: number;
}

/** How many connections of one origin are remembered besides the last. */
const REMEMBERED = 9;

/** Ids of connections, the last used first. */
export const idsOf = (use: Use | undefined): readonly string[] => (use ? [use.id, ...(use.earlier ?? [])] : []);

export function withUse(before: Use | undefined, id: string, at: number): Use {
  const earlier = idsOf(before).filter((one) => one !== id);
  return { id, earlier: earlier.slice(0, REMEMBERED), at };
}
