import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import { startChromium } from '../../browsers/chromium';
import { startFirefox } from '../../browsers/firefox';

declare const chrome: typeof extensionApi;

/** A browser with the extension, its options page, and the hosts of the test granted. */
export interface ExtensionAt {
  readonly options: Page;
  newPage(url: string): Promise<Page>;
  close(): Promise<void>;
}

const HOSTS = ['http://127.0.0.1/*', 'http://localhost/*'];

export const STARTS: Readonly<Record<'Chromium' | 'Firefox', () => Promise<ExtensionAt>>> = {
  async Chromium() {
    const browser = await startChromium({ args: [], headless: true });
    const options = await browser.openExtensionPage('options.html');
    for (const host of HOSTS) {
      await browser.willGrant(host);
      await options.evaluate((origins) => chrome.permissions.request({ origins }), [host]);
    }
    return { options, newPage: browser.newPage, close: browser.close };
  },
  async Firefox() {
    const browser = await startFirefox({});
    for (const host of HOSTS) await browser.grant(host);
    return { options: browser.ownPage, newPage: browser.newPage, close: browser.close };
  },
};
