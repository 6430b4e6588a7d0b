import type { Page } from 'puppeteer-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, authorizeAll, grant } from './asking';
import { anySiteDraft } from './drafts';
import { ANSWERS, authorizeFrames, documentsOf, RIGHT, serveFrames } from './frame-pages';

const scene = useScene({ https: ['evil.test'] });
const TOKEN = 'made-up-canary-for-frames-of-one-origin';
const draft = anySiteDraft(RIGHT, TOKEN);
let options: Page;
beforeAll(() => scene.reset());
beforeEach(async () => {
  serveFrames(scene.providers.faults);
  options = await scene.browser.openExtensionPage('options.html');
});

const open = async (url: string) => {
  const page = await scene.browser.newPage(url);
  await page.waitForNetworkIdle({ idleTime: 200 });
  return page;
};
const holding = async (page: Page) =>
  (await documentsOf(page, TOKEN)).filter(({ holds }) => holds).map(({ name }) => name);

it('[S29] looks into a frame of another host, fills it and logs it out only by clicks', {
  timeout: 60_000,
}, async () => {
  await ask(options, 'saveConnection', { draft });
  const page = await open('https://evil.test/portal');
  await scene.browser.willGrant(`${RIGHT}/*`);
  const popup = await scene.open(page);

  expect(await popup.see('.frame-offer')).toContain(RIGHT);
  await popup.click('button', `Look into the frame from ${RIGHT}`);
  expect(await popup.see('.page-frame')).toContain(RIGHT);
  expect(await holding(page)).toEqual([]);
  await popup.click('button', `Authorize with ${draft.label}`);
  await popup.see('.authorized');
  expect(await holding(page)).toEqual(['docs']);
  await popup.click('button', 'Log out');
  await popup.see('.button.primary');
  expect(await holding(page)).toEqual([]);
});

/** Fills the tab's top document, then asks for every frame; tells which documents hold the token, and which have our button. */
async function fill(url: string) {
  const page = await open(url);
  const popup = await scene.open(page);
  await popup.see('.page-summary');
  const codes = await authorizeAll(popup.page);
  const first = await holding(page);
  const frames = await authorizeFrames(popup.page, draft.id);
  await popup.page.close();
  const documents = await documentsOf(page, TOKEN);
  await page.close();
  return { codes, first, frames, documents, holds: documents.filter(({ holds }) => holds).map(({ name }) => name) };
}

it('[S29] fills only documents whose own origin is bound, whatever is asked for', { timeout: 90_000 }, async () => {
  // The worst case: everything is granted, our button is on the right pages, and every frame is asked for by its number.
  for (const origin of [RIGHT, 'https://evil.test']) await grant(scene, options, `${origin}/*`);
  const top = await fill(`${RIGHT}/top`);
  const onlyFrames = await fill(`${RIGHT}/only-frames`);
  const evil = await fill('https://evil.test/top');

  const all = [top, onlyFrames, evil].flatMap(({ documents }) => documents);
  console.info(`figures: ${all.length} documents, ${all.filter(({ holds }) => holds).length} of them filled`);
  expect([top, onlyFrames, evil].map(({ codes }) => codes)).toEqual([
    ['done'],
    ['not_a_docs_page'],
    ['origin_not_bound'],
  ]);
  expect([top, onlyFrames, evil].map(({ first }) => first)).toEqual([['top'], [], []]);
  expect([top, onlyFrames, evil].map(({ documents }) => documents.length)).toEqual([11, 11, 2]);
  expect(top.frames).toMatchObject(ANSWERS);
  expect(onlyFrames.frames).toMatchObject(ANSWERS);
  expect(evil.frames).toMatchObject({ right: 'done' });
  const bound = ['top', 'right', ...Object.keys(ANSWERS).filter((name) => ANSWERS[name] === 'done')];
  // In frames only after such a frame was filled in such a page by name.
  const buttons = all.filter(({ button }) => button).map(({ name }) => name);
  expect(buttons.filter((name) => name === 'top')).toHaveLength(2);
  expect(buttons.filter((name) => !bound.includes(name))).toEqual([]);
  for (const { frames, holds } of [top, onlyFrames, evil]) {
    expect(Object.keys(frames).filter((name) => frames[name] === 'done' && !bound.includes(name))).toEqual([]);
    expect(holds.filter((name) => !bound.includes(name))).toEqual([]);
  }
  // Its page does not remember what was taken out: each fill takes the one before out of its document.
  expect(top.holds).not.toContain('same origin');
  expect([onlyFrames.holds, evil.holds]).toEqual([expect.arrayContaining(['ours, nested']), ['right']]);
});
