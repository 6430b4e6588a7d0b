import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import { useScene } from './scene';
import { textOf } from './texts';

const scene = useScene();
beforeEach(() => scene.reset());

async function form(url: string, fields: Readonly<Record<string, string>>, choose: readonly string[] = []) {
  const page: Page = await scene.browser.newPage(url);
  const popup = await scene.open(page);
  for (const name of choose) await popup.click('radio', name);
  for (const [label, value] of Object.entries(fields)) await popup.type(label, value);
  return { page, popup };
}

describe('the background dies in the middle of a request', () => {
  it('[S15] and the popup says so, nothing is stuck, and the next click authorizes', async () => {
    const { live } = scene.providers.demo.podero;
    scene.providers.faults.set({ host: live.host, path: '/oauth2/token/' }, 'hang', 1);
    const { page, popup } = await form(live.docsPage, {
      'Client ID': live.clientId,
      'Client secret': live.clientSecret,
    });
    await popup.click('button', 'Get token and authorize');
    await expect.poll(() => scene.providers.log.to(live.host, '/oauth2/token/').length, { timeout: 20_000 }).toBe(1);

    await scene.browser.stopWorker();
    expect((await popup.see('[role="alert"]')).length).toBeGreaterThan(20);
    await popup.page.close().catch(() => undefined);

    const again = await scene.open(page);
    await again.click('button', 'Authorize with Podero Live');
    await again.see(LOGGED_IN);
    expect(await execute(page, PODERO)).toBe(200);
  });

  it('[S16] and a token that was being created is not created a second time, nor is a password kept', async () => {
    const { email, password, shops, host, docsPage } = scene.providers.demo.sesami;
    scene.providers.faults.set({ host, path: '/api/v1/auth/access-token' }, 'hang', 1);
    const fields = { 'E-mail': email, Password: password, 'Shop ID': shops.first.id };
    const { popup } = await form(docsPage, fields, ['Log in and create a token']);
    await popup.click('button', 'Log in, create token and authorize');
    const creations = () => scene.providers.log.to(host, '/api/v1/auth/access-token').length;
    await expect.poll(creations, { timeout: 20_000 }).toBe(1);

    await scene.browser.stopWorker();
    expect(await popup.see('[role="alert"]')).toContain(textOf('unknown_outcome'));
    expect(await popup.page.$('::-p-aria([name="Try again"][role="button"])')).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    expect(creations()).toBe(1);
    expect(await scene.connections()).toEqual([]);
    const { local, session } = await scene.stored();
    expect(local + session).not.toContain(password);
  });
});
