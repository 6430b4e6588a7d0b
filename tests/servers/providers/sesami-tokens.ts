import type { Demo } from '../demo';

/** A personal access token as Sesami keeps it. It opens its own shop only, and only together with its client id. */
export interface SesamiPersonalAccessToken {
  readonly token: string;
  readonly clientId: string;
  readonly shop: string;
  readonly name: string;
  readonly user: string;
  readonly permissions: readonly string[];
  readonly expireAt: SesamiLifetime;
  /** Absent for `NEVER`. */
  expiresAt?: number;
}

/** The values a community client lists (docs/facts.md#sesami); the vendor's own document shows `NEVER` only. */
export const SESAMI_DAYS = { THIRTY: 30, SIXTY: 60, NINETY: 90, NEVER: undefined } as const;
export type SesamiLifetime = keyof typeof SESAMI_DAYS;

export const isSesamiLifetime = (value: unknown): value is SesamiLifetime =>
  typeof value === 'string' && Object.hasOwn(SESAMI_DAYS, value);

/** The tokens that exist before anybody asks for one: one a shop. */
export const demoPersonalAccessTokens = ({ sesami }: Demo): SesamiPersonalAccessToken[] =>
  Object.values(sesami.shops).map((shop) => ({
    token: shop.personalAccessToken,
    clientId: shop.clientId,
    shop: shop.id,
    name: `Made in the portal for ${shop.name}`,
    user: sesami.userId,
    permissions: [`Shop:${shop.id}:Read`],
    expireAt: 'NEVER',
  }));
