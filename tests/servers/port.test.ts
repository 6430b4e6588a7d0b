import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { JSON_TYPE, useProviders } from './use-providers';

const providers = useProviders();
const { eu, us } = demo.port;

const post = (body: string, url: string = eu.tokenUrl, headers: Record<string, string> = JSON_TYPE) =>
  providers().fetch(url, { method: 'POST', headers, body });
const pair = (client: { clientId: string; clientSecret: string }) =>
  JSON.stringify({ clientId: client.clientId, clientSecret: client.clientSecret });
const ask = async (client: typeof eu | typeof us) => (await post(pair(client), client.tokenUrl)).json();
const call = (url: string, authorization: string) => providers().fetch(url, { headers: { authorization } });

describe('the token endpoint', () => {
  const wrongSecret = JSON.stringify({ clientId: eu.clientId, clientSecret: 'wrong' });
  const withGrant = JSON.stringify({ ...JSON.parse(pair(eu)), grant_type: 'client_credentials' });
  test.each([
    ['401 when the secret is wrong', wrongSecret, JSON_TYPE, 401, 'invalid_credentials'],
    ['401 when the other region is meant', pair(us), JSON_TYPE, 401, 'invalid_credentials'],
    ['422 when there is one field more', withGrant, JSON_TYPE, 422, 'invalid_request'],
    ['422 when a field is missing', '{"clientId":"x"}', JSON_TYPE, 422, 'invalid_request'],
    ['422 when a field is no text', '{"clientId":1,"clientSecret":"x"}', JSON_TYPE, 422, 'invalid_request'],
    ['400 when the JSON is broken', '{"clientId":', JSON_TYPE, 400, 'bad_request'],
    ['413 when the body is over a MiB', `"${'x'.repeat(1024 * 1024)}"`, JSON_TYPE, 413, 'payload_too_large'],
    [
      '415 when the body is a form',
      'clientId=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
  ])('answers %s', async (_name, body, headers, status, error) => {
    const answer = await post(body, eu.tokenUrl, headers);
    expect([answer.status, await answer.json()]).toEqual([status, { ok: false, error, message: expect.any(String) }]);
    expect(answer.headers.get('x-trace-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('gives the same token with less time left when one still lives', async () => {
    const first = await ask(eu);
    expect(first).toEqual({ ok: true, accessToken: expect.any(String), expiresIn: 10_800, tokenType: 'Bearer' });
    providers().state.clock.advance(800);
    const second = await ask(eu);
    expect([second.accessToken, second.expiresIn <= 10_000]).toEqual([first.accessToken, true]);
  });

  test('gives a new token when the old one has ended', async () => {
    const first = await ask(eu);
    providers().state.expireAll('port');
    expect((await ask(eu)).accessToken).not.toBe(first.accessToken);
  });

  test.each(['GET', 'OPTIONS'])('answers 404 without leave to other origins when asked by %s', async (method) => {
    const answer = await providers().fetch(eu.tokenUrl, { method });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([404, null]);
  });
});

describe('the API', () => {
  test.each([
    ['200 when the header is word, space and token', (token: string) => `Bearer ${token}`, 200],
    ['401 when the word is missing', (token: string) => token, 401],
    ['401 when the word is in lower case', (token: string) => `bearer ${token}`, 401],
    ['401 when the word comes twice', (token: string) => `Bearer Bearer ${token}`, 401],
    ['401 when nothing is sent', () => '', 401],
  ])('answers %s', async (_name, header, status) => {
    expect((await call(eu.apiUrl, header((await ask(eu)).accessToken))).status).toBe(status);
  });

  test.each([
    ['200 when its own region is asked', us.apiUrl, 200],
    ['200 when its own region is asked by its former name', `https://${us.formerHost}/v1/blueprints`, 200],
    ['401 when the other region is asked', eu.apiUrl, 401],
    ['401 when the other region is asked by its former name', `https://${eu.formerHost}/v1/blueprints`, 401],
    ['404 when a look-alike is asked', `https://${demo.lookAlike.host}/v1/blueprints`, 404],
  ])('answers a US token %s', async (_name, url, status) => {
    expect((await call(url, `Bearer ${(await ask(us)).accessToken}`)).status).toBe(status);
  });

  test('lets pages of other origins call it', async () => {
    const preflight = await providers().fetch(us.apiUrl, { method: 'OPTIONS', headers: { origin: eu.origin } });
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await call(us.apiUrl, '')).headers.get('access-control-allow-origin')).toBe('*');
  });
});
