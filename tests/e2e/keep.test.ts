import type { Page } from 'puppeteer-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import { useScene } from './scene';

declare const chrome: typeof extensionApi;

const scene = useScene();

let page: Page;

/** A Podero page that its user keeps authorized: one click more, once. */
beforeAll(async () => {
  const { live } = scene.providers.demo.podero;
  await scene.keepSecrets('session');
  await scene.browser.willGrant('https://app.podero.com/*');
  page = await scene.browser.newPage(live.docsPage);
  const popup = await scene.open(page);
  await popup.type('Client ID', live.clientId);
  await popup.type('Client secret', live.clientSecret);
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.click('button', 'Keep this page authorized after reloads');
  await popup.page.waitForFunction(() => document.body.innerText.includes('Kept authorized'));
  await popup.page.close();
});

beforeEach(async () => {
  await page.bringToFront();
  scene.providers.log.clear();
});

/** Changes times of the stored token, and of the page that holds it, as if it had been obtained long ago. */
async function ageToken(change: { obtainedAt?: number; expiresAt?: number }): Promise<void> {
  await (await scene.browser.worker()).evaluate(async (times) => {
    const stored = await chrome.storage.session.get(null);
    const [key, record] = Object.entries(stored).find(([name]) => name.startsWith('tok:')) ?? ['', {}];
    const { value, ...rest } = record as { value: object };
    const shifted = Object.fromEntries(Object.entries(times).map(([name, by]) => [name, Date.now() + by]));
    const fills = Object.entries(stored).filter(([name]) => name.startsWith('fil:'));
    const { obtainedAt } = { ...(value as { obtainedAt: number }), ...shifted };
    await chrome.storage.session.set({
      [key]: { ...rest, value: { ...value, ...shifted } },
      ...Object.fromEntries(fills.map(([name, fill]) => [name, { ...(fill as object), obtainedAt }])),
    });
  }, change);
}

/** Whether the page holds the token that is stored now. */
const holdsTheNewest = async () => {
  const { session } = await scene.stored();
  const records = Object.entries(JSON.parse(session) as Record<string, { at: number; value: { obtainedAt: number } }>);
  const [fill, token] = ['fil:', 'tok:'].map((kind) => records.find(([key]) => key.startsWith(kind))?.[1]);
  return (fill?.at ?? 0) >= (token?.value.obtainedAt ?? Number.POSITIVE_INFINITY);
};
const tokenRequests = () => scene.providers.log.to('app.podero.com', '/oauth2/token/').length;
const isAuthorized = async () => (await page.$('.auth-wrapper .btn.authorize.locked')) !== null;
const answers = () => expect.poll(() => execute(page, PODERO), { timeout: 20_000, interval: 300 });

describe('a page that is kept authorized', () => {
  it('gets a new token once when the API answers 401 to its own request, from the moment on that it is kept', async () => {
    scene.providers.state.expireAll('podero');
    await ageToken({ obtainedAt: -60_000 });
    expect(await execute(page, PODERO)).toBe(401);
    await expect.poll(tokenRequests, { timeout: 20_000 }).toBe(1);
    await answers().toBe(200);
    expect(tokenRequests()).toBe(1);
  });

  it('is authorized after a reload without a click or a request for a token', async () => {
    await page.reload();
    await expect.poll(isAuthorized, { timeout: 20_000 }).toBe(true);
    expect(await execute(page, PODERO)).toBe(200);
    expect(tokenRequests()).toBe(0);
  });

  it('is authorized again in a new tab', async () => {
    const other = await scene.browser.newPage(scene.providers.demo.podero.live.docsPage);
    await other.waitForSelector('.auth-wrapper .btn.authorize.locked', { timeout: 20_000 });
    await other.close();
  });

  it('stays as it is when the person logs out by hand, also after the 401 that follows', async () => {
    await ageToken({ obtainedAt: -60_000 });
    await page.click('.auth-wrapper .btn.authorize');
    await (await page.waitForSelector('.auth-container .auth-btn-wrapper button:not(.btn-done)'))?.click();
    await page.click('.auth-container .btn-done');
    expect(await execute(page, PODERO)).toBe(401);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await isAuthorized()).toBe(false);
    expect(tokenRequests()).toBe(0);
    await page.reload();
    await expect.poll(isAuthorized, { timeout: 20_000 }).toBe(true);
  });

  it('gets its token renewed ahead of time, by alarm, and holds the new one', async () => {
    await ageToken({ obtainedAt: -3_580_000, expiresAt: 20_000 });
    await expect.poll(tokenRequests, { timeout: 20_000 }).toBe(1);
    await expect.poll(holdsTheNewest, { timeout: 20_000 }).toBe(true);
    scene.providers.state.tokens.slice(0, -1).forEach((token) => {
      token.expiresAt = 0;
    });
    // The old token has ended on the server: the very next Execute is good.
    expect(await execute(page, PODERO)).toBe(200);
    expect(tokenRequests()).toBe(1);
  });

  it('is told what a 403 means and gets no other token for it', async () => {
    const { live } = scene.providers.demo.podero;
    const api = { host: live.host, path: new URL(live.apiUrl).pathname };
    scene.providers.faults.set(api, { kind: 'answer', status: 403, body: '{"detail":"Forbidden"}' }, 1);
    expect(await execute(page, PODERO)).toBe(403);
    const popup = await scene.open(page);
    await popup.page.waitForFunction(() => document.body.innerText.includes('The API answered 403'));
    await popup.page.close();
    expect(tokenRequests()).toBe(0);
    expect(await execute(page, PODERO)).toBe(200);
    // With the next answer there is nothing to be said any more.
    await expect.poll(async () => (await scene.stored()).session, { timeout: 20_000 }).not.toContain('forbiddenAt');
  });

  it('is renewed when the worker was stopped in between', async () => {
    await scene.browser.stopWorker();
    await page.reload();
    await expect.poll(isAuthorized, { timeout: 20_000 }).toBe(true);
    expect(await execute(page, PODERO)).toBe(200);
  });
});
