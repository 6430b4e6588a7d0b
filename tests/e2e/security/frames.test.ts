import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, authorizeAll, grant } from './asking';
import { findInTexts } from './canaries';
import { anySiteDraft } from './drafts';
import { FAKE_HANDLE } from './imitations';
import { serve } from './serving';
import { SPY } from './spy';
import { takeFrame } from './taking';

const scene = useScene({ https: ['evil.test'] });
const TOKEN = 'made-up-canary-for-the-top-document';
const RIGHT = 'https://docs.example.test';
/** Our in-page button's host. */
const BUTTON = 'html > div';

const fake = `<!doctype html><body>${SPY}${FAKE_HANDLE.replaceAll('https://api.port.io', RIGHT)}</body>`;
const quoted = fake.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
/** Every kind of frame, each with an API document of its own that would take a token. */
const FRAMES = `<iframe name="same origin" src="/bearer/"></iframe>
<iframe name="same origin, sandboxed" sandbox="allow-scripts" src="/fake"></iframe>
<iframe name="same origin, sandboxed, allowed its origin" sandbox="allow-scripts allow-same-origin" src="/fake"></iframe>
<iframe name="srcdoc" srcdoc="${quoted}"></iframe>
<iframe name="srcdoc, sandboxed" sandbox="allow-scripts" srcdoc="${quoted}"></iframe>
<iframe name="data" src="data:text/html,${encodeURIComponent(fake)}"></iframe>
<iframe name="about:blank" src="about:blank"></iframe>
<iframe name="another origin" src="https://evil.test/fake"></iframe>
<iframe name="another origin, and ours in it" src="https://evil.test/nested"></iframe>`;

const swaggerUi = `<div id="swagger-ui"></div><script src="/bearer/swagger-ui-bundle.js"></script>
<script>window.ui = SwaggerUIBundle({ url: '/bearer/openapi.json', dom_id: '#swagger-ui' });</script>`;

beforeAll(async () => {
  await scene.reset();
  const { faults } = scene.providers;
  const page = (...parts: readonly string[]) => `<!doctype html><body>${SPY}${parts.join('')}</body>`;
  serve(faults, `${RIGHT}/top`, page(swaggerUi, FRAMES));
  serve(faults, `${RIGHT}/only-frames`, page(FRAMES));
  serve(faults, `${RIGHT}/fake`, fake);
  serve(faults, 'https://evil.test/top', page(FAKE_HANDLE, `<iframe name="right" src="${RIGHT}/bearer/"></iframe>`));
  serve(faults, 'https://evil.test/fake', fake);
  serve(faults, 'https://evil.test/nested', `<iframe name="ours, nested" src="${RIGHT}/bearer/"></iframe>`);
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
  const documents = [];
  for (const frame of page.frames()) documents.push(await lookInto(page, frame));
  await page.close();
  return { codes, documents };
}

async function lookInto(page: Page, frame: Frame) {
  const name = frame === page.mainFrame() ? 'top' : await frame.evaluate(() => window.name);
  const texts = { [name]: await takeFrame(frame) };
  return { name, holds: findInTexts([TOKEN], texts).length > 0, button: (await frame.$(BUTTON)) !== null };
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
