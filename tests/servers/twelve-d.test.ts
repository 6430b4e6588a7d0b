import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { JSON_TYPE, useProviders } from './use-providers';

const providers = useProviders();
const { cloud, onPremises } = demo.twelveD;

type Server = typeof cloud | typeof onPremises;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const list = async (server: Server, token: string = server.personalAccessToken) =>
  (await providers().fetch(server.listUrl, { headers: bearer(token) })).json();
const post = (server: Server, path: string, body: string | null = null) =>
  providers().fetch(`${server.origin}/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...bearer(server.personalAccessToken) },
    body,
  });
const generate = (server: Server, changes: Record<string, unknown> = {}) =>
  post(server, 'generate-pat', JSON.stringify({ ClientId: 'c', Name: 'New', ExpireInDays: 2, ...changes }));

describe.each([
  ['the cloud', cloud],
  ['a server without https', onPremises],
])('%s', (_name, server) => {
  test.each([
    ['200 when the token is right', bearer(server.personalAccessToken), 200, undefined],
    ['"Token expired" when it has run out', bearer(server.expiredPersonalAccessToken), 401, 'Token expired'],
    ['"Invalid token" when it is unknown', bearer('unknown'), 401, 'Invalid token'],
    ['"Not Authorized" when the word is missing', { authorization: server.personalAccessToken }, 401, 'Not Authorized'],
    ['"Not Authorized" when nothing is sent', {}, 401, 'Not Authorized'],
  ])('answers %s', async (_row, headers, status, words) => {
    const sent: Record<string, string> = { ...headers };
    const answer = await providers().fetch(server.apiUrl, { headers: sent });
    expect(answer.status).toBe(status);
    if (words) expect(await answer.text()).toBe(words);
  });

  test('lists tokens as the document shows them, without the tokens', async () => {
    const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?\+08:00$/);
    const entry = { UserID: expect.objectContaining({ IDString: '1_1' }), CreatedOn: date, Expiry: date };
    expect(await list(server)).toEqual([
      { ...entry, Name: 'Tokenfill demo', ExpiryReminderState: 0, ID: 1 },
      { ...entry, Name: 'Old integration', ExpiryReminderState: 2, ID: 2 },
    ]);
  });

  test('makes a token that opens the API until it is deleted', async () => {
    const answer = await generate(server);
    const made: string = await answer.json();
    expect([answer.status, made.length > 300]).toEqual([200, true]);
    const entry = (await list(server, made)).find(({ Name }: { Name: string }) => Name === 'New');
    expect([entry.ID, Date.parse(entry.Expiry) - Date.parse(entry.CreatedOn)]).toEqual([3, 2 * 86_400_000]);
    const deleted = await post(server, `delete-pat?id=${entry.ID}`);
    expect([deleted.status, await deleted.text()]).toEqual([200, '']);
    expect((await providers().fetch(server.apiUrl, { headers: bearer(made) })).status).toBe(401);
  });
});

test.each([
  ['more than 180 days', { ExpireInDays: 181 }],
  ['a negative number of days', { ExpireInDays: -1 }],
  ['days as text', { ExpireInDays: '2' }],
  ['no name', { Name: '' }],
  ['one field more', { Scope: 'all' }],
])('refuses in plain words to make a token with %s', async (_name, changes) => {
  const answer = await generate(cloud, changes);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
});

test.each([
  ['404 when no token has the id', 'delete-pat?id=99', 404],
  ['404 when no id is given', 'delete-pat', 404],
  ['404 when the path is unknown', 'login', 404],
  ['405 when the method is another', 'getPersonalAccessTokens', 405],
])('answers %s', async (_name, path, status) => {
  expect((await post(cloud, path)).status).toBe(status);
});

test('refuses a token of the other server', async () => {
  const headers = bearer(onPremises.personalAccessToken);
  expect((await providers().fetch(cloud.apiUrl, { headers })).status).toBe(401);
});

test('answers 411 when a POST has neither a length nor chunks', async () => {
  const options = {
    host: '127.0.0.1',
    port: providers().httpPort,
    method: 'POST',
    path: '/api/v1/auth/delete-pat?id=1',
  };
  const status = await new Promise((resolve, reject) => {
    const sent = request({ ...options, headers: { host: onPremises.host } }, (answer) => resolve(answer.statusCode));
    sent.on('error', reject);
    sent.removeHeader('content-length');
    sent.useChunkedEncodingByDefault = false;
    sent.removeHeader('transfer-encoding');
    sent.end();
  });
  expect(status).toBe(411);
});
