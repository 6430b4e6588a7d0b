import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOGGED_IN } from './pages/known';
import { drive } from './pages/popup';
import { useScene } from './scene';

const scene = useScene();

let options: Page;
const press = (name: string) => drive(options).click('button', name);
const text = () => options.evaluate(() => document.body.innerText);
const shows = (words: string) =>
  options.waitForFunction((wanted) => document.body.innerText.includes(wanted), { timeout: 20_000 }, words);

/** A 12d Synergy connection, and the options page. */
beforeAll(async () => {
  const { cloud } = scene.providers.demo.twelveD;
  await scene.keepSecrets('session');
  const page = await scene.browser.newPage(cloud.docsPage);
  const popup = await scene.open(page);
  await popup.type('Personal access token', cloud.personalAccessToken);
  await popup.click('button', 'Save and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close();
  await page.close();
  await scene.browser.willGrant('https://acme.12dsynergycloud.com/*');
  options = await scene.browser.openExtensionPage('options.html');
  await options.setViewport({ width: 1000, height: 1400 });
});

describe('the tokens of a 12d Synergy connection', () => {
  const rows = () =>
    options.$$eval('table tbody tr', (found) =>
      found.map((row) => (row as HTMLElement).innerText.replace(/\s+/g, ' ')),
    );

  it('are listed with name, dates, an expired one marked, user and reminder state', async () => {
    await press('Show tokens of 12d Synergy');
    await options.waitForSelector('table tbody tr');
    const listed = (await rows()).join('\n');
    expect(listed).toMatch(/expired/i);
    expect(listed).toMatch(/none sent|first reminder sent|expiry notice sent/);
    expect(listed).toMatch(/\d+_\d+/);
    expect(await text()).not.toContain(scene.providers.demo.twelveD.cloud.personalAccessToken);
  });

  it('grow by one that becomes a connection of its own when one is created', async () => {
    const before = (await rows()).length;
    const popup = drive(options);
    await popup.type('Token name', 'Build server');
    await press('Create token');
    await shows('Build server');
    await expect.poll(async () => (await rows()).length).toBe(before + 1);
    const labels = (await scene.connections()).map(({ connection }) => connection.label);
    expect(labels).toContain('Build server');
    const made = scene.providers.log.to('acme.12dsynergycloud.com', '/api/v1/auth/generate-pat');
    expect(made.map((request) => JSON.parse(request.body))).toEqual([
      { ClientId: 'Tokenfill', Name: 'Build server', ExpireInDays: 180 },
    ]);
  });

  it('are refused, nothing sent, when they shall live longer than the server allows', async () => {
    const popup = drive(options);
    await popup.type('Token name', 'Too long');
    const days = await options.waitForSelector('::-p-aria([name="Expires in days"])');
    await days?.click({ count: 3 });
    await options.keyboard.type('181');
    await press('Create token');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(scene.providers.log.to('acme.12dsynergycloud.com', '/api/v1/auth/generate-pat')).toHaveLength(1);
  });

  it('lose one only after it was confirmed', async () => {
    const before = (await rows()).length;
    await press('Delete Build server');
    expect(scene.providers.log.to('acme.12dsynergycloud.com', '/api/v1/auth/delete-pat')).toEqual([]);
    await press('Delete for good');
    await expect.poll(async () => (await rows()).length).toBe(before - 1);
    expect(scene.providers.log.to('acme.12dsynergycloud.com', '/api/v1/auth/delete-pat')).toHaveLength(1);
  });
});

describe('a connection', () => {
  it('is duplicated without its secret, and copied text carries the header', async () => {
    await press('More actions for Build server');
    await press('Duplicate Build server');
    const popup = drive(options);
    const server = await options.waitForSelector('::-p-aria([name="Server address"][role="textbox"])');
    expect(await server?.evaluate((field) => (field as HTMLInputElement).value)).toBe(
      'https://acme.12dsynergycloud.com',
    );
    const secret = await options.waitForSelector('::-p-aria([name="Personal access token"][role="textbox"])');
    expect(await secret?.evaluate((field) => (field as HTMLInputElement).value)).toBe('');
    await popup.click('button', 'Cancel');
  });

  it('is removed, and back with everything when it is undone', async () => {
    const before = await scene.connections();
    await press('More actions for Build server');
    await press('Remove Build server');
    await press('Remove only');
    await shows('Undo');
    expect(await scene.connections()).toHaveLength(before.length - 1);
    await press('Undo');
    await expect.poll(async () => (await scene.connections()).length).toBe(before.length);
    const back = (await scene.connections()).find(({ connection }) => connection.label === 'Build server');
    expect(back?.status).toBe('ready');
  });
});
