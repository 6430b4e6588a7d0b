import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { PRESS } from '../adapters/press';
import { codeOf } from '../security/asking';
import { poderoDraft } from '../security/drafts';
import { serve } from '../security/serving';
import type { WeekBrowser } from '../week/browser';
import { weekInChromium } from '../week/in-chromium';
import { weekInFirefox } from '../week/in-firefox';

/** Podero's document, drawn into a closed shadow root; the page lends the root to its own button only. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Closed</title><div></div>
<script src="/static/ninja/swagger-ui-bundle.js"></script><script>
  const root = document.querySelector('div').attachShadow({ mode: 'closed' });
  globalThis.rootOfTest = root;
  const domNode = root.appendChild(document.createElement('section'));
  SwaggerUIBundle({ domNode, url: '/api/partners/v2.0/openapi.json' });
</script>`;
const ORIGIN = 'https://app.podero.com';
const STARTS = { Chromium: weekInChromium, Firefox: weekInFirefox } as const;

describe.each(Object.keys(STARTS) as (keyof typeof STARTS)[])('in %s', (name) => {
  let providers: LocalProviders;
  let browser: WeekBrowser;
  beforeAll(async () => {
    providers = await startLocalProviders();
    browser = await STARTS[name](providers);
    // Over by its own word soon: then it need not be half a minute old.
    providers.state.lifetimeSeconds.podero = 5;
    serve(providers.faults, providers.demo.podero.live.docsPage, PAGE);
    await browser.grant(`${ORIGIN}/*`);
    expect(codeOf(await browser.ask('changeMode', { choose: { mode: 'session' } }))).toBe('done');
    expect(codeOf(await browser.ask('saveConnection', { draft: poderoDraft(providers.demo) }))).toBe('done');
    expect(codeOf(await browser.ask('keepPage', { origin: ORIGIN, answer: 'on' }))).toBe('done');
  });
  afterAll(async () => {
    await browser?.close();
    await providers?.stop();
  });

  /** Presses the page's own Execute; what the API answered. */
  const press = async (page: Page): Promise<number> => {
    const { host, apiUrl } = providers.demo.podero.live;
    const answers = () => providers.log.to(host, new URL(apiUrl).pathname).map(({ status }) => status);
    const before = answers().length;
    await page.bringToFront();
    await page.waitForFunction(PRESS['swagger-ui'], { timeout: 15_000, polling: 50 }, 'users');
    for (let tries = 0; tries < 100 && !answers()[before]; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return answers()[before] ?? 0;
  };

  it('a kept page in a closed shadow root is filled, and recovers by itself when the API refuses its token', async () => {
    const page = await browser.newPage(providers.demo.podero.live.docsPage);
    await expect.poll(() => press(page), { timeout: 15_000, interval: 700 }).toBe(200);

    providers.state.lifetimeSeconds.podero = 36_000;
    providers.state.expireAll('podero');
    expect(await press(page)).toBe(401);
    await expect.poll(() => press(page), { timeout: 20_000, interval: 700 }).toBe(200);
  });
});
