import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { useFirefox } from './browsers/firefox-scene';
import { findBrowser } from './browsers/paths';

/** The main journeys in Firefox, on the shipped build: one browser, in which the tests follow each other as visits do. */
describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('in Firefox', () => {
  const scene = useFirefox();
  const { journey, openUnauthorized, fillIn, answerByMouse, seeAuthorized, execute, count, tokenRequests } = scene;

  let podero: Page;

  it('asks once and authorizes the page when the answer closes the popup', async () => {
    const live = journey('Client credentials, live');
    podero = await openUnauthorized(live);
    const counted = count(live.method);

    const popup = await scene.firefox.pressIcon(podero);
    await fillIn(popup, live);
    await answerByMouse(popup, 'Allow');
    const again = await seeAuthorized(podero);

    expect(await counted(popup)).toEqual({ clicks: 2, questions: ['https://app.podero.com/*'] });
    expect(await again.text()).toContain('Filled in: PartnerAuth');
    expect(await execute(podero, live.operation)).toBe(200);
    expect(tokenRequests(live)).toEqual([200]);
  });

  it('takes two clicks, no question and no token request when the page was reloaded', async () => {
    const live = journey('Client credentials, live');
    await podero.reload();
    expect(await execute(podero, live.operation)).toBe(401);
    const counted = count('after a reload');

    const popup = await scene.firefox.pressIcon(podero);
    await popup.click('button', 'Authorize with Podero Live');
    await popup.see('button', 'Log out');

    expect(await counted(popup)).toEqual({ clicks: 2, questions: [] });
    expect(await execute(podero, live.operation)).toBe(200);
    expect(tokenRequests(live)).toEqual([200]);
  });

  it('says permission_refused, sends nothing, keeps the connection and asks again when the answer is no', async () => {
    const sandbox = journey('Client credentials, sandbox, pasted as “Basic …”');
    const page = await openUnauthorized(sandbox);
    const popup = await scene.firefox.pressIcon(page);
    await fillIn(popup, sandbox);
    await scene.firefox.questions.answer('Deny');

    expect(await popup.alert()).toContain('Without your permission');
    expect(await scene.stored()).toContain('Podero Sandbox');
    expect(tokenRequests(sandbox)).toEqual([]);

    const counted = count('asked again');
    await popup.click('button', sandbox.submit);
    await scene.firefox.questions.answer('Deny');
    expect(await popup.alert()).toContain('Without your permission');
    expect((await counted(popup)).questions).toEqual(['https://sandbox-app.podero.com/*']);
    expect(tokenRequests(sandbox)).toEqual([]);
  });

  it('says permission_refused when an earlier no closed the popup', async () => {
    const sandbox = journey('Client credentials, sandbox, pasted as “Basic …”');
    const page = await openUnauthorized(sandbox);
    const popup = await scene.firefox.pressIcon(page);
    await popup.click('button', 'Authorize with Podero Sandbox');
    await answerByMouse(popup, 'Deny');

    const again = await scene.firefox.pressIcon(page);
    await again.click('button', 'Authorize with Podero Sandbox');
    await scene.firefox.questions.answer('Deny');

    expect(await again.alert()).toContain('Without your permission');
    expect(tokenRequests(sandbox)).toEqual([]);
  });

  it('authorizes the page when the background was stopped while the question stood', async () => {
    const sandbox = journey('Client credentials, sandbox, pasted as “Basic …”');
    const page = await openUnauthorized(sandbox);
    const popup = await scene.firefox.pressIcon(page);
    await popup.click('button', 'Authorize with Podero Sandbox');
    await scene.firefox.questions.shown();
    await popup.close();
    await scene.firefox.stopBackground();
    await scene.firefox.questions.answer('Allow');

    await seeAuthorized(page);
    expect(await execute(page, sandbox.operation)).toBe(200);
    expect(tokenRequests(sandbox)).toEqual([200]);
  });

  it('asks nothing and sends no token request when an API token is pasted', async () => {
    const panaya = journey('API token, my');
    const page = await openUnauthorized(panaya);
    const counted = count(panaya.method);

    const popup = await scene.firefox.pressIcon(page);
    await fillIn(popup, panaya);
    await popup.see('button', 'Log out');

    expect(await counted(popup)).toEqual({ clicks: 2, questions: [] });
    expect(await execute(page, panaya.operation)).toBe(200);
    expect(scene.providers.log.to(scene.providers.demo.panaya.my.host, '/api/accesstoken')).toEqual([]);
  });

  it('talks plain http, not upgraded to https, when the server has no https', async () => {
    const synergy = journey('Personal access token, plain http');
    const page = await openUnauthorized(synergy);
    const counted = count(synergy.method);
    const popup = await scene.firefox.pressIcon(page);
    await fillIn(popup, synergy);
    await popup.see('button', 'Log out');
    expect(await counted(popup)).toEqual({ clicks: 3, questions: [] });
    expect(await execute(page, synergy.operation)).toBe(200);

    // The page's own call says nothing of our policy; the list of tokens is our background's request.
    const { ownPage } = scene.firefox;
    await ownPage.bringToFront();
    await (await ownPage.waitForSelector('::-p-aria([name="Show tokens of 12d Synergy"][role="button"])'))?.click();
    await scene.firefox.questions.answer('Allow');
    await ownPage.waitForSelector('::-p-aria([role="table"])');
    const list = scene.providers.log.to('synergy.example.test:8080', '/api/v1/auth/getPersonalAccessTokens');
    expect(list.map(({ status }) => status)).toEqual([200]);
  });

  it('has no secret in storage.local when all that was done', async () => {
    const stored = await scene.stored();
    expect(stored).toContain('Podero Live');
    expect(scene.secrets().filter((secret) => stored.includes(secret))).toEqual([]);
  });
});
