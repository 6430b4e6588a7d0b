import type { Page } from 'puppeteer-core';
import { beforeEach, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { execute } from './pages/execute';
import { PODERO } from './pages/known';
import { useScene } from './scene';
import { ask, codeOf, grant } from './security/asking';
import { poderoDraft } from './security/drafts';

declare const chrome: typeof extensionApi;

const scene = useScene();
beforeEach(() => scene.reset());

/** The stored token as it would be just before its end: its alarm goes off at once. */
const endToken = (ours: Page) =>
  ours.evaluate(async () => {
    const stored = Object.entries(await chrome.storage.session.get(null));
    const [key, record] = stored.find(([name]) => name.startsWith('tok:')) ?? ['', {}];
    const { value, ...rest } = record as { value: object };
    const times = { obtainedAt: Date.now() - 3_590_000, expiresAt: Date.now() + 10_000 };
    await chrome.storage.session.set({ [key]: { ...rest, value: { ...value, ...times } } });
  });

/** `count` clicks at the same moment, from one page of ours. */
const clicks = (from: Page, connectionId: string, count: number) =>
  from.evaluate(
    async (id, times) => {
      const tabs = await chrome.tabs.query({ url: 'https://app.podero.com/*' });
      const request = { connectionId: id, tabId: tabs[0]?.id };
      const answers = Array.from({ length: times }, () => chrome.runtime.sendMessage({ type: 'authorize', request }));
      return (await Promise.all(answers)).map((answer) => (answer as { ok: boolean }).ok);
    },
    connectionId,
    count,
  );

it('makes one request for a token when popup, options, four kept pages and the alarm want one at once', async () => {
  const { demo, faults, log } = scene.providers;
  const draft = poderoDraft(demo);
  const options = await scene.browser.openExtensionPage('options.html');
  const popup = await scene.browser.openExtensionPage('popup.html');
  await grant(scene, options, 'https://app.podero.com/*');
  expect(codeOf(await ask(options, 'saveConnection', { draft }))).toBe('done');
  expect(codeOf(await ask(options, 'keepPage', { origin: 'https://app.podero.com', answer: 'on' }))).toBe('done');
  const pages: Page[] = [];
  for (let tab = 0; tab < 4; tab += 1) {
    pages.push(await scene.browser.newPage(demo.podero.live.docsPage));
    await pages.at(-1)?.waitForSelector('.auth-wrapper .btn.authorize.locked', { timeout: 20_000 });
  }
  // Long enough for all of them to be waiting.
  faults.set({ host: 'app.podero.com', path: '/oauth2/token/' }, { kind: 'slow-document', milliseconds: 1_500 });
  log.clear();

  await endToken(options);
  const answers = await Promise.all([
    clicks(popup, draft.id, 8),
    clicks(options, draft.id, 7),
    ...pages.map((page) => page.reload()),
  ]);

  expect(answers.slice(0, 2).flat()).toEqual(Array.from({ length: 15 }, () => true));
  for (const page of pages) {
    await page.bringToFront();
    await page.waitForSelector('.auth-wrapper .btn.authorize.locked', { timeout: 20_000 });
    expect(await execute(page, PODERO)).toBe(200);
  }
  expect(log.to('app.podero.com', '/oauth2/token/')).toHaveLength(1);
});
