import { TokenfillError } from '../domain/errors';
import type { Token } from '../domain/token';
import type { TokenRule } from './definition';
import { expiryOf } from './expiry';
import { textAt, valueAt } from './path';
import { expandText, type Scope } from './template';

const MAX_TOKEN = 16 * 1024;

/** What the trust step reads: the last answer, the scope for pasted tokens, and when the request was sent (ms). */
export interface TokenSource {
  readonly answer: unknown;
  readonly scope: Scope;
  readonly inputs: Readonly<Record<string, string>>;
  readonly now: number;
  /** How far the server's clock is ahead of ours, ms; 0 or absent when it is not, or nobody knows. */
  readonly skew?: number;
}

/**
 * Decides whether to believe an answer: takes the token out by the method's rule and checks that a header can carry it.
 * The network step and this trust step are never one function.
 *
 * @throws TokenfillError `bad_token`
 */
export function processTokenAnswer(rule: TokenRule, source: TokenSource): Token {
  const { answer, inputs, now, skew = 0 } = source;
  const accessToken = checkToken(rawToken(rule, source));
  return {
    accessToken,
    tokenType: tokenTypeOf(rule, answer),
    expiresAt: expiryOf(rule.expiry ?? [], { answer, accessToken, inputs, now, skew }),
    ...(skew === 0 ? {} : { clockSkew: skew }),
    ...refreshTokenOf(rule, answer),
    scope: rule.scopeAt === undefined ? undefined : textAt(answer, [rule.scopeAt])?.slice(0, 500),
    extras: extrasOf(rule, answer),
    obtainedAt: now,
  };
}

function rawToken(rule: TokenRule, { answer, scope }: TokenSource): unknown {
  if ('from' in rule.accessToken) return expandText(rule.accessToken.from, scope);
  return rule.accessToken.at.map((path) => valueAt(answer, path)).find((value) => value !== undefined);
}

/** Visible ASCII only: anything else would end a header, be dropped, or hide something. */
function checkToken(value: unknown): string {
  const sound = typeof value === 'string' && value.length <= MAX_TOKEN && /^[\x21-\x7e]+$/.test(value);
  if (!sound) throw new TokenfillError('bad_token');
  return value;
}

/** As sound as an access token, or not there: what cannot be sent back is of no use. */
function refreshTokenOf(rule: TokenRule, answer: unknown): Pick<Token, 'refreshToken'> {
  const value = rule.refreshTokenAt === undefined ? undefined : textAt(answer, [rule.refreshTokenAt]);
  return value === undefined ? {} : { refreshToken: checkToken(value) };
}

function tokenTypeOf(rule: TokenRule, answer: unknown): string {
  if (!rule.tokenType) return '';
  if ('is' in rule.tokenType) return rule.tokenType.is;
  const type = textAt(answer, [rule.tokenType.at]);
  // Servers write `bearer` and `Bearer` for the same thing (RFC 6749 §7.1: case-insensitive); APIs often accept only one.
  if (type === undefined || type.toLowerCase() === 'bearer') return 'Bearer';
  if (!/^[A-Za-z][A-Za-z0-9-]{0,30}$/.test(type)) throw new TokenfillError('bad_token');
  return type;
}

function extrasOf(rule: TokenRule, answer: unknown): Record<string, string> {
  const found = Object.entries(rule.extras ?? {}).map(([name, path]) => [name, textAt(answer, [path])] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
