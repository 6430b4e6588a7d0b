import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { JSON_TYPE, useProviders } from './use-providers';

const providers = useProviders();
const { email, password, userId, shops, loginUrl, createUrl, apiUrl } = demo.sesami;

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  providers().fetch(url, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
const login = async (): Promise<{ access_token: string; refresh_token: string }> =>
  (await (await post(loginUrl, { email, password })).json()).data.loginByPassword;

const shop = shops.first.id;
const REQUEST = { permissions: [`Shop:${shop}:Read`], expireAt: 'NEVER', shop, name: 'A name', user: userId };
const create = async (changes: Record<string, unknown> = {}, type = 'PERSONAL_ACCESS_TOKEN') => {
  const authorization = `Bearer ${(await login()).access_token}`;
  return post(createUrl, { type, personalAccessTokenRequest: { ...REQUEST, ...changes } }, { authorization });
};
const complaint = (property: string, name: string) => ({ property, constraints: [{ name, payload: null }] });

describe('the login', () => {
  test('gives both tokens in an envelope, the access token naming the user', async () => {
    const { access_token: token, refresh_token: refresh } = await login();
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect([claims.sub, claims.userId, typeof refresh]).toEqual([userId, userId, 'string']);
  });

  test('gives both tokens flat when the switch is set', async () => {
    providers().state.sesami.loginEnvelope = 'flat';
    const answer = await post(loginUrl, { email, password });
    expect(await answer.json()).toEqual({ access_token: expect.any(String), refresh_token: expect.any(String) });
  });

  test.each([
    ['correct_password when the password is wrong', { email, password: 'wrong' }, 'password', 'correct_password'],
    ['correct_password when nobody has the address', { email: 'x@y.test', password }, 'password', 'correct_password'],
    ['is_email when the address is none', { email: 'demo', password }, 'email', 'is_email'],
    ['is_not_empty when there is no password', { email }, 'password', 'is_not_empty'],
    ['invalid_input when there is one field more', { email, password, remember: true }, 'remember', 'invalid_input'],
  ])('complains of %s', async (_name, body, property, name) => {
    const answer = await post(loginUrl, body);
    expect([answer.status, await answer.json()]).toEqual([400, [complaint(property, name)]]);
  });

  test('takes a refresh token once, answering flat', async () => {
    const refreshToken = (await login()).refresh_token;
    const url = `${demo.sesami.origin}/api/v1/auth/refresh-token`;
    const [first, second] = [await post(url, { refreshToken }), await post(url, { refreshToken })];
    expect([first.status, typeof (await first.json()).access_token, second.status]).toEqual([201, 'string', 401]);
  });
});

describe('creating a personal access token', () => {
  test('gives token and client id, and both open the API', async () => {
    const answer = await create({ expireAt: 'THIRTY' });
    const made = await answer.json();
    const shape = { token: expect.any(String), clientId: expect.stringMatching(/^[0-9a-f]{24}$/) };
    expect([answer.status, made]).toEqual([201, { ...shape, expireAt: 'THIRTY', name: 'A name' }]);
    const headers = { 'x-api-key': made.token, 'x-client-id': made.clientId, 'x-shop-id': shop };
    expect((await providers().fetch(apiUrl, { headers })).status).toBe(200);
    providers().state.clock.advance(31 * 86_400);
    expect((await providers().fetch(apiUrl, { headers })).status).toBe(401);
  });

  test.each([
    [
      'a permission is for another shop',
      { permissions: [`Shop:${shops.second.id}:Read`] },
      400,
      'permissions',
      'valid_permissions',
    ],
    ['there is no permission', { permissions: [] }, 400, 'permissions', 'valid_permissions'],
    ['the end is a date', { expireAt: '2027-01-01' }, 400, 'expireAt', 'is_enum'],
    ['the user is no id', { user: email }, 400, 'user', 'is_mongo_id'],
    ['the name is empty', { name: '' }, 400, 'name', 'is_not_empty'],
    ['there is one field more', { note: 'x' }, 400, 'note', 'invalid_input'],
  ])('complains when %s', async (_name, changes, status, property, name) => {
    const answer = await create(changes);
    const complaints = [complaint(`personalAccessTokenRequest.${property}`, name)];
    expect([answer.status, await answer.json()]).toEqual([status, complaints]);
  });

  test.each([
    ['forbidden when the user is somebody else', { user: 'f'.repeat(24) }],
    [
      'forbidden when the shop is somebody else’s',
      { shop: 'f'.repeat(24), permissions: [`Shop:${'f'.repeat(24)}:Read`] },
    ],
  ])('answers %s', async (_name, changes) => {
    const answer = await create(changes);
    expect([answer.status, await answer.json()]).toEqual([403, [complaint('ROOT', 'forbidden')]]);
  });

  test.each([
    ['without a login', () => ({})],
    ['with a token that ended', () => ({ authorization: `Bearer ${providers().state.tokens[0]?.value}` })],
  ])('is unauthorized %s', async (_name, headers) => {
    await login();
    providers().state.expireAll('sesami');
    const sent: Record<string, string> = headers();
    const answer = await post(createUrl, { type: 'PERSONAL_ACCESS_TOKEN', personalAccessTokenRequest: REQUEST }, sent);
    expect([answer.status, await answer.json()]).toEqual([401, [complaint('ROOT', 'unauthorized')]]);
  });
});

describe('the API', () => {
  const { first, second } = shops;
  const right = { 'x-api-key': first.personalAccessToken, 'x-client-id': first.clientId, 'x-shop-id': first.id };
  test.each([
    ['200 when all three headers belong together', right, 200],
    ['401 when the shop is the other one', { ...right, 'x-shop-id': second.id }, 401],
    ['401 when the client id is the other one', { ...right, 'x-client-id': second.clientId }, 401],
    ['401 when the key is the other one', { ...right, 'x-api-key': second.personalAccessToken }, 401],
    ['401 when the key has a word before it', { ...right, 'x-api-key': `Bearer ${first.personalAccessToken}` }, 401],
    ['401 when the shop is missing', { 'x-api-key': first.personalAccessToken, 'x-client-id': first.clientId }, 401],
    ['401 when the key is in Authorization', { authorization: `Bearer ${first.personalAccessToken}` }, 401],
  ])('answers %s', async (_name, headers, status) => {
    const sent: Record<string, string> = { ...headers };
    const answer = await providers().fetch(apiUrl, { headers: sent });
    expect(answer.status).toBe(status);
    if (status === 401) expect(await answer.json()).toEqual([complaint('ROOT', 'unauthorized')]);
  });
});
