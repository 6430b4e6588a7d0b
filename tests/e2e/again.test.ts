import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO, PORT, SESAMI } from './pages/known';
import { useScene } from './scene';

const scene = useScene();
beforeEach(() => scene.reset());

/** A Podero page that was authorized through the form. */
async function authorizedPodero(): Promise<Page> {
  const { live } = scene.providers.demo.podero;
  const page = await scene.browser.newPage(live.docsPage);
  const popup = await scene.open(page);
  await popup.type('Client ID', live.clientId);
  await popup.type('Client secret', live.clientSecret);
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close();
  return page;
}

const tokenRequests = () => scene.providers.log.to('app.podero.com', '/oauth2/token/').length;

describe('next time', () => {
  it('takes two clicks and no request when the page was reloaded', async () => {
    const page = await authorizedPodero();
    await page.reload();
    expect(await execute(page, PODERO)).toBe(401);

    const popup = await scene.open(page);
    await popup.click('button', 'Authorize with Podero Live');
    await popup.see(LOGGED_IN);

    expect(popup.clicks()).toBe(2);
    expect(tokenRequests()).toBe(1);
    expect(await execute(page, PODERO)).toBe(200);
  });

  it('gets a new token with the same two clicks when the old one is over', async () => {
    scene.providers.state.lifetimeSeconds.podero = 1;
    const page = await authorizedPodero();
    scene.providers.state.lifetimeSeconds.podero = 36_000;
    scene.providers.state.expireAll('podero');
    await page.reload();
    await new Promise((resolve) => setTimeout(resolve, 700));

    const popup = await scene.open(page);
    await popup.click('button', 'Authorize with Podero Live');
    await popup.see(LOGGED_IN);

    expect(popup.clicks()).toBe(2);
    expect(tokenRequests()).toBe(2);
    expect(await execute(page, PODERO)).toBe(200);
  });

  it('answers 401 again when the page was logged out', async () => {
    const page = await authorizedPodero();
    expect(await execute(page, PODERO)).toBe(200);

    const popup = await scene.open(page);
    await popup.click('button', 'Log out');
    await popup.see('::-p-aria([name="Authorize with Podero Live"][role="button"])');

    expect(await execute(page, PODERO)).toBe(401);
  });

  it('goes on when the worker was stopped in between', async () => {
    const page = await authorizedPodero();
    await page.reload();
    await scene.browser.stopWorker();

    const popup = await scene.open(page);
    await popup.click('button', 'Authorize with Podero Live');
    await popup.see(LOGGED_IN);

    expect(await execute(page, PODERO)).toBe(200);
  });
});

describe('two Sesami shops on one page', () => {
  const addShop = async (page: Page, shop: 'first' | 'second', label: string) => {
    const { shops } = scene.providers.demo.sesami;
    const popup = await scene.open(page);
    if (shop === 'second') {
      await popup.click('button', 'Another provider');
      await popup.click('button', 'Sesami');
    }
    await popup.type('Personal access token', shops[shop].personalAccessToken);
    await popup.type('Client ID', shops[shop].clientId);
    await popup.type('Shop ID', shops[shop].id);
    await popup.type('Name', label);
    await popup.click('button', 'Save and authorize');
    await popup.see(LOGGED_IN);
    await popup.page.close();
  };
  const shopHeader = () => scene.providers.log.to('api.sesami.co', '/api/v1/shops').at(-1)?.headers['x-shop-id'];

  it('switch with two clicks, and the page then sends the other shop’s three headers', async () => {
    const { shops } = scene.providers.demo.sesami;
    const page = await scene.browser.newPage(scene.providers.demo.sesami.docsPage);
    await addShop(page, 'first', 'Harbour Bikes');
    expect(await execute(page, SESAMI)).toBe(200);
    expect(shopHeader()).toBe(shops.first.id);
    await addShop(page, 'second', 'Hill Pottery');
    expect(await execute(page, SESAMI)).toBe(200);
    expect(shopHeader()).toBe(shops.second.id);

    const popup = await scene.open(page);
    await popup.click('button', 'Switch to Harbour Bikes');
    await popup.see('::-p-aria([name="Switch to Hill Pottery"][role="button"])');

    expect(popup.clicks()).toBe(2);
    expect(await execute(page, SESAMI)).toBe(200);
    expect(shopHeader()).toBe(shops.first.id);
  });
});

describe('Port’s two regions on one page', () => {
  it('get each its own token when the page’s server is changed', async () => {
    const { eu, us } = scene.providers.demo.port;
    const page = await scene.browser.newPage(eu.docsPage);
    for (const region of [eu, us]) {
      await page.select('.servers select', region.origin);
      // The US token endpoint is not on this page's origin: the browser asks once. (Another tab would close the popup.)
      if (region === us) await scene.browser.willGrant('https://api.us.port.io/*');
      const popup = await scene.open(page);
      await popup.type('Client ID', region.clientId);
      await popup.type('Client secret', region.clientSecret);
      await popup.click('button', 'Get token and authorize');
      await popup.see(LOGGED_IN);
      await popup.page.close();
      expect(await execute(page, PORT)).toBe(200);
    }

    const sent = scene.providers.log
      .all()
      .filter((request) => request.path === '/v1/blueprints' && request.method === 'GET');
    const tokens = sent.map((request) => [request.host, request.headers.authorization]);
    expect(tokens.map(([host]) => host)).toEqual(['api.port.io', 'api.us.port.io']);
    expect(tokens[0]?.[1]).not.toBe(tokens[1]?.[1]);
  });
});
