import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlainChromium } from '../adapters/browser';
import { bundleAdapter } from '../adapters/bundle';
import { assignmentFor, type Kind } from '../adapters/document';
import { expectFilledTogether } from '../adapters/several';
import { openTab, type Tab } from '../adapters/tab';
import { type MatrixRow, ROWS } from './matrix/rows';
import { type MatrixServers, startMatrix } from './matrix/servers';
import { type Cell, type MatrixResult, works, writeTable } from './matrix/table';

describe('every page with every kind of scheme', () => {
  const scripts = new Map<string, string>();
  const results = new Map<string, MatrixResult>();
  let servers: MatrixServers;
  let browser: Browser;

  beforeAll(async () => {
    for (const id of new Set(ROWS.map(({ adapter }) => adapter))) scripts.set(id, await bundleAdapter(id));
    servers = await startMatrix();
    browser = await startPlainChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await servers?.close();
    // Half a table would look like the whole.
    if (results.size === ROWS.length) writeTable(ROWS.flatMap(({ name }) => results.get(name) ?? []));
  });

  const open = ({ page, adapter, ui }: Pick<MatrixRow, 'page' | 'adapter' | 'ui'>) =>
    openTab(browser, {
      api: servers.api,
      page: servers.frameworks[page] ?? page,
      script: scripts.get(adapter) ?? '',
      ui,
    });

  it.each(ROWS)('$name', async (row) => {
    const tab = await open(row);
    const cells = await measure(tab, row);
    results.set(row.name, { row, cells });
    const failing = row.kinds.filter((kind) => !works(cells[kind]));
    expect(failing.map((kind) => [kind, cells[kind]])).toEqual(
      Object.keys(row.fails ?? {}).map((kind) => [kind, [401, 401, 401]]),
    );
    await tab.close();
  });

  it.each(['3.38.0', '3.52.5', '5.35.0'])(
    'tells the other server when %s shows another definition',
    async (version) => {
      const page = await browser.newPage();
      await page.goto(`${servers.api.origin}/page/definitions-${version}`);
      await page.evaluate(scripts.get('swagger-ui') ?? '');
      const server = async () => {
        const url = await page.evaluate(
          'tokenfillAdapter.find(window)?.whenReady(5000).then(() => tokenfillAdapter.find(window).report().server)',
        );
        return new URL(String(url)).hostname;
      };
      await page.waitForSelector('.opblock');
      expect(await server()).toBe('127.0.0.1');
      await page.select('.topbar select', '/document/elsewhere');
      await expect.poll(server).toBe('localhost');
      await page.close();
    },
  );

  it.each(['3.17.6', '3.25.5'])(
    'does not claim a scheme that %s writes “Bearer” for and never sends',
    async (version) => {
      const tab = await open({ page: `capital-${version}`, adapter: 'swagger-ui' });
      expect(await tab.fill([assignmentFor('bearer'), assignmentFor('header')])).toEqual(['header']);
      expect(await tab.execute('bearer/all')).toBe(401);
      await tab.close();
    },
  );

  it.each([
    ['rapidoc', 'explorer'],
    ['openapi-explorer', 'explorer'],
    ['scalar', 'scalar'],
  ] as const)(
    'fills every document of the same server and no other when %s stands three times on a page',
    async (adapter, ui) => {
      const tab = await open({ page: `several-${adapter}`, adapter, ui });
      await expectFilledTogether(tab);
      await tab.close();
    },
  );

  it.each([
    ['scalar', 'scalar', undefined, '{}'],
    ['scalar-persist', 'scalar', 'page storage', 'made-up'],
    ['rapidoc-persist', 'rapidoc', undefined, '{}'],
    ['elements#/operations/bearer_all', 'stoplight-elements', 'page storage', 'made-up'],
  ] as const)(
    'says whether %s writes what is filled in into its storage, and clears it again',
    async (page, adapter, keeps, kept) => {
      const tab = await open({ page, adapter });
      expect(tab.report.keeps).toBe(keeps);
      await tab.fill([assignmentFor('bearer')]);
      await expect.poll(tab.storage, { timeout: 5_000 }).toContain(kept);
      if (kept === '{}') expect(await tab.storage()).not.toContain('made-up');
      expect(await tab.logOut(['bearer'])).toEqual([]);
      await expect.poll(tab.storage, { timeout: 5_000 }).not.toContain('made-up');
      await tab.close();
    },
  );

  it('finds the new state when swagger-ui-react was left and entered again', async () => {
    const tab = await open({ page: 'react', adapter: 'swagger-ui' });
    expect(await tab.fill([assignmentFor('bearer')])).toEqual(['bearer']);
    await tab.press('#away');
    await tab.press('#away');
    await tab.look();
    expect(await tab.execute('bearer/all')).toBe(401);
    expect(await tab.fill([assignmentFor('bearer')])).toEqual(['bearer']);
    expect(await tab.execute('bearer/all')).toBe(200);
    await tab.close();
  });

  it('finds nothing when Swagger UI stands in a closed shadow root', async () => {
    const page = await browser.newPage();
    await page.goto(`${servers.api.origin}/page/closed-root`);
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('every')),
    );
    for (const id of ['swagger-ui', 'swagger-ui-dialog']) {
      expect(await page.evaluate(`${scripts.get(id)}; tokenfillAdapter.find(window) === undefined`)).toBe(true);
    }
    await page.close();
  });
});

/** All kinds are filled at once, as a plan with many values would. */
async function measure(tab: Tab, row: MatrixRow): Promise<Partial<Record<Kind, Cell>>> {
  const names = (kind: Kind) => NAMES[kind] ?? [tab.nameOf(kind)];
  const before = await statuses(tab, row.kinds);
  const filled = [...new Set(row.kinds.flatMap(names))];
  const schemes = row.kinds.filter((kind) => !NAMES[kind]);
  await tab.fill(schemes.map((kind) => assignmentFor(kind, tab.nameOf(kind))));
  const after = await statuses(tab, row.kinds);
  expect(await tab.logOut(filled)).toEqual([]);
  const end = await statuses(tab, row.kinds);
  return Object.fromEntries(row.kinds.map((kind, index) => [kind, [before[index], after[index], end[index]]]));
}

const NAMES: Partial<Record<Kind, readonly string[]>> = { either: ['bearer'], both: ['bearer', 'header'] };

async function statuses(tab: Tab, kinds: readonly Kind[]): Promise<readonly number[]> {
  const found: number[] = [];
  for (const kind of kinds) found.push(await tab.execute(`${kind}/all`));
  return found;
}
