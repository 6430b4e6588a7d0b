import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discover } from '../../lib/provider/discovery';
import { obtainToken } from '../../lib/provider/engine';
import { CHOSEN_CLIENT } from '../../lib/provider/oauth-methods';
import { revokeTokens } from '../../lib/provider/revoke';
import type { EngineWorld } from '../../lib/provider/run-step';
import oauth2 from '../../lib/providers/oauth2';
import { makeKey } from '../lib/provider/keys';
import { type LocalProviders, startLocalProviders } from './index';
import { oidc } from './oidc/clients';
import { type Oidc, startOidc } from './oidc/start';

/** Our engine against a certified server: what it takes and what it refuses, over https on this machine. */
const ALGORITHMS = ['ES256', 'RS256', 'PS256'] as const;
type Keys = Record<(typeof ALGORITHMS)[number], Awaited<ReturnType<typeof makeKey>>>;

let keys: Keys;
let server: Oidc;
let providers: LocalProviders;

beforeAll(async () => {
  const made = await Promise.all(ALGORITHMS.map(async (name) => [name, await makeKey(name)] as const));
  keys = Object.fromEntries(made) as Keys;
  server = await startOidc({
    keys: Object.fromEntries(made.map(([name, key]) => [name, key.publicJwk as Record<string, unknown>])),
  });
  providers = await startLocalProviders({}, server.sites);
});
afterAll(async () => {
  await providers?.stop();
  await server?.stop();
});

const world: EngineWorld = {
  fetch: ((url: string, init: RequestInit) => providers.fetch(url, init)) as typeof fetch,
  now: Date.now,
  sleep: async () => undefined,
  random: () => 0,
  mayReach: async () => true,
  keepAlive: async () => undefined,
};

/** The token, or the failure, that client credentials with these inputs lead to. */
async function ask(inputs: Readonly<Record<string, string>>) {
  const method = oauth2.methods.find((candidate) => candidate.id === 'client-credentials');
  if (!method) throw new Error('no client credentials');
  providers.log.clear();
  const all = { tokenUrl: oidc.tokenUrl, bodyFormat: 'form', keyAudience: '', keyId: '', ...inputs };
  const request = { provider: oauth2, method, inputs: all, allowHttp: false };
  const result = await obtainToken(request, world).catch((error: Error) => error);
  return { result, requests: providers.log.to(oidc.host, '/token').length };
}

const withSecret = ({ id, secret }: { id: string; secret: string }, authentication: string) => ({
  authentication,
  clientId: id,
  clientSecret: secret,
});
const signed = (algorithm: (typeof ALGORITHMS)[number], more: Record<string, string> = {}) => ({
  authentication: 'private_key_jwt',
  clientId: oidc.signing[algorithm],
  privateKey: keys[algorithm].oneLine,
  algorithm,
  ...more,
});
const good = { accessToken: expect.stringMatching(/^\S{20,}$/), tokenType: 'Bearer', scope: undefined };

type Row = readonly [string, () => Readonly<Record<string, string>>];
const ROWS: readonly Row[] = [
  ['client_secret_basic', () => withSecret(oidc.basic, 'client_secret_basic')],
  ['client_secret_basic with characters that must be encoded', () => withSecret(oidc.odd, 'client_secret_basic')],
  ['client_secret_post', () => withSecret(oidc.post, 'client_secret_post')],
  ['client_secret_jwt', () => withSecret(oidc.shared, 'client_secret_jwt')],
  ...ALGORITHMS.map((name) => [`private_key_jwt by ${name}`, () => signed(name)] as const satisfies Row),
  ['private_key_jwt for the issuer', () => signed('ES256', { keyAudience: oidc.issuer })],
  ['private_key_jwt with a JWK', () => signed('PS256', { privateKey: keys.PS256.jwk })],
  ['private_key_jwt that names its key', () => signed('RS256', { keyId: 'made' })],
];

describe('a certified server gives a token', () => {
  it.each(ROWS)('for %s, at the first try', async (_, inputs) => {
    const { result, requests } = await ask(inputs());
    expect(result).toMatchObject(good);
    const { obtainedAt, expiresAt } = result as { obtainedAt: number; expiresAt: number };
    expect(expiresAt - obtainedAt).toBe(600_000);
    expect(requests).toBe(1);
  });

  it('at the second try when the raw spelling is chosen and the server decodes', async () => {
    const { result, requests } = await ask(withSecret(oidc.odd, 'client_secret_basic_raw'));
    expect(result).toMatchObject({ ...good, remark: 'basic_form' });
    expect(requests).toBe(2);
  });

  it('with the scope of a resource', async () => {
    const { result } = await ask({
      ...withSecret(oidc.basic, 'client_secret_basic'),
      resource: oidc.api,
      scope: 'read',
    });
    expect(result).toMatchObject({ scope: 'read' });
  });
});

describe('a certified server’s own addresses', () => {
  const rule = oauth2.methods.find((method) => method.id === 'sign-in')?.discovery;

  it('are found by its issuer, and are the ones that answer', async () => {
    if (!rule) throw new Error('nothing to discover');
    expect(await discover(rule, oidc.issuer, world)).toEqual({
      issuer: oidc.issuer,
      tokenUrl: oidc.tokenUrl,
      authorizationUrl: oidc.authorizationUrl,
      namesIssuer: 'true',
    });
  });

  it('are not taken for another spelling of the issuer', async () => {
    if (!rule) throw new Error('nothing to discover');
    const failure = { code: 'issuer_mismatch', detail: oidc.issuer };
    await expect(discover(rule, `${oidc.issuer}/`, world)).rejects.toMatchObject({ failure });
  });
});

describe('a certified server ends a token', () => {
  const scope = { inputs: withSecret(oidc.basic, 'client_secret_basic') };
  const ends = (accessToken: string, inputs: Readonly<Record<string, string>> = scope.inputs) =>
    revokeTokens(
      { url: `${oidc.tokenUrl}/revocation`, authentication: CHOSEN_CLIENT },
      { accessToken },
      { inputs },
      { refusals: undefined, secrets: [], allowHttp: false },
      world,
    );

  it('for the client that has it, and another time too', async () => {
    const { result } = await ask(scope.inputs);
    const { accessToken } = result as { accessToken: string };
    const isActive = async () => {
      const authorization = `Basic ${btoa(`${oidc.basic.id}:${oidc.basic.secret}`)}`;
      const answer = await providers.fetch(`${oidc.tokenUrl}/introspection`, {
        method: 'POST',
        body: new URLSearchParams({ token: accessToken }),
        headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      });
      return ((await answer.json()) as { active: boolean }).active;
    };
    expect(await isActive()).toBe(true);
    await ends(accessToken);
    expect(await isActive()).toBe(false);
    await ends(accessToken);
  });

  it('not for a client with a wrong secret', async () => {
    const wrong = ends('made-up-token', { ...scope.inputs, clientSecret: 'w' });
    await expect(wrong).rejects.toMatchObject({ failure: { code: 'invalid_client' } });
  });
});

describe('a certified server refuses', () => {
  it.each([
    [
      'a wrong secret',
      () => ({ ...withSecret(oidc.basic, 'client_secret_basic'), clientSecret: 'w' }),
      'invalid_client',
    ],
    [
      'a client that it does not know',
      () => withSecret({ id: 'x', secret: 'y' }, 'client_secret_basic'),
      'invalid_client',
    ],
    ['another client’s key', () => signed('RS256', { clientId: oidc.signing.ES256 }), 'invalid_client'],
    ['a statement for somebody else', () => signed('ES256', { keyAudience: 'https://other.test' }), 'invalid_client'],
    [
      'a scope that there is not',
      () => ({ ...withSecret(oidc.basic, 'client_secret_basic'), scope: 'offline_access' }),
      'invalid_scope',
    ],
    [
      'a resource that is no address',
      () => ({ ...withSecret(oidc.basic, 'client_secret_basic'), resource: 'x' }),
      'invalid_request',
    ],
    [
      'a body that is JSON',
      () => ({ ...withSecret(oidc.basic, 'client_secret_basic'), bodyFormat: 'json' }),
      'invalid_request',
    ],
    ['a client that may not do this', () => withSecret(oidc.web, 'client_secret_basic'), 'invalid_request'],
    [
      'a token address that is none',
      () => ({ ...withSecret(oidc.basic, 'client_secret_basic'), tokenUrl: `${oidc.issuer}/x` }),
      'wrong_address',
    ],
  ])('%s, which becomes our own word for it without a secret in it', async (_, inputs, code) => {
    const values: Readonly<Record<string, string>> = inputs();
    const { result } = await ask(values);
    expect(result).toMatchObject({ failure: { code } });
    const said = JSON.stringify((result as { failure?: unknown }).failure);
    expect(said).not.toContain(values.clientSecret ?? 'made-up-secret');
  });
});
