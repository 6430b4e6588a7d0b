import type { Connection } from '../../domain/connection';
import { isTokenfillError } from '../../domain/errors';
import { type AttentionState, type Need, needsOf } from '../../domain/need';
import { nextReminderAt, reminderOf } from '../../domain/reminder';
import { secretEndOf } from '../../provider/secret-end';
import type { Renewal } from '../keeping/renewal';
import type { OpenPages } from '../pages/open-pages';
import type { Connections } from '../tokens/connections';
import type { Lost } from '../tokens/lost';
import { type RotationRecords, viewRotation } from '../tokens/rotation-records';
import type { Badge } from '../world/badge';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

const ALARM = 'attention';
/** Stored records that can change what needs the user. */
const CONCERNS = /^(con|tok|bak|no|rot|lost|rem|wait|keep|use|fil|err):|^vault\./;

/** What needs the user: gathered from storage each time, shown on the badge, with one alarm for the next reminder. */
export function createAttention(
  { browser, vault, keeper, now, lock }: World,
  parts: {
    badge: Badge;
    connections: Connections;
    lost: Lost;
    notes: Notes;
    open: OpenPages;
    records: RotationRecords;
    renewal: Renewal;
  },
) {
  const { badge, connections, lost, notes, records, renewal } = parts;

  let queued: Promise<void> | undefined;

  const watch = async ({ id, label, inputs }: Connection, stopped: ReadonlySet<string>) => {
    const { provider, method, token } = await connections.find(id);
    const rotation = await records.read(id);
    const code = (await notes.readFailure(id))?.code;
    return {
      id,
      label,
      secretEndsAt: secretEndOf(method, { inputs, tokenExpiresAt: token?.expiresAt, now: now() }),
      dismissed: await notes.readDismissal(id),
      inventory: provider.inventory ? ('yes' as const) : ('no' as const),
      stopped: stopped.has(id) ? { ...(code && { code }) } : undefined,
      rotation: rotation && viewRotation(rotation),
    };
  };

  const gather = async (): Promise<AttentionState> => {
    const stopped = new Set(await renewal.stopped());
    // A connection whose provider is gone cannot be watched; the options say so. A store that does not read is another thing.
    const watched = await Promise.all(
      (await vault.list()).map((connection) => watch(connection, stopped).catch(unlessUnknown)),
    );
    return {
      now: now(),
      vault: (await keeper.state()).locked ? 'locked' : 'open',
      waiting: (await parts.open.waiting()).map(({ origin }) => origin),
      connections: watched.filter((one) => one !== undefined),
      lost: await lost.over(),
    };
  };

  const needs = async (): Promise<readonly Need[]> => needsOf(await gather());

  const arm = async ({ connections: watched }: AttentionState): Promise<void> => {
    const times = watched.map(({ secretEndsAt }) => nextReminderAt(secretEndsAt, now()));
    const [next] = times.filter((time) => time !== undefined).sort((a, b) => a - b);
    if (next === undefined) return void (await browser.alarms.clear(ALARM));
    const current = await browser.alarms.get(ALARM);
    if (current?.scheduledTime !== next) await browser.alarms.create(ALARM, { when: next });
  };

  /** At start, by the alarm, and whenever something changes that it depends on. */
  const refresh = (): Promise<void> => {
    // One click changes many records: a run that has not begun yet will see them all.
    queued ??= lock('attention', async () => {
      queued = undefined;
      const state = await gather();
      await badge.needs(needsOf(state));
      await arm(state);
    });
    return queued;
  };

  /** "Later": quiet until the next threshold. */
  const dismiss = async (id: string): Promise<void> => {
    const { secretEndsAt } = (await gather()).connections.find((one) => one.id === id) ?? {};
    const reminder = reminderOf(secretEndsAt, undefined, now());
    if (!reminder) return;
    await notes.writeDismissal(id, { threshold: reminder.threshold, endsAt: reminder.endsAt });
    await notes.changed();
  };

  const forgetLost = async (id: string): Promise<void> => {
    await lost.forget(id);
    await notes.changed();
  };

  const concerns = (keys: readonly string[]) => keys.some((key) => CONCERNS.test(key));

  return { alarm: ALARM, needs, refresh, dismiss, forgetLost, concerns };
}

/** A connection without a provider, or one that was removed meanwhile. */
function unlessUnknown(error: unknown): undefined {
  if (!isTokenfillError(error) || error.failure.code !== 'unknown_connection') throw error;
}
