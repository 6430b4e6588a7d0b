import { NEVER } from '../../lib/domain/token';
import { text } from '../../lib/text';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const weekdayAndClock = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

const MINUTE = 60_000;
/** ms. Six days: no weekday comes twice. */
const NEAR = 6 * 24 * 60 * MINUTE;

/** "Token for 34 min" in its last hour, "Token until 14:32" today, "Mon 14:32" in the next days, and later the date alone. */
export function tokenUntil(expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined) return text('status_expiry_unknown');
  if (expiresAt >= NEVER) return text('status_never_expires');
  const minutes = Math.floor((expiresAt - now) / MINUTE);
  if (expiresAt <= now) return text('status_over');
  if (minutes < 60) return minutes < 1 ? text('status_last_minute') : text('status_minutes', minutes);
  return text('status_until', endOf(expiresAt, now));
}

function endOf(expiresAt: number, now: number): string {
  if (new Date(expiresAt).toDateString() === new Date(now).toDateString()) return clock.format(expiresAt);
  return expiresAt - now < NEAR ? weekdayAndClock.format(expiresAt) : day.format(expiresAt);
}

export function momentOf(time: number): string {
  return dayAndClock.format(time);
}

export function dayOf(time: number | undefined): string {
  if (time === undefined) return text('inventory_unknown');
  return time >= NEVER ? text('inventory_never') : day.format(time);
}
