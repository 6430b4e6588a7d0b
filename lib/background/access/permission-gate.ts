import { TokenfillError } from '../../domain/errors';
import { hostPattern, originOf } from '../../domain/origin';
import type { World } from '../world/world';
import { goesBare } from './bare-requests';

/** How long the browser's question may stand before a flow gives up waiting for it, ms. */
export const QUESTION_TIME = 120_000;

interface Waiting {
  readonly origins: readonly string[];
  readonly tabId: number | undefined;
  readonly resolve: () => void;
  readonly reject: (error: TokenfillError) => void;
}

/** Knows which hosts we may talk to, and lets a flow wait for the browser's question to be answered. */
export function createPermissionGate({ browser, activeTabReaches }: Pick<World, 'browser' | 'activeTabReaches'>) {
  const waiting = new Map<string, Waiting>();
  const refusedEarly = new Set<string>();

  const granted = (origin: string) => browser.permissions.contains({ origins: [hostPattern(origin)] });

  /** Read again just before every request: the tab may have gone elsewhere since the click. */
  const isClickedTab = async (origin: string, tabId: number | undefined) => {
    if (!activeTabReaches || tabId === undefined) return false;
    // Taking a header out of a request needs the host itself; a click on the toolbar is not enough for that (measured).
    if (await goesBare(browser, origin)) return false;
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    return originOf(tab?.url) === origin;
  };

  const mayReach = async (origin: string, tabId?: number) => (await granted(origin)) || isClickedTab(origin, tabId);

  const missing = async (origins: readonly string[], tabId?: number) => {
    const reachable = await Promise.all(origins.map((origin) => mayReach(origin, tabId)));
    return origins.filter((_, index) => !reachable[index]);
  };

  /**
   * A new click makes an older flow of the same connection give way: its popup may be gone, and then nobody tells it that
   * the user said no. In Firefox 153 the mouse click that answers the question always closes the popup (measured).
   */
  const begin = (connectionId: string) => {
    refusedEarly.delete(connectionId);
    waiting.get(connectionId)?.reject(new TokenfillError('permission_missing'));
    waiting.delete(connectionId);
  };

  /** Resolves when all origins are granted. The popup has asked the browser, or is about to, in the same click. */
  const wait = (connectionId: string, origins: readonly string[], tabId: number | undefined) =>
    new Promise<void>((resolve, reject) => {
      if (refusedEarly.delete(connectionId)) reject(new TokenfillError('permission_refused'));
      else waiting.set(connectionId, { origins, tabId, resolve, reject });
      // Nobody may be asking: the popup closed before it came to that.
      setTimeout(() => waiting.get(connectionId)?.reject === reject && begin(connectionId), QUESTION_TIME);
      // The yes may have come first, too.
      void recheck();
    });

  /** Waits only where something is missing. The page that asked is asking the browser for these hosts in the same click. */
  const require = async (connectionId: string, origins: readonly string[], tabId?: number): Promise<void> => {
    const absent = await missing(origins, tabId);
    if (absent.length > 0) await wait(connectionId, absent, tabId);
  };

  /** `permissions.onAdded`, or the popup's word that the browser said yes: let those go on that have all they need. */
  const recheck = async () => {
    for (const [id, flow] of waiting) {
      if ((await missing(flow.origins, flow.tabId)).length > 0) continue;
      if (waiting.delete(id)) flow.resolve();
    }
  };

  /** The answer may come before the flow waits for it: a browser that may not ask says no at once. */
  const refused = (connectionId: string) => {
    if (!waiting.has(connectionId)) refusedEarly.add(connectionId);
    waiting.get(connectionId)?.reject(new TokenfillError('permission_refused'));
    waiting.delete(connectionId);
  };

  return {
    granted,
    mayReach,
    missing,
    begin,
    wait,
    require,
    recheck,
    refused,
    isWaiting: (id: string) => waiting.has(id),
  };
}
export type PermissionGate = ReturnType<typeof createPermissionGate>;
