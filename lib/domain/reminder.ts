import { NEVER } from './token';

/** Reminders that a secret ends: at so many days before, and when it has ended. Pure. */

const THRESHOLDS = [1, 7, 14] as const;
/** The last one: it has ended. */
const ENDED = -1;

export type Threshold = (typeof THRESHOLDS)[number] | typeof ENDED;

export interface Reminder {
  /** ms since 1970. */
  readonly endsAt: number;
  /** Calendar days until then, in local time: 0 is today. */
  readonly days: number;
  readonly threshold: Threshold;
}

/** "Later": until the next threshold of the same end. */
export interface Dismissal {
  readonly threshold: number;
  readonly endsAt: number;
}

/** Whole calendar days from `now` to `at` (ms), in local time, also across a change to summer time. */
export function daysUntil(at: number, now: number): number {
  return Math.round((midnight(at, 0) - midnight(now, 0)) / 86_400_000);
}

/** What to remind of now; undefined when the end is further away or was dismissed. */
export function reminderOf(endsAt: number | undefined, dismissed: Dismissal | undefined, now: number) {
  if (endsAt === undefined || endsAt >= NEVER) return undefined;
  const days = daysUntil(endsAt, now);
  const threshold = now >= endsAt ? ENDED : THRESHOLDS.find((least) => days <= least);
  if (threshold === undefined) return undefined;
  const later = dismissed?.endsAt === endsAt && dismissed.threshold <= threshold;
  return later ? undefined : ({ endsAt, days, threshold } satisfies Reminder);
}

/** When the next reminder of this end begins, ms since 1970; undefined when there is none left. */
export function nextReminderAt(endsAt: number | undefined, now: number): number | undefined {
  if (endsAt === undefined || endsAt >= NEVER) return undefined;
  const times = [...THRESHOLDS.map((days) => midnight(endsAt, days)), endsAt];
  return times.filter((time) => time > now).sort((a, b) => a - b)[0];
}

/** The local midnight that begins the day `daysBefore` this moment's. */
function midnight(time: number, daysBefore: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBefore).getTime();
}
