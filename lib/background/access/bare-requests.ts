import { TokenfillError } from '../../domain/errors';
import { originOf } from '../../domain/origin';
import type { PreparedRequest } from '../../provider/guarded-fetch';
import { areasOf } from '../world/areas';
import type { World } from '../world/world';

/** Hosts whose requests the user wants to be sent without `Origin`, one key each in `storage.local`. */
const BARE_PREFIX = 'bare:';
/** Ids of our rules for requests of ours; rules that pages are concerned with have others. */
const RULES = { first: 1, last: 999 } as const;

/**
 * Token requests without the header `Origin`, for servers that refuse `chrome-extension://…` (Spring's CORS filter, Django's
 * CSRF check). Switched on by the user per host. The rule holds for our own POST to that one URL and for no page (M3); it is
 * there while the request is under way, and whatever a killed worker left behind goes at the next start.
 */
export function createBareRequests({ browser, lock }: Pick<World, 'browser' | 'lock'>) {
  const { local } = areasOf(browser);
  const rules = browser.declarativeNetRequest;
  const ourHost = new URL(browser.runtime.getURL('/')).host;

  const ourRules = async () =>
    (await rules.getSessionRules()).map(({ id }) => id).filter((id) => id >= RULES.first && id <= RULES.last);

  const add = (url: URL): Promise<number> =>
    lock('bare-requests', async () => {
      const id = Math.max(0, ...(await ourRules())) + 1;
      await rules.updateSessionRules({ addRules: [{ id, ...withoutOrigin(url, ourHost) }] });
      return id;
    });

  const remove = (ids: number[]) => rules.updateSessionRules({ removeRuleIds: ids });

  return {
    /** Sends, without `Origin` where the user said so. */
    around: async <T>({ url, method }: Pick<PreparedRequest, 'url' | 'method'>, send: () => Promise<T>): Promise<T> => {
      if (method !== 'POST' || !(await goesBare(browser, url.origin))) return send();
      const id = await add(url);
      try {
        return await send();
      } finally {
        await remove([id]);
      }
    },
    /** @throws TokenfillError `bad_address` */
    turnOn: async (text: string): Promise<void> => {
      const origin = originOf(text);
      if (origin === undefined) throw new TokenfillError('bad_address');
      await local.set({ [BARE_PREFIX + origin]: 'on' });
    },
    /** At the start of the worker no request of ours is under way. */
    removeLeftovers: () =>
      lock('bare-requests', async () => {
        const left = await ourRules();
        if (left.length > 0) await remove(left);
      }),
  };
}
/** Whether the user wants requests to this origin to go without `Origin`. */
export async function goesBare(browser: World['browser'], origin: string): Promise<boolean> {
  const key = BARE_PREFIX + origin;
  return (await areasOf(browser).local.get(key))[key] === 'on';
}

export type BareRequests = ReturnType<typeof createBareRequests>;

function withoutOrigin(url: URL, ourHost: string) {
  return {
    priority: 1,
    action: { type: 'modifyHeaders' as const, requestHeaders: [{ header: 'origin', operation: 'remove' as const }] },
    condition: {
      urlFilter: `|${url.href}|`,
      initiatorDomains: [ourHost],
      requestMethods: ['post' as const],
      resourceTypes: ['xmlhttprequest' as const],
    },
  };
}
