import { SEED as seed } from '../../generated';

/** Random numbers that can be had again: the seed is printed. */
export function chance() {
  let state = seed;
  /** Mulberry32. At least 0, below 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    seed,
    /** A whole number from 0 to `most`. */
    upTo: (most: number) => Math.floor(next() * (most + 1)),
    oneOf: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  };
}
export type Chance = ReturnType<typeof chance>;
