import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './adapters/api';
import { startPlainChromium } from './adapters/browser';
import { bundleAdapter, bundleScript } from './adapters/bundle';
import { assignmentFor, type Kind, OPEN_API_KINDS, SWAGGER_2_KINDS } from './adapters/document';
import { OTHER_PAGES } from './adapters/matrix-pages';
import type { Ui } from './adapters/press';
import { expectFilledTogether } from './adapters/several';
import { openTab, type Tab, type World } from './adapters/tab';
import { findBrowser } from './browsers/paths';

interface Row {
  readonly when: string;
  readonly adapter: string;
  readonly page: string;
  readonly world?: World;
  readonly ui?: Ui;
  readonly kinds: readonly Kind[];
  readonly title: string;
  /** Scheme names where the page does not tell the document's own. */
  readonly names?: Partial<Record<Kind, string>>;
}

const DIALOG_KINDS: readonly Kind[] = ['bearer', 'basic', 'header', 'query', 'authorization'];
const NAMELESS = { basic: 'Basic authorization', header: 'X-Api-Key', query: 'key', authorization: 'Authorization' };

const ROWS: readonly Row[] = [
  {
    when: 'Swagger UI 5 sets window.ui',
    adapter: 'swagger-ui',
    page: 'window',
    kinds: OPEN_API_KINDS,
    title: 'Swagger UI 5',
  },
  {
    when: 'only window.ui is reachable',
    adapter: 'swagger-ui',
    page: 'window',
    world: 'handles',
    kinds: ['bearer'],
    title: 'Swagger UI',
  },
  {
    when: 'only a top-level const ui is reachable',
    adapter: 'swagger-ui',
    page: 'lexical',
    world: 'handles',
    kinds: ['bearer'],
    title: 'Swagger UI',
  },
  {
    when: 'ui is local to a closure under a strict policy',
    adapter: 'swagger-ui',
    page: 'closure',
    kinds: ['bearer', 'oauth'],
    title: 'Swagger UI 5',
  },
  {
    when: 'Swagger UI 3.0 shows a Swagger 2.0 document',
    adapter: 'swagger-ui',
    page: 'version-3',
    kinds: SWAGGER_2_KINDS,
    title: 'Swagger UI 3',
  },
  {
    when: 'only the dialog of Swagger UI 5 is used',
    adapter: 'swagger-ui-dialog',
    page: 'closure',
    kinds: DIALOG_KINDS,
    title: 'Swagger UI 5',
  },
  {
    when: 'only the dialog of Swagger UI 3.0 is used',
    adapter: 'swagger-ui-dialog',
    page: 'version-3',
    kinds: ['basic', 'header', 'authorization'],
    title: 'Swagger UI 3',
    names: NAMELESS,
  },
  {
    when: 'Swagger UI 2 shows a Swagger 2.0 document',
    adapter: 'swagger-ui-2',
    page: 'version-2',
    kinds: SWAGGER_2_KINDS,
    title: 'Swagger UI 2',
  },
  {
    when: 'classic Swashbuckle declares no scheme but has its key box',
    adapter: 'swagger-ui-2',
    page: 'swashbuckle',
    kinds: ['authorization'],
    title: 'Swagger UI 2',
    names: { authorization: 'api_key' },
  },
  ...[
    { adapter: 'rapidoc', page: 'rapidoc', ui: 'explorer', title: 'RapiDoc' } as const,
    { adapter: 'openapi-explorer', page: 'openapi-explorer', ui: 'explorer', title: 'OpenAPI Explorer' } as const,
    { adapter: 'scalar', page: 'scalar', ui: 'scalar', title: 'Scalar' } as const,
    {
      adapter: 'stoplight-elements',
      page: 'elements#/operations/bearer_all',
      ui: 'elements',
      title: 'Stoplight Elements',
    } as const,
  ].map((row) => ({ ...row, when: `${row.title} shows an OpenAPI document`, kinds: OPEN_API_KINDS })),
];

const ADAPTERS = [...new Set(ROWS.map(({ adapter }) => adapter))];

describe.skipIf(findBrowser('chromium') === undefined && !process.env.CI)('adapters in the real pages', () => {
  let api: Api;
  let browser: Browser;
  const scripts = new Map<string, string>();

  beforeAll(async () => {
    for (const id of [...ADAPTERS, 'redoc']) scripts.set(id, await bundleAdapter(id));
    api = await startApi(OTHER_PAGES);
    browser = await startPlainChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  const open = (adapter: string, page: string, more: Pick<Row, 'world' | 'ui'> = {}) =>
    openTab(browser, { api, page, script: scripts.get(adapter) ?? '', ...more });

  it.each(ROWS)('authorizes and logs out the page’s own calls when $when', async (row) => {
    const tab = await open(row.adapter, row.page, row);
    const names = row.kinds.map((kind) => row.names?.[kind] ?? kind);
    expect(tab.report).toMatchObject({ adapter: row.adapter, title: row.title, ready: true, authorized: [] });
    expect(tab.report.server && new URL(tab.report.server).origin).toBe(api.origin);
    expect(tab.report.schemes.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(await answers(tab, row.kinds)).toEqual(row.kinds.map(() => 401));

    const assignments = row.kinds.map((kind) => assignmentFor(kind, row.names?.[kind]));
    expect(await tab.fill(assignments)).toEqual(names);
    expect([...(await tab.authorized())].sort()).toEqual([...names].sort());
    expect(await answers(tab, row.kinds)).toEqual(row.kinds.map(() => 200));

    expect(await tab.logOut(names)).toEqual([]);
    expect(await answers(tab, row.kinds)).toEqual(row.kinds.map(() => 401));
    await tab.close();
  });

  it('fills every document of the same server and no other when a page holds several', async () => {
    const tab = await open('swagger-ui', 'several');
    await expectFilledTogether(tab);
    await tab.close();
  });

  it.each(['swagger-ui', 'swagger-ui-dialog'])('replaces an older value when %s fills again', async (adapter) => {
    const tab = await open(adapter, 'closure');
    expect(await tab.fill([{ scheme: 'bearer', kind: 'bearer', value: 'old' }])).toEqual(['bearer']);
    expect(await tab.execute('bearer/all')).toBe(401);
    expect(await tab.fill([assignmentFor('bearer')])).toEqual(['bearer']);
    expect(await tab.execute('bearer/all')).toBe(200);
    await tab.close();
  });

  it.each([
    ['swagger-ui', 'late'],
    ['swagger-ui-dialog', 'late'],
    ['swagger-ui-2', 'late-2'],
  ])('waits for the document when %s finds the page before it', async (adapter, name) => {
    const page = await browser.newPage();
    await page.goto(`${api.origin}/page/${name}`);
    await page.evaluate(scripts.get(adapter) ?? '');
    await page.waitForFunction('globalThis.docsPage = tokenfillAdapter.find(window)');
    expect(await page.evaluate('docsPage.whenReady(0)')).toBe(false);
    expect(await page.evaluate('docsPage.report()')).toMatchObject({ ready: false, schemes: [], requirements: [] });
    await page.evaluate('globalThis.readiness = docsPage.whenReady(20_000); undefined');
    await api.release();
    expect(await page.evaluate('readiness')).toBe(true);
    expect(await page.evaluate('docsPage.report().schemes.length > 3')).toBe(true);
    await page.close();
  });

  it.each(['redoc-2', 'redoc-3'])('says that nothing is sent when %s only shows documentation', async (name) => {
    const tab = await open('redoc', name);
    expect(tab.report).toMatchObject({ adapter: 'redoc', sends: 'nothing', schemes: [] });
    await tab.close();
  });

  it.each([
    ['swagger-ui', 'window', 'swagger-ui'],
    ['rapidoc', 'rapidoc', 'explorer'],
    ['openapi-explorer', 'openapi-explorer', 'explorer'],
    ['scalar', 'scalar', 'scalar'],
    ['stoplight-elements', 'elements#/operations/bearer_all', 'elements'],
  ] as const)('notices when a request of %s is refused', async (adapter, page, ui) => {
    const tab = await open(adapter, page, { ui });
    await tab.run(`${await bundleScript('lib/page/watch.ts', 'tokenfillWatch')}; globalThis.seen = [];
      tokenfillWatch.watchPage(window, (event) => seen.push(event)); undefined`);
    expect(await tab.execute('bearer/all')).toBe(401);
    await expect.poll(() => tab.run('seen'), { timeout: 20_000 }).toContain('refused');
    await tab.close();
  });

  it('notices when another operation is opened where values can only be filled then', async () => {
    const tab = await open('stoplight-elements', 'elements');
    expect(tab.report.needs).toBe('open operation');
    await tab.run(`${await bundleScript('lib/page/watch.ts', 'tokenfillWatch')}; globalThis.seen = [];
      tokenfillWatch.watchPage(window, (event) => seen.push(event)); location.hash = '#/operations/bearer_all'; undefined`);
    await expect.poll(() => tab.run('seen'), { timeout: 20_000 }).toContain('changed');
    expect(await tab.run('docsPage.report().needs')).toBeUndefined();
    await tab.close();
  });

  it('finds nothing when a page only looks like one by its words and ids', async () => {
    const page = await browser.newPage();
    await page.goto(`${api.origin}/page/none`);
    for (const script of scripts.values()) {
      expect(await page.evaluate(`${script}; tokenfillAdapter.find(window) === undefined`)).toBe(true);
    }
    await page.close();
  });
});

async function answers(tab: Tab, kinds: readonly Kind[]): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const kind of kinds) statuses.push(await tab.execute(`${kind}/all`));
  return statuses;
}
