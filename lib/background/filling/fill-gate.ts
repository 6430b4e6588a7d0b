import { decideFill, type FillTarget } from '../../domain/decide-fill';
import { TokenfillError } from '../../domain/errors';
import { pageAround } from '../../domain/keep';
import type { Token } from '../../domain/token';
import type { FillRecord } from '../../domain/view';
import { apiOrigins } from '../../provider/addresses';
import type { Injector } from '../pages/inject';
import type { Looks } from '../pages/looks';
import { askReport, type PageLine } from '../pages/page-line';
import type { Connections, Known } from '../tokens/connections';
import type { World } from '../world/world';
import { FILL_PATIENCE } from './fill-page';

/** What may be filled: it has a token. */
export type Filling = Known & { readonly token: Token };

/** ms. A page that answers so soon leaves nobody the time for another decision; one made meanwhile is heard after the fill. */
const AT_ONCE = 100;

/** A line that the gate has let pass, and the origin it has decided for. */
export interface Opened {
  readonly known: Filling;
  /** ms since 1970. */
  readonly decidedAt: number;
  readonly origin: string;
  readonly line: PageLine;
  readonly frame?: FillRecord['frame'];
}

/** The way through the gate to a document: decided before anything is asked of it, and again when that took its time. */
export function createFillGate(
  { browser, now }: Pick<World, 'browser' | 'now'>,
  { connections, injector, looks }: { connections: Connections; injector: Injector; looks: Looks },
) {
  /** The gate's decision, from the browser's idea of the document. @throws TokenfillError its refusal */
  const gate = (known: Known, target: FillTarget): string => {
    const decision = decideFill(known.connection, apiOrigins(known.provider, known.connection), target);
    if (!decision.allow) throw new TokenfillError(decision.code);
    return decision.origin;
  };

  const tabUrl = async (tabId: number): Promise<string | undefined> => {
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    if (!tab) throw new TokenfillError('tab_closed');
    return tab.url;
  };
  /** For the tab's top document. */
  const decide = async (known: Known, tabId: number) => gate(known, { url: await tabUrl(tabId) });

  /** As it is stored now. @throws TokenfillError `locked`, `sign_in_needed`, `unknown_connection` */
  const withToken = async (id: string): Promise<Filling> => {
    const known = await connections.find(id);
    const { token, locked } = known;
    if (!token) throw new TokenfillError(locked ? 'locked' : 'sign_in_needed');
    return { ...known, token };
  };

  /** The same, and that the tab's top document is of this origin. @throws TokenfillError as the gate, `page_changed` */
  const decideFor = async (id: string, tabId: number, origin: string): Promise<Filling> => {
    const [known, url] = await Promise.all([withToken(id), tabUrl(tabId)]);
    sameAs(origin, gate(known, { url }));
    return known;
  };

  /** What is to be filled, decided anew: a page may take seconds to say what it is. @throws TokenfillError as the gate */
  const decideAgain = async (id: string, tabId: number, opened: Opened): Promise<Filling> => {
    const { origin, line, frame, decidedAt } = opened;
    if (Math.abs(now() - decidedAt) < AT_ONCE) return opened.known;
    if (!frame) return decideFor(id, tabId, origin);
    const known = await withToken(id);
    gate(known, { url: line.document.url, frame: line.document });
    return known;
  };

  /**
   * A line to a document that the gate lets pass. A frame is known only by its port, so there the line comes first.
   *
   * @throws TokenfillError `page_changed` when there is another document by now than one of the origin that was meant
   */
  const openGated = async (id: string, tabId: number, frameId: number, meant?: string) => {
    const known = await withToken(id);
    const decided = { known, decidedAt: now() };
    if (frameId === 0) {
      const origin = sameAs(meant, await decide(known, tabId));
      return { ...decided, origin, frame: undefined, ...(await looks.look(tabId, origin, FILL_PATIENCE)) };
    }
    const around = (await injector.seen(tabId, frameId))?.around ?? [];
    const line = await injector.open(tabId, undefined, frameId);
    try {
      const origin = sameAs(meant, gate(known, { url: line.document.url, frame: line.document }));
      const report = await askReport(line, origin, FILL_PATIENCE);
      const frame = { id: frameId, top: pageAround(origin, around) };
      return { ...decided, origin, line, report, again: 'new', frame } as const;
    } catch (error) {
      line.close();
      throw error;
    }
  };

  return { gate, decide, decideFor, decideAgain, withToken, openGated };
}

/** @throws TokenfillError `page_changed` */
export function sameAs(meant: string | undefined, origin: string): string {
  if (meant !== undefined && origin !== meant) throw new TokenfillError('page_changed');
  return origin;
}
