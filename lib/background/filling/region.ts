import { decideServer } from '../../domain/decide-server';
import { TokenfillError } from '../../domain/errors';
import { originOf } from '../../domain/origin';
import { apiOrigins, otherRegionOrigins } from '../../provider/addresses';
import { canBeFilled } from '../../provider/freshness';
import type { Injector } from '../pages/inject';
import type { Connections } from '../tokens/connections';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import { lookAt } from './fill-page';

/** Which of a provider's regions a page calls, and the user's connection for it. */
export function createRegion(
  { browser, vault, now }: Pick<World, 'browser' | 'vault' | 'now'>,
  { connections, injector, notes }: { connections: Connections; injector: Injector; notes: Notes },
) {
  const originOfTab = async (tabId: number) => originOf((await browser.tabs.get(tabId)).url) ?? '';

  /** The connection of the same provider for this server, if the user has one here: of several the last used. */
  const sibling = async (id: string, tabId: number, server: string | undefined): Promise<string | undefined> => {
    const { provider } = await connections.find(id);
    const origin = await originOfTab(tabId);
    const fitting = (await vault.list()).filter(
      (other) =>
        other.id !== id &&
        other.providerId === provider.id &&
        other.origins.includes(origin) &&
        apiOrigins(provider, other).includes(server ?? ''),
    );
    const used = await notes.usedOn(origin);
    return used.find((one) => fitting.some((other) => other.id === one)) ?? fitting[0]?.id;
  };

  /**
   * The connection to obtain a token for, where nobody has named one: the page is asked first which region it calls, so that no
   * token is obtained for another. Nothing is carried into the page.
   *
   * @throws TokenfillError `server_needs_other_region` as the fill would; what a page says that cannot be read
   */
  const choose = async (id: string, tabId: number): Promise<string> => {
    const { provider, connection, method, token } = await connections.find(id);
    const others = otherRegionOrigins(provider, connection);
    // With a token at hand no request is at stake: the fill itself decides.
    if (others.length === 0 || (token && canBeFilled(method, token, now()))) return id;
    const report = await lookAt(injector, tabId, await originOfTab(tabId));
    const decision = decideServer(connection, apiOrigins(provider, connection), others, report.server);
    if (decision.allow || decision.code !== 'server_needs_other_region') return id;
    const other = await sibling(id, tabId, decision.server);
    if (other === undefined) throw new TokenfillError(decision.code, { detail: decision.server });
    return other;
  };

  return { sibling, choose };
}
export type Region = ReturnType<typeof createRegion>;
