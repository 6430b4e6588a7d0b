import { isFresh } from '../../../lib/domain/token';
import { chooseDefinition, chooseServer, filledSince, holds } from './tabs';
import { openPage, PASSPHRASE, seconds, type Week } from './week';

/** What happens on a day. After each thing the page's own Execute is pressed. */

/** A token that the API refuses is not replaced before this age (lib/background/keeping/keep.ts): no day is that short, ms. */
const OLD_ENOUGH = 31_000;
const HOUR = 3_600;

export async function reloads(week: Week, count: number): Promise<void> {
  const { browser, pages, tab, step } = week;
  for (let at = 0; at < count; at += 1) {
    const page = pages[at % pages.length];
    if (!page) continue;
    await step('reload', [page], async () => {
      const since = Date.now();
      await browser.reload(tab(page));
      return filledSince(browser, page, since);
    });
    if (page.server) await step('server after a reload', [page], () => toServer(week, page.name, page.server ?? ''));
  }
}

async function toServer({ browser, page, tab }: Week, name: string, server: string): Promise<boolean> {
  return chooseServer(browser, page(name), tab(page(name)), server);
}

export async function switches(week: Week, label: string): Promise<void> {
  const { browser, page, tab, step, providers } = week;
  const { eu, us } = providers.demo.port;
  for (const server of [us.origin, eu.origin]) {
    await step('server', [page('Port EU')], () => toServer(week, 'Port EU', server));
  }
  for (const name of ['users', 'default']) {
    await step('definition', [page('Panaya my')], () => chooseDefinition(tab(page('Panaya my')), name));
  }
  await step('other connection', [page('Podero live')], () =>
    browser.press(tab(page('Podero live')), `Switch to ${label}`),
  );
}

/** The browser is closed in the evening and opened in the morning, with all its tabs; the passphrase is typed once. */
export async function morning(week: Week): Promise<void> {
  const { browser, ledger, pages, tabs, tab, step } = week;
  if (!browser.restart) return;
  await browser.restart();
  ledger.restart();
  ledger.counts.restarts += 1;
  tabs.clear();
  for (const page of pages) await openPage(week, page);
  await step('unlock', pages, async () => {
    const first = pages[0];
    if (!first) return;
    const since = Date.now();
    if ((await browser.unlock(tab(first), PASSPHRASE)) === 'typed') ledger.counts.unlocks += 1;
    return holds(async () => {
      const filled = await Promise.all(pages.map((page) => filledSince(browser, page, since, 1)));
      return filled.every(Boolean);
    }, 30_000);
  });
}

/** Until every token is old enough for a 401 to be believed, or over by its own word. An alarm may renew one meanwhile. */
async function grownUp({ tokens, pages }: Week): Promise<void> {
  for (;;) {
    const fresh = (await tokens(pages)).filter((token) => isFresh(token, Date.now()));
    const youngest = Math.max(0, ...fresh.map(({ obtainedAt }) => obtainedAt));
    const wait = youngest + OLD_ENOUGH - Date.now();
    if (wait <= 0) return;
    await seconds(wait / 1_000);
  }
}

/** The machine sleeps while every token ends: the worker is stopped, and only the servers' clock goes on. */
export async function sleep(week: Week): Promise<void> {
  const { browser, providers, page, step } = week;
  await grownUp(week);
  await browser.stopWorker();
  providers.state.clock.advance(4 * HOUR);
  for (const name of ['Podero live', 'Port EU', 'Panaya my', 'Sesami', '12d cloud']) {
    await step('sleep', [page(name)], async () => undefined, 'may be told');
  }
}

/** An hour in which providers answer 5xx, pages are reloaded all the same, and tokens end. */
export async function failure(week: Week): Promise<void> {
  const { browser, providers, page, tab, step } = week;
  const down = ['Podero live', 'Port EU', 'Panaya my'].map(page);
  for (const url of down.flatMap(({ endpoints }) => endpoints)) {
    const { host, pathname } = new URL(url);
    providers.faults.set({ host, path: pathname }, 'server-error');
  }
  for (const one of down) {
    await step('failure', [one], () => browser.reload(tab(one)), 'down');
  }
  providers.faults.clear();
  for (const one of down) await step('after a failure', [one], async () => undefined, 'may be told');
}

/** The providers' clocks are two hours off from now on: tokens end early or late, and dates are wrong. */
export async function wrongClock(week: Week, hours: number): Promise<void> {
  const { browser, providers, page, tab, step } = week;
  await grownUp(week);
  providers.state.clock.advance(hours * HOUR);
  for (const name of ['Podero sandbox', 'Port US', 'Panaya emea', '12d office']) {
    await step('clock off', [page(name)], async () => undefined, 'may be told');
  }
  await step('clock off, reload', [page('Podero sandbox')], async () => {
    const since = Date.now();
    await browser.reload(tab(page('Podero sandbox')));
    return filledSince(browser, page('Podero sandbox'), since);
  });
}
