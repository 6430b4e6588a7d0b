import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../servers';
import { oidc } from '../servers/oidc/clients';
import { type Oidc, startOidc } from '../servers/oidc/start';
import { BUILD, type ExtensionBrowser, startChromium } from './browsers/chromium';
import { execute } from './pages/execute';
import { LOGGED_IN, THINGS } from './pages/known';
import { drive, type Popup } from './pages/popup';

declare const chrome: typeof extensionApi;

/** Signing in at a certified server, in the browser's own window, with the popup gone meanwhile. */
const LIFETIME = 120;

let server: Oidc;
let providers: LocalProviders;
let browser: ExtensionBrowser;

/** Chromium makes the id of an unpacked extension from the manifest's key. */
function extensionId(): string {
  const { key } = JSON.parse(readFileSync(join(BUILD, 'manifest.json'), 'utf8')) as { key: string };
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

beforeAll(async () => {
  server = await startOidc({ redirectUri: `https://${extensionId()}.chromiumapp.org/`, lifetime: LIFETIME });
  providers = await startLocalProviders({}, server.sites);
  browser = await startChromium({ args: providers.chromiumArgs(), headless: true });
});
afterAll(async () => {
  await browser?.close();
  await providers?.stop();
  await server?.stop();
});
beforeEach(async () => {
  for (const page of await browser.browser.pages()) if (!page.url().startsWith('about:')) await page.close();
  // Who has signed in once is not asked again: the browser's window shares the browser's cookies.
  await browser.browser.deleteCookie(...(await browser.browser.cookies()));
  const page = await browser.openExtensionPage('options.html');
  await page.evaluate(async () => {
    await chrome.storage.local.clear();
    await chrome.storage.session.clear();
    await chrome.runtime.sendMessage({ type: 'changeMode', request: { choose: { mode: 'session' } } });
  });
  await page.close();
  providers.log.clear();
});

const tokenRequests = () => providers.log.to(oidc.host, '/token').map(({ body }) => new URLSearchParams(body));

const windows = () => browser.browser.targets().filter((target) => target.url().startsWith(oidc.issuer));
const local = async () => (await browser.worker()).evaluate(() => chrome.storage.local.get(null));

/** As after a restart of the browser in a vault that keeps secrets: the token is gone, the refresh token is not. */
const forgetToken = async () =>
  (await browser.worker()).evaluate(async () => {
    const stored = Object.keys(await chrome.storage.session.get(null));
    await chrome.storage.session.remove(stored.filter((key) => key.startsWith('tok:')));
  });

/** The popup's form for signing in with the public client, filled in. */
async function form(): Promise<{ page: Page; popup: Popup }> {
  await browser.willGrant(`https://${oidc.host}/*`);
  const page = await browser.newPage(oidc.docsPage);
  const popup = drive(await browser.pressIcon(page));
  await popup.click('button', 'Change provider, now Any site');
  await popup.click('button', 'OAuth 2.0 (generic)');
  await popup.click('radio', 'Sign in (authorization code)');
  await popup.type('Issuer', oidc.issuer);
  await popup.click('button', 'Find addresses');
  await popup.page.waitForFunction(() => document.body.innerText.includes('Check the addresses below'));
  const shown = await popup.page.$$eval('[data-input$=Url]', (fields) =>
    fields.map((one) => (one as HTMLInputElement).value),
  );
  expect(shown).toEqual([oidc.authorizationUrl, oidc.tokenUrl]);
  await popup.type('Client ID', oidc.publicWeb.id);
  await popup.type('Scope', 'openid offline_access');
  return { page, popup };
}

/** The window that the browser opened for the server's page. */
async function signInWindow(): Promise<Page> {
  const target = await browser.browser.waitForTarget((one) => one.url().startsWith(`${oidc.issuer}/interaction/`), {
    timeout: 15_000,
  });
  const window = await target.asPage();
  await window.waitForSelector('button[type=submit]');
  return window;
}

async function signInAs(name: string): Promise<void> {
  const window = await signInWindow();
  await window.type('input[name=login]', name);
  await window.type('input[name=password]', 'made-up-password');
  await Promise.all([window.waitForNavigation(), window.click('button[type=submit]')]);
  // Consent; the window closes itself with the last redirect.
  await window.waitForSelector('button[type=submit]');
  await window.click('button[type=submit]').catch(() => undefined);
}

const connection = async () => {
  const page = await browser.openExtensionPage('options.html');
  const answer = await page.evaluate(() => chrome.runtime.sendMessage({ type: 'listConnections', request: {} }));
  await page.close();
  return (answer as { reply: { lastFailure?: { code: string }; status: string }[] }).reply[0];
};

describe('signing in', () => {
  it('authorizes the page when the popup has gone with the browser’s window, and keeps a refresh token', async () => {
    const { page, popup } = await form();
    await popup.click('button', 'Sign in and authorize');
    const opened = new URL((await signInWindow()).url());
    expect(opened.origin).toBe(oidc.issuer);
    await popup.page.close().catch(() => undefined);
    await signInAs('ann');

    await expect.poll(() => execute(page, THINGS), { timeout: 20_000 }).toBe(200);
    const [request] = tokenRequests();
    expect(request?.get('grant_type')).toBe('authorization_code');
    expect(request?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    expect(tokenRequests()).toHaveLength(1);
    expect(JSON.stringify(await local())).not.toContain('refreshToken');
  });

  it('renews by the refresh token, which the server changes each time, without a window', async () => {
    const { page, popup } = await form();
    await popup.click('button', 'Sign in and authorize');
    await signInAs('ben');
    await expect.poll(() => execute(page, THINGS), { timeout: 20_000 }).toBe(200);
    const used: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      await forgetToken();
      await page.reload();
      const again = drive(await browser.pressIcon(page));
      await again.click('button', `Authorize with ${oidc.apiHost}`);
      await again.see(LOGGED_IN);
      await again.page.close();
      expect(await execute(page, THINGS)).toBe(200);
      used.push(tokenRequests().at(-1)?.get('refresh_token') ?? '');
    }
    expect(tokenRequests().map((request) => request.get('grant_type'))).toEqual([
      'authorization_code',
      'refresh_token',
      'refresh_token',
    ]);
    expect(new Set(used).size).toBe(2);
    expect(windows()).toEqual([]);
  });

  it('says so and asks for nothing when the window is closed', async () => {
    const { page, popup } = await form();
    await popup.click('button', 'Sign in and authorize');
    await (await signInWindow()).close();

    await expect.poll(async () => (await connection())?.lastFailure?.code, { timeout: 20_000 }).toBe('sign_in_refused');
    expect(tokenRequests()).toEqual([]);
    expect(await execute(page, THINGS)).toBe(401);
  });

  it('opens no window when nobody clicks in our page', async () => {
    const { page, popup } = await form();
    await popup.click('button', 'Sign in and authorize');
    await (await signInWindow()).close();
    await expect.poll(async () => (await connection())?.lastFailure?.code, { timeout: 20_000 }).toBe('sign_in_refused');
    providers.log.clear();

    const worker = await browser.worker();
    await worker.evaluate(async () => chrome.alarms.create('renew', { when: Date.now() }));
    await page.reload();
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    expect(providers.log.to(oidc.host)).toEqual([]);
    expect(windows()).toEqual([]);
  });
});

describe('a page whose document says where tokens come from', () => {
  it('is authorized from the popup’s row with nothing typed but the credentials', async () => {
    await browser.willGrant(`https://${oidc.host}/*`);
    const page = await browser.newPage(oidc.tellingPage);
    const popup = drive(await browser.pressIcon(page));
    await popup.click('button', `Use it: Client ID and secret, ${oidc.tokenUrl}`);
    expect(providers.log.to(oidc.host)).toEqual([]);
    await popup.type('Client ID', oidc.basic.id);
    await popup.type('Client secret', oidc.basic.secret);
    await popup.click('button', 'Get token and authorize');
    expect(await popup.see('.field-problem')).toContain('Check the addresses');
    expect(tokenRequests()).toEqual([]);

    await popup.click('checkbox', 'I know this server; it may have them');
    await popup.click('button', 'Get token and authorize');
    await popup.see(LOGGED_IN);
    const [request] = tokenRequests();
    expect(Object.fromEntries(request ?? [])).toEqual({ grant_type: 'client_credentials', scope: 'read' });
    expect(await execute(page, THINGS)).toBe(200);
  });
});
