import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { closePopup, drivePopup, type FirefoxPopup, pressIcon } from './firefox-popup';
import { type Questions, watchQuestions } from './firefox-questions';
import { firefoxWindow, type PrivilegedWindow } from './firefox-window';
import { browserPath } from './paths';
import { until } from './until';

/** A real Firefox with the shipped build loaded, driven as a user would: through the toolbar and the browser's questions. */
export interface ExtensionFirefox {
  readonly browser: Browser;
  /** The options page in a tab: a page to look at, and our way into the popup's document. */
  readonly ownPage: Page;
  readonly questions: Questions;
  newPage(url: string): Promise<Page>;
  /** Presses the toolbar icon while `page` is in front: opens the popup and grants activeTab. */
  pressIcon(page: Page): Promise<FirefoxPopup>;
  /** Before anything is done on a page: the popup would lie over it. A person's click on the page closes it. */
  closePopup(): Promise<void>;
  /** As Firefox does when nothing happened for a while. */
  stopBackground(): Promise<void>;
  /** Grants a host as a yes to Firefox's question does, where the question is not what is tested. */
  grant(pattern: string): Promise<void>;
  /** Puts another page of ours into a tab. */
  openOwnPage(path: string): Promise<Page>;
  close(): Promise<void>;
}

const BUILD = resolve(import.meta.dirname, '../../../.output/firefox-mv3');
/** Firefox makes one up for each profile; a known one tells us our pages' addresses. */
const UUID = '2b3f6f0e-5a0b-4c55-8a59-2d8f4f3c1b11';

/**
 * `preferences` are from the local providers: the proxy that knows their names. A `profile` stays when Firefox is closed;
 * without one there is a throwaway one.
 */
export async function startFirefox(preferences: Record<string, unknown>, profile?: string): Promise<ExtensionFirefox> {
  const id = extensionId();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: browserPath('firefox'),
    headless: true,
    ...(profile === undefined ? {} : { userDataDir: profile }),
    // The local providers' certificate is made at their start; nothing else can be reached anyway.
    acceptInsecureCerts: true,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      ...preferences,
      'extensions.webextensions.uuids': JSON.stringify({ [id]: UUID }),
      'security.notification_enable_delay': 0,
    },
  });
  await browser.installExtension(BUILD);
  const window = await firefoxWindow(browser);
  const questions = await watchQuestions(window);
  const ownPage = await openOwnPage(browser, 'options.html');
  return {
    browser,
    ownPage,
    questions,
    newPage: async (url) => {
      const page = await browser.newPage();
      await page.goto(url, { waitUntil: 'load' });
      await page.bringToFront();
      return page;
    },
    pressIcon: async (page) => {
      await page.bringToFront();
      await pressIcon(window, id);
      return drivePopup(window, ownPage);
    },
    closePopup: () => closePopup(window),
    stopBackground: () => window.run(terminateBackground, id),
    grant: (pattern) => window.run(addPermission, { id, pattern }),
    openOwnPage: (path) => openOwnPage(browser, path),
    close: () => browser.close(),
  };
}

/** As the build says it: Firefox needs it before the extension is there. */
function extensionId(): string {
  const manifest = JSON.parse(readFileSync(resolve(BUILD, 'manifest.json'), 'utf8'));
  return manifest.browser_specific_settings.gecko.id;
}

async function terminateBackground({ WebExtensionPolicy }: PrivilegedWindow, id: string): Promise<void> {
  const { extension } = WebExtensionPolicy.getByID(id);
  await extension.terminateBackground({ disableResetIdleForTest: true });
  if (extension.backgroundState !== 'stopped') throw new Error(`The background is ${extension.backgroundState}.`);
}

/** What Firefox itself does when its question was answered with yes. */
async function addPermission(window: PrivilegedWindow, { id, pattern }: { id: string; pattern: string }) {
  const { ExtensionPermissions } = window.ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  ) as { ExtensionPermissions: { add(id: string, granted: object, extension: object): Promise<void> } };
  const { extension } = window.WebExtensionPolicy.getByID(id);
  await ExtensionPermissions.add(id, { permissions: [], origins: [pattern] }, extension);
}

/** Firefox opens the page but never tells WebDriver that it has, so nothing waits for that. */
async function openOwnPage(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  void page.goto(`moz-extension://${UUID}/${path}`).catch(() => undefined);
  const isThere = async () =>
    (await page.evaluate(() => document.body.innerText.trim() !== '').catch(() => false)) || undefined;
  await until(isThere, 'options page');
  return page;
}
