import { describe, expect, it } from 'vitest';
import { leavesOf } from '../../../lib/curl/answer-leaves';

const NOW = Date.UTC(2030, 0, 1);
const TOKEN = 'madeUpTokenOfThirtyTwoCharacters';
const firstOf = (answer: unknown) => leavesOf(answer, NOW)[0];

describe('what could be the token in an answer', () => {
  it.each([
    ['access_token', { access_token: TOKEN, refresh_token: `refresh-${TOKEN}`, id_token: `id-${TOKEN}` }],
    ['accessToken', { ok: true, accessToken: TOKEN, expiresIn: 3600 }],
    ['token', { user: 'demo.user', token: TOKEN }],
    ['jwt', { jwt: TOKEN }],
    ['data.token.access_token', { data: { token: { access_token: TOKEN } } }],
    [
      'data.loginByPassword.access_token',
      { data: { loginByPassword: { refresh_token: `r${TOKEN}`, access_token: TOKEN } } },
    ],
    ['tokens.access.token', { tokens: { access: { token: TOKEN }, refresh: { token: `r${TOKEN}` } } }],
    ['SessionId', { SessionId: TOKEN }],
    ['value.token', { value: { token: TOKEN } }],
    ['jwtToken', { id: 'demo-user-1', jwtToken: TOKEN }],
    ['', TOKEN],
    ['0.token', [{ token: TOKEN }]],
    ['ticket', { ticket: 'made0up1random2text3of4thirty5', state: 'fine' }],
  ])('is first the text at "%s"', (path, answer) => {
    expect(firstOf(answer)).toMatchObject({ path, rank: expect.any(Number) });
  });

  it('never is a refresh token, a short text or a name, which can still be chosen', () => {
    const leaves = leavesOf({ refresh_token: TOKEN, token: 'short', name: 'demo.user' }, NOW);
    expect(leaves.map(({ path, rank }) => [path, rank])).toEqual([
      ['refresh_token', undefined],
      ['token', undefined],
      ['name', undefined],
    ]);
  });

  it('shows no value', () => {
    const shown = JSON.stringify(leavesOf({ token: TOKEN, pin: 'madeup', deep: { a: `x${TOKEN}` } }, NOW));
    for (const value of [TOKEN, 'madeup', `x${TOKEN}`]) expect(shown).not.toContain(value);
    expect(firstOf({ token: TOKEN })?.masked).toBe('made…ters');
  });

  it('cannot be reached under a key that a path cannot say, or that is itself as long as a secret', () => {
    expect(leavesOf({ 'a.b': TOKEN, ['k'.repeat(41)]: TOKEN, '': TOKEN }, NOW)).toEqual([]);
  });

  it('is looked for in a bounded part of the answer', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${at}`, TOKEN]));
    expect(leavesOf(wide, NOW).length).toBe(40);
  });
});

const epoch = (epochAt: string, unit: 'seconds' | 'milliseconds') => ({ epochAt, unit });

describe('how long it lives', () => {
  it.each<readonly [name: string, answer: object, expiry: object, expiresAt: number]>([
    ['seconds beside it', { access_token: TOKEN, expires_in: 3600 }, { secondsAt: 'expires_in' }, NOW + 3_600_000],
    ['seconds in a text', { token: TOKEN, expiresIn: '60' }, { secondsAt: 'expiresIn' }, NOW + 60_000],
    ['seconds further out', { ttl: 60, data: { token: TOKEN } }, { secondsAt: 'ttl' }, NOW + 60_000],
    ['a date', { token: TOKEN, expires_at: '2030-01-02T00:00:00Z' }, { dateAt: 'expires_at' }, NOW + 86_400_000],
    ...(['expires_at', 'expires', 'exp', 'expirationTime', 'valid_until'] as const).flatMap((name) => [
      [`${name} in seconds`, { token: TOKEN, [name]: NOW / 1000 + 60 }, epoch(name, 'seconds'), NOW + 60_000] as const,
      [`${name} in ms`, { token: TOKEN, [name]: NOW + 60_000 }, epoch(name, 'milliseconds'), NOW + 60_000] as const,
      [`${name} in a text`, { token: TOKEN, [name]: `${NOW + 1}` }, epoch(name, 'milliseconds'), NOW + 1] as const,
    ]),
  ])('is read from %s', (_, answer, expiry, expiresAt) => {
    expect(firstOf(answer)).toMatchObject({ expiry, expiresAt });
  });

  it('is for ever where the answer says never', () => {
    expect(firstOf({ token: TOKEN, expireAt: 'NEVER' })?.expiry).toEqual({
      namedDaysAt: 'expireAt',
      days: {},
      never: ['NEVER'],
    });
  });

  it('is unknown where a number is neither a lifetime nor a date', () => {
    for (const expires of [0, 999_999_999_999_999, 500_000_000_000, -NOW]) {
      expect(firstOf({ token: TOKEN, expires })?.expiry).toBeUndefined();
    }
  });

  it('finds the type where it is Bearer', () => {
    expect(firstOf({ access_token: TOKEN, token_type: 'bearer' })?.typeAt).toBe('token_type');
    expect(firstOf({ access_token: TOKEN, token_type: 'mac' })?.typeAt).toBeUndefined();
  });
});
