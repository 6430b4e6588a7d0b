import type { Leaf } from './answer-leaves';
import type { FurtherHeader, TokenPlace } from './places';

/** What the user chose in the answer of the test run. */
export interface Choice {
  readonly leaf: Leaf;
  readonly place: TokenPlace;
  readonly further: readonly FurtherHeader[];
  /** Where the first of two answers holds what the second request sends. */
  readonly link?: string | undefined;
}

/** What a definition is called, and where it comes from. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  /** https; where the user was when it was made. */
  readonly docs: string;
}
