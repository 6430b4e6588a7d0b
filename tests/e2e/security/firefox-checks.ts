import type { Page } from 'puppeteer-core';
import { beforeAll } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import type { Strangers } from '../../servers/sites';
import { type FirefoxScene, useFirefox } from '../browsers/firefox-scene';
import { until } from '../browsers/until';
import type { AttackedBrowser } from './attack';

/** Inside a page of ours. */
declare const chrome: typeof extensionApi;

export interface FirefoxChecks extends FirefoxScene {
  /** Our own page, from which messages are sent. */
  readonly options: Page;
  /** The icon on a page, and messages from our own page while its popup is open. */
  readonly attacked: AttackedBrowser;
  /** Everything as on the first day, secrets kept for the session. */
  reset(): Promise<void>;
}

const PREFERENCES = {
  // Loopback names go through the proxy as well: only it knows where their servers are.
  'network.proxy.allow_hijacking_localhost': true,
  'network.proxy.no_proxies_on': '127.0.0.1',
  // A hostile page that sends a form without https would stand behind Firefox's question for ever.
  'security.warn_submit_secure_to_insecure': false,
};

export function useFirefoxChecks(strangers: Strangers = {}): FirefoxChecks {
  const scene = useFirefox(strangers, { preferences: PREFERENCES });
  const checks = scene as { -readonly [Key in keyof FirefoxChecks]: FirefoxChecks[Key] };
  checks.reset = async () => {
    await checks.options.evaluate(async () => {
      await chrome.storage.local.clear();
      await chrome.storage.session.clear();
      await chrome.runtime.sendMessage({ type: 'changeMode', request: { choose: { mode: 'session' } } });
    });
    scene.providers.faults.clear();
    scene.providers.state.reset();
    scene.providers.log.clear();
  };
  beforeAll(async () => {
    checks.options = scene.firefox.ownPage;
    await checks.reset();
    checks.attacked = {
      providers: scene.providers,
      newPage: (url) => scene.firefox.newPage(url),
      open: async (on) => {
        const popup = await scene.firefox.pressIcon(on);
        await until(async () => (await popup.text()).length > 60 || undefined, 'words in the popup');
        const offers = async (name: string) => (await popup.text()).includes(name);
        return { page: checks.options, offers, close: popup.close };
      },
    };
  });
  return checks;
}
