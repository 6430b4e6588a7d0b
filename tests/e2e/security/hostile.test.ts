import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, authorizeAll, grant } from './asking';
import { findInTexts } from './canaries';
import { anySiteDraft, portDraft } from './drafts';
import type { HostilePage } from './hostile-page';
import { CONTROL, hostilePages, OPENER } from './hostile-pages';
import { STRANGERS } from './look-alikes';
import { serve } from './serving';
import { take } from './taking';

const scene = useScene(STRANGERS);
const PASTED = 'made-up-canary-for-localhost-only';
const LOGGED_IN = '::-p-aria([name="Log out"][role="button"])';
const AUTHORIZE = '::-p-aria([name="Authorize with Port EU"][role="button"])';
/** Whose servers may see the tokens. */
const RIGHT = ['api.port.io', 'localhost:8085'];
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

/** Opens the popup there, asks for both connections behind its back, and looks for what the page and its server got. */
async function attack({ name, url, html, headers, lure }: HostilePage) {
  const { faults, log } = scene.providers;
  log.clear();
  if (html) serve(faults, url, html, headers);
  const first = await scene.browser.newPage(url);
  const page = lure ? await lure(first) : first;
  const popup = await scene.open(page);
  await popup.see('.page-summary');
  const codes = await authorizeAll(popup.page);
  const offered = (await popup.page.$(AUTHORIZE)) !== null && new URL(url).host !== 'api.port.io';
  const texts = { ...(await take(first)), ...(await take(page)) };
  await popup.page.close();
  for (const open of new Set([page, first])) await open.close();
  const requests = log.all().filter(({ host }) => !RIGHT.includes(host));
  const hits = findInTexts(canaries, { ...texts, log: JSON.stringify(requests) });
  const served = !html || log.all().some(({ path }) => path === new URL(url).pathname);
  return { name, codes, offered, served, hits };
}

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
  const requests = log.all().filter(({ host }) => !RIGHT.includes(host));
  await page.close();
  await evil.close();
  return findInTexts(canaries, { ...texts, log: JSON.stringify(requests) });
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
  for (const page of hostilePages(scene.providers.httpPort, popup)) results.push(await attack(page));

  const codes = [...new Set(results.flatMap((result) => result.codes))].join(', ');
  console.info(`figures: ${results.length + 1} hostile pages, ${results.length * 2} refusals (${codes})`);
  expect(canaries).toHaveLength(3);
  expect((await attack(CONTROL)).hits).not.toEqual([]);
  expect(results.filter(({ hits, offered }) => hits.length > 0 || offered)).toEqual([]);
  expect(results.filter((result) => result.codes.length !== 2 || result.codes.includes('done'))).toEqual([]);
  expect(results.filter(({ served }) => !served)).toEqual([]);
  expect(await peek()).toEqual([]);
});
