import type { Browser } from 'puppeteer-core';
import type { Adapter, Assignment, DocsPage, PageReport } from '../../../lib/domain/page';
import type { Api } from './api';
import { PRESS, type Ui } from './press';

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
  /** The name of a kind's scheme: the document's own, or the key box of classic Swashbuckle. */
  nameOf(kind: string): string;
  /** Runs a script in the page. */
  run(source: string): Promise<unknown>;
  /** Clicks something on the page. */
  press(selector: string): Promise<void>;
  /** Everything in the page's own storage. */
  storage(): Promise<string>;
  /** Finds the page anew. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/** Where an adapter is put into a page, and how the page is used. */
export interface Opening {
  readonly api: Api;
  /** The page's address, or its name on the API's own server. */
  readonly page: string;
  /** The adapter as a script. */
  readonly script: string;
  readonly world?: World | undefined;
  readonly ui?: Ui | undefined;
}

export async function openTab(browser: Browser, { api, page: name, script, world, ui }: Opening): Promise<Tab> {
  const page = await browser.newPage();
  await page.goto(new URL(name, `${api.origin}/page/`).href);
  await page.evaluate(script);
  await page.waitForFunction(findPage, { timeout: 20_000 }, world ?? 'page');
  const report = await page.evaluate(async () => {
    const found = (globalThis as unknown as Scope).docsPage;
    return (await found?.whenReady(8_000)) ? found?.report() : undefined;
  });
  if (!report) throw new Error(`the adapter was not ready on ${name}`);
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
      // When the button is never there, that is the failure to tell of.
      answered.catch(() => undefined);
      await page.waitForFunction(PRESS[ui ?? 'swagger-ui'], { timeout: 20_000, polling: 50 }, operation);
      return answered;
    },
    nameOf: (kind) => report.schemes.find(({ name }) => name === kind)?.name ?? report.schemes[0]?.name ?? kind,
    run: (source) => page.evaluate(source),
    press: (selector) => page.click(selector),
    storage: () =>
      page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, {}])),
    async look() {
      await page.waitForFunction(findPage, { timeout: 20_000 }, world ?? 'page');
      await page.evaluate(() => (globalThis as unknown as Scope).docsPage?.whenReady(8_000));
      await new Promise((resolve) => setTimeout(resolve, 300));
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
