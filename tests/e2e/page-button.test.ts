import type { Page } from 'puppeteer-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import { useScene } from './scene';

const scene = useScene();
/** Our button's host: the only element of the document besides head and body. Its inside is closed to everybody. */
const HOST = 'html > div';

let page: Page;

/** A Podero connection, and the popup's offer to show a button on the page accepted. */
async function switchOn(): Promise<Page> {
  const { live } = scene.providers.demo.podero;
  await scene.keepSecrets('session');
  await scene.browser.willGrant('https://app.podero.com/*');
  const page = await scene.browser.newPage(live.docsPage);
  const popup = await scene.open(page);
  await popup.type('Client ID', live.clientId);
  await popup.type('Client secret', live.clientSecret);
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.click('button', 'Do not keep this page authorized');
  await popup.click('button', 'Show a button on this page');
  const seen = async () => expect(await registered()).toEqual(['https://app.podero.com/*']);
  await vi.waitFor(seen, { timeout: 20_000 });
  await popup.page.close();
  return page;
}

beforeAll(async () => {
  page = await switchOn();
});

/** A page that has just been loaded, as nobody has touched it. */
beforeEach(async () => {
  await page.bringToFront();
  await page.reload();
  await page.waitForSelector(HOST);
  await forgetFills();
});

async function forgetFills(): Promise<void> {
  await (await scene.browser.worker()).evaluate(async () => {
    type Session = { storage: { session: { get(key: null): Promise<object>; remove(keys: string[]): Promise<void> } } };
    const { session } = (globalThis as unknown as { chrome: Session }).chrome.storage;
    await session.remove(Object.keys(await session.get(null)).filter((key) => key.startsWith('fil:')));
  });
}

async function registered(): Promise<readonly string[]> {
  const worker = await scene.browser.worker();
  return worker.evaluate(async () => {
    type Scripting = { scripting: { getRegisteredContentScripts(): Promise<{ matches?: string[] }[]> } };
    const scripts = await (
      globalThis as unknown as { chrome: Scripting }
    ).chrome.scripting.getRegisteredContentScripts();
    return scripts.flatMap((script) => script.matches ?? []);
  });
}

const fills = () => scene.stored().then(({ session }) => session.includes('"fil:'));

describe('the in-page button', () => {
  it('authorizes with one click where the user switched it on', async () => {
    expect(await execute(page, PODERO)).toBe(401);

    const host = await page.$(HOST);
    await host?.click();

    await expect.poll(() => execute(page, PODERO), { timeout: 20_000 }).toBe(200);
  });

  it('does nothing when a script clicks it', async () => {
    await page.evaluate((selector) => (document.querySelector(selector) as HTMLElement).click(), HOST);
    await page.evaluate(
      (selector) => document.querySelector(selector)?.dispatchEvent(new MouseEvent('click', { bubbles: true })),
      HOST,
    );

    expect(await execute(page, PODERO)).toBe(401);
    expect(await fills()).toBe(false);
  });

  it('keeps its inside closed to the page and shows no token', async () => {
    expect(await page.$eval(HOST, (host) => host.shadowRoot)).toBeNull();
    expect(await page.$eval(HOST, (host) => host.outerHTML)).toMatch(/^<div[^>]*><\/div>$/);
  });

  it('is on no other page, granted or not', async () => {
    for (const url of [scene.providers.demo.port.eu.docsPage, scene.providers.demo.podero.sandbox.docsPage]) {
      const other = await scene.browser.newPage(url);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await other.$(HOST)).toBeNull();
      await other.close();
    }
  });
});
