import type { ServerResponse } from 'node:http';
import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, codeOf, grant } from './asking';
import { findInTexts } from './canaries';
import { mustHaveComeAbout } from './come-about';
import { anySiteDraft } from './drafts';
import { FAKE_HANDLE, LAST_BREATH } from './imitations';
import { serve } from './serving';
import { inline, SPY, type SpyWindow } from './spy';
import { take } from './taking';

declare const window: SpyWindow & typeof globalThis;

const scene = useScene({ https: ['evil.test'] });
const TOKEN = 'made-up-canary-for-one-document-only';
const RIGHT = 'https://docs.example.test';
const EVIL = 'https://evil.test/waiting';
const draft = anySiteDraft(RIGHT, TOKEN);
let options: Page;
const made = (...parts: readonly string[]) => `<!doctype html><title>Docs</title><body>${SPY}${parts.join('')}</body>`;
const FAKE = FAKE_HANDLE.replaceAll('https://api.port.io', RIGHT);

/** The worst case: both hosts are granted, so nothing but our own checks stands between token and page. */
beforeAll(async () => {
  await scene.reset();
  options = await scene.browser.openExtensionPage('options.html');
  for (const origin of [RIGHT, 'https://evil.test']) await grant(scene, options, `${origin}/*`);
  await ask(options, 'saveConnection', { draft });
  serve(scene.providers.faults, EVIL, made(FAKE));
});

/** Pages on the right origin that are gone when the token comes. */
const LEAVING: Readonly<Record<string, string>> = {
  'when the nonce is set': inline(() => {
    const { set } = Object.getOwnPropertyDescriptor(window, 'tokenfillNonce') ?? {};
    Object.defineProperty(window, 'tokenfillNonce', {
      configurable: true,
      set: (nonce) => {
        set?.call(window, nonce);
        location.replace('https://evil.test/waiting');
      },
    });
  }),
  'when it is probed': inline(() => {
    window.onAsk = () => location.replace('https://evil.test/waiting');
  }),
  'when it is probed, into the history, where it can come back': inline(() => {
    window.onAsk = () => location.assign('https://evil.test/waiting');
  }),
  'when it is probed, back to where the user came from': inline(() => {
    window.onAsk = () => history.back();
  }),
  'when it is probed, to itself': inline(() => {
    if (!sessionStorage.again) window.onAsk = () => location.reload();
    sessionStorage.again = 'yes';
  }),
};

/** It stays where it is and is silent, which takes as long as a fill may: only in `npm run test:full`. */
const SILENT: Readonly<Record<string, string>> = {
  'when it is probed, by a document of its own': inline(() => {
    window.onAsk = () => {
      document.open();
      document.write('<p>Another document</p>');
      document.close();
    };
  }),
};
const TRIED = { ...LEAVING, ...(process.env.TOKENFILL_FULL ? SILENT : {}) };

/** Comes from the hostile page, fills, looks where the tab is then, and goes back to see what the history kept. */
async function fillWhileLeaving(name: string, script: string, query = '') {
  const { faults, log } = scene.providers;
  const url = `${RIGHT}/${encodeURIComponent(name)}`;
  serve(faults, url, made(FAKE, script));
  const page = await scene.browser.newPage(EVIL);
  await page.goto(url + query);
  await page.evaluate(() => void Object.assign(window, { wasHere: true }));
  const code = codeOf(await ask(options, 'authorize', { connectionId: draft.id, tabId: await tabWith(url + query) }));
  const taken: Record<'right' | 'evil', Record<string, string>> = { right: {}, evil: {} };
  const look = async () => Object.assign(taken[page.url().startsWith(RIGHT) ? 'right' : 'evil'], await take(page));
  await page.waitForFunction(() => document.readyState === 'complete');
  await look();
  await page.goBack({ timeout: 10_000 }).catch(() => undefined);
  const restored = await page.evaluate(() => 'wasHere' in window);
  await look();
  await page.close();
  const leaks = findInTexts([TOKEN], { ...taken.evil, log: JSON.stringify(log.to('evil.test')) });
  return { name, code, restored, leaks, came: findInTexts([TOKEN], taken.right).length > 0 };
}

/**
 * A page that does not answer while it is already being left: the second of two fills has passed the gate when the tab
 * shows the hostile page, and our scripts land there.
 */
async function fillIntoTheNext() {
  const { faults, log } = scene.providers;
  const url = `${RIGHT}/stuck`;
  serve(faults, url, made(FAKE));
  const write = async (response: ServerResponse) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    response.writeHead(200, { 'content-type': 'text/html' }).end(made(FAKE));
  };
  faults.set({ host: 'evil.test', path: '/slow' }, { kind: 'stream', write });
  const page = await scene.browser.newPage(url);
  const tabId = await tabWith(url);
  const stick = () => {
    for (const end = Date.now() + 3_000; Date.now() < end; );
  };
  void page.evaluate(stick).catch(() => undefined);
  const twice = [1, 2].map(() => ask(options, 'authorize', { connectionId: draft.id, tabId }));
  // As from the address bar: the old document is not asked.
  await page.goto('https://evil.test/slow');
  const codes = (await Promise.all(twice)).map(codeOf);
  const there = { url: page.url(), ...(await take(page)) };
  await page.close();
  return {
    codes,
    there: there.url,
    leaks: findInTexts([TOKEN], { ...there, log: JSON.stringify(log.to('evil.test')) }),
  };
}

async function tabWith(url: string): Promise<number> {
  const worker = await scene.browser.worker();
  return worker.evaluate(async (wanted) => {
    type Tabs = { tabs: { query(query: object): Promise<{ id?: number; url?: string }[]> } };
    const tabs = await (globalThis as unknown as { chrome: Tabs }).chrome.tabs.query({});
    return tabs.find((tab) => tab.url === wanted)?.id ?? -1;
  }, url);
}

it('[S03] a page that goes away between probe and fill takes no token along', { timeout: 120_000 }, async () => {
  const results = [];
  for (const [name, script] of Object.entries(TRIED)) results.push(await fillWhileLeaving(name, script));
  for (const query of ['', '?keep']) results.push(await fillWhileLeaving(`answers last ${query}`, LAST_BREATH, query));
  // When the tab turns is the machine's business: the next time it is in between.
  const into = [await fillIntoTheNext()];
  while (into.length < 4 && !into.at(-1)?.codes.includes('page_changed')) into.push(await fillIntoTheNext());
  const control = await fillWhileLeaving('stays', '');

  const restored = results.filter((result) => result.restored).length;
  console.info(`figures: ${results.length} pages that left, ${restored} of them came back from the history, 0 leaks`);
  expect(results.filter(({ leaks }) => leaks.length > 0)).toEqual([]);
  // Whoever had the token before leaving was the right page; nobody gets it afterwards.
  expect(results.filter(({ code, came }) => code !== 'done' && came)).toEqual([]);
  expect(results.slice(-2).map(({ code }) => code)).toEqual(['page_changed', 'page_changed']);
  for (const next of into) expect(next).toMatchObject({ there: 'https://evil.test/slow', leaks: [] });
  expect(into.flatMap(({ codes }) => codes)).not.toContain('done');
  mustHaveComeAbout('a page comes back from the history', restored > 0);
  mustHaveComeAbout('a tab turns during a fill', into.at(-1)?.codes.includes('page_changed') === true);
  mustHaveComeAbout('a page that stays is filled', control.code === 'done' && control.came);
});
