import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { ask, codeOf, grant } from './asking';
import { anySiteDraft } from './drafts';

declare const chrome: typeof extensionApi;

const TOKEN = 'made-up-canary-that-no-content-script-sees';
const profile = mkdtempSync(join(tmpdir(), 'tokenfill-content-script-'));
let providers: LocalProviders;
let browser: ExtensionBrowser;

const start = () => startChromium({ args: providers.chromiumArgs(), headless: true, profile });
beforeAll(async () => {
  providers = await startLocalProviders();
  browser = await start();
});
afterAll(async () => {
  await browser?.close();
  await providers?.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs in the world of our own script in a page: the one that a page's exploit would get into. */
async function runBesideOurScript(page: Page, work: () => unknown): Promise<unknown> {
  const session = await page.createCDPSession();
  const context = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${browser.extensionId}`) resolve(context.id);
    });
  });
  await session.send('Runtime.enable');
  const { result } = await session.send('Runtime.callFunctionOn', {
    functionDeclaration: String(work),
    executionContextId: await context,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.value;
}

/** What can be done with every storage area. */
async function tryAreas(): Promise<Readonly<Record<string, string>>> {
  const seen: Record<string, string> = {};
  for (const name of ['local', 'session', 'sync'] as const) {
    const area = chrome.storage[name];
    const doings = {
      get: () => area.get(null),
      getKeys: () => area.getKeys(),
      set: () => area.set({ forged: 1 }),
      clear: () => area.clear(),
    };
    for (const [doing, run] of Object.entries(doings)) {
      seen[`${name} ${doing}`] = await run().then(
        (found: unknown) => `works: ${JSON.stringify(found)}`,
        () => 'refused',
      );
    }
  }
  return seen;
}

const registered = async () =>
  (await browser.worker()).evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length);

/** As soon as the script may be in a page. */
async function areasSeenInPage(options: Page): Promise<Readonly<Record<string, string>>> {
  await grant({ browser }, options, 'https://docs.example.test/*');
  await expect.poll(registered, { timeout: 20_000 }).toBe(1);
  const page = await browser.newPage(providers.demo.example.pages.plain);
  return (await runBesideOurScript(page, tryAreas)) as Record<string, string>;
}

it('[S24] a script in a page cannot touch our storage, nor after the browser was started again', async () => {
  const options = await browser.openExtensionPage('options.html');
  const draft = anySiteDraft('https://docs.example.test', TOKEN);
  expect(codeOf(await ask(options, 'saveConnection', { draft, choose: { mode: 'session' } }))).toBe('done');
  const before = await areasSeenInPage(options);
  await browser.close();
  browser = await start();
  // Loaded by a debugger, an extension loses its hosts at a restart; an installed one keeps them.
  const after = await areasSeenInPage(await browser.openExtensionPage('options.html'));

  console.info(`figures: ${Object.keys(before).length} doings, refused before and after a restart`);
  for (const seen of [before, after]) {
    expect(Object.keys(seen)).toHaveLength(12);
    expect(Object.entries(seen).filter(([, outcome]) => outcome !== 'refused')).toEqual([]);
  }
});
