import type { Demo } from '../demo';

/** A personal access token as a 12d Synergy server keeps it. */
export interface SynergyToken {
  readonly id: number;
  readonly value: string;
  readonly name: string;
  readonly clientId: string;
  readonly createdAt: number;
  expiresAt: number;
}

export const DAY = 86_400_000;

/** Two tokens on each server, like the provider's sample: one of 180 days in use, one that has already run out. */
export function demoSynergyTokens({ twelveD }: Demo, now: number): Record<string, SynergyToken[]> {
  const tokensOf = (server: Demo['twelveD'][keyof Demo['twelveD']]): SynergyToken[] => [
    {
      id: 1,
      value: server.personalAccessToken,
      name: 'Tokenfill demo',
      clientId: 'demo',
      createdAt: now - 20 * DAY,
      expiresAt: now + 160 * DAY,
    },
    {
      id: 2,
      value: server.expiredPersonalAccessToken,
      name: 'Old integration',
      clientId: 'demo',
      createdAt: now - 32 * DAY,
      expiresAt: now - 30 * DAY,
    },
  ];
  return Object.fromEntries(Object.values(twelveD).map((server) => [server.host, tokensOf(server)]));
}
