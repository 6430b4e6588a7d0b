import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../servers';
import type { Strangers } from '../servers/sites';
import { type ExtensionBrowser, startChromium } from './browsers/chromium';
import { drive, type Popup } from './pages/popup';

declare const chrome: typeof extensionApi;

/** One browser and one set of providers for a test file. */
export interface Scene {
  readonly providers: LocalProviders;
  readonly browser: ExtensionBrowser;
  /** Presses the toolbar icon on a page. */
  open(page: Page): Promise<Popup>;
  /** Everything as on the first day: no connection, no token, no fault. */
  reset(): Promise<void>;
  /** Chooses how secrets are kept, as the options page does, so that forms need not ask. */
  keepSecrets(mode: 'session' | 'device'): Promise<void>;
  /** What the extension has stored, both areas, as one text: to look for what must not be there. */
  stored(): Promise<{ readonly local: string; readonly session: string }>;
  /** Masked views of all connections, as an extension page gets them. */
  connections(): Promise<readonly { readonly status: string; readonly connection: { readonly label: string } }[]>;
}

export function useScene(strangers: Strangers = {}): Scene {
  const scene = {} as { -readonly [Key in keyof Scene]: Scene[Key] };
  beforeAll(async () => {
    scene.providers = await startLocalProviders(strangers);
    scene.browser = await startChromium({ args: scene.providers.chromiumArgs(), headless: true });
  });
  afterAll(async () => {
    await scene.browser?.close();
    await scene.providers?.stop();
  });
  scene.open = async (page) => drive(await scene.browser.pressIcon(page));
  scene.reset = async () => {
    for (const page of await scene.browser.browser.pages()) if (!page.url().startsWith('about:')) await page.close();
    await inOurPage(scene, async () => {
      await chrome.storage.local.clear();
      await chrome.storage.session.clear();
    });
    await scene.keepSecrets('session');
    scene.providers.faults.clear();
    scene.providers.state.reset();
    scene.providers.log.clear();
  };
  scene.keepSecrets = (mode) =>
    inOurPage(
      scene,
      (to) => chrome.runtime.sendMessage({ type: 'changeMode', request: { choose: { mode: to } } }),
      mode,
    );
  scene.stored = () =>
    inOurPage(scene, async () => ({
      local: JSON.stringify(await chrome.storage.local.get(null)),
      session: JSON.stringify(await chrome.storage.session.get(null)),
    }));
  scene.connections = async () => {
    const answer = await inOurPage(scene, () => chrome.runtime.sendMessage({ type: 'listConnections', request: {} }));
    return (answer as { reply: Awaited<ReturnType<Scene['connections']>> }).reply;
  };
  return scene;
}

/** Runs in an extension page of its own: there even when the worker has just been stopped. */
async function inOurPage<Result>(
  { browser }: Pick<Scene, 'browser'>,
  run: (argument: string) => Promise<Result>,
  argument = '',
): Promise<Result> {
  const page = await browser.openExtensionPage('options.html');
  try {
    return (await page.evaluate(run, argument)) as Result;
  } finally {
    await page.close();
  }
}
