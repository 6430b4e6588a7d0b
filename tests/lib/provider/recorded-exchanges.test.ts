import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../lib/domain/errors';
import { NEVER } from '../../../lib/domain/token';
import { credentialsOf } from '../../../lib/provider/apply';
import { becomeConnection } from '../../../lib/provider/become';
import { obtainToken } from '../../../lib/provider/engine';
import { type Prepared, prepareDraft } from '../../../lib/provider/prepare';
import { findMethod, findProvider, providers } from '../../../lib/provider/registry';
import { type Exchange, NOW, playing } from './recorded';

/** One recorded case of a provider: inputs as typed, what goes over the wire, and what comes out of it. */
interface Case {
  readonly name: string;
  readonly region?: string | null;
  readonly method: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly exchanges: readonly Exchange[];
  readonly token?: {
    readonly accessToken?: string;
    readonly tokenType?: string;
    readonly scope?: string;
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

const folder = resolve(import.meta.dirname, '../../fixtures/providers');
const files = readdirSync(folder).map((file) => basename(file, '.json'));
const casesOf = (id: string) =>
  (JSON.parse(readFileSync(resolve(folder, `${id}.json`), 'utf8')) as { cases: Case[] }).cases;

function definitionOf(id: string, methodId: string) {
  const provider = findProvider(id);
  const method = findMethod(provider, methodId);
  if (!provider || !method) throw new Error(`no method ${methodId} in ${id}`);
  return { provider, method };
}

async function run(id: string, one: Case) {
  const { provider, method } = definitionOf(id, one.method);
  const player = playing(one.exchanges);
  const regionId = one.region ?? undefined;
  const draft = {
    id: 'c1',
    label: '',
    providerId: id,
    methodId: method.id,
    regionId,
    inputs: one.inputs,
    allowHttp: false,
    origins: [],
  };
  const attempt = async () => {
    const prepared = prepareDraft(draft, { provider, method, now: NOW });
    const token = await obtainToken(
      { provider, method, regionId, inputs: prepared.inputs, allowHttp: false },
      player.world,
    );
    return { prepared, token };
  };
  return { provider, method, player, result: await attempt().catch((error: unknown) => error) };
}

type Success = { prepared: Prepared; token: Awaited<ReturnType<typeof obtainToken>> };

describe.each(files)('%s as recorded', (id) => {
  it.each(casesOf(id).map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const { provider, method, player, result } = await run(id, one);

    expect(player.left()).toEqual([]);
    expect(player.seen).toEqual(one.exchanges.map((exchange) => exchange.request));
    if (one.failure) return expectFailure(result, one.failure);
    expect(result).not.toBeInstanceOf(Error);
    const { prepared, token } = result as Success;
    expectToken(token, one.token ?? {});
    if (one.credentials) {
      expect(credentialsOf(provider, method, prepared.connection, prepared.secrets, token)).toEqual(one.credentials);
    }
    if (one.becomes) {
      const { connection, secrets } = becomeConnection(provider, method, prepared, token);
      expect({ method: connection.methodId, plain: connection.inputs, secrets }).toEqual(one.becomes);
    }
  });
});

function expectFailure(error: unknown, expected: NonNullable<Case['failure']>) {
  const { advice, detail, ...exact } = expected;
  expect(error).toMatchObject({ failure: exact });
  const failure = (error as { failure: { advice?: string; detail?: string } }).failure;
  if (advice) expect(failure.advice).toContain(advice);
  if (detail) expect(failure.detail).toContain(detail);
  expect(JSON.stringify(failure)).not.toMatch(/made-up-(secret|password|access-token|api-token)/);
}

function expectToken(token: Success['token'], expected: NonNullable<Case['token']>) {
  const { livesSeconds, expiresAt, expiresOn, never, ...exact } = expected;
  expect(token).toMatchObject({ ...exact, obtainedAt: NOW });
  if (livesSeconds !== undefined) expect(token.expiresAt).toBe(NOW + livesSeconds * 1000);
  if (expiresAt !== undefined) expect(token.expiresAt).toBe(expiresAt);
  if (expiresOn !== undefined) expect(token.expiresAt).toBe(new Date(`${expiresOn}T23:59:59`).getTime());
  if (never) expect(token.expiresAt).toBe(NEVER);
}

describe('recordings', () => {
  it('exist for every built-in provider and for nothing else', () => {
    expect([...files].sort()).toEqual(providers.map((provider) => provider.id).sort());
  });

  it.each(
    providers.flatMap((provider) =>
      provider.methods.map((method) => [provider.id, method.id, method.steps.length] as const),
    ),
  )('%s / %s has a good one, and a bad one when it sends requests', (id, methodId, steps) => {
    const mine = casesOf(id).filter((one) => one.method === methodId);
    expect(mine.some((one) => one.token !== undefined)).toBe(true);
    if (steps > 0) expect(mine.some((one) => one.failure !== undefined)).toBe(true);
  });
});
