import type { Leaf } from './answer-leaves';

/** What a screen may know of the answer to a test run. `link`: what the second request needs was not found in the first answer. */
export interface TrialView {
  readonly stage: 'answered' | 'link';
  readonly leaves: readonly Leaf[];
  readonly link?: string | undefined;
}
