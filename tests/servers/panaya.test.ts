import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { JSON_TYPE, useProviders } from './use-providers';

const providers = useProviders();
const { my, emea } = demo.panaya;
const RIGHT = { username: my.userName, token: my.accessToken };

const login = (fields: Record<string, string>, url: string = my.tokenUrl) =>
  providers().fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
const newToken = async (): Promise<string> => (await (await login(RIGHT)).json()).token;

describe('the login', () => {
  test('gives a token and nothing else when user name and token are right', async () => {
    const answer = await login(RIGHT);
    expect([answer.status, await answer.json()]).toEqual([200, { token: expect.stringMatching(/^\w{48}$/) }]);
  });

  test.each([
    ['401 when the token is wrong', { ...RIGHT, token: 'wrong' }, 401],
    ['401 when the user name is in lower case', { ...RIGHT, username: my.userName.toLowerCase() }, 401],
    ['401 when it is the other region', { username: emea.userName, token: emea.accessToken }, 401],
    ['401 when it is the other kind of token', { ...RIGHT, token: my.apiToken }, 401],
    ['400 when a field is missing', { username: my.userName }, 400],
    ['400 when there is one field more', { ...RIGHT, grant_type: 'password' }, 400],
  ])('answers %s', async (_name, fields, status) => {
    const answer = await login(fields);
    expect([answer.status, (await answer.json()).error]).toEqual([status, expect.any(String)]);
  });

  test.each([
    ['415 when the body is JSON', 'POST', 415],
    ['405 when asked by GET', 'GET', 405],
  ])('answers %s', async (_name, method, status) => {
    const body = method === 'POST' ? JSON.stringify(RIGHT) : null;
    expect((await providers().fetch(my.tokenUrl, { method, headers: JSON_TYPE, body })).status).toBe(status);
  });
});

describe('the API', () => {
  const apiToken = `${my.userName}:${my.apiToken}`;
  test.each([
    ['200 when the response token is in X-Auth-Token', my.apiUrl, (token: string) => ({ 'x-auth-token': token }), 200],
    ['200 when the API token is joined with its user', my.apiUrl, () => ({ 'x-auth-token': apiToken }), 200],
    ['401 when the API token is alone', my.apiUrl, () => ({ 'x-auth-token': my.apiToken }), 401],
    [
      '401 when the user is in other letters',
      my.apiUrl,
      () => ({ 'x-auth-token': apiToken.replace('Demo', 'demo') }),
      401,
    ],
    ['401 when the access token is sent itself', my.apiUrl, () => ({ 'x-auth-token': my.accessToken }), 401],
    ['401 when there is a word before it', my.apiUrl, (token: string) => ({ 'x-auth-token': `Bearer ${token}` }), 401],
    ['401 when it is in Authorization', my.apiUrl, (token: string) => ({ authorization: `Bearer ${token}` }), 401],
    ['401 when the other region is asked', emea.apiUrl, (token: string) => ({ 'x-auth-token': token }), 401],
    ['401 when nothing is sent', my.apiUrl, () => ({}), 401],
  ])('answers %s', async (_name, url, headers, status) => {
    const sent: Record<string, string> = headers(await newToken());
    expect((await providers().fetch(url, { headers: sent })).status).toBe(status);
  });

  test('refuses a response token when its hour is over', async () => {
    const headers = { 'x-auth-token': await newToken() };
    providers().state.clock.advance(3599);
    expect((await providers().fetch(my.apiUrl, { headers })).status).toBe(200);
    providers().state.clock.advance(1);
    expect((await providers().fetch(my.apiUrl, { headers })).status).toBe(401);
  });
});
