import { describe, expect, it } from 'vitest';
import { obtainToken } from '../../../lib/provider/engine';
import { jwtClaims } from '../../../lib/provider/expiry';
import { findMethod, findProvider } from '../../../lib/provider/registry';
import { makeKey } from './keys';
import { type Exchange, NOW, playing } from './recorded';

const URL_ = 'https://issuer.test/token?tenant=a/';
const ID = 'client+1';
const SECRET = 'made-up/secret~1';
const RAW = `Basic ${btoa(`${ID}:${SECRET}`)}`;
const ENCODED = `Basic ${btoa('client%2B1:made-up%2Fsecret%7E1')}`;
const good = { status: 200, json: { access_token: 'made-up-token', token_type: 'bearer', expires_in: 60 } };
const refused = { status: 401, json: { error: 'invalid_client' } };

/** Asks with the generic provider's client credentials: the requests as sent, and what came of them. */
async function ask(inputs: Readonly<Record<string, string>>, answers: readonly Exchange['answer'][] = [good]) {
  const provider = findProvider('oauth2');
  const method = findMethod(provider, 'client-credentials');
  if (!provider || !method) throw new Error('no generic provider');
  const player = playing(answers.map((answer) => ({ request: { method: 'POST', url: URL_ }, answer })));
  const all = { tokenUrl: URL_, clientId: ID, clientSecret: SECRET, bodyFormat: 'form', ...inputs };
  const request = { provider, method, inputs: all, allowHttp: false };
  const result = await obtainToken(request, player.world).catch((error: Error) => error);
  return { result, seen: player.seen };
}

describe('a client proves who it is', () => {
  it.each([
    ['client_secret_basic', ENCODED],
    ['client_secret_basic_raw', RAW],
  ])('by %s in the header, and not in the body', async (authentication, authorization) => {
    const { seen } = await ask({ authentication });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: URL_,
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          authorization,
        },
        body: { grant_type: 'client_credentials' },
      },
    ]);
  });

  it('by client_secret_post in the body, and not in a header', async () => {
    const { seen } = await ask({ authentication: 'client_secret_post' });
    expect(seen[0]?.body).toEqual({ grant_type: 'client_credentials', client_id: ID, client_secret: SECRET });
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('by none with its name alone', async () => {
    expect((await ask({ authentication: 'none' })).seen[0]?.body).toEqual({
      grant_type: 'client_credentials',
      client_id: ID,
    });
  });

  it.each([
    ['', URL_],
    ['https://issuer.test', 'https://issuer.test'],
  ])('by private_key_jwt when the audience is "%s", with a statement for two minutes', async (keyAudience, aud) => {
    const { pem } = await makeKey('ES256');
    const key = { privateKey: pem, algorithm: 'ES256', keyId: 'k', keyAudience };
    const { seen } = await ask({ authentication: 'private_key_jwt', ...key });
    const body = seen[0]?.body as Record<string, string>;
    expect(body).toEqual({
      grant_type: 'client_credentials',
      client_id: ID,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String),
    });
    const iat = NOW / 1000;
    const claims = jwtClaims(body.client_assertion ?? '');
    expect(claims).toEqual({
      iss: ID,
      sub: ID,
      aud,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat,
      exp: iat + 120,
    });
  });

  it('never twice with the same statement', async () => {
    const { pem } = await makeKey('ES256');
    const key = { privateKey: pem, algorithm: 'ES256', keyId: '', keyAudience: '' };
    const { seen } = await ask({ authentication: 'private_key_jwt', ...key }, [{ status: 503 }, good]);
    const statements = seen.map((one) => jwtClaims((one.body as Record<string, string>).client_assertion ?? '')?.jti);
    expect(new Set(statements).size).toBe(2);
  });

  it('sends nothing when a way is named that does not exist', async () => {
    const { result, seen } = await ask({ authentication: 'tls_client_auth' });
    expect([(result as Error).message, seen]).toEqual(['input_invalid', []]);
  });
});

describe('Basic credentials that are refused', () => {
  it.each([
    ['client_secret_basic', [ENCODED, RAW], 'basic_raw'],
    ['client_secret_basic_raw', [RAW, ENCODED], 'basic_form'],
  ])('by %s are sent once more in the other spelling, which the user is told', async (authentication, sent, remark) => {
    const { result, seen } = await ask({ authentication }, [refused, good]);
    expect(seen.map((one) => one.headers?.authorization)).toEqual(sent);
    expect(result).toMatchObject({ accessToken: 'made-up-token', remark });
  });

  it('are not sent again when both spellings are the same', async () => {
    const { result, seen } = await ask({ authentication: 'client_secret_basic', clientId: 'a', clientSecret: 'b' }, [
      refused,
    ]);
    expect([(result as Error).message, seen.length]).toEqual(['invalid_client', 1]);
  });

  it('fail with the first answer when both are refused', async () => {
    const answers = [{ status: 401, json: { error: 'invalid_client', error_description: 'first' } }, refused];
    const { result } = await ask({ authentication: 'client_secret_basic' }, answers);
    expect(result).toMatchObject({ failure: { code: 'invalid_client', detail: 'first' } });
  });

  it('are not sent again when the refusal is about something else', async () => {
    const { result, seen } = await ask({ authentication: 'client_secret_basic' }, [
      { status: 400, json: { error: 'invalid_scope' } },
    ]);
    expect([(result as Error).message, seen.length]).toEqual(['invalid_scope', 1]);
  });

  it('leave no remark when the first spelling is taken', async () => {
    expect((await ask({ authentication: 'client_secret_basic' })).result).not.toHaveProperty('remark');
  });
});

describe('parameters', () => {
  const by = { authentication: 'client_secret_basic' };

  it('go along when they are filled, further ones too, and empty ones are left out', async () => {
    const filled = { scope: 'a b', audience: '', resource: 'https://api.test/', extra: 'account_id = 7\n\norg=a=b' };
    const { seen } = await ask({ ...by, ...filled });
    const grant = { grant_type: 'client_credentials', scope: 'a b', resource: 'https://api.test/' };
    expect(seen[0]?.body).toEqual({ ...grant, account_id: '7', org: 'a=b' });
  });

  it('go as JSON when the server wants JSON', async () => {
    const { seen } = await ask({ authentication: 'client_secret_post', bodyFormat: 'json', audience: 'api' });
    expect(seen[0]?.headers?.['content-type']).toBe('application/json');
    const client = { client_id: ID, client_secret: SECRET };
    expect(seen[0]?.body).toEqual({ grant_type: 'client_credentials', audience: 'api', ...client });
  });

  it.each(['grant_type=password', 'client_secret=other', 'scope=all'])(
    'are refused before anything is sent when a further one would replace ours: %s',
    async (extra) => {
      const { result, seen } = await ask({ authentication: 'client_secret_post', extra });
      expect([(result as Error).message, seen]).toEqual(['input_invalid', []]);
    },
  );
});
