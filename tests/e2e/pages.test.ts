import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { execute } from './pages/execute';
import { LOGGED_IN, THINGS } from './pages/known';
import { useScene } from './scene';

declare const chrome: typeof extensionApi;

const scene = useScene();
beforeEach(() => scene.reset());

/** Authorizes Port's own page, so that there is a token that could go astray. */
async function authorizedPort(): Promise<string> {
  const { eu } = scene.providers.demo.port;
  const page = await scene.browser.newPage(eu.docsPage);
  const popup = await scene.open(page);
  await popup.type('Client ID', eu.clientId);
  await popup.type('Client secret', eu.clientSecret);
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close();
  await page.close();
  const { session } = await scene.stored();
  return /"accessToken":"([^"]+)"/.exec(session)?.[1] ?? '';
}

const text = (page: Page) => page.evaluate(() => document.body.innerText);
const addedByUs = (page: Page) => page.evaluate(() => document.documentElement.outerHTML.includes('tokenfill'));

describe('the right token, and never anywhere else', () => {
  it('offers nothing of Port’s when the page only looks like Port’s', async () => {
    const token = await authorizedPort();
    const page = await scene.browser.newPage(scene.providers.demo.lookAlike.docsPage);

    const popup = await scene.open(page);
    await popup.page.waitForFunction(() => document.body.innerText.includes('api.port.io'));
    const seen = await text(popup.page);

    expect(seen).toContain('https://api.port.io.evil.test');
    expect(seen).not.toContain('Authorize with Port');
    expect(await popup.page.$('::-p-aria([name="Authorize with Port EU"][role="button"])')).toBeNull();
    expect(JSON.stringify(scene.providers.log.to('api.port.io.evil.test'))).not.toContain(token);
  });

  it('refuses a forged message that asks for the look-alike to be filled', async () => {
    const token = await authorizedPort();
    const page = await scene.browser.newPage(scene.providers.demo.lookAlike.docsPage);
    const popup = await scene.open(page);

    const answer = await popup.page.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const ask = (type: string, request: unknown) => chrome.runtime.sendMessage({ type, request });
      const listed = (await ask('listConnections', {})) as { reply: { connection: { id: string } }[] };
      return ask('authorize', { connectionId: listed.reply[0]?.connection.id, tabId: tab?.id });
    });

    expect(answer).toMatchObject({ ok: false, failure: { code: 'origin_not_bound' } });
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(token);
    expect(JSON.stringify(scene.providers.log.to('api.port.io.evil.test'))).not.toContain(token);
  });

  it('leaves pages alone until the icon is pressed', async () => {
    await authorizedPort();
    const page = await scene.browser.newPage(scene.providers.demo.example.pages.bearer);
    expect(await addedByUs(page)).toBe(false);
    expect(await page.evaluate(() => 'tokenfillNonce' in globalThis)).toBe(false);
  });

  it('leaves nothing of the token in the page’s own storage', async () => {
    await authorizedPort();
    const page = await scene.browser.newPage(scene.providers.demo.port.eu.docsPage);
    const popup = await scene.open(page);
    await popup.click('button', 'Authorize with Port EU');
    await popup.see(LOGGED_IN);
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))).toBe(
      '[{},{},""]',
    );
  });
});

describe('the popup says what the page is', () => {
  it.each([
    ['no docs page', 'plain', /no API documentation|not an API documentation/i],
    ['a page without any scheme', 'open', /no security schemes/i],
  ] as const)('%s', async (_, name, expected) => {
    const page = await scene.browser.newPage(scene.providers.demo.example.pages[name]);
    const popup = await scene.open(page);
    await popup.page.waitForFunction(
      (source) => new RegExp(source, 'i').test(document.body.innerText),
      { timeout: 20_000 },
      expected.source,
    );
  });

  it('says that a cookie cannot be filled when the page has nothing else', async () => {
    const page = await scene.browser.newPage(scene.providers.demo.example.pages.cookie);
    const popup = await scene.open(page);
    await popup.type('Token', 'made-up-cookie');
    await popup.click('button', 'Save and authorize');
    expect(await popup.see('[role="alert"]')).toMatch(/cookie/i);
  });
});

describe('a page that calls the key by another name', () => {
  it('asks once what goes where, fills it so, and does not ask again', async () => {
    const { example } = scene.providers.demo;
    const first = await scene.browser.newPage(example.pages.bearer);
    const form = await scene.open(first);
    await form.type('Token', example.apiKey);
    await form.click('button', 'Save and authorize');
    await form.see(LOGGED_IN);
    await form.page.close();

    const page = await scene.browser.newPage(example.pages.apiKey);
    expect(await execute(page, THINGS)).toBe(401);
    const popup = await scene.open(page);
    await popup.click('button', 'Authorize with docs.example.test');
    expect(await popup.see('[role="alert"]')).toContain('ApiKeyAuth (X-API-Key)');
    await popup.page.select('#map-ApiKeyAuth', 'header Authorization');
    await popup.click('button', 'Remember and authorize');
    await popup.see(LOGGED_IN);
    await popup.page.close();
    expect(await execute(page, THINGS)).toBe(200);
    const { local } = await scene.stored();
    expect(local).toContain('"map:https://docs.example.test":{"ApiKeyAuth":"header Authorization"}');

    await page.reload();
    const again = await scene.open(page);
    await again.click('button', 'Authorize with docs.example.test');
    await again.see(LOGGED_IN);
    expect(await execute(page, THINGS)).toBe(200);
  });
});

describe('a page that is still loading', () => {
  it('is waited for and then filled', async () => {
    const { example } = scene.providers.demo;
    const first = await scene.browser.newPage(example.pages.bearer);
    const form = await scene.open(first);
    await form.type('Token', example.bearerToken);
    await form.click('button', 'Save and authorize');
    await form.see(LOGGED_IN);
    await form.page.close();

    const page = await scene.browser.newPage(example.pages.slow);
    const popup = await scene.open(page);
    await popup.click('button', 'Authorize with docs.example.test');
    await popup.see(LOGGED_IN);

    expect(await execute(page, THINGS)).toBe(200);
  });
});

describe('a server that cannot be reached', () => {
  it('is said, and the 12d connection is kept', async () => {
    const { cloud } = scene.providers.demo.twelveD;
    const page = await scene.browser.newPage(cloud.docsPage);
    const popup = await scene.open(page);
    await popup.type('Personal access token', cloud.personalAccessToken);
    await popup.click('button', 'Save and authorize');
    await popup.see(LOGGED_IN);
    await popup.page.close();
    await page.close();
    scene.providers.faults.set({ host: cloud.host, path: '/api/v1/auth/getPersonalAccessTokens' }, 'drop');
    await scene.browser.willGrant('https://acme.12dsynergycloud.com/*');

    const options = await scene.browser.openExtensionPage('options.html');
    const answer = await options.evaluate(async () => {
      await chrome.permissions.request({ origins: ['https://acme.12dsynergycloud.com/*'] });
      const ask = (type: string, request: unknown) => chrome.runtime.sendMessage({ type, request });
      const listed = (await ask('listConnections', {})) as { reply: { connection: { id: string } }[] };
      return ask('listTokens', { connectionId: listed.reply[0]?.connection.id });
    });

    expect(answer).toMatchObject({ ok: false, failure: { code: 'network' } });
    expect(await scene.connections()).toHaveLength(1);
  });
});
