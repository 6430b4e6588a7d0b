import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { LocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { stopWorkers } from '../full/dying';
import { LOGGED_IN } from '../pages/known';
import { drive } from '../pages/popup';
import { ask, grant } from '../security/asking';
import type { WeekBrowser } from './browser';
import { patientExecute, patiently } from './patient';

/** Inside a page of the extension. */
declare const chrome: typeof extensionApi;

/** Name of the driver's binding in the popup. */
const ASKED = 'tokenfillAsked';

/** A file of ours without a screen: it asks nothing by itself, so a stopped worker stays stopped. */
const QUIET_PAGE = 'manifest.json';

/** A profile on the disk that outlives restarts. */
export async function weekInChromium(providers: LocalProviders): Promise<WeekBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'tokenfill-week-'));
  let browser: ExtensionBrowser;
  let ours: Page;
  const start = async () => {
    browser = await startChromium({ args: providers.chromiumArgs(), headless: true, profile });
    ours = await browser.openExtensionPage(QUIET_PAGE);
  };
  let questions = 0;
  const open = async (page: Page) => {
    const popup = await patiently(() => browser.pressIcon(page));
    // A binding and not a variable: the question closes the popup.
    await popup.exposeFunction(ASKED, () => {
      questions += 1;
    });
    await popup.evaluate(tellQuestions, ASKED);
    return drive(popup);
  };
  await start();
  return {
    name: 'Chromium',
    ask: (type, request) => ask(ours, type, request),
    session: () => ours.evaluate(() => chrome.storage.session.get(null)),
    questions: async () => questions,
    grant: (pattern) => grant({ browser }, ours, pattern),
    newPage: (url) => browser.newPage(url),
    reload: async (page) => {
      await page.bringToFront();
      await page.reload();
    },
    execute: async (page, operation) => {
      await page.bringToFront();
      return patientExecute(page, operation);
    },
    press: async (page, name) => {
      const before = questions;
      const popup = await open(page);
      await popup.click('button', name);
      await popup.see(LOGGED_IN).catch((error: unknown) => {
        // With the question the popup is gone; that is counted, and for the week to judge.
        if (questions === before) throw error;
      });
      await popup.page.close().catch(() => undefined);
    },
    unlock: (page, passphrase) =>
      patiently(async () => {
        const state = await ask<{ locked: boolean }>(ours, 'vaultState', {});
        if (state.ok && !state.reply.locked) return 'was open';
        const popup = await open(page);
        await popup.type('Passphrase', passphrase);
        await popup.click('button', 'Unlock');
        const button = '::-p-aria([name="Unlock"][role="button"])';
        await popup.page.waitForSelector(button, { hidden: true, timeout: 8_000 });
        await popup.page.close();
        return 'typed';
      }),
    stopWorker: () => stopWorkers(ours),
    restart: async () => {
      const hosts = await ours.evaluate(async () => (await chrome.permissions.getAll()).origins ?? []);
      await browser.close();
      await start();
      // The driver installs the extension anew at each start, and with that the browser forgets the hosts it was allowed.
      for (const host of hosts) await grant({ browser }, ours, host);
    },
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Runs in the popup. Headless Chromium cannot show its question for a host: asking for it is what can be counted. */
function tellQuestions(asked: string): void {
  const { permissions } = chrome;
  const request = permissions.request.bind(permissions);
  permissions.request = ((wanted: Parameters<typeof request>[0]) => {
    (globalThis as unknown as Record<string, () => void>)[asked]?.();
    return request(wanted);
  }) as typeof permissions.request;
}
