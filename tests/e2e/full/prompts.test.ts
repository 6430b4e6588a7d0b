import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { execute } from '../pages/execute';
import { PORT } from '../pages/known';
import { drive, type Popup } from '../pages/popup';
import { type Display, startDisplay } from './display';

declare const chrome: typeof extensionApi;

/** Real prompts and real keys, on a virtual screen: a headless Chromium can neither show the one nor hear the other. */
const SUBMIT = '::-p-aria([name="Get token and authorize"][role="button"])';
const SEND = '::-p-aria([name="Send it once and look at the answer"][role="button"])';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let display: Display;
let providers: LocalProviders;
let browser: ExtensionBrowser;

beforeAll(async () => {
  display = startDisplay(90 + (process.pid % 9));
  providers = await startLocalProviders();
});
afterAll(async () => {
  await providers?.stop();
  display?.stop();
});
afterEach(() => browser?.close());

/** A visible browser in which secrets are kept for the session, so that forms need not ask. */
async function start(): Promise<ExtensionBrowser> {
  const started = await startChromium({ args: providers.chromiumArgs(), headless: false, display: display.name });
  const options = await started.openExtensionPage('options.html');
  const choose = { mode: 'session' };
  await options.evaluate((request) => chrome.runtime.sendMessage({ type: 'changeMode', request }), { choose });
  await options.close();
  return started;
}

/** Port's EU page with the US server chosen: its token endpoint is on another host, so the browser must ask. */
async function usForm(): Promise<{ page: Page; popup: Popup }> {
  browser = await start();
  const { eu, us } = providers.demo.port;
  const page = await browser.newPage(eu.docsPage);
  await page.select('.servers select', us.origin);
  providers.log.clear();
  const popup = drive(await browser.pressIcon(page));
  await popup.type('Client ID', us.clientId);
  await popup.type('Client secret', us.clientSecret);
  return { page, popup };
}

const tokenRequests = () => providers.log.to('api.us.port.io', '/v1/auth/access_token').length;

describe('the browser’s own question', () => {
  it('is asked once, and the page is authorized when it is answered with yes, popup or no popup', async () => {
    const { page, popup } = await usForm();
    // Not awaited: the prompt may take the popup, and this click's answer, with it.
    void popup.page.click(SUBMIT).catch(() => undefined);
    await pause(1_500);
    expect(tokenRequests()).toBe(0);

    display.press('Tab', 'Return');

    await expect.poll(tokenRequests, { timeout: 10_000 }).toBe(1);
    await page.bringToFront();
    await expect.poll(() => execute(page, PORT), { timeout: 10_000 }).toBe(200);
  });

  it('sends nothing and keeps the connection when it is answered with no', async () => {
    const { page, popup } = await usForm();
    void popup.page.click(SUBMIT).catch(() => undefined);
    await pause(1_500);

    display.press('Escape');
    await pause(1_000);

    expect(tokenRequests()).toBe(0);
    const again = drive(await browser.pressIcon(page));
    await again.page.waitForFunction(() => document.body.innerText.includes('Port US'));
  });

  it('is answered after the popup was closed, and the background goes on', async () => {
    const { page, popup } = await usForm();
    void popup.page.click(SUBMIT).catch(() => undefined);
    await pause(1_500);
    await popup.page.close().catch(() => undefined);

    display.press('Tab', 'Return');

    await expect.poll(tokenRequests, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => execute(page, PORT), { timeout: 10_000 }).toBe(200);
  });
});

it('a pasted command whose popup was closed at the question goes on in the next popup', async () => {
  browser = await start();
  const { eu, us } = providers.demo.port;
  const page = await browser.newPage(eu.docsPage);
  providers.log.clear();
  const popup = drive(await browser.pressIcon(page));
  await popup.click('button', 'Paste a curl command');
  const json = '{"clientId":"<client-id>","clientSecret":"<client-secret>"}';
  await popup.type('Paste a curl command', `curl https://api.us.port.io/v1/auth/access_token --json '${json}'`);
  await popup.type('Client ID', us.clientId);
  await popup.type('Client secret', us.clientSecret);
  void popup.page.click(SEND).catch(() => undefined);
  await pause(1_500);
  await popup.page.close().catch(() => undefined);
  expect(tokenRequests()).toBe(0);

  display.press('Tab', 'Return');

  await expect.poll(tokenRequests, { timeout: 10_000 }).toBe(1);
  await page.bringToFront();
  const again = drive(await browser.pressIcon(page));
  await again.see(`::-p-aria([name="Add ${eu.origin} and authorize"][role="button"])`);
  expect(await again.page.content()).not.toContain(us.clientSecret);
  expect(tokenRequests()).toBe(1);
});

describe('the shortcut key', () => {
  it('authorizes with one press when the page’s connection is known', async () => {
    browser = await start();
    const { eu } = providers.demo.port;
    const page = await browser.newPage(eu.docsPage);
    const popup = drive(await browser.pressIcon(page));
    await popup.type('Client ID', eu.clientId);
    await popup.type('Client secret', eu.clientSecret);
    await popup.click('button', 'Get token and authorize');
    await popup.see('::-p-aria([name="Log out"][role="button"])');
    await popup.page.close();
    await page.bringToFront();
    await page.reload();
    expect(await execute(page, PORT)).toBe(401);

    display.press('alt+shift+y');

    await expect.poll(() => execute(page, PORT), { timeout: 8_000 }).toBe(200);
  });

  it('locks with one press, whatever is in front', async () => {
    browser = await start();
    const options = await browser.openExtensionPage('options.html');
    const ask = (type: string, request: object) =>
      options.evaluate((message) => chrome.runtime.sendMessage(message), { type, request });
    await ask('changeMode', { choose: { mode: 'passphrase', passphrase: 'made-up passphrase of a test' } });
    expect(await ask('vaultState', {})).toMatchObject({ reply: { mode: 'passphrase', locked: false } });
    const page = await browser.newPage(providers.demo.port.eu.docsPage);
    await page.bringToFront();

    display.press('alt+shift+l');

    await expect.poll(() => ask('vaultState', {}), { timeout: 8_000 }).toMatchObject({ reply: { locked: true } });
  });
});
