import { NEVER } from '../domain/token';
import type { Expiry } from './definition';
import { valueAt } from './path';

/** What expiry rules read: the parsed answer, the token itself, the user's inputs, and when the request was sent (ms). */
export interface ExpirySource {
  readonly answer: unknown;
  readonly accessToken: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly now: number;
  /** How far the server's clock is ahead of ours, ms: the dates it writes are by its own. */
  readonly skew?: number;
}

const TEN_YEARS = 10 * 365 * 86_400_000;
const DAY = 86_400_000;

/**
 * When the token dies, absolute ms; undefined when nobody knows. The first rule that yields a time wins; a JWT's `exp`
 * that is earlier always wins (it is a hint for us, never trusted for security).
 *
 * @see SECURITY.md#reading-an-answer
 */
export function expiryOf(rules: readonly Expiry[], source: ExpirySource): number | undefined {
  const ruled = rules.map((rule) => applyRule(rule, source)).find((time) => time !== undefined);
  const claimed = byOurClock(jwtExpiry(source.accessToken), source);
  if (ruled === undefined || claimed === undefined) return ruled ?? claimed;
  return Math.min(ruled, claimed);
}

/** A date that the server wrote, as our clock will show it then; "never" stays. */
function byOurClock(time: number | undefined, { skew = 0 }: ExpirySource): number | undefined {
  return time === undefined || time === NEVER ? time : time - skew;
}

function applyRule(rule: Expiry, source: ExpirySource): number | undefined {
  const { answer, inputs, now } = source;
  if ('secondsAt' in rule) return after(now, parseSeconds(valueAt(answer, rule.secondsAt)));
  if ('dateAt' in rule) return byOurClock(parseDate(valueAt(answer, rule.dateAt)), source);
  if ('epochAt' in rule) return byOurClock(parseEpoch(valueAt(answer, rule.epochAt), rule.unit), source);
  if ('fixedSeconds' in rule) return after(now, rule.fixedSeconds);
  if ('namedDaysAt' in rule) {
    const name = valueAt(answer, rule.namedDaysAt);
    if (typeof name !== 'string') return undefined;
    if (rule.never.includes(name)) return NEVER;
    const days = Object.hasOwn(rule.days, name) ? rule.days[name] : undefined;
    return days === undefined ? undefined : now + days * DAY;
  }
  if ('dateInput' in rule) return endOfDay(inputs[rule.dateInput] ?? '');
  return NEVER;
}

function after(now: number, seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : now + Math.min(seconds * 1000, TEN_YEARS);
}

/**
 * Seconds as servers write them: a number (fractions dropped) or digits in a string. Everything else — "3600abc", "1e3",
 * true, null — is unknown rather than guessed. Zero and negative mean expired on arrival.
 */
export function parseSeconds(value: unknown): number | undefined {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return undefined;
    return Math.max(0, Math.floor(Math.min(value, TEN_YEARS / 1000)));
  }
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^-\d{1,10}$/.test(text)) return 0;
  return /^\d{1,10}$/.test(text) ? Math.min(Number(text), TEN_YEARS / 1000) : undefined;
}

/** ISO 8601 with a zone; a time without one could be hours off and is unknown. */
export function parseDate(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
  const text = value.trim();
  const time = iso.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Moments that are written as numbers lie between 2001 and 5138, ms since 1970: so no number is one in both units. */
const EPOCH = { first: 1e12, end: 1e14 };

/**
 * A moment as a number, or as digits in a text, in ms since 1970. Fractions are dropped. What is no moment in this unit is unknown:
 * 0, a lifetime, and a number of the other unit.
 */
export function parseEpoch(value: unknown, unit: 'seconds' | 'milliseconds'): number | undefined {
  const written = typeof value === 'string' && /^\s*\d{1,15}(\.\d{1,9})?\s*$/.test(value);
  const amount = typeof value === 'number' ? value : written ? Number(value) : Number.NaN;
  const time = Math.floor(unit === 'seconds' ? amount * 1000 : amount);
  return time >= EPOCH.first && time < EPOCH.end ? time : undefined;
}

/** Last moment of a `yyyy-mm-dd` in the user's own time zone: that is what a person means by "expires on". */
function endOfDay(date: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date.trim());
  if (!parts) return undefined;
  const time = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), 23, 59, 59).getTime();
  return Number.isNaN(time) ? undefined : time;
}

/** `exp` of a JWT (RFC 7519 §4.1.4), ms; undefined for anything that is not one. The signature is not ours to check. */
export function jwtExpiry(token: string): number | undefined {
  const claims = jwtClaims(token);
  const seconds = claims?.exp;
  return typeof seconds === 'number' && seconds > 0 && seconds < NEVER / 1000 ? Math.floor(seconds * 1000) : undefined;
}

/** The claims of a JWT as they stand; undefined for anything that is not one. */
export function jwtClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (!payload) return undefined;
  try {
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
