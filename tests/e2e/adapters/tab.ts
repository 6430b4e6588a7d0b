import type { Browser } from 'puppeteer-core';
import type { Adapter, Assignment, DocsPage, PageReport } from '../../../lib/domain/page';
import type { Api } from './api';

/** What the page's global scope holds while a row runs. */
interface Scope {
  tokenfillAdapter: Adapter;
  docsPage: DocsPage | undefined;
}

/** Which window the adapter is given: the page's own, or one whose document is empty, so that only handles are left. */
export type World = 'page' | 'handles';

/** A page with an adapter in it. */
export interface Tab {
  readonly report: PageReport;
  fill(assignments: readonly Assignment[]): Promise<readonly string[]>;
  logOut(schemes: readonly string[]): Promise<readonly string[]>;
  authorized(): Promise<readonly string[]>;
  /** Presses the page's own button for that operation (`bearer/all`) and tells what the API answered. */
  execute(operation: string): Promise<number>;
  close(): Promise<void>;
}

export async function openTab(browser: Browser, api: Api, name: string, script: string, world: World): Promise<Tab> {
  const page = await browser.newPage();
  await page.goto(`${api.origin}/page/${name}`);
  await page.evaluate(script);
  await page.waitForFunction(findPage, { timeout: 10_000 }, world);
  const report = await page.evaluate(async () => {
    const found = (globalThis as unknown as Scope).docsPage;
    return (await found?.whenReady(8_000)) ? found?.report() : undefined;
  });
  if (!report) throw new Error(`the adapter was not ready on /page/${name}`);
  // Swagger UI 5 resolves each operation some 35 ms after drawing it and loses an Execute before that (2026-11).
  await new Promise((resolve) => setTimeout(resolve, 300));
  type Held = readonly string[] | undefined;
  const fill = (assignments: readonly Assignment[]): Promise<Held> =>
    page.evaluate((given) => (globalThis as unknown as Scope).docsPage?.fill(given), assignments);
  const logOut = (schemes: readonly string[]): Promise<Held> =>
    page.evaluate((given) => (globalThis as unknown as Scope).docsPage?.logOut(given), schemes);
  return {
    report,

    fill: async (assignments) => (await fill(assignments)) ?? [],
    logOut: async (schemes) => (await logOut(schemes)) ?? [],
    authorized: () => page.evaluate(() => (globalThis as unknown as Scope).docsPage?.report().authorized ?? []),
    async execute(operation) {
      const answered = api.next(operation);
      await page.waitForFunction(pressExecute, { timeout: 10_000 }, operation);
      return answered;
    },
    close: () => page.close(),
  };
}

/** Runs in the page. True once the adapter has found it. */
function findPage(world: World): boolean {
  const scope = globalThis as unknown as Scope;
  const { ui } = window as unknown as { ui?: unknown };
  const handles = { ...(ui ? { ui } : {}), document: new Document(), location: window.location };
  const timers = { setTimeout: setTimeout.bind(window), clearTimeout: clearTimeout.bind(window) };
  scope.docsPage = scope.tokenfillAdapter.find(
    world === 'page' ? window : ({ ...handles, ...timers } as unknown as Window),
  );
  return scope.docsPage !== undefined;
}

/** Runs in the page, again and again until the operation's button was there and pressed. Swagger UI 3–5, then 2. */
function pressExecute(operation: string): boolean {
  const blocks = [...document.querySelectorAll<HTMLElement>('.opblock, li.operation')];
  const block = blocks.find((candidate) => {
    const path = candidate.querySelector('.opblock-summary-path, .path')?.textContent ?? '';
    return path
      .replace(/\u200b/g, '')
      .trim()
      .endsWith(`/${operation}`);
  });
  const button = block?.querySelector<HTMLElement>('.btn.execute, input.submit');
  if (button) {
    // Swagger UI 5 disables it until it has drawn the answer to the call before.
    if (button.matches(':disabled')) return false;
    button.click();
    return true;
  }
  block?.querySelector<HTMLElement>('.try-out__btn:not(.cancel)')?.click();
  return false;
}
