import type { Secrets } from '../../domain/connection';
import { isTokenfillError, TokenfillError } from '../../domain/errors';
import type { Token } from '../../domain/token';
import { type ObtainRequest, obtainToken, refreshToken } from '../../provider/engine';
import { REFRESH_TOKEN } from '../../provider/refresh';
import type { PermissionGate } from '../access/permission-gate';
import type { Reach } from '../access/reach';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import { createSignInWindow } from './sign-in-window';

/** For whom a token is obtained: the tab of the click, and what to do when a host is not granted. */
export interface Occasion {
  readonly tabId?: number | undefined;
  readonly frameId?: number | undefined;
  /** Of the document that is meant. */
  readonly origin?: string | undefined;
  /** `wait`: a page of ours is asking the browser in this very click. `fail`: nobody is there to be asked. */
  readonly permission: 'wait' | 'fail';
  /** `itself`: by an alarm or a page, without anybody's click. */
  readonly by?: 'itself' | undefined;
}

/** What to obtain for which connection, and what is left of the last time. */
export interface Wanted {
  readonly id: string;
  readonly request: ObtainRequest;
  readonly secrets?: Secrets | undefined;
  readonly token?: Token | undefined;
}

/** The way to a token: the browser's permission first, then the refresh token if there is one, then the method's steps. */
export function createObtaining(
  { now, browser }: Pick<World, 'now' | 'browser'>,
  gate: PermissionGate,
  notes: Notes,
  reach: Reach,
) {
  /**
   * Hosts first, request second: a missing permission would not stop the request, only hide its answer (M4).
   *
   * @param after the browser's question, which may close the popup and outlive the worker: `go on` is for what is stored by then
   */
  const openHosts = async (
    id: string,
    origins: readonly string[],
    occasion: Occasion,
    after: 'go on' | 'give up',
  ): Promise<void> => {
    const missing = await gate.missing(origins, occasion.tabId);
    if (missing.length === 0) return;
    if (occasion.permission === 'fail') throw new TokenfillError('permission_missing', { detail: missing.join(', ') });
    if (after === 'go on') {
      const { tabId, frameId, origin } = occasion;
      await notes.writeIntent({ connectionId: id, tabId, frameId, origin, at: now() });
    }
    try {
      await gate.wait(id, missing, occasion.tabId);
    } finally {
      await notes.forgetIntent(id);
    }
  };

  const refresh = async ({ id, request, secrets, token }: Wanted, occasion: Occasion): Promise<Token> => {
    const refreshes = token?.refreshes;
    // A refresh token that is good for one use may have been used by a worker that died: only a person tries it again.
    if (refreshes !== 'fixed' && occasion.permission === 'fail' && (await notes.isRefreshing(id))) {
      throw new TokenfillError('unknown_outcome');
    }
    await notes.beginRefresh(id);
    try {
      return await refreshToken(request, { refreshToken: secrets?.[REFRESH_TOKEN], refreshes }, reach(occasion.tabId));
    } catch (error) {
      const lost = isTokenfillError(error) && error.failure.code === 'unknown_outcome';
      if (!lost) await notes.endRefresh(id);
      throw error;
    }
  };

  /**
   * A token, with the refresh token to keep where there is one. Nothing is stored here.
   *
   * @throws TokenfillError as the engine; `sign_in_needed` when only a person at the browser could go on
   */
  const obtain = async (wanted: Wanted, occasion: Occasion): Promise<Token> => {
    const { request, secrets } = wanted;
    const { refresh: step } = request.method;
    if (step && secrets?.[REFRESH_TOKEN]) {
      try {
        return await refresh(wanted, occasion);
      } catch (error) {
        const over = isTokenfillError(error) && error.failure.code === 'invalid_grant';
        if (!over) throw error;
      }
    }
    const signIn =
      request.method.signIn && occasion.permission === 'wait' ? createSignInWindow({ browser }) : undefined;
    return obtainToken(request, { ...reach(occasion.tabId), signIn });
  };

  return { openHosts, obtain };
}
export type Obtaining = ReturnType<typeof createObtaining>;
