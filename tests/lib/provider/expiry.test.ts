import { describe, expect, it } from 'vitest';
import { NEVER } from '../../../lib/domain/token';
import { clockSkew } from '../../../lib/provider/clock';
import { expiryOf, jwtClaims, parseDate, parseEpoch, parseSeconds } from '../../../lib/provider/expiry';

const NOW = Date.UTC(2026, 0, 1);
const TEN_YEARS = 10 * 365 * 86_400;

const encode = (claims: unknown) =>
  btoa(JSON.stringify(claims)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
const jwt = (claims: unknown) => `${encode({ alg: 'none' })}.${encode(claims)}.madeup`;

describe('parseSeconds', () => {
  it.each([
    [3600, 3600],
    ['3600', 3600],
    [' 3600 ', 3600],
    [3600.7, 3600],
    [0, 0],
    [-1, 0],
    ['-1', 0],
    ['0', 0],
    [Number.POSITIVE_INFINITY, TEN_YEARS],
    [Number.MAX_SAFE_INTEGER + 1, TEN_YEARS],
    ['9999999999', TEN_YEARS],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    ['3600abc', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['3600.5', undefined],
    ['+5', undefined],
    ['12345678901', undefined],
    [true, undefined],
    [[], undefined],
    [[3600], undefined],
    [{}, undefined],
    [Number.NaN, undefined],
  ])('%j is %s', (value, expected) => {
    expect(parseSeconds(value)).toBe(expected);
  });
});

describe('a server whose clock is off', () => {
  const HOUR = 3_600_000;
  it.each([
    ['is two hours ahead', NOW + 2 * HOUR, 2 * HOUR],
    ['is two hours behind', NOW - 2 * HOUR, -2 * HOUR],
    ['differs by four minutes', NOW + 240_000, 0],
    ['is right', NOW, 0],
  ])('is known by its Date header when it %s', (_, theirs, skew) => {
    expect(clockSkew(new Date(theirs).toUTCString(), NOW)).toBe(skew);
  });

  it.each([undefined, '', 'yesterday', '2026-01-01T00:00:00Z', '1767225600'])('is not known by %j', (date) => {
    expect(clockSkew(date, NOW)).toBe(0);
  });

  it.each([
    ['seconds are ours', [{ secondsAt: 's' }], { s: 60 }, 'opaque', NOW + 60_000],
    [
      'a number that is a date is its own',
      [{ epochAt: 'd', unit: 'seconds' }],
      { d: (NOW + 3 * HOUR) / 1000 },
      'opaque',
      NOW + HOUR,
    ],
    ['a date is its own', [{ dateAt: 'd' }], { d: '2026-01-01T03:00:00Z' }, 'opaque', NOW + HOUR],
    ['a JWT’s exp is its own', [], {}, jwt({ exp: (NOW + 3 * HOUR) / 1000 }), NOW + HOUR],
    ['never stays never', [{ never: true }], {}, 'opaque', NEVER],
  ] as const)('is allowed for: %s', (_, rules, answer, accessToken, expected) => {
    expect(expiryOf(rules, { answer, accessToken, inputs: {}, now: NOW, skew: 2 * HOUR })).toBe(expected);
  });
});

describe('parseDate', () => {
  it.each([
    ['2026-01-01T00:00:00Z', NOW],
    ['2026-01-01T08:00:00+08:00', NOW],
    ['2026-01-01T08:00:00.123+0800', NOW + 123],
    ['2026-01-01T00:00Z', NOW],
    ['2026-01-01T00:00:00', undefined],
    ['2026-01-01', undefined],
    ['01/02/2026', undefined],
    ['0000-00-00', undefined],
    ['2026-13-01T00:00:00Z', undefined],
    ['NEVER', undefined],
    [1767225600, undefined],
    [null, undefined],
  ])('%j is %s', (value, expected) => {
    expect(parseDate(value)).toBe(expected);
  });
});

describe('parseEpoch', () => {
  it.each([
    [1_770_000_000, 'seconds', 1_770_000_000_000],
    [1_770_000_000_000, 'milliseconds', 1_770_000_000_000],
    ['1770000000', 'seconds', 1_770_000_000_000],
    [' 1770000000 ', 'seconds', 1_770_000_000_000],
    ['1770000000000', 'milliseconds', 1_770_000_000_000],
    [1_770_000_000.987, 'seconds', 1_770_000_000_987],
    ['1770000000.5', 'seconds', 1_770_000_000_500],
    [1_770_000_000_000.9, 'milliseconds', 1_770_000_000_000],
    [1_000_000_000, 'seconds', 1_000_000_000_000],
    [99_999_999_999, 'seconds', 99_999_999_999_000],
    // The other unit, a lifetime, and what is no number of either.
    [1_770_000_000, 'milliseconds', undefined],
    [1_770_000_000_000, 'seconds', undefined],
    [3_600, 'seconds', undefined],
    [999_999_999, 'seconds', undefined],
    [100_000_000_000, 'seconds', undefined],
    [0, 'seconds', undefined],
    [-1_770_000_000, 'seconds', undefined],
    ['-1770000000', 'seconds', undefined],
    ['1.77e9', 'seconds', undefined],
    ['0x6982d800', 'seconds', undefined],
    ['1770000000Z', 'seconds', undefined],
    ['2026-02-02T00:00:00Z', 'seconds', undefined],
    ['', 'seconds', undefined],
    [Number.NaN, 'seconds', undefined],
    [Number.POSITIVE_INFINITY, 'seconds', undefined],
    [true, 'seconds', undefined],
    [null, 'seconds', undefined],
    [[1_770_000_000], 'seconds', undefined],
  ] as const)('%j in %s is %s', (value, unit, expected) => {
    expect(parseEpoch(value, unit)).toBe(expected);
  });
});

describe('expiryOf', () => {
  const named = { namedDaysAt: 'e', days: { THIRTY: 30 }, never: ['NEVER'] };

  it.each([
    ['seconds from now', [{ secondsAt: 'e' }], { e: 60 }, 'opaque', NOW + 60_000],
    ['an absolute date', [{ dateAt: 'e' }], { e: '2026-01-02T00:00:00Z' }, 'opaque', NOW + 86_400_000],
    ['a date in seconds', [{ epochAt: 'e', unit: 'seconds' as const }], { e: NOW / 1000 + 5 }, 'opaque', NOW + 5_000],
    ['a date in ms', [{ epochAt: 'e', unit: 'milliseconds' as const }], { e: `${NOW + 5}` }, 'opaque', NOW + 5],
    ['unknown in the other unit', [{ epochAt: 'e', unit: 'seconds' as const }], { e: NOW + 5 }, 'opaque', undefined],
    ['a fixed lifetime', [{ fixedSeconds: 3600 }], {}, 'opaque', NOW + 3_600_000],
    ['a named lifetime', [named], { e: 'THIRTY' }, 'opaque', NOW + 30 * 86_400_000],
    ['a name for never', [named], { e: 'NEVER' }, 'opaque', NEVER],
    ['unknown for another name', [named], { e: 'NINETY' }, 'opaque', undefined],
    ['unknown for a prototype’s name', [named], { e: 'constructor' }, 'opaque', undefined],
    ['never', [{ never: true as const }], {}, 'opaque', NEVER],
    ['the end of a typed day', [{ dateInput: 'typed' }], {}, 'opaque', Date.UTC(2026, 5, 30, 23, 59, 59)],
    ['unknown without a typed day', [{ dateInput: 'other' }], {}, 'opaque', undefined],
    ['the first rule that knows', [{ secondsAt: 'nothing' }, { fixedSeconds: 5 }], {}, 'opaque', NOW + 5_000],
    ['unknown when no rule knows', [{ secondsAt: 'nothing' }], {}, 'opaque', undefined],
    ['unknown without rules', [], {}, 'opaque', undefined],
    ['a JWT’s exp when no rule knows', [], {}, jwt({ exp: NOW / 1000 + 10 }), NOW + 10_000],
    ['a JWT’s exp when it is earlier', [{ fixedSeconds: 60 }], {}, jwt({ exp: NOW / 1000 + 10 }), NOW + 10_000],
    ['the rule when a JWT’s exp is later', [{ fixedSeconds: 60 }], {}, jwt({ exp: NOW / 1000 + 99 }), NOW + 60_000],
    ['the rule when a JWT’s exp is no number', [{ fixedSeconds: 60 }], {}, jwt({ exp: '99' }), NOW + 60_000],
    ['the rule when the JWT is broken', [{ fixedSeconds: 60 }], {}, 'a.%%%.c', NOW + 60_000],
  ])('%s', (_, rules, answer, accessToken, expected) => {
    expect(expiryOf(rules, { answer, accessToken, inputs: { typed: '2026-06-30' }, now: NOW })).toBe(expected);
  });
});

describe('jwtClaims', () => {
  it('reads claims in UTF-8 when the token is a JWT', () => {
    const bytes = String.fromCharCode(...new TextEncoder().encode(JSON.stringify({ sub: 'Zoë' })));
    expect(jwtClaims(`e30.${btoa(bytes).replace(/=/g, '')}.x`)).toEqual({ sub: 'Zoë' });
  });

  it.each(['', 'opaque', 'a.b', 'a.b.c.d', `e30.${btoa('[1]')}.x`, `e30.${btoa('null')}.x`])(
    'is undefined for %s',
    (token) => {
      expect(jwtClaims(token)).toBeUndefined();
    },
  );
});
