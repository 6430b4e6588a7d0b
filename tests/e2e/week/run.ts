import { type LocalProviders, startLocalProviders } from '../../servers';
import type { WeekBrowser } from './browser';
import type { Counts } from './ledger';
import { failure, morning, reloads, sleep, switches, wrongClock } from './steps';
import { createWeek, setUp } from './week';

export interface WeekResult {
  readonly browser: string;
  readonly days: number;
  readonly counts: Readonly<Counts>;
  /** Each thing of which there must be none, in words. */
  readonly troubles: readonly string[];
  readonly seconds: number;
}

/** Lifetimes of tokens for each day, s: none is longer than 90, so that a day of minutes has many ends. */
const LIFETIMES = [
  { podero: 45, port: 60 },
  { podero: 5, port: 90 },
  { podero: 90, port: 20 },
  { podero: 20, port: 45 },
  { podero: 60, port: 8 },
];

/** A week of work, scaled down to minutes. Everything that moves is the servers' clock and lifetimes. */
export async function runWeek(
  start: (providers: LocalProviders) => Promise<WeekBrowser>,
  { days, say }: { readonly days: number; readonly say: (line: string) => void },
): Promise<WeekResult> {
  const from = Date.now();
  const providers = await startLocalProviders();
  const browser = await start(providers);
  try {
    const { state } = providers;
    const week = createWeek(browser, providers);
    Object.assign(state.lifetimeSeconds, { ...LIFETIMES[0], panaya: 3_600 });
    await setUp(week);
    const { counts } = week.ledger;
    const before = await browser.questions();
    for (let day = 0; day < days; day += 1) {
      Object.assign(state.lifetimeSeconds, LIFETIMES[day % LIFETIMES.length]);
      if (day > 0) await morning(week);
      await reloads(week, 10);
      await switches(week, day % 2 === 0 ? 'Podero Live B' : 'Podero Live A');
      await wrongClock(week, day % 2 === 0 ? 2 : -2);
      await sleep(week);
      await failure(week);
      const elapsed = Math.round((Date.now() - from) / 1_000);
      say(`  day ${day + 1}: ${counts.executes} Executes, ${week.ledger.troubles.length} troubles, ${elapsed} s`);
    }
    counts.prompts = (await browser.questions()) - before;
    const { troubles } = week.ledger;
    return { browser: browser.name, days, counts, troubles, seconds: Math.round((Date.now() - from) / 1_000) };
  } finally {
    await browser.close().catch(() => undefined);
    await providers.stop();
  }
}
