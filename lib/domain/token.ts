/** What a provider gave us. Lives in the background only; everybody else sees a {@link TokenView}. */
export interface Token {
  readonly accessToken: string;
  /** As in RFC 6749 §7.1, e.g. `Bearer`. Empty when the provider's token has no type (Panaya, Sesami). */
  readonly tokenType: string;
  /** Absolute, ms since 1970. Absent: unknown. `never` is said with {@link NEVER}. */
  readonly expiresAt?: number | undefined;
  readonly scope?: string | undefined;
  /** On its way from the answer to the vault's secrets only; a stored token has none. */
  readonly refreshToken?: string | undefined;
  /** Whether using the refresh token gives out another one (RFC 6749 §6). Unknown until it was used once. */
  readonly refreshes?: 'rotating' | 'fixed' | undefined;
  /** The provider gave the token that was there already, with what is left of its time: before its end there is no other. */
  readonly reissued?: true | undefined;
  /** What the user should know about how it was obtained. */
  readonly remark?: TokenRemark | undefined;
  /** How far the provider's clock is ahead of ours, ms, where it is minutes. Expiry is by our clock already. */
  readonly clockSkew?: number | undefined;
  /** Further values of the answer that requests need, by the definition's names (Sesami's `clientId`). */
  readonly extras: Readonly<Record<string, string>>;
  /** ms since 1970, taken before the request was sent, so that a lifetime is never overestimated. */
  readonly obtainedAt: number;
}

/** The provider took Basic credentials only in the other spelling: as they are, or form-encoded (RFC 6749 §2.3.1). */
export type TokenRemark = 'basic_raw' | 'basic_form';

/** Ends are told in whole seconds, and answers take their time, ms. */
const SAME_END = 5_000;

/** As it is stored: marked when it is the same token again with no later end. One that was prolonged is a new one. */
export function markReissued(before: Token | undefined, token: Token): Token {
  const { expiresAt: end = Number.POSITIVE_INFINITY } = token;
  const isSame = before?.accessToken === token.accessToken && end <= (before.expiresAt ?? 0) + SAME_END;
  return isSame ? { ...token, reissued: true } : token;
}

/** `expiresAt` of a token that does not expire: the largest date JavaScript knows. */
export const NEVER = 8_640_000_000_000_000;

/** A token as a screen may show it: enough to recognise it, never enough to use it. */
export interface TokenView {
  readonly masked: string;
  readonly tokenType: string;
  readonly expiresAt?: number | undefined;
  readonly obtainedAt: number;
  readonly scope?: string | undefined;
  readonly remark?: TokenRemark | undefined;
  readonly clockSkew?: number | undefined;
}

/** First and last four characters of a long token, nothing of a short one (a quarter of the secret must stay hidden at least). */
export function mask(secret: string): string {
  return secret.length >= 20 ? `${secret.slice(0, 4)}…${secret.slice(-4)}` : '••••••••';
}

export function viewToken(token: Token): TokenView {
  const { tokenType, expiresAt, obtainedAt, scope, remark, clockSkew } = token;
  return { masked: mask(token.accessToken), tokenType, expiresAt, obtainedAt, scope, remark, clockSkew };
}

/**
 * Early by max(30 s, min(5 min, 10 % of the lifetime)), so that a token does not end between a click and the page's next
 * call, but never by more than half of it, so that a token that lives for a minute is used at all.
 */
export function renewalMargin(lifetime: number): number {
  return Math.min(lifetime / 2, Math.max(30_000, Math.min(300_000, lifetime / 10)));
}

/** A clock that goes back by more than this was set, ms; network time corrects by less. */
const CLOCK_SET = 60_000;

/**
 * Whether a token can still be put into a page at `now` (ms). Unknown expiry counts as fresh: the page's 401 will tell. A token
 * from the future is not: the clock was set back, and its expiry says nothing any more.
 */
export function isFresh(token: Token, now: number): boolean {
  if (now < token.obtainedAt - CLOCK_SET) return false;
  if (token.expiresAt === undefined) return true;
  return now < token.expiresAt - renewalMargin(token.expiresAt - token.obtainedAt);
}

/** Whether a token is over at `now` (ms). Unknown expiry is not. */
export function isOver(token: Token, now: number): boolean {
  return token.expiresAt !== undefined && now >= token.expiresAt;
}
