import type { Frame, Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { Faults } from '../../servers/faults';
import { ask, codeOf, tabOf } from './asking';
import { findInTexts } from './canaries';
import { FAKE_HANDLE } from './imitations';
import { serve } from './serving';
import { SPY } from './spy';
import { takeFrame } from './taking';

/** Inside a page of the extension. */
declare const chrome: typeof extensionApi;

/** Pages full of frames, each of which would take a token. */

export const RIGHT = 'https://docs.example.test';
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

/** What each of them answers when it is asked to be filled by a connection that is bound to {@link RIGHT}. */
export const ANSWERS: Readonly<Record<string, string>> = {
  'same origin': 'done',
  'same origin, sandboxed': 'opaque_origin',
  'same origin, sandboxed, allowed its origin': 'done',
  srcdoc: 'opaque_origin',
  'srcdoc, sandboxed': 'opaque_origin',
  data: 'opaque_origin',
  'about:blank': 'opaque_origin',
  'another origin': 'origin_not_bound',
  'another origin, and ours in it': 'origin_not_bound',
  'ours, nested': 'done',
};

const swaggerUi = `<div id="swagger-ui"></div><script src="/bearer/swagger-ui-bundle.js"></script>
<script>window.ui = SwaggerUIBundle({ url: '/bearer/openapi.json', dom_id: '#swagger-ui' });</script>`;

/** As large as a portal shows its documentation. */
const BIG = 'style="width: 95vw; height: 90vh"';

export function serveFrames(faults: Faults): void {
  const page = (...parts: readonly string[]) => `<!doctype html><body>${SPY}${parts.join('')}</body>`;
  serve(faults, `${RIGHT}/top`, page(swaggerUi, FRAMES));
  serve(faults, `${RIGHT}/only-frames`, page(FRAMES));
  serve(faults, `${RIGHT}/fake`, fake);
  serve(faults, 'https://evil.test/top', page(FAKE_HANDLE, `<iframe name="right" src="${RIGHT}/bearer/"></iframe>`));
  serve(faults, 'https://evil.test/portal', page(`<iframe name="docs" ${BIG} src="${RIGHT}/bearer/"></iframe>`));
  serve(faults, 'https://evil.test/fake', fake);
  serve(faults, 'https://evil.test/nested', `<iframe name="ours, nested" src="${RIGHT}/bearer/"></iframe>`);
}

/** Each document of a tab: whether it holds the token, and whether it has our button. */
export async function documentsOf(page: Page, token: string) {
  const documents = [];
  for (const frame of page.frames()) documents.push(await lookInto(page, frame, token));
  return documents;
}

async function lookInto(page: Page, frame: Frame, token: string) {
  const name = frame === page.mainFrame() ? 'top' : await frame.evaluate(() => window.name);
  const texts = { [name]: await takeFrame(frame) };
  return { name, holds: findInTexts([token], texts).length > 0, button: (await frame.$(BUTTON)) !== null };
}

/**
 * Asks from the popup for every frame of its tab to be filled, by all numbers that a frame of it can have, the known ones and
 * those beside them; the answers of those that are there.
 */
export async function authorizeFrames(popup: Page, connectionId: string): Promise<Readonly<Record<string, string>>> {
  const tabId = await tabOf(popup);
  const known = await popup.evaluate(async (tab) => {
    const target = { tabId: tab, allFrames: true };
    const found = await chrome.scripting.executeScript({ target, func: () => window.name || location.href });
    return found.map(({ frameId, result }) => [frameId, String(result)] as const);
  }, tabId);
  const numbers = known.map(([id]) => id).filter((id) => id !== 0);
  const names = new Map(known);
  const answers: Record<string, string> = {};
  // Firefox's numbers are far from each other.
  const beside = numbers.flatMap((id) => [-3, -2, -1, 0, 1, 2, 3].map((step) => id + step));
  for (const frameId of [...new Set(beside)].filter((id) => id > 0).sort((a, b) => a - b)) {
    answers[names.get(frameId) ?? `number ${frameId}`] = codeOf(
      await ask(popup, 'authorize', { connectionId, tabId, frameId }),
    );
  }
  return answers;
}
