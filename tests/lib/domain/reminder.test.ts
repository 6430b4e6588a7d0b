import { describe, expect, it } from 'vitest';
import { daysUntil, nextReminderAt, reminderOf } from '../../../lib/domain/reminder';
import { NEVER } from '../../../lib/domain/token';
import { fc } from '../../generated';

/** Local time, as a person reads a calendar. */
const at = (month: number, day: number, hour = 12, minute = 0) =>
  new Date(2026, month - 1, day, hour, minute).getTime();
/** The last moment of a typed date. */
const END = new Date(2026, 5, 30, 23, 59, 59).getTime();

describe('a reminder', () => {
  it.each([
    ['15 days before', at(6, 15, 23, 59), undefined],
    ['14 days before, from midnight', at(6, 16, 0, 0), 14],
    ['8 days before', at(6, 22), 14],
    ['7 days before', at(6, 23, 0, 0), 7],
    ['2 days before', at(6, 28), 7],
    ['1 day before', at(6, 29, 0, 0), 1],
    ['on the last day', at(6, 30, 23, 59), 1],
    ['after the end', END, -1],
    ['long after the end', at(12, 1), -1],
  ])('%s', (_, now, threshold) => {
    expect(reminderOf(END, undefined, now)?.threshold).toBe(threshold);
  });

  it.each([
    ['the end is unknown', undefined],
    ['it never ends', NEVER],
  ])('is never due when %s', (_, endsAt) => {
    expect([reminderOf(endsAt, undefined, at(6, 30)), nextReminderAt(endsAt, at(6, 30))]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['stays away for the same threshold', { threshold: 14, endsAt: END }, at(6, 20), undefined],
    ['comes back at the next one', { threshold: 14, endsAt: END }, at(6, 24), 7],
    ['comes back when it has ended', { threshold: 1, endsAt: END }, at(7, 1), -1],
    ['comes back for another end', { threshold: 7, endsAt: END - 1 }, at(6, 24), 7],
    ['stays away when the clock goes back', { threshold: 7, endsAt: END }, at(6, 20), undefined],
  ])('that was put off %s', (_, dismissed, now, threshold) => {
    expect(reminderOf(END, dismissed, now)?.threshold).toBe(threshold);
  });

  it('counts calendar days, also across a change to summer time', () => {
    for (let day = 1; day <= 365; day += 1) {
      const now = new Date(2026, 0, day, 9).getTime();
      expect(daysUntil(new Date(2026, 0, day + 7, 1).getTime(), now)).toBe(7);
    }
  });

  it('changes exactly at the times that the alarm is set for, over 2,000 pairs of times', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(
        fc.integer({ min: -20 * day, max: 40 * day }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (offset, share) => {
          const now = END + offset;
          const next = nextReminderAt(END, now);
          const threshold = (time: number) => reminderOf(END, undefined, time)?.threshold;
          if (next === undefined) {
            expect(threshold(now)).toBe(-1);
            return;
          }
          expect(next).toBeGreaterThan(now);
          expect(threshold(now + Math.floor((next - now - 1) * share))).toBe(threshold(now));
          expect(threshold(next)).not.toBe(threshold(next - 1));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
