import { type ErrorCode, TokenfillError } from '../domain/errors';
import { scrub } from '../domain/redact';
import type { Refusals } from './definition';
import type { RawAnswer } from './guarded-fetch';
import { parseAnswer } from './parse-answer';
import { textAt } from './path';

/** Wire codes of RFC 6749 §5.2 that are our codes as they stand. */
const RFC_6749 = [
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_request',
] as const satisfies readonly ErrorCode[];

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'credentials_refused',
  403: 'forbidden',
  404: 'wrong_address',
  405: 'wrong_address',
  411: 'invalid_request',
  415: 'invalid_request',
  422: 'invalid_request',
  429: 'rate_limited',
};

const STANDARD: Refusals = { codeAt: ['error'], textAt: ['error_description', 'message'], advice: {} };

export interface RefusalContext {
  /** Texts that must never come back in an error's words. */
  readonly secrets?: readonly string[] | undefined;
  /** Where it was sent with an `Origin` header: a POST. */
  readonly sentOrigin?: string | undefined;
}

/** The error that a refusing answer means: our code, the server's own words without secrets, the provider's advice. */
export function refusalOf(
  answer: RawAnswer,
  rules: Refusals = STANDARD,
  { secrets = [], sentOrigin }: RefusalContext = {},
): TokenfillError {
  const parsed = parsedOrText(answer.body);
  const wireCode = textAt(parsed, rules.codeAt);
  if (sentOrigin !== undefined && isAboutOrigin(answer))
    return new TokenfillError('origin_refused', { detail: sentOrigin });
  const code = codeFor(answer.status, wireCode, rules);
  const advice =
    (wireCode !== undefined && Object.hasOwn(rules.advice, wireCode) ? rules.advice[wireCode] : undefined) ??
    (REFUSED.has(code) ? rules.onRefused : undefined);
  const words = textAt(parsed, rules.textAt) ?? wireCode ?? (typeof parsed === 'string' ? parsed : undefined);
  const wait = retryAfterSeconds(answer);
  return new TokenfillError(code, {
    ...(words ? { detail: scrub(words, secrets) } : {}),
    ...(advice ? { advice } : {}),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  });
}

/** What servers say who refuse a request for its `Origin` (docs/facts.md#origin-refused). */
const ABOUT_ORIGIN = [
  'invalid cors request',
  'origin checking failed',
  'origin not allowed',
  'invalid origin',
] as const;

function isAboutOrigin({ status, body }: RawAnswer): boolean {
  const words = body.slice(0, 20_000).toLowerCase();
  if (status === 400) return /\borigin \S{1,200} not allowed for client\b/.test(words);
  return status === 403 && ABOUT_ORIGIN.some((phrase) => words.includes(phrase));
}

const REFUSED: ReadonlySet<ErrorCode> = new Set(['invalid_client', 'invalid_grant', 'credentials_refused']);

function parsedOrText(body: string): unknown {
  try {
    return parseAnswer(body);
  } catch {
    const text = body.trim();
    return text.startsWith('<') ? undefined : text;
  }
}

function codeFor(status: number, wireCode: string | undefined, { means = {} }: Refusals): ErrorCode {
  if (wireCode !== undefined && Object.hasOwn(means, wireCode)) return means[wireCode] ?? 'bad_response';
  // RFC 8707 §2: the audience or resource is not one that this client may ask for.
  if (wireCode === 'invalid_target') return 'invalid_request';
  if (wireCode === 'temporarily_unavailable') return 'provider_trouble';
  const standard = RFC_6749.find((code) => code === wireCode);
  if (standard) return standard;
  return BY_STATUS[status] ?? (status >= 500 ? 'provider_trouble' : 'bad_response');
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3: seconds or a date), 1 s to 1 h; undefined when absent or unreadable. */
export function retryAfterSeconds(answer: Pick<RawAnswer, 'retryAfter' | 'date'>): number | undefined {
  const text = answer.retryAfter?.trim();
  if (!text) return undefined;
  const until = / GMT$/.test(text) ? Date.parse(text) - Date.parse(answer.date ?? '') : Number.NaN;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : until / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(1, Math.ceil(seconds))) : undefined;
}
