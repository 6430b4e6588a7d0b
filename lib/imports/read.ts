import type { Auth, SkipReason } from './found';

/** What an authentication block says, or why it cannot be brought along. */
export type Read = Auth | NoAuth | Declined;
export interface NoAuth {
  readonly kind: 'none';
}
export interface Declined {
  readonly kind: 'declined';
  readonly why: SkipReason;
  readonly what: string;
}
export const NO_AUTH: NoAuth = { kind: 'none' };

export function declined(why: SkipReason, what: string): Declined {
  return { kind: 'declined', why, what: what.slice(0, 60) };
}
