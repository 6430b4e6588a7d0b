import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../servers';
import { type ExtensionBrowser, startChromium } from './browsers/chromium';
import { execute } from './pages/execute';
import { LOGGED_IN, SESAMI, SYNERGY } from './pages/known';
import { drive } from './pages/popup';
import { findInFolder } from './security/canaries';

declare const chrome: typeof extensionApi;

/** A vault with a passphrase over two starts of the browser, on a profile on disk. The tests follow one another. */
const PASSPHRASE = 'made-up passphrase of a test';
const CREATED = 'Created in a test';

const profile = mkdtempSync(join(tmpdir(), 'tokenfill-vault-'));
let providers: LocalProviders;
let browser: ExtensionBrowser;
let page: Page;

const start = () => startChromium({ args: providers.chromiumArgs(), headless: true, profile });
const open = async () => drive(await browser.pressIcon(page));
const session = async () =>
  (await browser.worker()).evaluate(async () => Object.entries(await chrome.storage.session.get(null)));

beforeAll(async () => {
  providers = await startLocalProviders();
  browser = await start();
  page = await browser.newPage(providers.demo.sesami.docsPage);
});
afterAll(async () => {
  await browser?.close();
  await providers?.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

describe('a vault with a passphrase', () => {
  it('keeps a token that was created with a login, which leaves no trace', async () => {
    const { email, password, shops } = providers.demo.sesami;
    const popup = await open();
    await popup.click('radio', 'Log in and create a token');
    await popup.type('E-mail', email);
    await popup.type('Password', password);
    await popup.type('Shop ID', shops.first.id);
    await popup.type('Passphrase', PASSPHRASE);
    await popup.type('Repeat passphrase', PASSPHRASE);
    await popup.click('button', 'Log in, create token and authorize');
    await popup.see(LOGGED_IN);
    await popup.page.close();
    expect(await execute(page, SESAMI)).toBe(200);
  });

  it('keeps a 12d Synergy token that was created beside the one that created it', async () => {
    const { cloud } = providers.demo.twelveD;
    const docs = await browser.newPage(cloud.docsPage);
    const popup = drive(await browser.pressIcon(docs));
    await popup.type('Personal access token', cloud.personalAccessToken);
    await popup.click('button', 'Save and authorize');
    await popup.see(LOGGED_IN);
    await docs.close();
    await browser.willGrant(`https://${cloud.host}/*`);
    const options = drive(await browser.openExtensionPage('options.html'));
    await options.click('button', 'Show tokens of 12d Synergy');
    await options.type('Token name', CREATED);
    await options.click('button', 'Create token');
    await options.see(`::-p-aria([name="More actions for ${CREATED}"][role="button"])`);
    await options.page.close();
  });

  it('[S18] leaves nothing that opens it when it is locked, and takes the token out of the page', async () => {
    const popup = await open();
    await popup.click('button', 'Lock now');
    await popup.see('::-p-aria([name="Unlock"][role="button"])');
    await popup.page.close();

    expect((await session()).map(([key]) => key).filter((key) => /^(vault\.key|tok:|sec:|bin:)/.test(key))).toEqual([]);
    expect(await execute(page, SESAMI)).toBe(401);
  });

  it('[S18] answers every message that needs a secret with locked when it is locked', async () => {
    const popup = await open();
    const answers = await popup.page.evaluate(async () => {
      const ask = (type: string, request: unknown) => chrome.runtime.sendMessage({ type, request });
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const listed = (await ask('listConnections', {})) as { reply: { connection: { id: string } }[] };
      const connectionId = listed.reply[0]?.connection.id;
      return Promise.all([
        ask('authorize', { connectionId, tabId: tab?.id }),
        ask('copyText', { connectionId, kind: 'token' }),
        ask('copyText', { connectionId, kind: 'header' }),
      ]);
    });
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: { code: 'locked' } });
    await popup.page.close();
  });

  it('stays closed when the passphrase is wrong', async () => {
    const popup = await open();
    await popup.type('Passphrase', 'made-up wrong passphrase');
    await popup.click('button', 'Unlock');
    expect(await popup.see('[role="alert"]')).toMatch(/not the passphrase/);
    await popup.page.close();
    expect((await session()).map(([key]) => key)).not.toContain('vault.key');
  });

  it('takes one unlock after the browser was started again, and everything is as before, the created token included', async () => {
    await browser.close();
    browser = await start();
    page = await browser.newPage(providers.demo.sesami.docsPage);
    providers.log.clear();

    const popup = await open();
    await popup.type('Passphrase', PASSPHRASE);
    await popup.click('button', 'Unlock');
    await popup.click('button', 'Authorize with Sesami');
    await popup.see(LOGGED_IN);
    await popup.page.close();

    expect(await execute(page, SESAMI)).toBe(200);
    expect(providers.log.all().filter((request) => request.method === 'POST')).toEqual([]);
  });

  it('has brought the created 12d Synergy token back with that one unlock', async () => {
    const { cloud } = providers.demo.twelveD;
    const docs = await browser.newPage(cloud.docsPage);
    const popup = drive(await browser.pressIcon(docs));
    await popup.click('button', `Authorize with ${CREATED}`);
    await popup.see(LOGGED_IN);
    await docs.bringToFront();
    expect(await execute(docs, SYNERGY)).toBe(200);
    const made = providers.state.twelveD.personalAccessTokens[cloud.host]?.find(({ name }) => name === CREATED);
    const sent = providers.log.to(cloud.host, '/api/v1/jobs').map(({ headers }) => JSON.stringify(headers));
    expect(made?.value).toBeTruthy();
    expect(sent.at(-1)).toContain(made?.value);
    expect(providers.log.to(cloud.host, '/api/v1/auth/generate-pat')).toEqual([]);
    await docs.close();
  });

  it('[S04] has left no secret, token or passphrase on disk in any spelling', async () => {
    const { password, email } = providers.demo.sesami;
    const created = providers.state.sesami.personalAccessTokens.map(({ token }) => token);
    const tokens = providers.state.tokens.map(({ value }) => value);
    const synergy = Object.values(providers.state.twelveD.personalAccessTokens).flat();
    await browser.close();

    const used = synergy.filter(({ name }) => name === CREATED).map(({ value }) => value);
    expect(used).toHaveLength(1);
    const canaries = [PASSPHRASE, password, email, ...created, ...tokens, ...used].filter((text) => text.length >= 12);
    expect(canaries.length).toBeGreaterThan(4);
    const search = findInFolder(canaries, profile);
    expect(search.files).toBeGreaterThan(20);
    expect(search.hits).toEqual([]);
    browser = await start();
  });
});
