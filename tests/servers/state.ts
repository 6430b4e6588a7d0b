import { randomBytes } from 'node:crypto';
import type { Demo } from './demo';
import { demoPersonalAccessTokens, type SesamiPersonalAccessToken } from './providers/sesami-tokens';
import { demoSynergyTokens, type SynergyToken } from './providers/twelve-d-tokens';

/** What the servers remember between requests, and the knobs a test may turn. */

export type ProviderName = 'sesami' | 'podero' | 'port' | 'panaya' | 'twelveD';

/** The servers' own time: expiry and the `Date` header follow it, so a test can let a token run out without waiting. */
export interface Clock {
  now(): number;
  advance(seconds: number): void;
  reset(): void;
}

export interface IssuedToken {
  readonly provider: ProviderName;
  /** Where it is valid: `live`, `sandbox`, `eu`, `us`, `my`, `emea`, `login`. */
  readonly environment: string;
  /** The client id or user it was made for. */
  readonly owner: string;
  readonly value: string;
  readonly issuedAt: number;
  expiresAt: number;
}

export interface State {
  readonly clock: Clock;
  /** Lifetime in seconds of tokens issued from now on. */
  readonly lifetimeSeconds: Record<'sesami' | 'podero' | 'port' | 'panaya', number>;
  /** Session and access tokens handed out since the start, oldest first. */
  readonly tokens: IssuedToken[];
  readonly sesami: {
    /** The documents show `nested`; a refresh is flat, so a flat login must work too (docs/facts.md#sesami). */
    loginEnvelope: 'nested' | 'flat';
    readonly personalAccessTokens: SesamiPersonalAccessToken[];
  };
  readonly twelveD: {
    /** By host as in the request log. */
    readonly personalAccessTokens: Record<string, SynergyToken[]>;
  };
  /** Ends every token of a provider that can end: issued ones, and personal access tokens with a date. */
  expireAll(provider: ProviderName): void;
  /** As at the start: demo tokens only, real lifetimes, real time. */
  reset(): void;
}

const LIFETIMES = { sesami: 3600, podero: 36_000, port: 10_800, panaya: 3600 } as const;

function createClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (seconds) => {
      ahead += seconds * 1000;
    },
    reset: () => {
      ahead = 0;
    },
  };
}

const replace = <T>(list: T[], items: readonly T[]): void => {
  list.splice(0, list.length, ...items);
};

export function createState(demo: Demo): State {
  const clock = createClock();
  const state: State = {
    clock,
    lifetimeSeconds: { ...LIFETIMES },
    tokens: [],
    sesami: { loginEnvelope: 'nested', personalAccessTokens: demoPersonalAccessTokens(demo) },
    twelveD: { personalAccessTokens: demoSynergyTokens(demo, clock.now()) },
    expireAll: (provider) => {
      const past = clock.now() - 1000;
      const issued = state.tokens.filter((token) => token.provider === provider);
      const personal = provider === 'sesami' ? state.sesami.personalAccessTokens.filter(hasEnd) : [];
      const synergy = provider === 'twelveD' ? Object.values(state.twelveD.personalAccessTokens).flat() : [];
      for (const token of [...issued, ...personal, ...synergy]) token.expiresAt = past;
    },
    reset: () => {
      clock.reset();
      Object.assign(state.lifetimeSeconds, LIFETIMES);
      replace(state.tokens, []);
      state.sesami.loginEnvelope = 'nested';
      replace(state.sesami.personalAccessTokens, demoPersonalAccessTokens(demo));
      Object.assign(state.twelveD.personalAccessTokens, demoSynergyTokens(demo, clock.now()));
    },
  };
  return state;
}

const hasEnd = (token: SesamiPersonalAccessToken): token is SesamiPersonalAccessToken & { expiresAt: number } =>
  token.expiresAt !== undefined;

/** Hands out a token and remembers it. */
export function issue(
  state: State,
  token: Pick<IssuedToken, 'provider' | 'environment' | 'owner' | 'value'>,
  lifetimeSeconds: number,
): IssuedToken {
  const issuedAt = state.clock.now();
  const issued = { ...token, issuedAt, expiresAt: issuedAt + lifetimeSeconds * 1000 };
  state.tokens.push(issued);
  return issued;
}

/** The token of this provider and environment with exactly this value, if it is still alive. */
export function alive(
  state: State,
  provider: ProviderName,
  environment: string,
  value: string | undefined,
): IssuedToken | undefined {
  return state.tokens.find(
    (token) =>
      token.provider === provider &&
      token.environment === environment &&
      token.value === value &&
      token.expiresAt > state.clock.now(),
  );
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A token of letters and digits, new at each call: nothing here is a secret anywhere but in these servers. */
export const randomToken = (length: number): string =>
  Array.from(randomBytes(length), (byte) => LETTERS_AND_DIGITS[byte % LETTERS_AND_DIGITS.length]).join('');

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token by its looks; the signature is random and nobody checks it. */
export const jwtLike = (claims: Readonly<Record<string, unknown>>): string =>
  `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${randomToken(43)}`;
