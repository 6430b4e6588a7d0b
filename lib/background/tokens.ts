import type { Draft } from '../domain/connection';
import { failureOf, TokenfillError } from '../domain/errors';
import { isOver, type Token } from '../domain/token';
import { tokenOrigins } from '../provider/addresses';
import { becomeConnection } from '../provider/become';
import { obtainToken } from '../provider/engine';
import { canBeFilled } from '../provider/freshness';
import type { Prepared } from '../provider/prepare';
import type { Entry } from '../vault/vault';
import type { Connections, Known } from './connections';
import type { Notes } from './notes';
import type { PermissionGate } from './permission-gate';
import type { World } from './world';

/** For whom a token is obtained: the tab of the click, and what to do when a host is not granted. */
export interface Occasion {
  readonly tabId?: number | undefined;
  /** `wait`: a page of ours is asking the browser in this very click. */
  readonly permission: 'wait' | 'fail';
}

/** The token service: single flight per connection; what is stored changes only when a new token works. */
export function createTokenService(world: World, connections: Connections, gate: PermissionGate, notes: Notes) {
  const { vault, now, lock, browser, fetch, sleep, random } = world;

  /** Hosts first, request second: a missing permission would not stop the request, only hide its answer (M4). */
  const openHosts = async (id: string, origins: readonly string[], occasion: Occasion, resumable: boolean) => {
    const missing = await gate.missing(origins, occasion.tabId);
    if (missing.length === 0) return;
    if (occasion.permission === 'fail') throw new TokenfillError('permission_missing', { detail: missing.join(', ') });
    if (resumable) await notes.writeIntent({ connectionId: id, tabId: occasion.tabId, at: now() });
    try {
      await gate.wait(id, missing, occasion.tabId);
    } finally {
      await notes.forgetIntent(id);
    }
  };

  const obtain = (request: Parameters<typeof obtainToken>[0], occasion: Occasion) =>
    obtainToken(request, {
      fetch,
      now,
      sleep,
      random,
      mayReach: (origin) => gate.mayReach(origin, occasion.tabId),
      keepAlive: () => browser.runtime.getPlatformInfo(),
    });

  /** Runs, and on failure remembers why for the screens. Never changes connection, secrets or token. */
  const remembering = async <T>(id: string, run: () => Promise<T>): Promise<T> => {
    try {
      const result = await run();
      await notes.forgetFailure(id);
      return result;
    } catch (error) {
      if (await vault.read(id)) await notes.writeFailure(id, failureOf(error, 'network'));
      throw error;
    } finally {
      await notes.changed();
    }
  };

  /** One flow per connection at a time; a click does not queue behind one that waits for an answer. */
  const oneByOne = <T>(id: string, { permission }: Occasion, run: () => Promise<T>): Promise<T> => {
    if (permission === 'wait') gate.begin(id);
    return lock(`token:${id}`, run);
  };

  const obtainStored = async (known: Known, occasion: Occasion): Promise<Token> => {
    const { connection, secrets, provider, method } = known;
    if (known.locked) throw new TokenfillError('locked');
    const inputs = { ...connection.inputs, ...secrets };
    const absent = method.inputs.find((input) => !input.optional && (inputs[input.name] ?? '') === '');
    if (absent) throw new TokenfillError('secret_missing', { detail: absent.label });
    await openHosts(connection.id, tokenOrigins(provider, method, connection), occasion, true);
    const { regionId, allowHttp } = connection;
    const token = await obtain({ provider, method, regionId, inputs, allowHttp }, occasion);
    // A pasted token that is over cannot be asked for again: a person must make a new one.
    if (method.steps.length === 0 && isOver(token, now())) throw new TokenfillError('secret_expired');
    await vault.writeToken(connection.id, token);
    return token;
  };

  /**
   * A token that can be filled now. Callers at the same time wait for the first and get its token.
   *
   * @throws TokenfillError as the engine, `secret_missing`, `permission_missing`, `permission_refused`
   */
  const ensure = (id: string, occasion: Occasion): Promise<Token> =>
    oneByOne(id, occasion, async () => {
      const known = await connections.find(id);
      if (known.token && canBeFilled(known.method, known.token, now())) return known.token;
      return remembering(id, () => obtainStored(known, occasion));
    });

  /**
   * A newer token than the one obtained at `obtainedAt` (ms), whatever its expiry says: the API has just refused that one.
   * Nobody is there to be asked, so a missing permission fails.
   */
  const renew = (id: string, obtainedAt: number): Promise<Token> =>
    lock(`token:${id}`, async () => {
      const known = await connections.find(id);
      if (known.token && known.token.obtainedAt > obtainedAt) return known.token;
      return remembering(id, () => obtainStored(known, { permission: 'fail' }));
    });

  const store = async (prepared: Prepared & Pick<Known, 'provider' | 'method'>, token: Token, rev: number) => {
    const kept = becomeConnection(prepared.provider, prepared.method, prepared, token);
    await vault.write({ connection: { ...kept.connection, rev }, secrets: kept.secrets, token });
  };

  /**
   * Saves a draft once a token has been obtained with it. A new connection is kept at once, so that a prompt that closes
   * the popup, or a wrong secret, costs no typing; a method whose inputs are used once leaves nothing until it worked.
   */
  const saveDraft = (draft: Draft, occasion: Occasion): Promise<Token> =>
    oneByOne(draft.id, occasion, async () => {
      const prepared = await connections.prepare(draft);
      const { provider, method, connection, inputs, entry } = prepared;
      let rev = entry?.connection.rev ?? 0;
      if (entry?.token && canBeFilled(method, entry.token, now()) && asksTheSame(entry, prepared)) {
        await vault.write({
          connection: { ...connection, rev: rev + 1 },
          secrets: prepared.secrets,
          token: entry.token,
        });
        await notes.changed();
        return entry.token;
      }
      const keepsNothing = method.inputs.some((input) => input.once);
      if (!entry?.token && !keepsNothing) {
        rev += 1;
        await vault.write({ connection: { ...connection, rev }, secrets: prepared.secrets });
      }
      return remembering(draft.id, async () => {
        const { regionId, allowHttp } = connection;
        await openHosts(draft.id, tokenOrigins(provider, method, connection), occasion, !entry?.token && !keepsNothing);
        const token = await obtain({ provider, method, regionId, inputs, allowHttp }, occasion);
        await store(prepared, token, rev + 1);
        return token;
      });
    });

  return { ensure, renew, saveDraft };
}
export type TokenService = ReturnType<typeof createTokenService>;

/** Whether an edit leaves everything that a token depends on as it is: a new label needs no new token. */
function asksTheSame({ connection, secrets }: Entry, prepared: Prepared): boolean {
  const essence = (one: Entry['connection'], own: Entry['secrets']) =>
    JSON.stringify([one.methodId, one.regionId, one.allowHttp, sorted(one.inputs), sorted(own ?? {})]);
  return essence(connection, secrets) === essence(prepared.connection, prepared.secrets);
}

function sorted(values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(values).sort(([a], [b]) => a.localeCompare(b));
}
