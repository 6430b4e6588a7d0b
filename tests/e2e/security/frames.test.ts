import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, authorizeAll, grant } from './asking';
import { anySiteDraft } from './drafts';
import { documentsOf, RIGHT, serveFrames } from './frame-pages';

const scene = useScene({ https: ['evil.test'] });
const TOKEN = 'made-up-canary-for-the-top-document';
beforeAll(async () => {
  await scene.reset();
  serveFrames(scene.providers.faults);
  const options = await scene.browser.openExtensionPage('options.html');
  await ask(options, 'saveConnection', { draft: anySiteDraft(RIGHT, TOKEN) });
  // The worst case: everything is granted, and our button is on the right pages.
  for (const origin of [RIGHT, 'https://evil.test']) await grant(scene, options, `${origin}/*`);
});

/** Fills the tab, and tells which of its documents hold the token, and which have our button. */
async function fill(url: string) {
  const page = await scene.browser.newPage(url);
  await page.waitForNetworkIdle({ idleTime: 200 });
  const popup = await scene.open(page);
  await popup.see('.page-summary');
  const codes = await authorizeAll(popup.page);
  await popup.page.close();
  const documents = await documentsOf(page, TOKEN);
  await page.close();
  return { codes, documents };
}

it('[S29] fills the top document and no frame, whosever it is', { timeout: 60_000 }, async () => {
  const top = await fill(`${RIGHT}/top`);
  const onlyFrames = await fill(`${RIGHT}/only-frames`);
  const evil = await fill('https://evil.test/top');

  const all = [top, onlyFrames, evil].flatMap(({ documents }) => documents);
  console.info(`figures: ${all.length} documents, ${all.filter(({ holds }) => holds).length} of them filled`);
  expect(top.codes).toEqual(['done']);
  expect(top.documents).toHaveLength(11);
  expect(top.documents.filter(({ holds }) => holds).map(({ name }) => name)).toEqual(['top']);
  expect(onlyFrames.codes).toEqual(['not_a_docs_page']);
  expect(evil.codes).toEqual(['origin_not_bound']);
  for (const { documents } of [onlyFrames, evil]) expect(documents.filter(({ holds }) => holds)).toEqual([]);
  expect(all.filter(({ button }) => button).map(({ name }) => name)).toEqual(['top', 'top']);
});
