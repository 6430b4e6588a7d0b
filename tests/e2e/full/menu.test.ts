import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { execute } from '../pages/execute';
import { PORT } from '../pages/known';
import { drive } from '../pages/popup';
import { type Display, startDisplay } from './display';

declare const chrome: typeof extensionApi;

/** The browser's own context menu, on a virtual screen: a headless Chromium has none. */
let display: Display;
let providers: LocalProviders;
let browser: ExtensionBrowser;
let page: Page;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Going up from the top of a menu comes in from its end, where the browser has entries of its own after ours. */
async function chooseOurs(selector: string, entriesAfterOurs: number): Promise<void> {
  await page.bringToFront();
  await (await page.waitForSelector(selector))?.click({ button: 'right' });
  await pause(700);
  display.press(...Array<string>(entriesAfterOurs + 1).fill('Up'), 'Return');
}

beforeAll(async () => {
  display = startDisplay(80 + (process.pid % 9));
  providers = await startLocalProviders();
  browser = await startChromium({ args: providers.chromiumArgs(), headless: false, display: display.name });
  const options = await browser.openExtensionPage('options.html');
  const choose = { mode: 'session' };
  await options.evaluate((request) => chrome.runtime.sendMessage({ type: 'changeMode', request }), { choose });
  await options.close();
  const { eu } = providers.demo.port;
  page = await browser.newPage(eu.docsPage);
  const popup = drive(await browser.pressIcon(page));
  await popup.type('Client ID', eu.clientId);
  await popup.type('Client secret', eu.clientSecret);
  await popup.click('button', 'Get token and authorize');
  await popup.see('::-p-aria([name="Log out"][role="button"])');
  await popup.page.close().catch(() => undefined);
  await page.bringToFront();
  await page.reload();
});
afterAll(async () => {
  await browser?.close();
  await providers?.stop();
  display?.stop();
});

it('authorizes the page when it is chosen on the page', async () => {
  expect(await execute(page, PORT)).toBe(401);
  // After ours: view source, inspect.
  await chooseOurs('.swagger-ui .info .title', 2);
  await expect.poll(() => execute(page, PORT), { timeout: 8_000 }).toBe(200);
});

it('puts the token into the field that it is chosen in', async () => {
  await page.evaluate(() => document.body.prepend(Object.assign(document.createElement('input'), { id: 'field' })));
  // After ours: inspect.
  await chooseOurs('#field', 1);
  await expect
    .poll(() => page.$eval('#field', (field) => (field as HTMLInputElement).value.length))
    .toBeGreaterThan(20);
  expect(await page.$eval('#field', (field) => field.getAttribute('autocomplete'))).toBe('off');
});
