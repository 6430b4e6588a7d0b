import { expect, it } from 'vitest';
import { weekInChromium } from '../week/in-chromium';
import { weekInFirefox } from '../week/in-firefox';
import { linesOf } from '../week/print';
import { runWeek } from '../week/run';

/** Working days; `TOKENFILL_DAYS` gives another number. */
const DAYS = Number(process.env.TOKENFILL_DAYS ?? 5);

/** What there must be none of. */
const NONE = { seenByUser: 0, unneeded: 0, created: 0, pastes: 0, prompts: 0 };
const say = (line: string) => console.info(line);

it('a week in Chromium: the padlock stays closed', { timeout: 1_200_000, retry: 0 }, async () => {
  const result = await runWeek(weekInChromium, { days: DAYS, say });
  say(linesOf(result).join('\n'));
  expect(result.troubles).toEqual([]);
  expect(result.counts).toMatchObject({ ...NONE, unlocks: DAYS - 1, restarts: DAYS - 1 });
});

// Not yet clean in each run (docs/decisions/0039), so it is not among the tests that must pass: `npm run week -- --firefox`.
it.runIf(process.env.TOKENFILL_WEEK === 'firefox')(
  'two days in Firefox: the padlock stays closed',
  { timeout: 600_000, retry: 0 },
  async () => {
    const result = await runWeek(weekInFirefox, { days: Math.min(2, DAYS), say });
    say(linesOf(result).join('\n'));
    expect(result.troubles).toEqual([]);
    expect(result.counts).toMatchObject(NONE);
  },
);
