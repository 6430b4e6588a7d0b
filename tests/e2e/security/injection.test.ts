import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, grant } from './asking';
import { anySiteDraft, poderoDraft, synergyDraft } from './drafts';
import { FAKE_HANDLE } from './imitations';
import { serve } from './serving';
import { inline, SPY, type SpyWindow } from './spy';

declare const window: SpyWindow & Record<string, unknown> & typeof globalThis;

/** Texts that would run, or ask for something, anywhere they are taken for markup or for an address. */
const RUN = 'document.documentElement.dataset.ran=1';
const PAYLOADS = [
  `<img src=x onerror=${RUN}>`,
  `"><script>${RUN}</script>`,
  `<svg/onload=${RUN}>`,
  `javascript:${RUN}`,
  `<a href="javascript:${RUN}">x</a>`,
];
const [IMAGE = '', , , ADDRESS = ''] = PAYLOADS;

const scene = useScene();
beforeAll(() => scene.reset());

/** A docs page of which every word is one. */
const HOSTILE_PAGE = `<!doctype html><title>${PAYLOADS[1]}</title>${SPY}${FAKE_HANDLE}${inline(() => {
  const { specSelectors } = window.imitation as { specSelectors: Record<string, unknown> };
  const payloads = new URLSearchParams(location.search).getAll('payload');
  const schemes = payloads.map((name) => [name, { type: 'apiKey', in: 'header', name }]);
  const bearer = { type: 'http', scheme: 'bearer' };
  specSelectors.securityDefinitions = () => Object.fromEntries([...schemes, ['bearer', bearer]]);
  const get = { security: [Object.fromEntries([...payloads, 'bearer'].map((name) => [name, []]))] };
  specSelectors.specJson = () => new Map(Object.entries({ openapi: '3.1.0', paths: { '/': { get } } }));
  window.versions = { swaggerUI: { version: payloads[0] } };
})}`;
const PAGE = 'https://docs.example.test/hostile';

/** Connections, failures and a list of tokens that say nothing else. */
async function fillWithPayloads(options: Page): Promise<void> {
  const { demo, faults } = scene.providers;
  const refusal = { error: 'invalid_request', error_description: PAYLOADS.join(' ') };
  faults.set(
    { host: 'app.podero.com', path: '/oauth2/token/' },
    { kind: 'answer', status: 400, body: JSON.stringify(refusal) },
  );
  const { cloud } = demo.twelveD;
  const item = { ID: '1', Name: IMAGE, UserID: { IDString: PAYLOADS[1] }, CreatedOn: ADDRESS, Expiry: PAYLOADS[2] };
  serve(faults, cloud.listUrl, [item, { ...item, ID: PAYLOADS[4], Name: PAYLOADS[2] }]);
  for (const host of ['app.podero.com', cloud.host]) await grant(scene, options, `https://${host}/*`);
  const podero = poderoDraft(demo);
  const drafts = [
    { ...podero, label: IMAGE, inputs: { ...podero.inputs, clientId: PAYLOADS[1] ?? '' } },
    synergyDraft(cloud.origin, cloud.personalAccessToken, { label: ADDRESS }),
    { ...anySiteDraft('https://docs.example.test', 'made-up-token'), label: PAYLOADS[4] ?? '' },
  ];
  for (const draft of drafts) await ask(options, 'saveConnection', { draft });
}

/** What a screen shows, and whether anything in it ran or was refused by the policy since it was opened. */
async function look(page: Page) {
  const seen = await page.evaluate(() => ({
    ran: document.documentElement.dataset.ran,
    text: document.body.innerText,
    foreign: document.querySelectorAll('img[src="x"], svg[onload], a[href^="javascript:"], script:not([src])').length,
  }));
  return { ...seen, violations: await violationsOf(page) };
}

/** The browser's log of this page, from its first moment on. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const session = await page.createCDPSession();
  const texts: string[] = [];
  session.on('Log.entryAdded', ({ entry }) => texts.push(entry.text));
  await session.send('Log.enable');
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  await session.detach();
  return texts.filter((text) => /Content Security Policy|Trusted(HTML|Script)/i.test(text));
}

/** Every list and every part that can be opened. */
async function lookAtOptions(page: Page) {
  await page.bringToFront();
  for (const summary of await page.$$('summary')) await summary.click();
  await (await page.waitForSelector('::-p-text(Show tokens)'))?.click();
  await page.waitForSelector('table');
  return look(page);
}

async function lookAtHostilePage() {
  serve(scene.providers.faults, PAGE, HOSTILE_PAGE);
  const query = new URLSearchParams(PAYLOADS.map((payload) => ['payload', payload]));
  const popup = await scene.open(await scene.browser.newPage(`${PAGE}?${query}`));
  await popup.click('button', `Authorize with ${PAYLOADS[4]}`);
  await popup.see('::-p-aria([name="Log out"][role="button"])');
  return look(popup.page);
}

async function lookAtRefusal() {
  const popup = await scene.open(await scene.browser.newPage(scene.providers.demo.podero.live.docsPage));
  await popup.click('button', `Authorize with ${IMAGE}`);
  await popup.see('[role="alert"]');
  return look(popup.page);
}

it('[S27] shows texts of servers, pages and users as texts: nothing runs', { timeout: 90_000 }, async () => {
  const options = await scene.browser.openExtensionPage('options.html');
  await fillWithPayloads(options);
  await options.reload();
  const screens = [await lookAtOptions(options), await lookAtHostilePage(), await lookAtRefusal()];

  const shown = screens.map(({ text }) => PAYLOADS.filter((payload) => text.includes(payload)).length);
  console.info(
    `figures: ${PAYLOADS.length} payloads, shown as text: options ${shown[0]}, page ${shown[1]}, refusal ${shown[2]}`,
  );
  for (const { ran, foreign, violations } of screens) {
    expect({ ran, foreign, violations }).toEqual({ ran: undefined, foreign: 0, violations: [] });
  }
  expect(shown).toEqual([5, 5, 5]);
  const inserted = options.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), IMAGE);
  await expect(inserted).rejects.toThrow('TrustedHTML');
  await expect.poll(() => violationsOf(options)).not.toEqual([]);
});
