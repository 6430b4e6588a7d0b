import { expect, it } from 'vitest';
import { weekInChromium } from '../week/in-chromium';
import { weekInFirefox } from '../week/in-firefox';
import { linesOf } from '../week/print';
import { runWeek } from '../week/run';

/** Working days; `TOKENFILL_DAYS` gives another number. */
const DAYS = Number(process.env.TOKENFILL_DAYS ?? 5);

/** What there must be none of. */
const NONE = { seenByUser: 0, unneeded: 0, created: 0, pastes: 0, needs: 0, prompts: 0 };
const say = (line: string) => console.info(line);

it('a week in Chromium: the padlock stays closed', { timeout: 1_200_000, retry: 0 }, async () => {
  const result = await runWeek(weekInChromium, { days: DAYS, say });
  say(linesOf(result).join('\n'));
  expect(result.troubles).toEqual([]);
  expect(result.counts).toMatchObject({ ...NONE, unlocks: DAYS - 1, restarts: DAYS - 1 });
});

// A temporary add-on goes when Firefox restarts: a day without a morning.
it('a day in Firefox: the padlock stays closed', { timeout: 600_000, retry: 0 }, async () => {
  const result = await runWeek(weekInFirefox, { days: 1, say });
  say(linesOf(result).join('\n'));
  expect(result.troubles).toEqual([]);
  expect(result.counts).toMatchObject(NONE);
});
