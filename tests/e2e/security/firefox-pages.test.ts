import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { findBrowser } from '../browsers/paths';
import { ask, authorizeAll, codeOf, tabOf } from './asking';
import { attack } from './attack';
import { breakPolicy } from './break-rules';
import { findInTexts } from './canaries';
import { mustHaveComeAbout } from './come-about';
import { anySiteDraft, portDraft } from './drafts';
import { useFirefoxChecks } from './firefox-checks';
import { ANSWERS, authorizeFrames, documentsOf, RIGHT, serveFrames } from './frame-pages';
import { CONTROL, hostilePages } from './hostile-pages';
import { STRANGERS } from './look-alikes';

declare const chrome: typeof extensionApi;

const TOKEN = 'made-up-canary-for-one-origin-only';
const PASSPHRASE = 'made-up passphrase of a test';
/** One of each kind; `npm run test:full` takes all of them. */
const SHORT = [
  'the right host as the beginning of another',
  'another port',
  'a Cyrillic letter',
  '127.0.0.1 in place of localhost',
  'data:',
  'sandboxed by its own policy',
  'window.ui made again',
  'built-ins replaced',
  'pushState and the title',
  'another server',
];

/** The checks of pages that Firefox could fail where Chromium does not: one browser, each begins as on the first day. */
describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('in Firefox', () => {
  const checks = useFirefoxChecks({ ...STRANGERS });
  const ours = (type: string, request: object) => ask(checks.options, type, request);
  beforeEach(() => checks.reset());

  it('[S01] no token reaches an origin that is not bound, in Firefox', { timeout: 300_000 }, async () => {
    const { demo, state, httpPort } = checks.providers;
    await checks.firefox.grant('https://api.port.io/*');
    const drafts = [portDraft(demo), anySiteDraft('http://localhost:8085', TOKEN)];
    for (const draft of drafts) {
      expect(codeOf(await ours('saveConnection', { draft: { ...draft, label: 'Port EU' } }))).toBe('done');
    }
    const canaries = [...state.tokens.map(({ value }) => value), demo.port.eu.clientSecret, TOKEN];
    const known = hostilePages(httpPort, checks.options.url().replace('options', 'popup'));
    const wanted = known.filter(({ name }) => process.env.TOKENFILL_FULL || SHORT.includes(name));

    const results = [];
    for (const page of wanted) results.push(await attack(checks.attacked, canaries, page));
    const codes = results.flatMap((result) => result.codes);
    console.info(`figures: Firefox, ${results.length} hostile pages, ${codes.length} refusals`);
    expect((await attack(checks.attacked, canaries, CONTROL)).hits).not.toEqual([]);
    expect(results.filter(({ hits, offered }) => hits.length > 0 || offered)).toEqual([]);
    expect(results.filter((result) => result.codes.length !== 2 || result.codes.includes('done'))).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(SHORT.length);
    mustHaveComeAbout(
      'every hostile page is served',
      results.every(({ served }) => served),
    );
  });

  it('[S29] fills only documents whose own origin is bound, whatever is asked for, in Firefox', {
    timeout: 90_000,
  }, async () => {
    serveFrames(checks.providers.faults);
    const draft = anySiteDraft(RIGHT, TOKEN);
    await ours('saveConnection', { draft });
    for (const origin of [RIGHT, 'https://evil.test']) await checks.firefox.grant(`${origin}/*`);
    const fill = async (url: string) => {
      const page = await checks.firefox.newPage(url);
      const popup = await checks.attacked.open(page);
      const codes = await authorizeAll(popup.page);
      const frames = await authorizeFrames(popup.page, draft.id);
      await popup.close();
      const documents = await documentsOf(page, TOKEN);
      await page.close();
      return { codes, frames, documents };
    };
    const results = [
      await fill(`${RIGHT}/top`),
      await fill(`${RIGHT}/only-frames`),
      await fill('https://evil.test/top'),
    ];

    const holding = results.map(({ documents }) => documents.filter(({ holds }) => holds).map(({ name }) => name));
    console.info(`figures: Firefox, ${results.flatMap(({ documents }) => documents).length} documents`);
    expect(results.map(({ codes }) => codes)).toEqual([['done'], ['not_a_docs_page'], ['origin_not_bound']]);
    expect(results[0]?.documents).toHaveLength(11);
    for (const { frames } of results.slice(0, 2))
      expect({ ...ANSWERS, ...frames }).toEqual(expect.objectContaining(ANSWERS));
    expect(results[2]?.frames).toMatchObject({ right: 'done' });
    const bound = ['top', 'right', ...Object.keys(ANSWERS).filter((name) => ANSWERS[name] === 'done')];
    expect(holding.flat().filter((name) => !bound.includes(name))).toEqual([]);
    expect(holding[1]?.length).toBeGreaterThan(0);
  });

  it('[S24] a script of ours in a page finds only ciphertext in storage, in Firefox', async () => {
    const choose = { mode: 'passphrase', passphrase: PASSPHRASE };
    expect(codeOf(await ours('changeMode', { choose }))).toBe('done');
    expect(codeOf(await ours('saveConnection', { draft: anySiteDraft(RIGHT, TOKEN) }))).toBe('done');
    await checks.firefox.grant(`${RIGHT}/*`);
    const page = await checks.firefox.newPage(checks.providers.demo.example.pages.bearer);
    const seen = await runBesideOurScript(checks.options, await tabOf(checks.options));
    await page.close();

    // Firefox has no setting that keeps it out of `local` (M14), so what is there must be of no use.
    expect(seen.session).toBe('none');
    expect(seen.local).toContain('"mode":"passphrase"');
    expect(seen.local).toContain('"iv"');
    expect(findInTexts([TOKEN, PASSPHRASE], seen)).toEqual([]);
  });

  it('[S25] the content security policy holds, in Firefox', async () => {
    const { log } = checks.providers;
    log.clear();
    const page = await checks.firefox.openOwnPage('options.html');
    const directives = [
      ...['base-uri', 'form-action', 'frame-src', 'img-src', 'object-src'],
      ...['require-trusted-types-for', 'trusted-types'],
    ];
    const broken = await page.evaluate(breakPolicy, 'https://evil.test', directives);
    await page.close();
    expect(broken.ran).toEqual([]);
    expect(broken.refused).toEqual(expect.arrayContaining(directives));
    expect(log.to('evil.test')).toEqual([]);
  });
});

/** What a page's exploit of our script would see: storage, from the isolated world of a granted page. */
async function runBesideOurScript(options: Page, tabId: number): Promise<Record<string, string>> {
  return options.evaluate(async (tab) => {
    const look = async () => {
      const read = async (name: 'local' | 'session' | 'sync') =>
        chrome.storage[name] ? JSON.stringify(await chrome.storage[name].get(null)) : 'none';
      return { local: await read('local'), session: await read('session'), sync: await read('sync') };
    };
    const [answer] = await chrome.scripting.executeScript({ target: { tabId: tab }, func: look });
    return answer?.result as Record<string, string>;
  }, tabId);
}
