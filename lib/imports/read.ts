import type { Auth, OAuth, SkipReason } from './found';

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

export function declinedGrant(grant: string): Declined {
  return declined(grant === 'implicit' ? 'implicit' : 'kind', `oauth2 ${grant}`);
}

const GRANTS: readonly string[] = ['client_credentials', 'password', 'authorization_code'] satisfies OAuth['grant'][];

/** Whether it is one that can be brought along, as RFC 6749 writes it: so do Insomnia and Bruno. */
export function isGrant(grant: string): grant is OAuth['grant'] {
  return GRANTS.includes(grant);
}
