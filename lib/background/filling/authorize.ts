import type { Draft } from '../../domain/connection';
import { isTokenfillError } from '../../domain/errors';
import { pageName } from '../../domain/keep';
import { originOf } from '../../domain/origin';
import type { FillOutcome } from '../../domain/view';
import { QUESTION_TIME } from '../access/permission-gate';
import type { Occasion } from '../tokens/obtaining';
import type { TokenService } from '../tokens/tokens';
import type { Badge } from '../world/badge';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { FillService } from './fill';
import type { Refill } from './refill';
import type { Region } from './region';

export interface AuthorizeRequest {
  readonly connectionId: string;
  readonly tabId: number;
  /** The browser's id of a frame of it; the top document when left out. */
  readonly frameId?: number | undefined;
  /** Of the document that is meant: another one that is there by the time there is a token gets nothing. */
  readonly origin?: string | undefined;
  readonly draft?: Draft | undefined;
  /** `if needed`: a page that still holds what we filled is left alone. */
  readonly when?: 'always' | 'if needed' | undefined;
}

/** One click: a token if there is none that works, then the page. */
export function createAuthorize(
  { browser, vault, now }: Pick<World, 'browser' | 'vault' | 'now'>,
  parts: { tokens: TokenService; fills: FillService; notes: Notes; refill: Refill; region: Region; badge: Badge },
) {
  const { tokens, fills, notes, refill, region, badge } = parts;

  const obtainAndFill = async (
    { connectionId, tabId, frameId, origin, draft, when }: AuthorizeRequest,
    permission: Occasion['permission'],
  ) => {
    const by = when === 'if needed' ? ('itself' as const) : undefined;
    const occasion = { tabId, frameId, origin, permission, by };
    await (draft ? tokens.saveDraft(draft, occasion) : tokens.ensure(connectionId, occasion));
    return fills.fill(connectionId, tabId, when, frameId, origin);
  };

  /** Of the page that a click was made on, where the browser tells. Whose a frame is, only its port says. */
  const originBehind = async ({ tabId, frameId }: AuthorizeRequest) =>
    frameId ? undefined : originOf((await browser.tabs.get(tabId).catch(() => undefined))?.url);

  /** Where nobody is waiting in the popup, the page's own region comes first. */
  const inItsRegion = async (request: AuthorizeRequest): Promise<AuthorizeRequest> =>
    request.draft || request.frameId !== undefined
      ? request
      : { ...request, connectionId: await region.choose(request.connectionId, request.tabId) };

  const authorize = async (asked: AuthorizeRequest, permission: Occasion['permission']): Promise<FillOutcome> => {
    try {
      const meant = { ...asked, origin: asked.origin ?? (await originBehind(asked)) };
      const request = permission === 'fail' ? await inItsRegion(meant) : meant;
      const outcome = await obtainAndFill(request, permission).catch(async (error: unknown) => {
        const inFrame = request.frameId !== undefined;
        if (inFrame || !isTokenfillError(error) || error.failure.code !== 'server_needs_other_region') throw error;
        // The page calls another region's server: that region's connection is the right one, if the user has it here.
        const other = await region.sibling(request.connectionId, request.tabId, error.failure.detail);
        if (other === undefined) throw error;
        return obtainAndFill({ ...request, connectionId: other, draft: undefined }, permission);
      });
      // The icon follows; whoever pressed need not wait for it.
      void badge.filled(request.tabId, outcome.record);
      // Other pages may hold the token that this one has just replaced.
      void refill.all(outcome.record.connectionId).catch(() => undefined);
      return outcome;
    } catch (error) {
      // A kept page that is walked through without an operation open has not failed; its next one is filled.
      const isWaiting = isTokenfillError(error) && error.failure.code === 'operation_not_open';
      if (asked.when !== 'if needed' || !isWaiting) await badge.failed(asked.tabId);
      throw error;
    }
  };

  /** The connection that one press fills on a page: the last used of those bound to its origin, or the only one. */
  const choiceFor = async (url: string | undefined, top?: string) => {
    const origin = originOf(url);
    if (origin === undefined) return undefined;
    const bound = (await vault.list()).filter((connection) => connection.origins.includes(origin));
    const used = await notes.usedOn(pageName({ origin, top }));
    const last = used.find((id) => bound.some((connection) => connection.id === id));
    return bound.find((connection) => connection.id === last) ?? (bound.length === 1 ? bound[0] : undefined);
  };

  /** After `permissions.onAdded` in a worker that has lost the waiting flow: go on from what was stored. */
  const resume = async (stillWaiting: (id: string) => boolean) => {
    for (const intent of await notes.intents()) {
      if (intent.keep !== undefined || stillWaiting(intent.connectionId)) continue;
      await notes.forgetIntent(intent.connectionId);
      if (intent.tabId === undefined || now() - intent.at > QUESTION_TIME) continue;
      const { connectionId, tabId, frameId, origin } = intent;
      await authorize({ connectionId, tabId, frameId, origin }, 'fail').catch(() => undefined);
    }
  };

  return { authorize, choiceFor, resume };
}
export type Authorize = ReturnType<typeof createAuthorize>;
