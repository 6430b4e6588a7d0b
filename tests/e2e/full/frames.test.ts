import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, grant } from '../security/asking';
import { findInTexts } from '../security/canaries';
import { anySiteDraft } from '../security/drafts';
import { RIGHT } from '../security/frame-pages';
import { serve } from '../security/serving';
import { SPY } from '../security/spy';
import { takeFrame } from '../security/taking';

const scene = useScene({ https: ['evil.test', 'portal.test', 'stuck.test'] });
const TOKEN = 'made-up-canary-for-a-kept-frame';
const HOST = 'html > div';
const draft = anySiteDraft(RIGHT, TOKEN);

/** A portal around the documentation; `cover` lies over the frame and lets clicks through. */
const portal = (cover = '') => `<!doctype html><body style="margin: 0">${SPY}
<iframe name="docs" style="width: 100vw; height: 95vh; border: 0" src="${RIGHT}/bearer/"></iframe>${cover}</body>`;
const COVER = `<div style="position: fixed; inset: 0; background: white; pointer-events: none">Win a prize</div>`;

const docsIn = (page: Page): Frame => {
  const frame = page.frames().find((one) => one.url().startsWith(RIGHT));
  if (!frame) throw new Error('the portal has no frame with documentation');
  return frame;
};
const holds = async (page: Page) => findInTexts([TOKEN], { docs: await takeFrame(docsIn(page)) }).length > 0;
const isHeld = (page: Page) => expect.poll(() => holds(page), { timeout: 5_000 });
const quiet = () => new Promise((resolve) => setTimeout(resolve, 1_000));
const load = async (url: string) => {
  const page = await scene.browser.newPage(url);
  await page.waitForNetworkIdle({ idleTime: 200 });
  return page;
};

/** A portal with a frame of another host that is stuck soon after it has loaded, and stays so. */
const withStuckFrame = `<!doctype html><body style="margin: 0"><iframe src="https://stuck.test/" style="width: 40vw"></iframe>
<iframe name="docs" style="width: 100vw; height: 80vh; border: 0" src="${RIGHT}/bearer/"></iframe></body>`;
const STUCK = '<!doctype html><p>Busy</p><script>setTimeout(() => { for (;;); }, 1_500);</script>';

let page: Page;

/** Filled once in the portal's frame by clicks that named it. */
beforeAll(async () => {
  await scene.reset();
  for (const host of ['portal.test', 'evil.test']) {
    serve(scene.providers.faults, `https://${host}/`, portal());
    serve(scene.providers.faults, `https://${host}/covered`, portal(COVER));
  }
  await ask(await scene.browser.openExtensionPage('options.html'), 'saveConnection', { draft });
  await scene.browser.willGrant(`${RIGHT}/*`);
  page = await load('https://portal.test/');
  const popup = await scene.open(page);
  await popup.see('.frame-offer');
  await popup.click('button', `Look into the frame from ${RIGHT}`);
  await popup.click('button', `Authorize with ${draft.label}`);
  await popup.see('.authorized');
  await popup.click('button', 'Do not keep this page authorized');
  await popup.page.close();
});

const buttonIn = async (of: Page): Promise<ElementHandle | null> =>
  docsIn(of).waitForSelector(HOST, { timeout: 5_000 });

describe('documentation in a frame that was filled there before', () => {
  it('has our button after a reload, which fills by one press', async () => {
    await page.reload({ waitUntil: 'networkidle0' });
    const button = await buttonIn(page);
    expect(await holds(page)).toBe(false);
    await quiet();
    await button?.click();
    await isHeld(page).toBe(true);
  });

  it('has a button that is deaf while the page around it covers it', async () => {
    const covered = await load('https://portal.test/covered');
    const button = await buttonIn(covered);
    await quiet();
    await button?.click();
    await quiet();
    expect(await holds(covered)).toBe(false);
    await covered.evaluate(() => document.querySelector('div')?.remove());
    await quiet();
    await button?.click();
    await isHeld(covered).toBe(true);
    await covered.close();
  });

  it('is filled without a press after reloads when its user says so, and in no other page', async () => {
    const popup = await scene.open(page);
    await popup.click('button', 'Keep authorized…');
    await popup.page.waitForFunction(() => document.body.innerText.includes('Kept authorized'));
    await popup.page.close();
    await page.reload({ waitUntil: 'networkidle0' });
    await isHeld(page).toBe(true);

    const other = await load('https://evil.test/');
    await quiet();
    expect(await holds(other)).toBe(false);
    expect(await docsIn(other).$(HOST)).toBeNull();
    await other.close();
    const alone = await load(`${RIGHT}/bearer/`);
    await quiet();
    expect(await holds(alone)).toBe(false);
    await alone.close();
  });
});

describe('a page with a frame that never answers a script', () => {
  it('has the documentation in its other frame found and filled', async () => {
    const { faults } = scene.providers;
    serve(faults, 'https://stuck.test/', STUCK);
    serve(faults, 'https://evil.test/stuck', withStuckFrame);
    await grant(scene, await scene.browser.openExtensionPage('manifest.json'), 'https://stuck.test/*');
    const busy = await load('https://evil.test/stuck');
    // Its loop has begun.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const popup = await scene.open(busy);
    await popup.click('button', `Authorize with ${draft.label}`);
    await popup.see('.authorized');
    await popup.page.close();
    await isHeld(busy).toBe(true);
    await busy.close();
  });
});
