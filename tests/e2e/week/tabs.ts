import type { Page } from 'puppeteer-core';
import type { FillRecord } from '../../../lib/domain/view';
import type { WeekBrowser } from './browser';
import type { KeptPage } from './connections';

/** How long an automatic fill may take here, ms: two cores are shared with the servers. */
const PATIENCE = 12_000;

/** What the extension last filled on this page's origin. */
export async function fillOn(browser: WeekBrowser, { url }: KeptPage): Promise<FillRecord | undefined> {
  const stored = Object.entries(await browser.session()).flatMap(([key, value]) =>
    key.startsWith('fil:') ? [value as FillRecord] : [],
  );
  const here = stored.filter(({ origin }) => origin === new URL(url).origin);
  return here.sort((a, b) => b.at - a.at)[0];
}

/** Resolves with true as soon as it holds, with false when it did not in time. */
export async function holds(condition: () => Promise<boolean>, patience = PATIENCE): Promise<boolean> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** Waits until the page was filled after `since` (ms), as its user sees the padlock close. */
export const filledSince = (browser: WeekBrowser, page: KeptPage, since: number, patience?: number) =>
  holds(async () => ((await fillOn(browser, page))?.at ?? 0) >= since, patience);

/** Chooses a server as its user does, and waits until the page holds that server's token. */
export async function chooseServer(browser: WeekBrowser, page: KeptPage, tab: Page, server: string): Promise<boolean> {
  await tab.bringToFront();
  await tab.select('.servers select', server);
  return holds(async () => (await fillOn(browser, page))?.server?.startsWith(server) ?? false);
}

/** Chooses the other one of a page's definitions; resolves when it stands on the screen with its padlock closed. */
export async function chooseDefinition(tab: Page, name: string): Promise<boolean> {
  await tab.bringToFront();
  const value = await tab.$$eval(
    '.topbar select option',
    (options, wanted) => (options as HTMLOptionElement[]).find(({ text }) => text === wanted)?.value ?? '',
    name,
  );
  await tab.select('.topbar select', value);
  await new Promise((resolve) => setTimeout(resolve, 700));
  return holds(async () => (await tab.$('.auth-wrapper .btn.authorize.locked')) !== null);
}
