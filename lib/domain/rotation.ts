import type { Failure } from './errors';

/** What comes next when a personal access token is replaced; everything before it is done and stored. */
export type RotationStep =
  /** The request for the new token was sent, or is about to be. */
  | 'create'
  /** The new token is kept beside the old one and not used yet. */
  | 'verify'
  /** It works, and is about to take the old one's place here. */
  | 'use'
  /** It is in use here; the old one still exists at the provider. */
  | 'delete';

/** A token that is being replaced, as screens see it. */
export interface RotationView {
  readonly step: RotationStep;
  /** What the new token is called in the provider's list. */
  readonly name: string;
  readonly oldName: string;
  /** Why it stands; absent while it is under way. */
  readonly failure?: Failure | undefined;
  /** The new token exists at the provider, and its value never reached us: nobody can use it. */
  readonly stray: 'yes' | 'no';
}

/** What a click on a rotation came to. `stands`: it needs another one, and the view says why. */
export type RotationOutcome = 'rotated' | 'nothing_created' | 'stands';

/** How a rotation is given up. `keep both`: nothing is deleted at the provider, and nothing that is kept here is lost. */
export type RotationEnd = 'delete new' | 'keep both';
