import { mask } from '../domain/token';
import type { Expiry } from '../provider/definition';
import { expiryOf, parseDate, parseEpoch, parseSeconds } from '../provider/expiry';
import { valueAt } from '../provider/path';
import { wordsIn } from './names';
import { isSecretShape } from './secret';

/** One value of an answer as a screen may show it: where it is and a mask, never the value. */
export interface Leaf {
  readonly path: string;
  readonly masked: string;
  /** How likely it is the token, 0 the likeliest; undefined when nothing speaks for it. */
  readonly rank?: number | undefined;
  /** When it would end, by the answer's own word. */
  readonly expiry?: Expiry | undefined;
  /** ms since 1970. */
  readonly expiresAt?: number | undefined;
  /** Where its type is written (`Bearer`). */
  readonly typeAt?: string | undefined;
}

/** Names that tokens have been seen under, the likeliest first (docs/facts.md#token-paths). */
const TOKEN_NAMES: readonly string[] = [
  'accesstoken',
  'token',
  'jwt',
  'jwttoken',
  'authtoken',
  'bearertoken',
  'apitoken',
  'sessiontoken',
  'idtoken',
  'sessionid',
  'apikey',
  'key',
  'value',
];
const BY_SHAPE = 50;
const MOST_LEAVES = 40;
const LONGEST_KEY = 40;

/** The texts of an answer that could be a token, the likeliest first. Pure. `now` in ms. */
export function leavesOf(answer: unknown, now: number): readonly Leaf[] {
  const found: Leaf[] = [];
  const open: { readonly value: unknown; readonly keys: readonly string[] }[] = [{ value: answer, keys: [] }];
  for (let next = open.shift(); next !== undefined && found.length < MOST_LEAVES; next = open.shift()) {
    const { value, keys } = next;
    if (typeof value === 'string' && /^[\x21-\x7e]{1,16384}$/.test(value)) found.push(leafOf(answer, keys, value, now));
    if (typeof value !== 'object' || value === null || keys.length >= 8) continue;
    for (const [key, inner] of Object.entries(value).slice(0, 100)) {
      if (key !== '' && key.length <= LONGEST_KEY && !key.includes('.'))
        open.push({ value: inner, keys: [...keys, key] });
    }
  }
  return found.sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99));
}

function leafOf(answer: unknown, keys: readonly string[], value: string, now: number): Leaf {
  const rank = rankOf(keys, value);
  const path = keys.join('.');
  if (rank === undefined) return { path, masked: mask(value) };
  const expiry = nearby(keys)
    .map((parent) => expiryIn(answer, parent))
    .find((rule) => rule !== undefined);
  const expiresAt = expiryOf(expiry ? [expiry] : [], { answer, accessToken: value, inputs: {}, now });
  const typeAt = nearby(keys)
    .map((parent) => typeIn(answer, parent))
    .find((at) => at !== undefined);
  return { path, masked: mask(value), rank, expiry, expiresAt, typeAt };
}

function rankOf(keys: readonly string[], value: string): number | undefined {
  const last = plain(keys.at(-1) ?? '');
  if (keys.length === 0) return 0;
  if (last.includes('refresh') || value.length < 8) return undefined;
  const named = TOKEN_NAMES.indexOf(last);
  if (named >= 0) return named + keys.length / 10;
  if (wordsIn(keys.at(-1) ?? '').includes('token') && !/type$/.test(last)) return TOKEN_NAMES.length;
  return isSecretShape(value) && !/id$/.test(last) ? BY_SHAPE : undefined;
}

const plain = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The objects around a value, the nearest first. */
function nearby(keys: readonly string[]): readonly string[] {
  return keys.map((_, index) => keys.slice(0, keys.length - 1 - index).join('.'));
}

const SECONDS = /^(expiresin|expiresinseconds|expirein|expires|ttl|lifetime|validfor|maxage|duration)(seconds|s)?$/;
const DATES =
  /^(expiresat|expireat|expiresdate|expiresondate|expirydate|expiration|expirationdate|expires|expireson|expiry|validuntil|validto)$/;
/** Also under these names: numbers that are dates. */
const EPOCHS =
  /^(exp|expiresin|expirationtime|expirytime|expiretime|expirestime|expiresattimestamp|accesstokenexpiresat)$/;
const UNITS = ['seconds', 'milliseconds'] as const;

function expiryIn(answer: unknown, parent: string): Expiry | undefined {
  for (const [key, at, value] of fieldsIn(answer, parent)) {
    const seconds = SECONDS.test(key) ? parseSeconds(value) : undefined;
    if (seconds !== undefined && seconds > 0 && Number(value) < 1e9) return { secondsAt: at };
    if (DATES.test(key) && parseDate(value) !== undefined) return { dateAt: at };
    const unit =
      DATES.test(key) || EPOCHS.test(key) ? UNITS.find((one) => parseEpoch(value, one) !== undefined) : undefined;
    if (unit) return { epochAt: at, unit };
    if (DATES.test(key) && typeof value === 'string' && /^never$/i.test(value)) {
      return { namedDaysAt: at, days: {}, never: [value] };
    }
  }
  return undefined;
}

function typeIn(answer: unknown, parent: string): string | undefined {
  const found = fieldsIn(answer, parent).find(
    ([key, , value]) => key === 'tokentype' && /^bearer$/i.test(String(value)),
  );
  return found?.[1];
}

function fieldsIn(answer: unknown, parent: string): readonly (readonly [key: string, at: string, value: unknown])[] {
  const value = valueAt(answer, parent);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const usable = Object.entries(value).filter(([key]) => key.length <= LONGEST_KEY && !key.includes('.'));
  return usable
    .slice(0, 100)
    .map(([key, inner]) => [plain(key), parent === '' ? key : `${parent}.${key}`, inner] as const);
}
