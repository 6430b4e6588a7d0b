import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { execute } from './pages/execute';
import { LOGGED_IN, SYNERGY } from './pages/known';
import { drive } from './pages/popup';
import { useScene } from './scene';

declare const chrome: typeof extensionApi;

const scene = useScene();
const HOST = 'acme.12dsynergycloud.com';
const AUTH = '/api/v1/auth';

let docs: Page;
let options: Page;
const press = (name: string) => drive(options).click('button', name);
const shows = (words: string) =>
  options.waitForFunction((wanted) => document.body.innerText.includes(wanted), { timeout: 20_000 }, words);
const count = (path: string) => scene.providers.log.to(HOST, `${AUTH}/${path}`).length;
const names = () => (scene.providers.state.twelveD.personalAccessTokens[HOST] ?? []).map(({ name }) => name);

/** A 12d Synergy page that is authorized, and the options page with the list of tokens. */
beforeAll(async () => {
  const { cloud } = scene.providers.demo.twelveD;
  await scene.keepSecrets('device');
  await scene.browser.willGrant(`https://${HOST}/*`);
  docs = await scene.browser.newPage(cloud.docsPage);
  const popup = await scene.open(docs);
  await popup.type('Personal access token', cloud.personalAccessToken);
  await popup.click('button', 'Save and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close();
  options = await scene.browser.openExtensionPage('options.html');
  await options.setViewport({ width: 1000, height: 1400 });
  await press('Show tokens of 12d Synergy');
  await options.waitForSelector('table tbody tr');
});

const mayReach = (pattern: string) => chrome.permissions.contains({ origins: [pattern] });

const openRotation = async (token: string, name: string) => {
  await press(`Rotate ${token}`);
  await drive(options).type('Token name', name);
};

describe('rotating the token of a 12d Synergy connection', () => {
  it('puts a new one in its place, also in the open page, and deletes the old one last', async () => {
    await openRotation('Tokenfill demo', 'Second');
    await press('Rotate now');
    await shows('Second is in use, the old token is deleted.');

    expect(names().filter((name) => name !== 'Old integration')).toEqual(['Second']);
    expect([count('generate-pat'), count('delete-pat')]).toEqual([1, 1]);
    await docs.bringToFront();
    expect(await execute(docs, SYNERGY)).toBe(200);
    await options.bringToFront();
  });

  it('names a token that nobody has, and deletes it by a click, when the background died before its answer came', async () => {
    scene.providers.faults.set({ host: HOST, path: `${AUTH}/generate-pat` }, 'hang', 1);
    await openRotation('Second', 'Third');
    await press('Rotate now');
    await expect.poll(() => count('generate-pat'), { timeout: 20_000 }).toBe(2);
    await scene.browser.stopWorker();
    // The server has made it all the same.
    const tokens = scene.providers.state.twelveD.personalAccessTokens[HOST] ?? [];
    const stray = { id: 99, name: 'Third', value: 'made-up-stray', clientId: 'Tokenfill', createdAt: Date.now() };
    tokens.push({ ...stray, expiresAt: Date.now() + 86_400_000 });
    await options.reload();
    await shows('Replacing Second');
    await press('Look for it');
    await shows('Third exists at the provider, and nobody has its value.');
    expect([count('generate-pat'), count('delete-pat')]).toEqual([2, 1]);

    await press('Delete the new token');
    await shows('The new token is deleted. The old one stays in use.');
    expect(names().filter((name) => name !== 'Old integration')).toEqual(['Second']);
    expect([count('generate-pat'), count('delete-pat')]).toEqual([2, 2]);
  });

  it('is offered by badge and popup when the token ends within a week, and both are quiet when it was put off', async () => {
    const badge = () => options.evaluate(() => chrome.action.getBadgeText({}));
    if (!(await options.$('table tbody tr'))) await press('Show tokens of 12d Synergy');
    await openRotation('Second', 'Fourth');
    const days = await options.waitForSelector('::-p-aria([name="Expires in days"])');
    await days?.click({ count: 3 });
    await options.keyboard.type('5');
    expect(await badge()).toBe('');
    await press('Rotate now');
    await shows('Fourth is in use, the old token is deleted.');
    await expect.poll(badge, { timeout: 20_000 }).toBe('!');
    await shows('in 5 days');

    const popup = await scene.open(docs);
    await popup.see('::-p-aria([name="Rotate the token of 12d Synergy"][role="button"])');
    expect(await popup.see('.needs')).toContain('The secret of 12d Synergy ends on');
    await popup.click('button', 'Remind me of 12d Synergy later');
    await expect.poll(badge, { timeout: 20_000 }).toBe('');
    await popup.page.waitForFunction(() => document.querySelector('.needs') === null);
    await popup.page.close();
  });

  it('ends with the connection when that is removed with its token: at the provider, in the page, and the host is given back', async () => {
    const held = () => options.evaluate(mayReach, `https://${HOST}/*`);
    const before = count('delete-pat');
    expect(await held()).toBe(true);
    await options.bringToFront();
    await press('More actions for 12d Synergy');
    await press('Remove 12d Synergy');
    await shows('Remove 12d Synergy, and delete its token at 12d Synergy too?');
    expect(count('delete-pat')).toBe(before);
    await press('Remove and delete token');
    await shows('Removed 12d Synergy and deleted its token.');

    expect(count('delete-pat')).toBe(before + 1);
    expect(names()).toEqual(['Old integration']);
    expect(await scene.connections()).toEqual([]);
    await expect.poll(held, { timeout: 20_000 }).toBe(false);
    await docs.bringToFront();
    expect(await execute(docs, SYNERGY)).toBe(401);
  });
});
