import { TokenfillError } from '../domain/errors';
import { hostPattern, originOf } from '../domain/origin';
import type { World } from './world';

interface Waiting {
  readonly origins: readonly string[];
  readonly tabId: number | undefined;
  readonly resolve: () => void;
  readonly reject: (error: TokenfillError) => void;
}

/** Knows which hosts we may talk to, and lets a flow wait for the browser's question to be answered. */
export function createPermissionGate({ browser, activeTabReaches }: Pick<World, 'browser' | 'activeTabReaches'>) {
  const waiting = new Map<string, Waiting>();

  const granted = (origin: string) => browser.permissions.contains({ origins: [hostPattern(origin)] });

  /** Read again just before every request: the tab may have gone elsewhere since the click. */
  const isClickedTab = async (origin: string, tabId: number | undefined) => {
    if (!activeTabReaches || tabId === undefined) return false;
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    return originOf(tab?.url) === origin;
  };

  const mayReach = async (origin: string, tabId?: number) => (await granted(origin)) || isClickedTab(origin, tabId);

  const missing = async (origins: readonly string[], tabId?: number) => {
    const reachable = await Promise.all(origins.map((origin) => mayReach(origin, tabId)));
    return origins.filter((_, index) => !reachable[index]);
  };

  /** Resolves when all origins are granted. The popup has asked the browser, or is about to, in the same click. */
  const wait = (connectionId: string, origins: readonly string[], tabId: number | undefined) =>
    new Promise<void>((resolve, reject) => {
      waiting.get(connectionId)?.reject(new TokenfillError('permission_missing'));
      waiting.set(connectionId, { origins, tabId, resolve, reject });
    });

  /** `permissions.onAdded`, or the popup's word that the browser said yes: let those go on that have all they need. */
  const recheck = async () => {
    for (const [id, flow] of waiting) {
      if ((await missing(flow.origins, flow.tabId)).length > 0) continue;
      if (waiting.delete(id)) flow.resolve();
    }
  };

  const refused = (connectionId: string) => {
    waiting.get(connectionId)?.reject(new TokenfillError('permission_refused'));
    waiting.delete(connectionId);
  };

  return { granted, mayReach, missing, wait, recheck, refused, isWaiting: (id: string) => waiting.has(id) };
}
export type PermissionGate = ReturnType<typeof createPermissionGate>;
