import type { Page } from 'puppeteer-core';
import type { Token } from '../../../lib/domain/token';
import type { LocalProviders } from '../../servers';
import type { WeekBrowser } from './browser';
import { type KeptPage, keptPages, weekDrafts } from './connections';
import { createLedger, type Ledger, type TokenAnswer, type Used } from './ledger';
import { filledSince, fillOn } from './tabs';

/** Made up. */
export const PASSPHRASE = 'made-up passphrase of a week';

/** What a step may do to its pages' first Execute: nothing, end their tokens on the server, or take the API down. */
export type Expected = 'good' | 'may be told' | 'down';

export interface Week {
  readonly browser: WeekBrowser;
  readonly providers: LocalProviders;
  readonly ledger: Ledger;
  readonly pages: readonly KeptPage[];
  readonly tabs: Map<KeptPage, Page>;
  page(name: string): KeptPage;
  tab(page: KeptPage): Page;
  /** Does something with pages, presses their Execute, and books what it cost. */
  step(name: string, pages: readonly KeptPage[], work: () => Promise<unknown>, expected?: Expected): Promise<void>;
  /** Connections that a renewal could concern: id and host of those that these pages hold. */
  used(pages: readonly KeptPage[]): Promise<readonly Used[]>;
}

const TOKEN_PATHS = /^\/(oauth2\/token\/|v1\/auth\/access_token|api\/accesstoken)$/;
const CREATIONS = /generate-pat|users\/login\/password|auth\/access-token$/;

export function createWeek(browser: WeekBrowser, providers: LocalProviders): Week {
  const { log, state, demo } = providers;
  const ledger = createLedger();
  const pages = keptPages(demo);
  const tabs = new Map<KeptPage, Page>();
  const tab = (page: KeptPage) => {
    const found = tabs.get(page);
    if (!found) throw new Error(`${page.name} is not open.`);
    return found;
  };

  const hostOf = (page: KeptPage, server: string | undefined) => new URL(server ?? page.url).host;
  const used = async (among: readonly KeptPage[]): Promise<readonly Used[]> => {
    const found = new Map<string, Used>();
    for (const page of among) {
      const record = page.token === 'renewed' ? await fillOn(browser, page) : undefined;
      if (record) found.set(record.connectionId, { id: record.connectionId, host: hostOf(page, record.server) });
    }
    return [...found.values()];
  };

  /** What a token request was answered with: its lifetime by the server's own books. */
  const answersFrom = (first: number): readonly TokenAnswer[] =>
    log
      .all()
      .slice(first)
      .filter(({ method, path }) => method === 'POST' && TOKEN_PATHS.test(path))
      .map(({ host, status, at }) => {
        const living = state.tokens.filter((token) => token.expiresAt > state.clock.now());
        const newest = living.filter(({ environment }) => hostOfEnvironment(demo, environment) === host).at(-1);
        // Panaya does not say how long its token lives; one hour is what its documentation says.
        const says = newest?.provider !== 'panaya';
        const lifetime = says ? (newest?.expiresAt ?? 0) - state.clock.now() + Date.now() - at : 3_600_000;
        return { host, status, at, lifetime };
      });

  const judge = async (name: string, page: KeptPage, expected: Expected): Promise<void> => {
    const { counts } = ledger;
    const pressed = Date.now();
    const status = await browser.execute(tab(page), page.operation);
    counts.executes += 1;
    if (status === 200) return;
    if (status >= 500 && expected === 'down') {
      counts.whileDown += 1;
      return;
    }
    if (status !== 401 || expected !== 'may be told') {
      counts.seenByUser += 1;
      return ledger.trouble(`${name}: ${page.name} answers ${status}`);
    }
    counts.toldByApi += 1;
    for (const { id } of await used([page])) ledger.refuse(id);
    if (!(await filledSince(browser, page, pressed))) ledger.trouble(`${name}: ${page.name} does not recover`);
    const again = await browser.execute(tab(page), page.operation);
    counts.executes += 1;
    if (again === 200) return;
    counts.seenByUser += 1;
    ledger.trouble(`${name}: ${page.name} answers ${again} after it recovered`);
  };

  const step: Week['step'] = async (name, among, work, expected = 'good') => {
    const first = log.all().length;
    const before = await used(pages);
    const wanted = new Set(before.filter(({ id }) => ledger.wants(id, Date.now())).map(({ id }) => id));
    const worked = await work();
    if (worked === false) ledger.trouble(`${name}: nothing was filled`);
    for (const page of among) await judge(name, page, expected);
    const all = log.all().slice(first);
    ledger.counts.created += all.filter(({ path, method }) => method === 'POST' && CREATIONS.test(path)).length;
    // A page may leave its last connection for another region's: both count.
    const involved = new Map([...before, ...(await used(pages))].map((one) => [one.id, one]));
    ledger.book(name, [...involved.values()], wanted, answersFrom(first));
  };

  const page = (name: string) => {
    const found = pages.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`No page ${name}.`);
    return found;
  };
  return { browser, providers, ledger, pages, tabs, page, tab, step, used };
}

function hostOfEnvironment(demo: LocalProviders['demo'], environment: string): string | undefined {
  const places = { ...demo.podero, ...demo.port, ...demo.panaya } as Readonly<Record<string, { host: string }>>;
  return places[environment]?.host;
}

/** The first day: 18 connections are pasted, nine pages authorized and kept. */
export async function setUp(week: Week): Promise<void> {
  const { browser, providers, ledger, pages } = week;
  for (const { url } of pages) await browser.grant(`${new URL(url).protocol}//${new URL(url).hostname}/*`);
  const choose = { mode: 'passphrase', passphrase: PASSPHRASE };
  for (const [index, draft] of weekDrafts(providers.demo).entries()) {
    const answer = await browser.ask('saveConnection', { draft, ...(index === 0 && { choose }) });
    if (!answer.ok) throw new Error(`${draft.label}: ${answer.failure.code}`);
  }
  for (const page of pages) {
    await openPage(week, page);
    await browser.press(week.tab(page), `Authorize with ${page.label}`);
    const kept = await browser.ask('keepPage', { origin: new URL(page.url).origin, answer: 'on' });
    if (!kept.ok) throw new Error(`${page.name}: ${kept.failure.code}`);
  }
  for (const [key, record] of Object.entries(await browser.session())) {
    if (!key.startsWith('tok:')) continue;
    const { obtainedAt, expiresAt = Number.POSITIVE_INFINITY } = (record as { value: Token }).value;
    ledger.adopt(key.slice('tok:'.length), { at: obtainedAt, lifetime: expiresAt - obtainedAt });
  }
}

/** Opens a kept page and chooses its server. */
export async function openPage({ browser, tabs }: Week, page: KeptPage): Promise<void> {
  const tab = await browser.newPage(page.url);
  tabs.set(page, tab);
  if (page.server) await tab.waitForSelector('.servers select');
  if (page.server) await tab.select('.servers select', page.server);
}

export const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));
