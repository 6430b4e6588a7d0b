import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, codeOf, grant } from '../security/asking';
import { findInTexts } from '../security/canaries';
import { anySiteDraft } from '../security/drafts';
import { FAKE_HANDLE } from '../security/imitations';
import { serve } from '../security/serving';
import { SPY } from '../security/spy';
import { take } from '../security/taking';

const scene = useScene({ https: ['evil.test'] });
const TOKEN = 'made-up-canary-between-look-and-click';
const RIGHT = 'https://docs.example.test';
const EVIL = 'https://evil.test/waiting';
const draft = anySiteDraft(RIGHT, TOKEN);
const made = (...parts: readonly string[]) => `<!doctype html><title>Docs</title><body>${SPY}${parts.join('')}</body>`;
const FAKE = FAKE_HANDLE.replaceAll('https://api.port.io', RIGHT);
/** How long after the page has begun to change the click comes, ms. */
const DELAYS = [0, 5, 30, 200];

let options: Page;

beforeAll(async () => {
  await scene.reset();
  options = await scene.browser.openExtensionPage('options.html');
  for (const origin of [RIGHT, 'https://evil.test']) await grant(scene, options, `${origin}/*`);
  await ask(options, 'saveConnection', { draft });
  serve(scene.providers.faults, EVIL, made(FAKE));
  serve(scene.providers.faults, `${RIGHT}/docs`, made(FAKE));
  serve(scene.providers.faults, `${RIGHT}/none`, made('<p>No documentation</p>'));
});

const tabShowing = (url: string) =>
  options.evaluate(async (wanted) => {
    type Tabs = { tabs: { query(query: object): Promise<{ id?: number; url?: string }[]> } };
    const tabs = await (globalThis as unknown as { chrome: Tabs }).chrome.tabs.query({});
    return tabs.find((tab) => tab.url === wanted)?.id ?? -1;
  }, url);

/** What a page does between the popup's look and the click, and the answers that the click may have. */
const CHANGES: Readonly<Record<string, readonly [change: string, codes: readonly string[]]>> = {
  stays: ['', ['done']],
  'goes away': [`location.replace('${EVIL}')`, ['page_changed', 'origin_not_bound', 'no_access_to_tab', 'done']],
  'goes away, into the history': [
    `location.assign('${EVIL}')`,
    ['page_changed', 'origin_not_bound', 'no_access_to_tab', 'done'],
  ],
  'goes to a page of its own without documentation': [
    `location.replace('/none')`,
    ['page_changed', 'not_a_docs_page', 'no_access_to_tab', 'done'],
  ],
  'is loaded again': ['location.reload()', ['page_changed', 'no_access_to_tab', 'done']],
  'plants a document by pushState': [
    `history.pushState({}, '', '?url=https://evil.test/spec.json')`,
    ['foreign_spec', 'done'],
  ],
  'writes another document into itself': [
    `document.open(); document.write('<p>Another document</p>'); document.close()`,
    ['not_a_docs_page', 'page_changed', 'done'],
  ],
  'says that it now calls a hostile server': [
    `window.ui.oas3Selectors = { selectedServer: () => 'https://evil.test', serverEffectiveValue: () => 'https://evil.test' }`,
    ['server_outside', 'done'],
  ],
};

async function clickAfter(change: string, delay: number) {
  scene.providers.log.clear();
  const page = await scene.browser.newPage(EVIL);
  await page.goto(`${RIGHT}/docs`);
  const tabId = await tabShowing(`${RIGHT}/docs`);
  const looked = codeOf(await ask(options, 'describeTab', { tabId }));
  void page.evaluate(change).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, delay));
  const code = codeOf(await ask(options, 'authorize', { connectionId: draft.id, tabId }));
  await page.waitForFunction(() => document.readyState === 'complete').catch(() => undefined);
  const isRight = () => page.url().startsWith(RIGHT);
  const evil: Record<string, string> = {};
  if (!isRight()) Object.assign(evil, await take(page));
  const right = isRight() ? await take(page) : {};
  await page.close();
  const leaks = findInTexts([TOKEN], { ...evil, log: JSON.stringify(scene.providers.log.to('evil.test')) });
  return { looked, code, leaks, came: findInTexts([TOKEN], right).length > 0 };
}

it.each(Object.entries(CHANGES))(
  'a page that %s between look and click passes no token on',
  async (name, [change, codes]) => {
    for (const delay of DELAYS) {
      const result = await clickAfter(change, delay);
      expect(result).toMatchObject({ looked: 'done', leaks: [] });
      expect(codes).toContain(result.code);
      // What is refused has come nowhere.
      if (result.code !== 'done') expect(result.came).toBe(false);
      if (name === 'stays') expect(result.came).toBe(true);
      // When the change is through, the click is refused.
      if (delay === 200 && /evil|pushState/.test(change)) expect(result.code).not.toBe('done');
    }
  },
);
