import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../adapters/api';
import { secretFor } from '../adapters/document';
import { PRESS } from '../adapters/press';
import { ask, codeOf } from '../security/asking';
import { anySiteDraft } from '../security/drafts';
import { type ExtensionAt, STARTS } from './matrix/extension-browsers';
import { EXTENSION_PAGES, EXTENSION_ROWS, type ExtensionRow } from './matrix/extension-rows';
import { works, writeExtensionTable } from './matrix/table';

/** Our in-page button's host. */
const BUTTON = 'html > div';

type Triple = readonly [before: number, filled: number, loggedOut: number];

const results = new Map<string, Map<string, Triple>>();
afterAll(() => {
  const names = EXTENSION_ROWS.map(({ name }) => name);
  const isWhole = [...results.values()].every((cells) => cells.size === names.length);
  if (results.size === 2 && isWhole) writeExtensionTable(names, results);
});

/** The extension as it is shipped: injection, port, gate, plan, adapter. The page's own button judges. */
describe.each(Object.keys(STARTS) as (keyof typeof STARTS)[])('in %s', (name) => {
  const cells = new Map<string, Triple>();
  let api: Api;
  let extension: ExtensionAt;
  let connectionId: string;

  beforeAll(async () => {
    results.set(name, cells);
    api = await startApi(EXTENSION_PAGES);
    extension = await STARTS[name]();
    await ask(extension.options, 'changeMode', { choose: { mode: 'session' } });
    const draft = anySiteDraft(api.origin, secretFor('header').value);
    connectionId = draft.id;
    const origins = [api.origin, api.origin.replace('127.0.0.1', 'localhost')];
    expect(codeOf(await ask(extension.options, 'saveConnection', { draft: { ...draft, origins } }))).toBe('done');
  });
  afterAll(async () => {
    await extension?.close();
    await api?.close();
  });

  const tabOf = (page: Page) =>
    extension.options.evaluate(async (url) => {
      type Tabs = { tabs: { query(query: object): Promise<{ id?: number; url?: string }[]> } };
      const { tabs } = (globalThis as unknown as { chrome: Tabs }).chrome;
      // Some pages change what is behind the #.
      return (await tabs.query({})).find((tab) => tab.url?.split('#')[0] === url)?.id ?? -1;
    }, page.url().split('#')[0]);

  const open = async ({ page: path, frame }: Pick<ExtensionRow, 'page' | 'frame'>) => {
    const page = await extension.newPage(`${api.origin}/page/${path}`);
    const tabId = await tabOf(page);
    const find = () => page.frames().find((one) => one.url().startsWith('http://localhost'));
    if (frame) await expect.poll(find, { timeout: 10_000 }).toBeDefined();
    const place: Frame = (frame && find()) || page.mainFrame();
    // As in `openTab`: Swagger UI 5 loses an Execute that comes too early.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { page, tabId, place };
  };

  /** Presses the page's own button; what the API answered. */
  const pressIn = async (place: Frame, { ui = 'swagger-ui', operation }: ExtensionRow) => {
    const answered = api.next(operation);
    answered.catch(() => undefined);
    await place.waitForFunction(PRESS[ui], { timeout: 15_000, polling: 50 }, operation);
    return answered;
  };

  it.each(EXTENSION_ROWS)('$name', async (row) => {
    const { page, tabId, place } = await open(row);
    const press = () => pressIn(place, row);
    const before = await press();
    const view = await ask<{ frame?: { id: number } }>(extension.options, 'describeTab', { tabId });
    const frameId = view.ok ? view.reply.frame?.id : undefined;
    const order = { connectionId, tabId, ...(frameId === undefined ? {} : { frameId }) };
    const code = codeOf(await ask(extension.options, 'authorize', order));
    const filled = code === 'done' ? await press() : 0;
    if (code === 'done') await ask(extension.options, 'logOut', { tabId });
    const triple = [before, filled, await press()] as const;
    cells.set(row.name, triple);
    expect([code, works(triple) ? 'works' : triple]).toEqual(['done', 'works']);
    await page.close();
  });

  // Firefox cannot say that nothing lies over a frame's button: there is none.
  const withButton = EXTENSION_ROWS.filter(({ frame }) => name === 'Chromium' || !frame);
  it.each(withButton)('$name, by our button in it', async (row) => {
    const { page, place } = await open(row);
    const button = await place.waitForSelector(BUTTON, { timeout: 5_000 });
    expect(await pressIn(place, row)).toBe(401);
    await button?.click();
    await expect.poll(() => pressIn(place, row), { timeout: 10_000, interval: 300 }).toBe(200);
    await page.close();
  });

  it.each(EXTENSION_ROWS)('$name, by itself when it is kept authorized', async (row) => {
    const framed = { origin: api.origin.replace('127.0.0.1', 'localhost'), top: api.origin };
    for (const page of [{ origin: api.origin }, framed]) {
      expect(codeOf(await ask(extension.options, 'keepPage', { ...page, answer: 'on' }))).toBe('done');
    }
    const { page, place } = await open(row);
    await expect.poll(() => pressIn(place, row), { timeout: 10_000, interval: 300 }).toBe(200);
    await page.close();
  });

  it('puts the token into the requests of a page that cannot be filled, until that is ended', async () => {
    const { page, tabId } = await open({ page: 'console' });
    const press = async () => {
      const answered = api.next('bearer/all');
      await page.click('button');
      return answered;
    };
    const before = await press();
    const started = codeOf(await ask(extension.options, 'send', { connectionId, tabId, server: api.origin }));
    const during = await press();
    await ask(extension.options, 'stopSending', { tabId });
    expect([started, before, during, await press()]).toEqual(['done', 401, 200, 401]);
    await page.close();
  });
});
