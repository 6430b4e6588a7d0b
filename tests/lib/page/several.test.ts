import { describe, expect, it } from 'vitest';
import type { DocsPage, PageReport } from '../../../lib/domain/page';
import { severalPages } from '../../../lib/page/several';

const API = 'https://api.example';
const PAGE = 'https://docs.example';

/** A document that keeps what it is given, but for the schemes it loses. */
function docs({ loses = [] as string[], ready = true, ...more }: Partial<PageReport> & { loses?: string[] } = {}) {
  const held = new Map<string, string>();
  const names = ['bearer', 'key'];
  const page: DocsPage = {
    report: () => ({
      adapter: 'x',
      title: 'X',
      ready,
      schemes: ready ? names.map((name) => ({ name, type: 'http', scheme: 'bearer' })) : [],
      requirements: [],
      authorized: [...held.keys()],
      server: `${API}/v1`,
      ...more,
    }),
    whenReady: async () => ready,
    fill: async (assignments) => {
      for (const { scheme } of assignments) if (!loses.includes(scheme)) held.set(scheme, 'made-up');
      return assignments.map(({ scheme }) => scheme).filter((scheme) => held.has(scheme));
    },
    logOut: async (schemes) => {
      for (const scheme of schemes) if (!loses.includes(`stuck ${scheme}`)) held.delete(scheme);
      return schemes.filter((scheme) => held.has(scheme));
    },
  };
  return { page, held };
}
const several = (...all: readonly ReturnType<typeof docs>[]) => severalPages(all.map(({ page }) => page)) as DocsPage;
const BOTH = ['bearer', 'key'].map((scheme) => ({ scheme, kind: 'bearer', value: 'made-up' }) as const);

describe('several documents on one page', () => {
  it('are none, or the one there is', () => {
    const { page } = docs();
    expect([severalPages([]), severalPages([page])]).toEqual([undefined, page]);
  });

  it('are all filled and all logged out when they call the same server', async () => {
    const all = [docs(), docs({ server: `${API}/v2` }), docs()];
    expect(await several(...all).fill(BOTH)).toEqual(['bearer', 'key']);
    expect(all.map(({ held }) => held.size)).toEqual([2, 2, 2]);
    expect(await several(...all).logOut(['bearer'])).toEqual([]);
    expect(all.map(({ held }) => [...held.keys()])).toEqual([['key'], ['key'], ['key']]);
  });

  it('are not filled with what another document has passed for', async () => {
    // The first one was not there yet when the second was described.
    const [first, second] = [docs({ server: 'https://other.example' }), docs()];
    expect(await several(first, second).fill(BOTH, { origin: PAGE, server: `${API}/v1` })).toEqual(['bearer', 'key']);
    expect([first.held.size, second.held.size]).toEqual([0, 2]);
  });

  it.each([
    ['the page itself', `${PAGE}/openapi.json`, 2],
    ['where the first one is from', 'https://files.example/two.json', 2],
    ['anywhere else', 'https://evil.example/two.json', 0],
  ])('are filled or not where another one is from %s', async (_, document, size) => {
    const [first, other] = [docs({ document: 'https://files.example/one.json' }), docs({ document })];
    await several(first, other).fill(BOTH, { ...first.page.report(), origin: PAGE });
    expect([first.held.size, other.held.size]).toEqual([2, size]);
  });

  it.each([
    ['another server', { server: 'https://other.example' }],
    ['another server for one operation', { servers: ['https://other.example'] }],
    ['no server that can be told', { server: undefined }],
    ['no operation open, where that is needed', { needs: 'open operation' }],
    ['no document yet', { ready: false }],
  ] as const)('are not filled where one has %s', async (_, more) => {
    const [first, other] = [docs(), docs(more as Partial<PageReport>)];
    expect(await several(first, other).fill(BOTH)).toEqual(['bearer', 'key']);
    expect([first.held.size, other.held.size]).toEqual([2, 0]);
  });

  it('count as filled only where each kept the value, and as logged out where each let go', async () => {
    const all = [docs({ loses: ['stuck key'] }), docs({ loses: ['bearer'] })];
    expect(await several(...all).fill(BOTH)).toEqual(['key']);
    expect(await several(...all).logOut(['bearer', 'key'])).toEqual(['key']);
  });

  it('report the first that is there, and are ready as soon as one is', async () => {
    const page = several(docs({ ready: false }), docs({ title: 'second' }));
    expect(page.report()).toMatchObject({ title: 'second', ready: true });
    expect(await page.whenReady(0)).toBe(true);
    expect(await several(docs({ ready: false }), docs({ ready: false })).whenReady(0)).toBe(false);
  });
});
