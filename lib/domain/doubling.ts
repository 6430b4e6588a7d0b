/** ms. */
export interface Doubling {
  readonly first: number;
  readonly longest: number;
}

/** The first of it, doubled so many times; no more than the longest. */
export function doubled({ first, longest }: Doubling, times: number): number {
  return Math.min(longest, first * 2 ** times);
}

/** How long to wait after so many failures in a row, ms; chance (0 ≤ `random` < 1) shortens it by up to a half. */
export function doublingPause(of: Doubling, failures: number, random: number): number {
  return doubled(of, failures - 1) * (0.5 + random / 2);
}
