import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page, type Target, type WebWorker } from 'puppeteer-core';
import { browserPath } from './paths';
import { until } from './until';

/** A real Chromium with the shipped build loaded, driven as a user would: through the toolbar. */
export interface ExtensionBrowser {
  readonly browser: Browser;
  readonly extensionId: string;
  /** The folder of its profile. */
  readonly profile: string;
  newPage(url: string): Promise<Page>;
  /** Presses the toolbar icon while `page` is in front: opens the popup and grants activeTab. */
  pressIcon(page: Page): Promise<Page>;
  /** An extension page in a tab (the options page). */
  openExtensionPage(path: string): Promise<Page>;
  /** Answers the next question for this host with yes. Headless Chromium cannot show the question itself. */
  willGrant(pattern: string): Promise<void>;
  worker(): Promise<WebWorker>;
  /** Ends the running worker, as the browser does when it has been idle. */
  stopWorker(): Promise<void>;
  /** SIGKILL to every process of the browser, as when the machine runs out of memory. Nothing is flushed, nobody is told. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** From the local providers: name mapping and the throwaway certificate. */
  readonly args: readonly string[];
  readonly headless: boolean;
  /** X display for a visible browser. */
  readonly display?: string;
  /** Keep and reuse a profile; a throwaway one when absent. */
  readonly profile?: string;
}

/** Keeps a machine without internet quiet: Chromium asks for updates and components at every start. */
export const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
];

export const BUILD = resolve(import.meta.dirname, '../../../.output/chrome-mv3');

export async function startChromium({ args, headless, profile, display }: LaunchOptions): Promise<ExtensionBrowser> {
  const userDataDir = profile ?? mkdtempSync(join(tmpdir(), 'tokenfill-chromium-'));
  const asRoot = process.getuid?.() === 0;
  const browser = await puppeteer.launch({
    executablePath: browserPath('chromium'),
    headless,
    pipe: true,
    enableExtensions: true,
    userDataDir,
    ...(display ? { env: { ...process.env, DISPLAY: display } } : {}),
    defaultViewport: headless ? { width: 1200, height: 900 } : null,
    args: [...QUIET, ...(asRoot ? ['--no-sandbox'] : []), '--enable-unsafe-extension-debugging', ...args],
  });
  const extensionId = await browser.installExtension(BUILD);
  return {
    browser,
    extensionId,
    profile: userDataDir,
    newPage: async (url) => {
      const page = await browser.newPage();
      await page.goto(url, { waitUntil: 'load' });
      return page;
    },
    pressIcon: (page) => pressIcon(browser, extensionId, page),
    openExtensionPage: async (path) => {
      const page = await browser.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path}`);
      return page;
    },
    willGrant: (pattern) => willGrant(browser, extensionId, pattern),
    worker: () => findWorker(browser, extensionId),
    stopWorker: () => stopWorker(browser, extensionId),
    kill: async () => {
      const main = browser.process();
      const ended = new Promise((resolve) => main?.once('exit', resolve));
      // It leads a process group of its own.
      if (main?.pid) process.kill(-main.pid, 'SIGKILL');
      await ended;
    },
    close: async () => {
      await browser.close();
      if (!profile) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function pressIcon(browser: Browser, id: string, page: Page): Promise<Page> {
  await page.bringToFront();
  const extension = (await browser.extensions()).get(id);
  if (!extension) throw new Error('The extension is not loaded.');
  const opened = browser.waitForTarget((target) => target.url().startsWith(`chrome-extension://${id}/popup.html`), {
    timeout: 20_000,
  });
  await extension.triggerAction(page);
  return (await opened).asPage();
}

/** The worker that runs now: the target of one that was stopped stays in the list for a while. */
async function findWorker(browser: Browser, id: string): Promise<WebWorker> {
  const isOurs = (target: Target) => target.type() === 'service_worker' && target.url().includes(id);
  await browser.waitForTarget(isOurs, { timeout: 20_000 });
  const running = async () => {
    for (const target of browser.targets().filter(isOurs).reverse()) {
      const worker = await target.worker().catch(() => null);
      const alive = await worker?.evaluate(() => true).catch(() => false);
      if (worker && alive) return worker;
    }
    return undefined;
  };
  return until(running, 'running service worker of the extension');
}

/**
 * Without the driver's help where it has not been attached: it keeps what it once attached to, and a worker that was started
 * again soon may be the same target to it, of which it then only knows the end.
 */
async function stopWorker(browser: Browser, id: string): Promise<void> {
  const session = await browser.target().createCDPSession();
  const running = async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(id));
  };
  const { targetId, attached } = await until(running, 'running service worker of the extension');
  if (!attached) await session.send('Target.closeTarget', { targetId });
  // The driver detaches from a target that is already gone by then: nothing went wrong.
  else await (await findWorker(browser, id)).close().catch(() => undefined);
  await session.detach();
}

async function willGrant(browser: Browser, id: string, pattern: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(
    async (extension, host) => {
      type Developer = { developerPrivate: { addHostPermission(id: string, host: string): Promise<void> } };
      await (globalThis as unknown as { chrome: Developer }).chrome.developerPrivate.addHostPermission(extension, host);
    },
    id,
    pattern,
  );
  await page.close();
}
