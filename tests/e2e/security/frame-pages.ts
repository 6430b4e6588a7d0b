import type { Frame, Page } from 'puppeteer-core';
import type { Faults } from '../../servers/faults';
import { findInTexts } from './canaries';
import { FAKE_HANDLE } from './imitations';
import { serve } from './serving';
import { SPY } from './spy';
import { takeFrame } from './taking';

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

const swaggerUi = `<div id="swagger-ui"></div><script src="/bearer/swagger-ui-bundle.js"></script>
<script>window.ui = SwaggerUIBundle({ url: '/bearer/openapi.json', dom_id: '#swagger-ui' });</script>`;

export function serveFrames(faults: Faults): void {
  const page = (...parts: readonly string[]) => `<!doctype html><body>${SPY}${parts.join('')}</body>`;
  serve(faults, `${RIGHT}/top`, page(swaggerUi, FRAMES));
  serve(faults, `${RIGHT}/only-frames`, page(FRAMES));
  serve(faults, `${RIGHT}/fake`, fake);
  serve(faults, 'https://evil.test/top', page(FAKE_HANDLE, `<iframe name="right" src="${RIGHT}/bearer/"></iframe>`));
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
