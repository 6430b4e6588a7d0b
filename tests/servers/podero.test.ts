import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { basic, JSON_TYPE, useProviders } from './use-providers';

const providers = useProviders();
const { live, sandbox } = demo.podero;

const GRANT = '{"grant_type":"client_credentials"}';
const BASIC = basic(live.clientId, live.clientSecret);

const ask = (authorization?: string, body = GRANT, url = live.tokenUrl) =>
  providers().fetch(url, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...(authorization ? { authorization } : {}) },
    body,
  });

const newToken = async (): Promise<string> => (await (await ask(BASIC)).json()).access_token;

describe('the token endpoint', () => {
  const inBody = { client_id: live.clientId, client_secret: live.clientSecret };
  const refused: [string, string | undefined, string, number, string][] = [
    ['invalid_client when nothing is sent', undefined, GRANT, 401, 'invalid_client'],
    ['invalid_client when the secret is wrong', basic(live.clientId, 'wrong'), GRANT, 401, 'invalid_client'],
    ['invalid_client when the client is unknown', basic('unknown', live.clientSecret), GRANT, 401, 'invalid_client'],
    [
      'invalid_client when the other environment is meant',
      basic(sandbox.clientId, sandbox.clientSecret),
      GRANT,
      401,
      'invalid_client',
    ],
    ['invalid_client when "basic" is in lower case', BASIC.replace('Basic', 'basic'), GRANT, 401, 'invalid_client'],
    [
      'unsupported_grant_type when the body is a form',
      BASIC,
      'grant_type=client_credentials',
      400,
      'unsupported_grant_type',
    ],
    ['unsupported_grant_type when the body is broken JSON', BASIC, '{"grant_type":', 400, 'unsupported_grant_type'],
    ['unsupported_grant_type when the body is an array', BASIC, '[]', 400, 'unsupported_grant_type'],
    ['unsupported_grant_type when there is no grant', BASIC, '{}', 400, 'unsupported_grant_type'],
    [
      'invalid_scope when the scope is unknown',
      BASIC,
      '{"grant_type":"client_credentials","scope":"all"}',
      400,
      'invalid_scope',
    ],
    [
      'invalid_grant when a refresh token is tried',
      BASIC,
      '{"grant_type":"refresh_token","refresh_token":"x"}',
      400,
      'invalid_grant',
    ],
  ];
  test.each(refused)('answers %s', async (_name, authorization, body, status, error) => {
    const answer = await ask(authorization, body);
    expect([answer.status, await answer.json()]).toEqual([status, { error }]);
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer error="invalid_client"' : null);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['Basic is right', BASIC, GRANT, 'read write'],
    [
      'id and secret are percent-encoded before base64',
      basic(live.clientId.replaceAll('-', '%2D'), live.clientSecret),
      GRANT,
      'read write',
    ],
    [
      'id and secret are in the body',
      undefined,
      JSON.stringify({ grant_type: 'client_credentials', ...inBody }),
      'read write',
    ],
    ['one scope is asked for', BASIC, '{"grant_type":"client_credentials","scope":"read"}', 'read'],
  ])('gives a token when %s', async (_name, authorization, body, scope) => {
    const answer = await ask(authorization, body);
    const token = {
      access_token: expect.stringMatching(/^[A-Za-z0-9]{30}$/),
      expires_in: 36_000,
      token_type: 'Bearer',
      scope,
    };
    expect([answer.status, await answer.json()]).toEqual([200, token]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each([
    ['redirects when the slash is missing', 'POST', live.tokenUrl.slice(0, -1), 301, 'location', '/oauth2/token/'],
    ['names the methods when asked by GET', 'GET', live.tokenUrl, 405, 'allow', 'POST, OPTIONS'],
    [
      'gives no leave to other origins when preflighted',
      'OPTIONS',
      live.tokenUrl,
      200,
      'access-control-allow-origin',
      null,
    ],
  ])('%s', async (_name, method, url, status, header, value) => {
    const answer = await providers().fetch(url, { method, headers: { origin: 'https://elsewhere.test' } });
    expect([answer.status, answer.headers.get(header)]).toEqual([status, value]);
  });
});

describe('the API', () => {
  test.each([
    ['200 when the token is right', (token: string) => `Bearer ${token}`, 200],
    ['200 when the word is in lower case, as Django Ninja allows', (token: string) => `bearer ${token}`, 200],
    ['401 when the word is missing', (token: string) => token, 401],
    ['401 when the word comes twice', (token: string) => `Bearer Bearer ${token}`, 401],
    ['401 when the token is cut', (token: string) => `Bearer ${token.slice(1)}`, 401],
    ['401 when nothing is sent', () => '', 401],
  ])('answers %s', async (_name, header, status) => {
    const answer = await providers().fetch(live.apiUrl, { headers: { authorization: header(await newToken()) } });
    expect(answer.status).toBe(status);
    if (status === 401) expect(await answer.json()).toEqual({ detail: 'Unauthorized' });
  });

  test('refuses a token of the other environment', async () => {
    const headers = { authorization: `Bearer ${await newToken()}` };
    expect((await providers().fetch(sandbox.apiUrl, { headers })).status).toBe(401);
  });

  test.each([
    ['time passes its end', () => providers().state.clock.advance(36_001)],
    ['it is ended', () => providers().state.expireAll('podero')],
  ])('refuses a token when %s', async (_name, end) => {
    const headers = { authorization: `Bearer ${await newToken()}` };
    expect((await providers().fetch(live.apiUrl, { headers })).status).toBe(200);
    end();
    expect((await providers().fetch(live.apiUrl, { headers })).status).toBe(401);
  });
});
