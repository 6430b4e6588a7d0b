import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { Envelope } from '../../../lib/messages';
import type { LocalProviders } from '../../servers';
import { startFirefox } from '../browsers/firefox';
import type { WeekBrowser } from './browser';
import { patientExecute, patiently } from './patient';

/** Inside a page of the extension. */
declare const browser: typeof extensionApi;

/** A temporary add-on goes with its data when Firefox restarts: this week has no mornings and types no passphrase. */
export async function weekInFirefox(providers: LocalProviders): Promise<WeekBrowser> {
  const firefox = await startFirefox(providers.firefoxPreferences());
  const { ownPage: ours } = firefox;
  const inFront = async (page: Page) => {
    await firefox.closePopup();
    await page.bringToFront();
  };
  return {
    name: 'Firefox',
    ask: <Reply>(type: string, request: unknown) =>
      ours.evaluate((message) => browser.runtime.sendMessage(message), { type, request }) as Promise<Envelope<Reply>>,
    session: () => ours.evaluate(() => browser.storage.session.get(null)),
    questions: async () => (await firefox.questions.asked()).length,
    grant: (pattern) => firefox.grant(pattern),
    newPage: (url) => firefox.newPage(url),
    reload: async (page) => {
      await inFront(page);
      await page.reload();
    },
    execute: async (page, operation) => {
      await inFront(page);
      return patientExecute(page, operation);
    },
    press: async (page, name) => {
      const popup = await patiently(() => firefox.pressIcon(page));
      await popup.click('button', name);
      await popup.see('button', 'Log out');
      await popup.close();
    },
    unlock: async (page, passphrase) => {
      const popup = await firefox.pressIcon(page);
      await popup.type('Passphrase', passphrase);
      await popup.click('button', 'Unlock');
      return 'typed';
    },
    stopWorker: () => firefox.stopBackground(),
    close: () => firefox.close(),
  };
}
