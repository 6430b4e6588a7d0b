import { expect } from 'vitest';
import type { ErrorCode } from '../../../lib/domain/errors';
import { NEVER, type Token } from '../../../lib/domain/token';
import { credentialsOf } from '../../../lib/provider/apply';
import { becomeConnection } from '../../../lib/provider/become';
import type { ProviderDefinition } from '../../../lib/provider/definition';
import { obtainToken } from '../../../lib/provider/engine';
import { type Prepared, prepareDraft } from '../../../lib/provider/prepare';
import { findMethod } from '../../../lib/provider/registry';
import { makeKey } from './keys';
import { type Exchange, NOW, playing } from './recorded';
import { openedAs, playWindow, type RecordedSignIn } from './sign-in-window';

/** One recorded case of a provider: inputs as typed, what goes over the wire, and what comes out of it. */
export interface RecordedCase {
  readonly name: string;
  readonly region?: string | null;
  readonly method: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly signIn?: RecordedSignIn;
  readonly exchanges: readonly Exchange[];
  readonly token?: {
    readonly accessToken?: string;
    readonly tokenType?: string;
    readonly scope?: string;
    readonly refreshToken?: string;
    readonly livesSeconds?: number;
    readonly expiresAt?: number;
    readonly expiresOn?: string;
    readonly never?: true;
    readonly extras?: Readonly<Record<string, string>>;
  };
  readonly credentials?: readonly unknown[];
  readonly becomes?: { readonly method: string; readonly plain: object; readonly secrets: object };
  readonly failure?: {
    readonly code: ErrorCode;
    readonly advice?: string;
    readonly detail?: string;
    readonly retryAfter?: number;
  };
}

/** Plays a case against a definition and checks the requests, and the token with its headers or the failure. */
export async function playCase(provider: ProviderDefinition, one: RecordedCase): Promise<void> {
  const method = findMethod(provider, one.method);
  if (!method) throw new Error(`no method ${one.method} in ${provider.id}`);
  const player = playing(one.exchanges);
  const regionId = one.region ?? undefined;
  const draft = {
    ...{ id: 'c1', label: '', providerId: provider.id, methodId: method.id, regionId },
    ...{ inputs: one.inputs, allowHttp: false, origins: [] },
  };
  const signIn = playWindow(one.signIn?.answers ?? {});
  const world = { ...player.world, signIn: one.signIn && signIn.window };
  const attempt = async () => {
    const prepared = prepareDraft({ ...draft, inputs: await withKeys(one.inputs) }, { provider, method, now: NOW });
    const request = { provider, method, regionId, inputs: prepared.inputs, allowHttp: false };
    return { prepared, token: await obtainToken(request, world) };
  };
  const result: Success | Error = await attempt().catch((error: Error) => error);

  expect(player.left()).toEqual([]);
  expect(openedAs(signIn.opened[0])).toEqual(one.signIn?.opens);
  expect(player.seen).toEqual(one.exchanges.map((exchange) => withSigned(exchange.request)));
  if (one.failure) return expectFailure(result, one.failure);
  if (result instanceof Error) throw result;
  const { prepared, token } = result;
  expectToken(token, one.token ?? {});
  if (one.credentials) {
    expect(credentialsOf(provider, method, prepared.connection, prepared.secrets, token)).toEqual(one.credentials);
  }
  if (one.becomes) {
    const { connection, secrets } = becomeConnection(provider, method, prepared, token);
    expect({ method: connection.methodId, plain: connection.inputs, secrets }).toEqual(one.becomes);
  }
}

const PRIVATE_KEY = '<a private key>';
const SIGNED = '<a signed JWT>';
const VERIFIER = '<a verifier>';

/** No recording holds a key: one is made where the case says so. */
async function withKeys(inputs: RecordedCase['inputs']): Promise<RecordedCase['inputs']> {
  const entries = Object.entries(inputs).map(async ([name, value]) => [
    name,
    value === PRIVATE_KEY ? (await makeKey(inputs.algorithm)).pem : value,
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** A signed statement or a verifier differs each time; `sign.test.ts` and `sign-in.test.ts` look into them. */
function withSigned(request: Exchange['request']): unknown {
  const isSigned = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  const isVerifier = expect.stringMatching(/^[\w-]{43}$/);
  const made = new Map<unknown, unknown>([
    [SIGNED, isSigned],
    [VERIFIER, isVerifier],
  ]);
  return JSON.parse(JSON.stringify(request), (_, value) => made.get(value) ?? value);
}

interface Success {
  readonly prepared: Prepared;
  readonly token: Token;
}

function expectFailure(error: unknown, expected: NonNullable<RecordedCase['failure']>) {
  const { advice, detail, ...exact } = expected;
  expect(error).toMatchObject({ failure: exact });
  const failure = (error as { failure: { advice?: string; detail?: string } }).failure;
  if (advice) expect(failure.advice).toContain(advice);
  if (detail) expect(failure.detail).toContain(detail);
  expect(JSON.stringify(failure)).not.toMatch(/made-up-(secret|password|access-token|api-token)/);
}

function expectToken(token: Token, expected: NonNullable<RecordedCase['token']>) {
  const { livesSeconds, expiresAt, expiresOn, never, ...exact } = expected;
  expect(token).toMatchObject({ ...exact, obtainedAt: NOW });
  if (livesSeconds !== undefined) expect(token.expiresAt).toBe(NOW + livesSeconds * 1000);
  if (expiresAt !== undefined) expect(token.expiresAt).toBe(expiresAt);
  if (expiresOn !== undefined) expect(token.expiresAt).toBe(new Date(`${expiresOn}T23:59:59`).getTime());
  if (never) expect(token.expiresAt).toBe(NEVER);
}
