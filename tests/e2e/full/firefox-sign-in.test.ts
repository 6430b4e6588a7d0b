import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { oidc } from '../../servers/oidc/clients';
import { type Oidc, startOidc } from '../../servers/oidc/start';
import { type ExtensionFirefox, startFirefox } from '../browsers/firefox';
import type { FirefoxPopup } from '../browsers/firefox-popup';
import { findBrowser } from '../browsers/paths';
import { execute } from '../pages/execute';
import { THINGS } from '../pages/known';
import { ask, codeOf, connectionsSeenBy } from '../security/asking';

declare const browser: typeof extensionApi;

/** Signing in from the form at a certified server, in the window that Firefox itself opens for it. */

const MANIFEST = resolve(import.meta.dirname, '../../../.output/firefox-mv3/manifest.json');
const LIFETIME = 120;

/** Firefox makes it of the add-on's id (docs/facts.md#auth-flow-headless). */
function redirectAddress(): string {
  const { id } = JSON.parse(readFileSync(MANIFEST, 'utf8')).browser_specific_settings.gecko;
  return `https://${createHash('sha1').update(id).digest('hex')}.extensions.allizom.org/`;
}

describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('signing in, in Firefox', () => {
  let extensions: 'let in' | 'refused' = 'let in';
  let server: Oidc;
  let providers: LocalProviders;
  let firefox: ExtensionFirefox;

  beforeAll(async () => {
    server = await startOidc({ redirectUri: redirectAddress(), lifetime: LIFETIME, extensions: () => extensions });
    providers = await startLocalProviders({}, server.sites);
    firefox = await startFirefox(providers.firefoxPreferences());
    await firefox.grant(`https://${oidc.host}/*`);
  });
  afterAll(async () => {
    await firefox?.close();
    await providers?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    for (const page of await firefox.browser.pages()) if (page !== firefox.ownPage) await page.close();
    // Who has signed in once is not asked again: the window shares the browser's cookies.
    await firefox.browser.deleteCookie(...(await firefox.browser.cookies()));
    extensions = 'let in';
    await firefox.ownPage.evaluate(async () => {
      await browser.storage.local.clear();
      await browser.storage.session.clear();
    });
    expect(codeOf(await ask(firefox.ownPage, 'changeMode', { choose: { mode: 'session' } }))).toBe('done');
    providers.log.clear();
  });

  const tokenRequests = () => providers.log.to(oidc.host, '/token').map(({ body }) => new URLSearchParams(body));
  const signInPages = async () => (await firefox.browser.pages()).filter((page) => page.url().startsWith(oidc.issuer));

  /** The popup's form for signing in with the public client, filled in. */
  async function form(): Promise<{ page: Page; popup: FirefoxPopup }> {
    const page = await firefox.newPage(oidc.docsPage);
    expect(await execute(page, THINGS)).toBe(401);
    const popup = await firefox.pressIcon(page);
    await popup.click('button', 'Change provider, now Any site');
    await popup.click('button', 'OAuth 2.0 (generic)');
    await popup.click('radio', 'Sign in (authorization code)');
    await popup.type('Issuer', oidc.issuer);
    await popup.click('button', 'Find addresses');
    await expect.poll(() => popup.text()).toContain('Check the addresses below');
    await popup.type('Client ID', oidc.publicWeb.id);
    await popup.type('Scope', 'openid offline_access');
    return { page, popup };
  }

  async function signInWindow(): Promise<Page> {
    const found = async () => (await signInPages()).find((page) => page.url().includes('/interaction/'));
    await expect.poll(found).toBeDefined();
    const [window] = await signInPages();
    if (!window) throw new Error('The window is gone.');
    await window.waitForSelector('button[type=submit]');
    return window;
  }

  async function signInAs(name: string): Promise<void> {
    const window = await signInWindow();
    expect(new URL(window.url()).origin).toBe(oidc.issuer);
    await window.type('input[name=login]', name);
    await window.type('input[name=password]', 'made-up-password');
    await Promise.all([window.waitForNavigation(), window.click('button[type=submit]')]);
    // Consent; the window closes itself with the last redirect.
    await window.waitForSelector('button[type=submit]');
    await window.click('button[type=submit]').catch(() => undefined);
    await expect.poll(() => signInPages()).toEqual([]);
  }

  const lastFailure = async () => (await connectionsSeenBy(firefox.ownPage))[0]?.lastFailure?.code;
  /** As after a restart of the browser in a vault that keeps secrets: the token is gone, the refresh token is not. */
  const forgetToken = () =>
    firefox.ownPage.evaluate(async () => {
      const stored = Object.keys(await browser.storage.session.get(null));
      await browser.storage.session.remove(stored.filter((key) => key.startsWith('tok:')));
    });

  it('authorizes the page after the browser’s own window, and renews by the refresh token without one', async () => {
    const { page, popup } = await form();
    await popup.click('button', 'Sign in and authorize');
    await signInAs('ann');
    await firefox.closePopup();
    await expect.poll(() => execute(page, THINGS)).toBe(200);
    const [request, ...more] = tokenRequests();
    expect(more).toEqual([]);
    expect(request?.get('grant_type')).toBe('authorization_code');
    expect(request?.get('redirect_uri')).toBe(redirectAddress());
    expect(request?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    const stored = () => firefox.ownPage.evaluate(async () => JSON.stringify(await browser.storage.local.get(null)));
    expect(await stored()).not.toContain('refreshToken');

    await forgetToken();
    await page.reload();
    const again = await firefox.pressIcon(page);
    await again.click('button', `Authorize with ${oidc.apiHost}`);
    await again.see('button', 'Log out');
    await firefox.closePopup();
    expect(await execute(page, THINGS)).toBe(200);
    expect(tokenRequests().map((one) => one.get('grant_type'))).toEqual(['authorization_code', 'refresh_token']);
    expect(await signInPages()).toEqual([]);
  });

  it('says so and asks for nothing when the window is closed', async () => {
    const { page, popup } = await form();
    await popup.click('button', 'Sign in and authorize');
    await (await signInWindow()).close();
    await expect.poll(lastFailure).toBe('sign_in_refused');
    expect(tokenRequests()).toEqual([]);
    await firefox.closePopup();
    expect(await execute(page, THINGS)).toBe(401);
  });

  it('goes on from the card when the server refuses the origin of an extension', async () => {
    extensions = 'refused';
    const { page, popup } = await form();
    await popup.click('button', 'Sign in and authorize');
    await signInAs('ben');
    await expect.poll(lastFailure).toBe('origin_refused');

    const again = await firefox.pressIcon(page);
    await again.click('button', 'Send without the Origin header');
    // Signed in already: the server sends the window straight back.
    await expect.poll(() => tokenRequests().length).toBe(2);
    await expect.poll(() => signInPages()).toEqual([]);
    await firefox.closePopup();
    await expect.poll(() => execute(page, THINGS)).toBe(200);
    const origins = providers.log.to(oidc.host, '/token').map(({ headers }) => headers.origin);
    expect(origins).toEqual([expect.stringMatching(/^moz-extension:/), undefined]);
  });
});
