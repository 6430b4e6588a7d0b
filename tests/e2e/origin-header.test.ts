import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import { drive } from './pages/popup';
import { useScene } from './scene';
import { textOf } from './texts';

const scene = useScene();
beforeEach(() => scene.reset());

const TOKEN_HOST = 'https://app.podero.com';
const ENDPOINT = { host: 'app.podero.com', path: '/oauth2/token/', method: 'POST' } as const;
const refusal = { kind: 'answer', status: 403, body: 'Invalid CORS request' } as const;
const originsSent = () =>
  scene.providers.log.to('app.podero.com', '/oauth2/token/').map(({ headers }) => headers.origin);
const rules = async () => {
  const worker = await scene.browser.worker();
  return worker.evaluate(() => chrome.declarativeNetRequest.getSessionRules());
};
declare const chrome: typeof import('wxt/browser').browser;

/** The page asks the token endpoint itself, as any page may. */
const askFromPage = (page: Page) =>
  page.evaluate(() =>
    fetch('https://app.podero.com/oauth2/token/', { method: 'POST', mode: 'no-cors' }).then(() => 'sent'),
  );

describe('a server that refuses the Origin of an extension', () => {
  it('gets our requests without it after one click, and the page’s own ones with it, until the user takes that back', async () => {
    const { live } = scene.providers.demo.podero;
    const page = await scene.browser.newPage(live.docsPage);
    await scene.browser.willGrant(`${TOKEN_HOST}/*`);
    scene.providers.faults.set(ENDPOINT, refusal, 1);

    const popup = await scene.open(page);
    await popup.type('Client ID', live.clientId);
    await popup.type('Client secret', live.clientSecret);
    await popup.click('button', 'Get token and authorize');
    const words = await popup.see('[role="alert"]');
    expect(words).toContain(textOf('origin_refused'));
    expect(words).toContain(TOKEN_HOST);
    expect(originsSent()).toEqual([expect.stringContaining('chrome-extension://')]);

    await popup.click('button', 'Send without the Origin header');
    await popup.see(LOGGED_IN);
    expect(originsSent().slice(1)).toEqual([undefined]);
    expect(await rules()).toEqual([]);
    expect(await execute(page, PODERO)).toBe(200);
    await popup.page.close().catch(() => undefined);

    await askFromPage(page);
    expect(originsSent().at(-1)).toMatch(/^https:/);

    const options = await scene.browser.openExtensionPage('options.html');
    await drive(options).click('button', `Send the Origin header to ${TOKEN_HOST} again`);
    await options.waitForFunction(() => !document.body.innerText.includes('without the Origin header'));
    expect((await scene.stored()).local).not.toContain('bare:');
  });

  it('is asked with it as long as the user has not said otherwise, and a rule that a killed worker left is gone at its next start', async () => {
    const worker = await scene.browser.worker();
    await worker.evaluate(() =>
      chrome.declarativeNetRequest.updateSessionRules({
        addRules: [
          {
            id: 7,
            action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
            condition: { urlFilter: '|https://app.podero.com/' },
          },
        ],
      }),
    );
    await scene.browser.stopWorker();
    await scene.connections();
    expect(await rules()).toEqual([]);
  });
});
