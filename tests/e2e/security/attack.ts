import type { Page } from 'puppeteer-core';
import type { LocalProviders } from '../../servers';
import { authorizeAll } from './asking';
import { findInTexts } from './canaries';
import type { HostilePage } from './hostile-page';
import { serve } from './serving';
import { take } from './taking';

/** What an attack needs of a browser, whichever it is. */
export interface AttackedBrowser {
  readonly providers: LocalProviders;
  newPage(url: string): Promise<Page>;
  /** Presses the icon on a page and waits for the popup to know it. */
  open(page: Page): Promise<AttackedPopup>;
}

export interface AttackedPopup {
  /** A page of ours from which messages can be sent. */
  readonly page: Page;
  offers(name: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Whose servers may see the tokens. */
const RIGHT = ['api.port.io', 'localhost:8085'];

export function strangersRequests({ log }: LocalProviders): string {
  return JSON.stringify(log.all().filter(({ host }) => !RIGHT.includes(host)));
}

/** Opens the popup there, asks for all connections behind its back, and looks for what the page and its server got. */
export async function attack(
  browser: AttackedBrowser,
  canaries: readonly string[],
  { name, url, html, headers, lure }: HostilePage,
) {
  const { faults, log } = browser.providers;
  log.clear();
  if (html) serve(faults, url, html, headers);
  const first = await browser.newPage(url);
  const page = lure ? await lure(first) : first;
  const popup = await browser.open(page);
  const codes = await authorizeAll(popup.page);
  const offered = (await popup.offers('Authorize with Port EU')) && new URL(url).host !== 'api.port.io';
  const texts = { ...(await take(first)), ...(await take(page)) };
  await popup.close();
  for (const open of new Set([page, first])) await open.close();
  const hits = findInTexts(canaries, { ...texts, log: strangersRequests(browser.providers) });
  const served = !html || log.all().some(({ path }) => path === new URL(url).pathname);
  return { name, codes, offered, served, hits };
}
