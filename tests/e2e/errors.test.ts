import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import type { ErrorCode } from '../../lib/domain/errors';
import type { Fault } from '../servers/faults';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import type { Popup } from './pages/popup';
import { useScene } from './scene';
import { textOf } from './texts';

declare const chrome: typeof extensionApi;

const scene = useScene();
const AUTHORIZE = 'Authorize with Podero Live';
const ENDPOINT = { host: 'app.podero.com', path: '/oauth2/token/' };

async function fillForm(popup: Popup, inputs: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(inputs)) await popup.type(label, value);
}

const liveInputs = () => {
  const { clientId, clientSecret } = scene.providers.demo.podero.live;
  return { 'Client ID': clientId, 'Client secret': clientSecret };
};

/** A Podero connection whose token is over at once, so that the next click must obtain one. */
async function expiredPodero(): Promise<Page> {
  scene.providers.state.lifetimeSeconds.podero = 0;
  const page = await scene.browser.newPage(scene.providers.demo.podero.live.docsPage);
  const popup = await scene.open(page);
  await fillForm(popup, liveInputs());
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close();
  scene.providers.state.lifetimeSeconds.podero = 36_000;
  await page.reload();
  return page;
}

/** What a failure leaves, besides what was stored before. */
const FAILURE = /^(err:|no:|changed)/;

async function forgetFailures(): Promise<void> {
  scene.providers.faults.clear();
  await (await scene.browser.worker()).evaluate(async (source) => {
    for (const area of [chrome.storage.local, chrome.storage.session]) {
      const keys = Object.keys(await area.get(null));
      await area.remove(keys.filter((key) => new RegExp(source).test(key)));
    }
  }, FAILURE.source);
}

const alertOf = (popup: Popup) => popup.see('[role="alert"]');

describe('when the provider answers badly, the popup says what to do and nothing stored changes', () => {
  const rows: readonly (readonly [ErrorCode, string, Fault | string])[] = [
    ['network', 'the connection is cut', 'drop'],
    ['not_json', 'a web page comes instead of JSON', 'html'],
    ['empty_body', 'the answer is empty', 'empty'],
    ['not_json', 'the answer is cut short', 'malformed'],
    ['redirect_refused', 'it redirects', 'redirect'],
    ['redirect_refused', 'it redirects with 307, which would carry the secret on', { kind: 'redirect', status: 307 }],
    ['rate_limited', 'it asks to wait', 'rate-limited'],
    ['provider_trouble', 'it is in trouble', 'server-error'],
    ['bad_token', 'the token is no text', 'wrong-type'],
    ['too_large', 'the answer is huge', 'huge'],
    ['invalid_client', 'it refuses the client', { kind: 'answer', status: 401, body: '{"error":"invalid_client"}' }],
    ['forbidden', 'it forbids', { kind: 'answer', status: 403, body: 'Your plan does not allow this' }],
    ['wrong_address', 'there is nothing at the address', { kind: 'answer', status: 404, body: '' }],
  ];

  /** One page for all rows: they leave the connection as it is, which is what they are about. A row that fails does not. */
  let page: Page | undefined;
  beforeEach(async ({ onTestFailed }) => {
    onTestFailed(() => {
      page = undefined;
    });
    if (!page) {
      await scene.reset();
      page = await expiredPodero();
    }
    await forgetFailures();
  });

  it.each(rows)('%s when %s', async (code, _, fault) => {
    if (!page) throw new Error('There is no page.');
    const before = await scene.stored();
    scene.providers.log.clear();
    scene.providers.faults.set(ENDPOINT, fault as Fault);

    const popup = await scene.open(page);
    await popup.click('button', AUTHORIZE);
    expect(await alertOf(popup)).toContain(textOf(code));
    await popup.page.close();

    const after = await scene.stored();
    const kept = (text: string) => JSON.parse(text, (key, value) => (FAILURE.test(key) ? undefined : value));
    expect(kept(after.local)).toEqual(kept(before.local));
    expect(kept(after.session)).toEqual(kept(before.session));
    expect(scene.providers.log.to('docs.example.test')).toEqual([]);
    expect(await execute(page, PODERO)).toBe(401);
  });
});

describe('when the provider was in trouble', () => {
  beforeEach(() => scene.reset());

  it('says how long to wait when the provider says it', async () => {
    const page = await expiredPodero();
    scene.providers.faults.set(ENDPOINT, 'rate-limited');
    const popup = await scene.open(page);
    await popup.click('button', AUTHORIZE);
    expect(await alertOf(popup)).toContain('7');
  });

  it('authorizes with the next click when the trouble is over', async () => {
    const page = await expiredPodero();
    scene.providers.faults.set(ENDPOINT, { kind: 'answer', status: 404, body: '' }, 1);
    const popup = await scene.open(page);
    await popup.click('button', AUTHORIZE);
    await alertOf(popup);
    await popup.click('button', AUTHORIZE);
    await popup.see(LOGGED_IN);
    expect(await execute(page, PODERO)).toBe(200);
  });
});

describe('when what was typed is wrong', () => {
  beforeEach(() => scene.reset());

  it.each([
    ['the secret is wrong', () => ({ ...liveInputs(), 'Client secret': 'made-up-wrong-secret' })],
    ['the client is unknown', () => ({ ...liveInputs(), 'Client ID': 'made-up-nobody' })],
    [
      'the credentials are the sandbox’s',
      () => {
        const { clientId, clientSecret } = scene.providers.demo.podero.sandbox;
        return { 'Client ID': clientId, 'Client secret': clientSecret };
      },
    ],
  ])('the form stays, filled, and a corrected secret authorizes, when %s', async (_, inputs) => {
    const page = await scene.browser.newPage(scene.providers.demo.podero.live.docsPage);
    const popup = await scene.open(page);
    await fillForm(popup, inputs());
    await popup.click('button', 'Get token and authorize');
    const words = await alertOf(popup);
    expect(words).toContain(textOf('invalid_client'));
    expect(words).toContain('other environment');
    expect(await execute(page, PODERO).catch(() => 401)).toBe(401);
    await popup.page.close().catch(() => undefined);
  });

  it('keeps the typed plain inputs when the secret was wrong, and works when it is corrected', async () => {
    const page = await scene.browser.newPage(scene.providers.demo.podero.live.docsPage);
    const popup = await scene.open(page);
    await fillForm(popup, { ...liveInputs(), 'Client secret': 'made-up-wrong-secret' });
    await popup.click('button', 'Get token and authorize');
    await alertOf(popup);

    await popup.type('Client secret', scene.providers.demo.podero.live.clientSecret);
    await popup.click('button', 'Get token and authorize');
    await popup.see(LOGGED_IN);

    expect(await execute(page, PODERO)).toBe(200);
    expect(await scene.connections()).toHaveLength(1);
  });
});
