import type { Draft } from '../../domain/connection';
import { TokenfillError } from '../../domain/errors';
import { isOver, markReissued, type Token } from '../../domain/token';
import { tokenOrigins } from '../../provider/addresses';
import { becomeConnection } from '../../provider/become';
import { canBeFilled } from '../../provider/freshness';
import { isAsked } from '../../provider/inputs';
import type { Prepared } from '../../provider/prepare';
import { withoutRefreshToken } from '../../provider/refresh';
import type { PermissionGate } from '../access/permission-gate';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { Connections, Known } from './connections';
import type { EarlyEnds } from './early-ends';
import type { Lost } from './lost';
import type { Obtaining, Occasion } from './obtaining';
import type { Pauses } from './pauses';
import type { Refusals } from './refusals';
import { createRemembering } from './remembering';
import { asksTheSame, refreshTokenOf } from './same-request';

export interface TokenServiceParts {
  readonly connections: Connections;
  readonly earlyEnds: EarlyEnds;
  readonly gate: PermissionGate;
  readonly lost: Lost;
  readonly notes: Notes;
  readonly obtaining: Obtaining;
  readonly pauses: Pauses;
  readonly refusals: Refusals;
}

/** The token service: single flight per connection; what is stored changes only when a new token works. */
export function createTokenService(
  { vault, now, lock }: World,
  { connections, earlyEnds, gate, lost, notes, obtaining, pauses, refusals }: TokenServiceParts,
) {
  const { openHosts, obtain } = obtaining;

  const remembering = createRemembering({ vault }, notes, refusals);

  /** One flow per connection at a time; a click does not queue behind one that waits for an answer. */
  const oneByOne = <T>(id: string, { permission }: Occasion, run: () => Promise<T>): Promise<T> => {
    if (permission === 'wait') gate.begin(id);
    return lock(`token:${id}`, run);
  };

  /** @throws TokenfillError what the provider has said to these credentials, or said a moment ago: it is not asked by itself now */
  const mayAskByItself = async (id: string): Promise<void> => {
    const code = await refusals.standing(id);
    if (code) throw new TokenfillError(code);
    await pauses.pass(id);
  };

  const obtainStored = async (known: Known, occasion: Occasion): Promise<Token> => {
    const { connection, secrets, provider, method } = known;
    if (known.locked) throw new TokenfillError('locked');
    const inputs = { ...connection.inputs, ...secrets };
    const needed = method.inputs.filter((input) => !input.optional && isAsked(input, inputs));
    const absent = needed.find((input) => (inputs[input.name] ?? '') === '');
    if (absent) throw new TokenfillError('secret_missing', { detail: absent.label });
    await openHosts(connection.id, tokenOrigins(provider, method, connection), occasion, 'go on');
    const { regionId, allowHttp } = connection;
    const request = { provider, method, regionId, inputs, allowHttp };
    return pauses.during(connection, occasion, async () => {
      const obtained = await obtain({ id: connection.id, request, secrets, token: known.token }, occasion);
      const { token: given, secrets: renewed } = withoutRefreshToken(obtained);
      const token = markReissued(known.token, given);
      // A pasted token that is over cannot be asked for again: a person must make a new one.
      if (method.steps.length === 0 && isOver(token, now())) throw new TokenfillError('secret_expired');
      const same = Object.entries(renewed).every(([name, value]) => secrets?.[name] === value);
      await vault.writeToken(connection.id, token, same ? undefined : { ...secrets, ...renewed });
      await notes.endRefresh(connection.id);
      if (known.token && occasion.by === 'itself') await earlyEnds.replaced(known, known.token, token);
      return token;
    });
  };

  /**
   * A token that can be filled now. Callers at the same time wait for the first and get its token.
   *
   * @throws TokenfillError as the engine, `secret_missing`, `permission_missing`, `permission_refused`
   */
  const ensure = (id: string, occasion: Occasion): Promise<Token> =>
    oneByOne(id, occasion, async () => {
      const known = await connections.find(id);
      const { token } = known;
      if (token && canBeFilled(known.method, token, now())) return token;
      if (token && occasion.by === 'itself' && !(await earlyEnds.mayBeReplaced(known, token))) return token;
      if (occasion.by === 'itself') await mayAskByItself(id);
      return remembering(id, known.connection.rev, () => obtainStored(known, occasion));
    });

  /**
   * A newer token than the one obtained at `obtainedAt` (ms), whatever its expiry says: the API has just refused that one.
   * Nobody is there to be asked, so a missing permission fails.
   */
  const renew = (id: string, obtainedAt: number): Promise<Token> =>
    lock(`token:${id}`, async () => {
      const known = await connections.find(id);
      if (known.token && known.token.obtainedAt > obtainedAt) return known.token;
      await mayAskByItself(id);
      return remembering(id, known.connection.rev, () => obtainStored(known, { permission: 'fail', by: 'itself' }));
    });

  const store = async (prepared: Prepared & Pick<Known, 'provider' | 'method'>, obtained: Token, rev: number) => {
    const { token, secrets } = withoutRefreshToken(obtained);
    const kept = becomeConnection(prepared.provider, prepared.method, prepared, token);
    await vault.write({ connection: { ...kept.connection, rev }, secrets: { ...kept.secrets, ...secrets }, token });
    await notes.endRefresh(prepared.connection.id);
    return token;
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
      // A refresh token goes on only where everything is as it was: it must not travel to another address.
      const same = entry !== undefined && asksTheSame(entry, prepared);
      const secrets = { ...prepared.secrets, ...(same && refreshTokenOf(entry)) };
      if (same && entry.token && canBeFilled(method, entry.token, now())) {
        await vault.write({ connection: { ...connection, rev: rev + 1 }, secrets, token: entry.token });
        await notes.changed();
        return entry.token;
      }
      const keepsNothing = method.inputs.some((input) => input.once);
      const storesFirst = !entry?.token && !keepsNothing;
      if (storesFirst) {
        rev += 1;
        await vault.write({ connection: { ...connection, rev }, secrets });
      }
      return remembering(draft.id, storesFirst ? rev : undefined, async () => {
        const { regionId, allowHttp } = connection;
        await openHosts(
          draft.id,
          tokenOrigins(provider, method, connection),
          occasion,
          storesFirst ? 'go on' : 'give up',
        );
        const request = { provider, method, regionId, inputs, allowHttp };
        const make = async () =>
          store(prepared, await obtain({ id: draft.id, request, secrets, token: entry?.token }, occasion), rev + 1);
        if (!method.steps.some((step) => step.creates)) return make();
        const { id, label, providerId } = connection;
        return lost.guard({ id, label, providerId }, make);
      });
    });

  return { ensure, renew, saveDraft };
}
export type TokenService = ReturnType<typeof createTokenService>;
