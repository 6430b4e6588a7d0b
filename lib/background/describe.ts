import type { Connection } from '../domain/connection';
import { failureOf, type TokenfillError } from '../domain/errors';
import { originOf } from '../domain/origin';
import type { PageReport } from '../domain/page';
import type { FillRecord, Suggestion, TabView } from '../domain/view';
import { providerForPage } from '../provider/addresses';
import type { Injector } from './inject';
import type { Notes } from './notes';
import type { Views } from './views';
import type { World } from './world';

/** How long the popup waits for a page that is still loading before it shows what there is, ms. */
const PATIENCE = 1_000;

/** What is on a tab and what fits it, for the popup. Carries no secret into the page and none out. */
export function createDescribe({ browser, vault, providers }: World, injector: Injector, views: Views, notes: Notes) {
  const readReport = async (tabId: number, origin: string): Promise<PageReport | undefined> => {
    const line = await injector.open(tabId, origin);
    try {
      const reply = await line.ask({ ask: 'report', origin, patience: PATIENCE });
      return reply.reply === 'report' ? (reply.report ?? undefined) : undefined;
    } finally {
      line.close();
    }
  };

  const suggest = (url: string): Suggestion => {
    const found = providerForPage(providers, url);
    if (found) {
      const methodId = found.provider.methods[0]?.id ?? '';
      return { providerId: found.provider.id, methodId, regionId: found.regionId, inputs: found.inputs, origins: [] };
    }
    // The tab's own origin, shown on the form before it is bound.
    return { providerId: 'any-site', methodId: 'header', inputs: {}, origins: [originOf(url) ?? ''] };
  };

  return async (tabId: number): Promise<TabView> => {
    const tab = await browser.tabs.get(tabId);
    const origin = originOf(tab.url);
    const all = await vault.list();
    if (origin === undefined || tab.url === undefined) {
      return { tabId, fitting: [], others: await views.viewAll(all, tabId), failure: { code: 'not_a_docs_page' } };
    }
    const last = await notes.lastUsed(origin);
    const bound = all.filter((connection) => connection.origins.includes(origin)).sort(byLastUse(last));
    const others = all.filter((connection) => !connection.origins.includes(origin));
    const looked = await readReport(tabId, origin).then(
      (report) => (report ? { report } : { failure: { code: 'not_a_docs_page' as const } }),
      (error: TokenfillError) => ({ failure: failureOf(error, 'no_access_to_tab') }),
    );
    return {
      tabId,
      origin,
      ...looked,
      fitting: await views.viewAll(bound, tabId),
      others: await views.viewAll(others, tabId),
      suggestion: suggest(tab.url),
      filled: stillThere(await notes.readFill(tabId), origin, 'report' in looked ? looked.report : undefined),
    };
  };
}
export type Describe = ReturnType<typeof createDescribe>;

function byLastUse(last: string | undefined) {
  return (a: Connection, b: Connection) =>
    Number(b.id === last) - Number(a.id === last) || a.label.localeCompare(b.label);
}

/** A reload empties the page: the record counts only while the page still holds every scheme we filled. */
function stillThere(record: FillRecord | undefined, origin: string, report: PageReport | undefined) {
  const holds = record?.origin === origin && record.schemes.every((scheme) => report?.authorized.includes(scheme));
  return holds ? record : undefined;
}
