import type { Connection } from '../../domain/connection';
import { hostPattern, parseWebUrl } from '../../domain/origin';
import { stepOrigins, tokenOrigins } from '../../provider/addresses';
import { revocationStep } from '../../provider/revoke';
import { baseScope } from '../../provider/scope';
import { z } from '../../zod';
import { type Connections, UNDO_TIME } from '../tokens/connections';
import { areasOf } from '../world/areas';
import type { Notes } from '../world/notes';
import { createRecords } from '../world/records';
import type { World } from '../world/world';

/** Hosts that a removed connection no longer needs, given back when it cannot be brought back any more. */
const Release = z.strictObject({
  id: z.string(),
  patterns: z.array(z.string()),
  origins: z.array(z.string()),
  /** Not before, ms since 1970. */
  at: z.number(),
});
type Release = z.infer<typeof Release>;

const PREFIX = 'give:';
const ALARM = 'release';

export function createReleases({ browser, vault, now, lock }: World, connections: Connections, notes: Notes) {
  const records = createRecords(areasOf(browser).local, PREFIX, Release);

  /** Every host that a connection talks to or is filled in on, as the browser grants them. */
  const patternsOf = ({ providerId, methodId, regionId, inputs, origins }: Connection): readonly string[] => {
    const own = origins.filter((origin) => parseWebUrl(origin));
    try {
      const { provider, method } = connections.definitionOf(providerId, methodId);
      const { inventory } = provider;
      const steps = [
        ...(inventory ? [inventory.list.step, inventory.create.step, inventory.revoke] : []),
        ...(method.revocation ? [revocationStep(method.revocation)] : []),
      ];
      const asked = [
        ...tokenOrigins(provider, method, { regionId, inputs }),
        ...stepOrigins(steps, baseScope(provider, regionId, inputs)),
      ];
      return [...new Set([...own, ...asked].map(hostPattern))];
    } catch {
      // Its provider is gone: what it was filled in on is all that is known.
      return [...new Set(own.map(hostPattern))];
    }
  };

  const arm = async (): Promise<void> => {
    const [first] = [...(await records.all())].sort((a, b) => a.at - b.at);
    if (first) await browser.alarms.create(ALARM, { when: Math.max(first.at, now()) });
    else await browser.alarms.clear(ALARM);
  };

  /** Written down before the connection is removed: what comes due while it is still there is taken for brought back. */
  const plan = async (connection: Connection): Promise<void> => {
    const at = now() + UNDO_TIME;
    const release: Release = {
      id: connection.id,
      patterns: [...patternsOf(connection)],
      origins: [...connection.origins],
      at,
    };
    await records.write(connection.id, release);
    await arm();
  };

  const giveBack = async (release: Release, others: readonly Release[]): Promise<void> => {
    const kept = await vault.list();
    // Brought back, or never removed.
    if (kept.some(({ id }) => id === release.id)) return records.remove(release.id);
    const needed = new Set([...kept.flatMap(patternsOf), ...others.flatMap(({ patterns }) => patterns)]);
    for (const pattern of release.patterns.filter((candidate) => !needed.has(candidate))) {
      const held = await browser.permissions.contains({ origins: [pattern] });
      if (held) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
    }
    const bound = new Set([...kept, ...others].flatMap(({ origins }) => origins));
    await notes.forgetConnection(
      release.id,
      release.origins.filter((origin) => !bound.has(origin)),
    );
    await records.remove(release.id);
  };

  /** At start, and by the alarm. */
  const run = (): Promise<void> =>
    lock('releases', async () => {
      const waiting = await records.all();
      const due = waiting.filter(({ at }) => at <= now());
      const later = waiting.filter(({ at }) => at > now());
      for (const release of due) await giveBack(release, later);
      await arm();
    });

  /** After a removal that cannot be undone. */
  const runNow = async (id: string): Promise<void> => {
    const release = await records.read(id);
    if (release) await records.write(id, { ...release, at: now() });
    await run();
  };

  /** After everything was forgotten: no host is needed any more, whatever it was granted for. */
  const runAll = (): Promise<void> =>
    lock('releases', async () => {
      for (const { id } of await records.all()) await records.remove(id);
      await arm();
      const { origins = [] } = await browser.permissions.getAll();
      // One at a time: what an organization's policy grants cannot be given back, and must not keep the others.
      for (const origin of origins) await browser.permissions.remove({ origins: [origin] }).catch(() => false);
    });

  const cancel = async (id: string): Promise<void> => {
    await records.remove(id);
    await arm();
  };

  return { alarm: ALARM, plan, run, runNow, runAll, cancel };
}
export type Releases = ReturnType<typeof createReleases>;
