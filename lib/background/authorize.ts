import type { Draft } from '../domain/connection';
import { isTokenfillError } from '../domain/errors';
import { pageName } from '../domain/keep';
import { originOf } from '../domain/origin';
import type { FillOutcome } from '../domain/view';
import { apiOrigins } from '../provider/addresses';
import type { Badge } from './badge';
import type { Connections } from './connections';
import type { FillService } from './fill';
import { INTENT_TIME, type Notes } from './notes';
import type { Occasion } from './obtaining';
import type { TokenService } from './tokens';
import type { World } from './world';

export interface AuthorizeRequest {
  readonly connectionId: string;
  readonly tabId: number;
  /** The browser's id of a frame of it; the top document when left out. */
  readonly frameId?: number | undefined;
  readonly draft?: Draft | undefined;
  /** `if needed`: a page that still holds what we filled is left alone. */
  readonly when?: 'always' | 'if needed' | undefined;
}

/** One click: a token if there is none that works, then the page. */
export function createAuthorize(
  { browser, vault, now }: World,
  parts: {
    connections: Connections;
    tokens: TokenService;
    fills: FillService;
    notes: Notes;
    badge: Badge;
  },
) {
  const { connections, tokens, fills, notes, badge } = parts;

  const obtainAndFill = async (
    { connectionId, tabId, frameId, draft, when }: AuthorizeRequest,
    permission: Occasion['permission'],
  ) => {
    const occasion = { tabId, frameId, permission };
    await (draft ? tokens.saveDraft(draft, occasion) : tokens.ensure(connectionId, occasion));
    return fills.fill(connectionId, tabId, when, frameId);
  };

  /** The page calls another region's server: that region's connection is the right one, if the user has it here. */
  const sibling = async (id: string, tabId: number, server: string | undefined) => {
    const { provider } = await connections.find(id);
    const origin = originOf((await browser.tabs.get(tabId)).url) ?? '';
    const candidates = await vault.list();
    return candidates.find(
      (other) =>
        other.id !== id &&
        other.providerId === provider.id &&
        other.origins.includes(origin) &&
        apiOrigins(provider, other).includes(server ?? ''),
    );
  };

  const authorize = async (request: AuthorizeRequest, permission: Occasion['permission']): Promise<FillOutcome> => {
    try {
      const outcome = await obtainAndFill(request, permission).catch(async (error: unknown) => {
        const inFrame = request.frameId !== undefined;
        if (inFrame || !isTokenfillError(error) || error.failure.code !== 'server_needs_other_region') throw error;
        const other = await sibling(request.connectionId, request.tabId, error.failure.detail);
        if (!other) throw error;
        return obtainAndFill({ ...request, connectionId: other.id, draft: undefined }, permission);
      });
      await badge.filled(request.tabId, outcome.record);
      return outcome;
    } catch (error) {
      // A kept page that is walked through without an operation open has not failed; its next one is filled.
      const isWaiting = isTokenfillError(error) && error.failure.code === 'operation_not_open';
      if (request.when !== 'if needed' || !isWaiting) await badge.failed(request.tabId);
      throw error;
    }
  };

  /** The connection that one press fills on a page: the last used of those bound to its origin, or the only one. */
  const choiceFor = async (url: string | undefined, top?: string) => {
    const origin = originOf(url);
    if (origin === undefined) return undefined;
    const bound = (await vault.list()).filter((connection) => connection.origins.includes(origin));
    const last = await notes.lastUsed(pageName({ origin, top }));
    return bound.find((connection) => connection.id === last) ?? (bound.length === 1 ? bound[0] : undefined);
  };

  /** After `permissions.onAdded` in a worker that has lost the waiting flow: go on from what was stored. */
  const resume = async (stillWaiting: (id: string) => boolean) => {
    for (const intent of await notes.intents()) {
      if (intent.keep !== undefined || stillWaiting(intent.connectionId)) continue;
      await notes.forgetIntent(intent.connectionId);
      if (intent.tabId === undefined || now() - intent.at > INTENT_TIME) continue;
      const { connectionId, tabId, frameId } = intent;
      await authorize({ connectionId, tabId, frameId }, 'fail').catch(() => undefined);
    }
  };

  return { authorize, choiceFor, resume };
}
export type Authorize = ReturnType<typeof createAuthorize>;
