import { doublingPause } from '../../domain/doubling';
import { type ErrorCode, isTokenfillError } from '../../domain/errors';
import { renewalMargin, type Token } from '../../domain/token';
import { tokenOrigins } from '../../provider/addresses';
import { refreshesAlone, renewsAlone } from '../../provider/refresh';
import type { PermissionGate } from '../access/permission-gate';
import type { Refill } from '../filling/refill';
import type { Connections } from '../tokens/connections';
import { isPaused, type Pauses } from '../tokens/pauses';
import type { Refusals } from '../tokens/refusals';
import type { TokenService } from '../tokens/tokens';
import { type Limits, runWithin } from '../world/at-once';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { Wanted } from './wanted';

const ALARM = 'renew';
/** Tokens that live no longer are renewed at use: an alarm would do nothing else (ms). */
const TOO_SHORT = 90_000;
/** So that a morning's many do not fall on one provider at once. */
const AT_ONCE: Limits = { perHost: 2, inAll: 4 };
/** After so many failures in a row renewing stops until a person has had a look. */
const GIVE_UP = 5;
const PAUSES = { first: 60_000, longest: 3_600_000 };
/** What asking again would not change. Refused credentials stop everywhere, see `createRefusals`. */
const FOR_PEOPLE: ReadonlySet<ErrorCode> = new Set(['sign_in_needed', 'unknown_outcome']);

/** How long after its end a token is replaced that the provider does not replace before, ms: ends are told in whole seconds. */
const AFTER_END = 2_000;
/** A provider that gives the same token for ever, with hardly any time left, is asked no more often, ms. */
const AGAIN_SOONEST = 30_000;

/** When a token should be renewed by alarm, ms since 1970; undefined when it should not. */
export function dueAt(token: Token): number | undefined {
  if (token.expiresAt === undefined) return undefined;
  if (token.reissued && token.expiresAt <= token.obtainedAt) return undefined;
  if (token.reissued) return Math.max(token.expiresAt + AFTER_END, token.obtainedAt + AGAIN_SOONEST);
  const lifetime = token.expiresAt - token.obtainedAt;
  return lifetime > TOO_SHORT ? token.expiresAt - renewalMargin(lifetime) : undefined;
}

/** Full jitter on a doubling pause: 1, 2, 4… minutes, one hour at most (ms). */
export function pauseAfter(failures: number, random: number): number {
  return doublingPause(PAUSES, failures, random);
}

/**
 * Renewal ahead of time, by one alarm for the earliest token. Everything is recomputed from storage at each wake: after
 * sleep, restart or update it goes on where it was. Only methods that need nobody are renewed, and only where a page wants it.
 */
export function createRenewal(
  { browser, vault, now, random, lock }: World,
  parts: {
    connections: Connections;
    tokens: TokenService;
    notes: Notes;
    gate: PermissionGate;
    pauses: Pauses;
    refill: Refill;
    refusals: Refusals;
    wanted: () => Promise<Wanted>;
  },
) {
  const { connections, tokens, notes, gate, pauses, refill, refusals, wanted } = parts;

  /** When this connection's token is due, failures aside; undefined when nothing wants it. */
  const wantedAt = async (id: string, wanted: Wanted): Promise<number | undefined> => {
    if (!wanted.all.has(id)) return undefined;
    const { token, secrets, method, provider, connection } = await connections.find(id);
    const due = token && renewsAlone(method, secrets) ? dueAt(token) : undefined;
    if (token === undefined || due === undefined) return undefined;
    // A refresh token that changes with each use is used only for a page that is open: less can get lost on the way.
    if (refreshesAlone(method, secrets) && token.refreshes !== 'fixed' && !wanted.held.has(id)) return undefined;
    // Got with the clicked tab's own permission: without the host's nothing can be renewed, and nobody failed.
    if ((await gate.missing(tokenOrigins(provider, method, connection))).length > 0) return undefined;
    return due;
  };

  const nextFor = async (id: string, wanted: Wanted): Promise<number | undefined> => {
    const due = await wantedAt(id, wanted);
    if (due === undefined || (await refusals.standing(id))) return undefined;
    const backoff = await notes.readBackoff(id);
    if ((backoff?.failures ?? 0) >= GIVE_UP) return undefined;
    return Math.max(due, backoff?.notBefore ?? 0, (await pauses.until(id)) ?? 0);
  };

  const isStopped = async (id: string, wanted: Wanted): Promise<boolean> => {
    if (await refusals.standing(id)) return wanted.all.has(id);
    if (((await notes.readBackoff(id))?.failures ?? 0) < GIVE_UP) return false;
    return (await wantedAt(id, wanted).catch(() => undefined)) !== undefined;
  };

  /** Connections for which no token is obtained by itself any more although a page wants it. */
  const stopped = async (): Promise<readonly string[]> => {
    const asOfNow = await wanted();
    const ids = (await vault.list()).map(({ id }) => id);
    const are = await Promise.all(ids.map((id) => isStopped(id, asOfNow)));
    return ids.filter((_, index) => are[index]);
  };

  const plan = async () => {
    const asOfNow = await wanted();
    const entries = await Promise.all(
      (await vault.list()).map(async ({ id }) => ({ id, at: await nextFor(id, asOfNow).catch(() => undefined) })),
    );
    return entries.flatMap(({ id, at }) => (at === undefined ? [] : [{ id, at }])).sort((a, b) => a.at - b.at);
  };

  /** Sets the one alarm for the earliest: at start, and whenever tokens change. */
  const armNow = async (): Promise<void> => {
    const [first] = await plan();
    const current = await browser.alarms.get(ALARM);
    if (!first) return void (current && (await browser.alarms.clear(ALARM)));
    // Set again at every wake it would be pushed back for ever: only when the time has really changed.
    if (current && Math.abs(current.scheduledTime - first.at) < 1_000) return;
    await browser.alarms.create(ALARM, { when: Math.max(first.at, now()) });
  };
  /** One after the other: what an earlier one has read must not be set after what a later one has. */
  const arm = () => lock('renewal-alarm', armNow);

  const renewOne = async (id: string): Promise<void> => {
    try {
      await tokens.ensure(id, { permission: 'fail', by: 'itself' });
      await notes.forgetBackoff(id);
    } catch (error) {
      // Nothing was sent: the alarm comes again when it may be.
      if (isPaused(error) || (await refusals.standing(id))) return;
      const before = (await notes.readBackoff(id))?.failures ?? 0;
      const failures = isTokenfillError(error) && FOR_PEOPLE.has(error.failure.code) ? GIVE_UP : before + 1;
      await notes.writeBackoff(id, { failures, notBefore: now() + pauseAfter(failures, random()) });
      return;
    }
    await refill.all(id);
  };

  const hostsOf = async (id: string) => {
    const { provider, method, connection } = await connections.find(id);
    return tokenOrigins(provider, method, connection);
  };

  const renewDue = async (): Promise<void> => {
    const due = (await plan()).filter(({ at }) => at <= now());
    const items = await Promise.all(due.map(async ({ id }) => ({ id, hosts: await hostsOf(id) })));
    await runWithin(items, AT_ONCE, ({ id }) => renewOne(id));
    await arm();
  };
  /** By the alarm. An alarm during a run waits for it: the limits hold for all there is. */
  const run = () => lock('renewal', renewDue);

  return { arm, run, stopped, alarm: ALARM };
}
export type Renewal = ReturnType<typeof createRenewal>;
