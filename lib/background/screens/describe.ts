import type { Connection } from '../../domain/connection';
import { decideServer } from '../../domain/decide-server';
import { failureOf } from '../../domain/errors';
import { pageName } from '../../domain/keep';
import { originOf } from '../../domain/origin';
import type { PageReport } from '../../domain/page';
import type { FillRecord, Suggestion, TabView } from '../../domain/view';
import { apiOrigins, otherRegionOrigins, providerForPage } from '../../provider/addresses';
import { proposalsFor } from '../../provider/proposals';
import { holdsStill, isSamePlace } from '../filling/fill-record';
import { sendTarget } from '../filling/send-target';
import type { SendingService } from '../filling/sending';
import type { Frames } from '../pages/frames';
import type { Looks } from '../pages/looks';
import type { Views } from '../tokens/views';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

/** How long the popup waits for a page that is still loading before it shows what there is, ms. */
const LOOK_PATIENCE = 1_000;

/** What is on a tab and what fits it, for the popup. Carries no secret into the page and none out. */
export function createDescribe(
  { browser, vault, providers, managed }: World,
  parts: { looks: Looks; frames: Frames; sending: SendingService; views: Views; notes: Notes },
) {
  const { looks, frames, sending, views, notes } = parts;

  /** What the page says it is, or why it says nothing. */
  const look = async (tabId: number, origin: string): Promise<Pick<TabView, 'report' | 'failure'>> => {
    try {
      const { line, report } = await looks.look(tabId, origin, LOOK_PATIENCE);
      // Whoever looks may press next.
      if (report?.ready) looks.keep(tabId, line);
      else line.close();
      return report ? { report } : { failure: { code: 'not_a_docs_page' } };
    } catch (error) {
      return { failure: failureOf(error, 'no_access_to_tab') };
    }
  };

  const suggest = (url: string, server: string | undefined): Suggestion => {
    const found = providerForPage(providers(), url, server);
    const set = managed.providerAt(originOf(url));
    const named = providers().find(({ id }) => id === set);
    // The organization says whose page this is; the address may still say which region.
    if (named && found?.provider !== named) {
      const methodId = named.methods[0]?.id ?? '';
      return { providerId: named.id, methodId, regionId: named.regions[0]?.id, inputs: {}, origins: [] };
    }
    if (found) {
      const methodId = found.provider.methods[0]?.id ?? '';
      return { providerId: found.provider.id, methodId, regionId: found.regionId, inputs: found.inputs, origins: [] };
    }
    // The tab's own origin, shown on the form before it is bound.
    return { providerId: 'any-site', methodId: 'header', inputs: {}, origins: [originOf(url) ?? ''] };
  };

  /** Bound to this origin and meant for the server that the page calls. */
  const fits = (connection: Connection, origin: string, server: string | undefined) => {
    const provider = providers().find((candidate) => candidate.id === connection.providerId);
    if (!provider || !connection.origins.includes(origin)) return false;
    const own = apiOrigins(provider, connection);
    const decision = decideServer(connection, own, otherRegionOrigins(provider, connection), server);
    // A server we do not know is asked about when it comes to filling; another region's is simply the wrong connection.
    return decision.allow || decision.code !== 'server_needs_other_region';
  };

  /** Where a connection's token could go by the network, if it may. */
  const sendable = (connection: Connection, page: { origin: string; report: PageReport | undefined }) => {
    const provider = providers().find((candidate) => candidate.id === connection.providerId);
    const server = provider && sendTarget(provider, connection, page);
    return server === undefined ? [] : [[connection.id, server] as const];
  };

  return async (tabId: number): Promise<TabView> => {
    const tab = await browser.tabs.get(tabId);
    const origin = originOf(tab.url);
    const all = await vault.list();
    if (origin === undefined || tab.url === undefined) {
      const others = await views.viewAll(all, tabId);
      return {
        tabId,
        fitting: [],
        others,
        failure: { code: 'not_a_docs_page' },
        keep: 'unasked',
        vault: await views.viewVault(),
      };
    }
    const top = await look(tabId, origin);
    const bound = new Set(all.flatMap((connection) => connection.origins));
    const { docs, unseen } = top.failure?.code === 'not_a_docs_page' ? await frames(tabId, bound) : {};
    const { report, failure } = docs ? { report: docs.report, failure: undefined } : top;
    const place = docs?.origin ?? origin;
    const url = docs?.url ?? tab.url;
    const fitting = all.filter((connection) => fits(connection, place, report?.server));
    const suggestion = suggest(url, report?.server);
    // A provider that we know needs nobody's word for it.
    const asked = fitting.length === 0 && suggestion.providerId === 'any-site';
    return {
      tabId,
      origin,
      report,
      frame: docs && { id: docs.id, origin: docs.origin, top: docs.top },
      unseenFrame: unseen,
      failure,
      fitting: await views.viewAll([...fitting].sort(byLastUse((await notes.usedOn(place))[0])), tabId),
      others: await views.viewAll(
        all.filter((connection) => !fitting.includes(connection)),
        tabId,
      ),
      suggestion,
      proposals: asked && report ? proposalsFor(report, new URL(url)) : [],
      sending: await sending.read(tabId),
      sendable: docs ? {} : Object.fromEntries(fitting.flatMap((one) => sendable(one, { origin, report }))),
      filled: stillThere(await notes.readFill(tabId), { origin: place, frameId: docs?.id ?? 0 }, report),
      keep: (await notes.readKeep(pageName({ origin: place, top: docs?.top }))) ?? 'unasked',
      mapping: await notes.readMapping(place),
      vault: await views.viewVault(),
    };
  };
}

function byLastUse(last: string | undefined) {
  return (a: Connection, b: Connection) =>
    Number(b.id === last) - Number(a.id === last) || a.label.localeCompare(b.label);
}

/** A reload empties the page: the record counts only while the page still holds every scheme we filled. */
function stillThere(
  record: FillRecord | undefined,
  { origin, frameId }: { readonly origin: string; readonly frameId: number },
  report: PageReport | undefined,
) {
  if (!record || !isSamePlace(record, origin, frameId)) return undefined;
  return holdsStill(record, report) ? record : undefined;
}
