import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { execute } from '../pages/execute';
import { PODERO } from '../pages/known';
import { useScene } from '../scene';
import { ask, codeOf, grant } from '../security/asking';
import { poderoDraft } from '../security/drafts';
import { dropToken, stopWorkers } from './dying';

declare const chrome: typeof extensionApi;

/** A provider in trouble, and a kept page whose API refuses it all the time. */

const scene = useScene();
let ours: Page;
let page: Page;

/** One request each time: with 5xx there would be three. */
const TROUBLE = { kind: 'answer', status: 403, body: '{}' } as const;
const tokens = { host: 'app.podero.com', path: '/oauth2/token/' };
const requests = () => scene.providers.log.to(tokens.host, tokens.path);
const authorized = () => page.waitForSelector('.auth-wrapper .btn.authorize.locked', { timeout: 40_000 });

beforeAll(async () => {
  const { demo } = scene.providers;
  await scene.reset();
  ours = await scene.browser.openExtensionPage('manifest.json');
  await grant(scene, ours, 'https://app.podero.com/*');
  expect(codeOf(await ask(ours, 'saveConnection', { draft: poderoDraft(demo) }))).toBe('done');
  expect(codeOf(await ask(ours, 'keepPage', { origin: 'https://app.podero.com', answer: 'on' }))).toBe('done');
  page = await scene.browser.newPage(demo.podero.live.docsPage);
  await authorized();
});

/** A page is looked at when it has been quiet for a moment. */
const seen = () => new Promise((resolve) => setTimeout(resolve, 500));

/** The page has loaded without a token, and the provider gives none. */
async function loadsInTrouble(): Promise<void> {
  scene.providers.log.clear();
  scene.providers.faults.set(tokens, TROUBLE);
  await dropToken(ours);
  await page.bringToFront();
  await page.reload();
  await expect.poll(() => requests().length, { timeout: 10_000 }).toBe(1);
}

/** When the provider may be asked again by itself: in `left` ms from now on, where that is given. ms since 1970. */
const pauseEnd = (left?: number) =>
  ours.evaluate(async (milliseconds) => {
    const stored = Object.entries(await chrome.storage.session.get(null));
    const [key, pause] = stored.find(([name]) => name.startsWith('pause:')) ?? ['', {}];
    const until = milliseconds === undefined ? (pause as { until: number }).until : Date.now() + milliseconds;
    await chrome.storage.session.set({ [key]: { ...(pause as object), until } });
    return until;
  }, left);

describe('while the provider of a kept page is in trouble', () => {
  it('401s of the page have tokens asked for at longer and longer distances, and the page is filled when it is over', {
    timeout: 90_000,
  }, async () => {
    await loadsInTrouble();
    while (requests().length < 4) {
      expect(await execute(page, PODERO)).toBe(401);
      await seen();
    }
    const times = requests().map(({ at }) => at);
    const distances = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    // Of 2, 4, 8… s half at least.
    for (const [index, distance] of distances.entries()) expect(distance).toBeGreaterThanOrEqual(1_000 * 2 ** index);

    scene.providers.faults.clear();
    expect(await execute(page, PODERO)).toBe(401);
    await authorized();
    expect(await execute(page, PODERO)).toBe(200);
  });

  it('a 401 is remembered until the provider may be asked again, also when the worker dies meanwhile', async () => {
    await loadsInTrouble();
    await expect.poll(async () => (await scene.stored()).session, { timeout: 5_000 }).toContain('"pause:');
    await pauseEnd(10_000);
    scene.providers.faults.clear();
    scene.providers.log.clear();
    await page.bringToFront();
    expect(await execute(page, PODERO)).toBe(401);
    const until = await pauseEnd();
    await stopWorkers(ours);
    await authorized();
    expect(requests().map(({ at }) => at >= until)).toEqual([true]);
    expect(await execute(page, PODERO)).toBe(200);
  });
});
