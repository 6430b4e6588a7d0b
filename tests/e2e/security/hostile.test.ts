import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, grant } from './asking';
import { type AttackedBrowser, attack, strangersRequests } from './attack';
import { findInTexts } from './canaries';
import { mustHaveComeAbout } from './come-about';
import { anySiteDraft, portDraft } from './drafts';
import { CONTROL, hostilePages, OPENER } from './hostile-pages';
import { STRANGERS } from './look-alikes';
import { serve } from './serving';
import { take } from './taking';

const scene = useScene(STRANGERS);
const PASTED = 'made-up-canary-for-localhost-only';
const LOGGED_IN = '::-p-aria([name="Log out"][role="button"])';
let canaries: readonly string[];

/** Two connections with tokens that work: Port's, and a pasted one for a server on this machine. */
beforeAll(async () => {
  await scene.reset();
  const { eu } = scene.providers.demo.port;
  const options = await scene.browser.openExtensionPage('options.html');
  await grant(scene, options, 'https://api.port.io/*');
  const drafts = [portDraft(scene.providers.demo), anySiteDraft('http://localhost:8085', PASTED)];
  for (const draft of drafts) await ask(options, 'saveConnection', { draft: { ...draft, label: 'Port EU' } });
  await options.close();
  const tokens = scene.providers.state.tokens.map((token) => token.value);
  canaries = [...tokens, eu.clientSecret, PASTED];
});

const browser: AttackedBrowser = {
  get providers() {
    return scene.providers;
  },
  newPage: (url) => scene.browser.newPage(url),
  open: async (on) => {
    const { page, see } = await scene.open(on);
    await see('.page-summary');
    const offers = async (name: string) => (await page.$(`::-p-aria([name="${name}"][role="button"])`)) !== null;
    return { page, offers, close: () => page.close() };
  },
};

/** The right page, opened by a hostile one that keeps a hand on its window and leads it away after the fill. */
async function peek() {
  const { faults, log } = scene.providers;
  log.clear();
  serve(faults, OPENER.url, OPENER.html ?? '');
  const evil = await scene.browser.newPage(OPENER.url);
  const opened = new Promise<Page>((resolve) => evil.once('popup', (popup) => popup && resolve(popup)));
  await evil.evaluate(
    (url) => void Object.assign(globalThis, { victim: window.open(url) }),
    scene.providers.demo.port.eu.docsPage,
  );
  const page = await opened;
  const popup = await scene.open(page);
  await popup.click('button', 'Authorize with Port EU');
  await popup.see(LOGGED_IN);
  await popup.page.close();
  const seen = await evil.evaluate(peekInto);
  const away = page.waitForNavigation();
  await evil.evaluate(
    (url) => void (globalThis as unknown as { victim: Window }).victim.location.replace(url),
    OPENER.url,
  );
  await away;
  const texts = { seen, ...(await take(evil)), ...(await take(page)) };
  const requests = strangersRequests(scene.providers);
  await page.close();
  await evil.close();
  return findInTexts(canaries, { ...texts, log: requests });
}

/** Runs in the hostile page. */
function peekInto(): string {
  const { victim } = globalThis as unknown as { victim: Window & Record<string, unknown> };
  victim.postMessage({ ask: 'report' }, '*');
  const names = ['document', 'localStorage', 'sessionStorage', 'ui', 'name', 'history', 'tokenfillNonce'];
  return names
    .map((name) => {
      try {
        return JSON.stringify(victim[name]);
      } catch (error) {
        return String(error);
      }
    })
    .join('\n');
}

it('[S01] no token reaches an origin that is not bound', { timeout: 180_000 }, async () => {
  const results = [];
  const popup = `chrome-extension://${scene.browser.extensionId}/popup.html`;
  for (const page of hostilePages(scene.providers.httpPort, popup)) results.push(await attack(browser, canaries, page));

  const codes = [...new Set(results.flatMap((result) => result.codes))].join(', ');
  console.info(`figures: ${results.length + 1} hostile pages, ${results.length * 2} refusals (${codes})`);
  expect(canaries).toHaveLength(3);
  expect((await attack(browser, canaries, CONTROL)).hits).not.toEqual([]);
  expect(results.filter(({ hits, offered }) => hits.length > 0 || offered)).toEqual([]);
  expect(results.filter((result) => result.codes.length !== 2 || result.codes.includes('done'))).toEqual([]);
  expect(await peek()).toEqual([]);
  mustHaveComeAbout(
    'every hostile page is served',
    results.every(({ served }) => served),
  );
});
