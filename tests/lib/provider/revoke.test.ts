import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../lib/domain/errors';
import { Revocation } from '../../../lib/provider/definition-revocation';
import { revokeTokens } from '../../../lib/provider/revoke';
import { type Exchange, playing } from './recorded';

const URL = 'https://login.example.test/oauth/revoke';
const REVOCATION = Revocation.parse({
  url: URL,
  authentication: { type: 'basic', username: '{{inputs.id}}', password: '{{inputs.secret}}', encoding: 'form' },
});
const SCOPE = { inputs: { id: 'demo', secret: 'made-up-secret' } };
const CONTEXT = { refusals: undefined, secrets: ['made-up-secret'], allowHttp: false };
const ACCESS = { accessToken: 'made-up-access' };

const answering = (...answers: Exchange['answer'][]) =>
  playing(answers.map((answer) => ({ request: { method: 'POST', url: URL }, answer })));
const revoke = (player: ReturnType<typeof playing>, ending: Parameters<typeof revokeTokens>[1] = ACCESS) =>
  revokeTokens(REVOCATION, ending, SCOPE, CONTEXT, player.world);

describe('revocation (RFC 7009)', () => {
  it('sends the token and its hint as a form, with the client’s own proof', async () => {
    const player = answering({ status: 200 });
    await revoke(player);
    expect(player.seen).toMatchObject([
      {
        method: 'POST',
        url: URL,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${btoa('demo:made-up-secret')}`,
        },
        body: { token: 'made-up-access', token_type_hint: 'access_token' },
      },
    ]);
  });

  it('ends a refresh token first', async () => {
    const player = answering({ status: 200 }, { status: 200 });
    await revoke(player, { ...ACCESS, refreshToken: 'made-up-refresh' });
    expect(player.seen.map(({ body }) => body)).toEqual([
      { token: 'made-up-refresh', token_type_hint: 'refresh_token' },
      { token: 'made-up-access', token_type_hint: 'access_token' },
    ]);
  });

  it('names a client without a secret in the form', async () => {
    const client = { type: 'client', by: 'none', clientId: '{{inputs.id}}', secret: '' };
    const player = answering({ status: 200 });
    await revokeTokens(Revocation.parse({ url: URL, authentication: client }), ACCESS, SCOPE, CONTEXT, player.world);
    expect(player.seen[0]?.body).toMatchObject({ token: 'made-up-access', client_id: 'demo' });
  });

  it.each<[string, Exchange['answer']]>([
    ['empty', { status: 200 }],
    ['JSON', { status: 200, json: {} }],
    ['a web page: the content means nothing', { status: 200, text: '<html>' }],
  ])('is done when the answer is 200 and %s', async (_, answer) => {
    await expect(revoke(answering(answer))).resolves.toBeUndefined();
  });

  it.each<[string, Exchange['answer'], object]>([
    ['invalid_client', { status: 401, json: { error: 'invalid_client' } }, { code: 'invalid_client' }],
    [
      'unsupported_token_type',
      { status: 400, json: { error: 'unsupported_token_type' } },
      { code: 'invalid_request', detail: 'unsupported_token_type' },
    ],
    ['403', { status: 403 }, { code: 'forbidden' }],
    ['404', { status: 404 }, { code: 'wrong_address' }],
    [
      '503 with a long wait',
      { status: 503, headers: { 'retry-after': '60' } },
      { code: 'provider_trouble', retryAfter: 60 },
    ],
    ['a redirect', { status: 0, fails: 'redirect' }, { code: 'redirect_refused' }],
    ['no answer in time', { status: 0, fails: 'timeout' }, { code: 'timeout' }],
  ])('is not done when the answer is %s', async (_, answer, failure) => {
    const caught = await revoke(answering(answer)).catch((error: unknown) => failureOf(error, 'unexpected'));
    expect(caught).toMatchObject(failure);
  });

  it('is sent again when it is harmless: after a short trouble', async () => {
    const player = answering({ status: 503, headers: { 'retry-after': '1' } }, { status: 200 });
    await revoke(player);
    expect(player.seen).toHaveLength(2);
  });

  it('never shows a token in the server’s words', async () => {
    const player = answering({ status: 400, json: { error: 'x', error_description: 'no made-up-access here' } });
    const caught = await revoke(player).catch((error: unknown) => failureOf(error, 'unexpected'));
    expect(JSON.stringify(caught)).not.toContain('made-up-access');
  });

  it.each(['http://login.example.test/revoke', '{{token.server}}/revoke', 'login.example.test'])(
    'cannot be declared with the address %s',
    (url) => {
      expect(Revocation.safeParse({ url }).success).toBe(false);
    },
  );
});
