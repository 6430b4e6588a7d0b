import type { Page } from 'puppeteer-core';
import type { Token } from '../../../lib/domain/token';
import type { LocalProviders } from '../../servers';
import { type Asked, added, askedOfUser } from './asking';
import type { WeekBrowser } from './browser';
import { type KeptPage, keptPages, weekDrafts } from './connections';
import { createLedger, type Ledger, type Stored, type TokenAnswer } from './ledger';
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
  /** From here on everything is booked. */
  begin(): Promise<void>;
  /** The tokens that these pages hold, as the extension has stored them. */
  tokens(pages: readonly KeptPage[]): Promise<readonly Token[]>;
  /** Ids of the connections that these pages hold and that a renewal could concern. */
  used(pages: readonly KeptPage[]): Promise<readonly string[]>;
  /** The host that each connection's tokens come from, by its id. */
  readonly hosts: Map<string, string>;
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

  const hosts = new Map<string, string>();
  const used = async (among: readonly KeptPage[]): Promise<readonly string[]> => {
    const renewed = among.filter(({ token }) => token === 'renewed');
    const records = await Promise.all(renewed.map((page) => fillOn(browser, page)));
    return [...new Set(records.flatMap((record) => (record ? [record.connectionId] : [])))];
  };

  /** When each connection's token was obtained, by the extension's own storage. */
  const obtained = async (): Promise<ReadonlyMap<string, number>> =>
    new Map(tokensIn(await browser.session()).map(([id, { obtainedAt }]) => [id, obtainedAt]));

  /** What a token request was answered with: its lifetime by the server's own books. */
  const answersIn = (requests: ReturnType<typeof log.all>): readonly TokenAnswer[] =>
    requests
      .filter(({ method, path }) => method === 'POST' && TOKEN_PATHS.test(path))
      .map(({ host, status, at }) => {
        const living = state.tokens.filter((token) => token.expiresAt > state.clock.now());
        const newest = living.filter(({ environment }) => hostOfEnvironment(demo, environment) === host).at(-1);
        // Panaya does not say how long its token lives; one hour is what its documentation says.
        const says = newest?.provider !== 'panaya';
        const left = (newest?.expiresAt ?? 0) - state.clock.now() + Date.now() - at;
        // Answers say whole seconds.
        const lifetime = says ? Math.floor(left / 1_000) * 1_000 : 3_600_000;
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
    for (const id of await used([page])) ledger.refuse(id);
    if (!(await filledSince(browser, page, pressed))) ledger.trouble(`${name}: ${page.name} does not recover`);
    const again = await browser.execute(tab(page), page.operation);
    counts.executes += 1;
    if (again === 200) return;
    counts.seenByUser += 1;
    ledger.trouble(`${name}: ${page.name} answers ${again} after it recovered`);
  };

  // What an alarm does between two steps is booked with the next one.
  let booked = 0;
  let known: ReadonlyMap<string, number> = new Map();
  const begin: Week['begin'] = async () => {
    booked = log.all().length;
    known = await obtained();
  };

  const step: Week['step'] = async (name, among, work, expected = 'good') => {
    const worked = await work();
    if (worked === false) ledger.trouble(`${name}: nothing was filled`);
    for (const page of among) await judge(name, page, expected);
    const after = await obtained();
    const all = log.all().slice(booked);
    ledger.counts.created += all.filter(({ path, method }) => method === 'POST' && CREATIONS.test(path)).length;
    const before = known;
    const holding = await used(pages);
    const stored = [...hosts].map(
      ([id, host]): Stored => ({
        id,
        host,
        before: before.get(id),
        after: after.get(id),
        used: holding.includes(id) ? 'yes' : 'no',
      }),
    );
    ledger.book(name, stored, answersIn(all));
    booked += all.length;
    known = after;
    await lookAtNeeds(name);
  };

  let asked: Asked = { pastes: new Set(), needs: new Set() };
  /** What the extension has come to ask of its user since the last time. */
  const lookAtNeeds = async (name: string): Promise<void> => {
    const now = await askedOfUser(browser);
    for (const kind of ['pastes', 'needs'] as const) {
      const further = added(now[kind], asked[kind]);
      ledger.counts[kind] += further.length;
      for (const what of further) ledger.trouble(`${name}: asks the user (${kind}): ${what}`);
    }
    asked = now;
  };

  const tokens: Week['tokens'] = async (among) => {
    const ids = await used(among);
    return tokensIn(await browser.session()).flatMap(([id, token]) => (ids.includes(id) ? [token] : []));
  };

  const page = (name: string) => {
    const found = pages.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`No page ${name}.`);
    return found;
  };
  return { browser, providers, ledger, pages, tabs, hosts, page, tab, begin, step, tokens, used };
}

/** Environments of the local providers are called as the regions of the definitions are. */
function hostOfEnvironment(demo: LocalProviders['demo'], environment: string | undefined): string | undefined {
  const places = { ...demo.podero, ...demo.port, ...demo.panaya } as Readonly<Record<string, { host: string }>>;
  return places[environment ?? '']?.host;
}

const tokensIn = (session: Readonly<Record<string, unknown>>): readonly (readonly [string, Token])[] =>
  Object.entries(session).flatMap(([key, record]) =>
    key.startsWith('tok:') ? [[key.slice('tok:'.length), (record as { value: Token }).value] as const] : [],
  );

/** The first day: 18 connections are pasted, nine pages authorized and kept. */
export async function setUp(week: Week): Promise<void> {
  const { browser, providers, ledger, pages } = week;
  for (const { url } of pages) await browser.grant(`${new URL(url).protocol}//${new URL(url).hostname}/*`);
  const choose = { mode: 'passphrase', passphrase: PASSPHRASE };
  for (const [index, draft] of weekDrafts(providers.demo).entries()) {
    const answer = await browser.ask('saveConnection', { draft, ...(index === 0 && { choose }) });
    if (!answer.ok) throw new Error(`${draft.label}: ${answer.failure.code}`);
    const host = hostOfEnvironment(providers.demo, draft.regionId);
    if (host) week.hosts.set(draft.id, host);
  }
  for (const page of pages) {
    await openPage(week, page);
    await browser.press(week.tab(page), `Authorize with ${page.label}`);
    const kept = await browser.ask('keepPage', { origin: new URL(page.url).origin, answer: 'on' });
    if (!kept.ok) throw new Error(`${page.name}: ${kept.failure.code}`);
  }
  for (const [id, { obtainedAt, expiresAt = Number.POSITIVE_INFINITY }] of tokensIn(await browser.session())) {
    ledger.adopt(id, { at: obtainedAt, lifetime: expiresAt - obtainedAt });
  }
  await week.begin();
}

/** Opens a kept page and chooses its server. */
export async function openPage({ browser, tabs }: Week, page: KeptPage): Promise<void> {
  const tab = await browser.newPage(page.url);
  tabs.set(page, tab);
  if (page.server) await tab.waitForSelector('.servers select');
  if (page.server) await tab.select('.servers select', page.server);
}

export const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));
