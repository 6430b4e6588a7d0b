import type { ServerResponse } from 'node:http';
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { useScene } from './scene';
import { ask } from './security/asking';
import { findInFolder } from './security/canaries';
import { anySiteDraft } from './security/drafts';
import { RIGHT } from './security/frame-pages';
import { serve } from './security/serving';

declare const chrome: typeof extensionApi;

/** A page that nothing can be filled in, whose API wants a header that only the browser can add. */

const scene = useScene({ https: ['evil.test'] });
const TOKEN = 'made-up-canary-for-the-requests-of-one-tab';
const draft = anySiteDraft(RIGHT, TOKEN);
const host = new URL(RIGHT).host;

const answer = async (response: ServerResponse) => {
  const allowed = response.req.headers.authorization === `Bearer ${TOKEN}`;
  response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' }).end('{}');
};

beforeEach(async () => {
  await scene.reset();
  const { faults } = scene.providers;
  serve(faults, `${RIGHT}/console`, '<!doctype html><title>Console</title><body>A console of the house.</body>');
  faults.set({ host, path: '/api' }, { kind: 'stream', write: answer });
  serve(faults, 'https://evil.test/taken', {});
  const away = { location: 'https://evil.test/taken', 'access-control-allow-origin': '*' };
  faults.set({ host, path: '/away' }, { kind: 'answer', status: 307, body: '', headers: away });
});

const call = (page: Page, path: string) => page.evaluate((url) => fetch(url).then(({ status }) => status), path);

/** Presses the icon, and the button that the popup offers. */
async function send(page: Page) {
  await page.bringToFront();
  await scene.browser.willGrant(`${RIGHT}/*`);
  const popup = await scene.open(page);
  await popup.click('button', `Send the token of ${draft.label} with this tab's requests to ${RIGHT}`);
  await popup.see('[role="note"]');
  return popup;
}

const rules = (page: Page) => page.evaluate(async () => (await chrome.declarativeNetRequest.getSessionRules()).length);

it('sends the token with the requests of one tab to one API, until that is over', { timeout: 90_000 }, async () => {
  const options = await scene.browser.openExtensionPage('options.html');
  const choose = { mode: 'passphrase', passphrase: 'made-up passphrase of a test' };
  await ask(options, 'changeMode', { choose });
  await ask(options, 'saveConnection', { draft });
  const other = await scene.browser.newPage(`${RIGHT}/console`);
  const page = await scene.browser.newPage(`${RIGHT}/console`);
  expect(await call(page, '/api')).toBe(401);

  const popup = await send(page);
  expect(await popup.see('[role="note"]')).toContain('padlock stays open');
  expect([await call(page, '/api'), await call(other, '/api')]).toEqual([200, 401]);
  // What the page is led to on another host gets nothing, and the port is part of what is asked for.
  expect(await call(page, '/away')).toBe(200);
  expect(JSON.stringify(scene.providers.log.to('evil.test'))).not.toContain(TOKEN);
  expect(scene.providers.log.to('evil.test', '/taken')).toHaveLength(1);
  const condition = await options.evaluate(
    async () => (await chrome.declarativeNetRequest.getSessionRules())[0]?.condition,
  );
  expect(condition).toMatchObject({ urlFilter: `|${RIGHT}/`, initiatorDomains: [host] });
  expect(condition?.tabIds).toHaveLength(1);
  expect(findInFolder([TOKEN], scene.browser.profile).hits).toEqual([]);

  await popup.click('button', 'Stop sending');
  await popup.see('.frame-offer .button');
  await popup.page.close();
  expect([await call(page, '/api'), await rules(options)]).toEqual([401, 0]);

  await (await send(page)).page.close();
  expect(await call(page, '/api')).toBe(200);
  // The browser tells us of a navigation while it happens: the next moment belongs to the same page.
  await page.reload();
  await expect.poll(() => rules(options)).toBe(0);
  expect(await call(page, '/api')).toBe(401);

  await (await send(page)).page.close();
  expect(await call(page, '/api')).toBe(200);
  await ask(options, 'lockNow', {});
  expect([await call(page, '/api'), await rules(options)]).toEqual([401, 0]);

  await ask(options, 'unlock', { passphrase: choose.passphrase });
  await (await send(page)).page.close();
  expect(await rules(options)).toBe(1);
  await page.close();
  await expect.poll(() => rules(options)).toBe(0);
});
