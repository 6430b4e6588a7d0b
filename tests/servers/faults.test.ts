import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { basic, JSON_TYPE, useProviders } from './use-providers';

const providers = useProviders();
const { live } = demo.podero;
const TOKEN = { host: live.host, path: '/oauth2/token/' };

const ask = (init: RequestInit = {}) =>
  providers().fetch(live.tokenUrl, {
    method: 'POST',
    headers: { ...JSON_TYPE, authorization: basic(live.clientId, live.clientSecret) },
    body: '{"grant_type":"client_credentials"}',
    ...init,
  });

describe('a fault answers in place of the route', () => {
  test('by destroying the connection when it is drop', async () => {
    providers().faults.set(TOKEN, 'drop');
    await expect(ask()).rejects.toThrow('socket hang up');
    expect(providers().log.all()[0]?.status).toBe(0);
  });

  test('never when it is hang', async () => {
    providers().faults.set(TOKEN, 'hang');
    await expect(ask({ signal: AbortSignal.timeout(200) })).rejects.toThrow('abort');
  });

  test.each([
    ['a web page when it is html', 'html', 200, 'text/html; charset=utf-8', /^<!doctype html>/],
    ['nothing when it is empty', 'empty', 200, 'application/json', /^$/],
    ['busy when it is server-error', 'server-error', 503, 'application/json; charset=utf-8', /unavailable/],
    [
      'JSON that breaks off when it is malformed',
      'malformed',
      200,
      'application/json; charset=utf-8',
      /^\{"access_token":"broken-o$/,
    ],
    [
      'a number for a token when it is wrong-type',
      'wrong-type',
      200,
      'application/json; charset=utf-8',
      /"access_token":12345/,
    ],
  ] as const)('with %s', async (_name, fault, status, type, body) => {
    providers().faults.set(TOKEN, fault);
    const answer = await ask();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
    expect(await answer.text()).toMatch(body);
  });

  test('with a time to wait when it is rate-limited', async () => {
    providers().faults.set(TOKEN, 'rate-limited');
    const answer = await ask();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test.each([
    ['redirect', { kind: 'redirect' }, 302],
    ['redirect with 307', { kind: 'redirect', status: 307 }, 307],
  ] as const)('with the way to another known host when it is %s', async (_name, fault, status) => {
    providers().faults.set(TOKEN, fault);
    const answer = await ask({ redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([status, 'https://docs.example.test/plain']);
    await expect(ask({ redirect: 'error' })).rejects.toThrow('redirect');
  });

  test('with more than a MiB of valid JSON and no length when it is huge', async () => {
    providers().faults.set(TOKEN, 'huge');
    const answer = await ask();
    const body = await answer.text();
    expect([answer.headers.get('content-length'), body.length > 1024 * 1024]).toEqual([null, true]);
    expect(JSON.parse(body).access_token).toBe('a-token');
  });

  test('late, with the route’s own answer, when it is slow-document', async () => {
    providers().faults.set(
      { host: live.host, path: '/api/partners/v2.0/openapi.json' },
      { kind: 'slow-document', milliseconds: 150 },
    );
    const before = Date.now();
    const answer = await providers().fetch(`${live.origin}/api/partners/v2.0/openapi.json`);
    expect([(await answer.json()).openapi, Date.now() - before >= 140]).toEqual(['3.1.0', true]);
  });
});

test.each([
  ['another path', { host: live.host, path: '/oauth2/token' }],
  ['another host', { host: demo.podero.sandbox.host, path: TOKEN.path }],
  ['another method', { ...TOKEN, method: 'GET' }],
])('a fault leaves the route alone when it is set for %s', async (_name, target) => {
  providers().faults.set(target, 'server-error');
  expect((await ask()).status).toBe(200);
});

test('a fault ends after its number of times', async () => {
  providers().faults.set(TOKEN, 'server-error', 2);
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 200]);
});

test('a token of the wrong type has the shape of its provider', async () => {
  const { faults, fetch, demo: made } = providers();
  const urls = [
    made.port.eu.tokenUrl,
    made.panaya.my.tokenUrl,
    made.sesami.createUrl,
    made.sesami.loginUrl,
    `${made.twelveD.cloud.origin}/api/v1/auth/generate-pat`,
  ];
  const bodies = await Promise.all(
    urls.map(async (url) => {
      faults.set({ host: new URL(url).host, path: new URL(url).pathname }, 'wrong-type');
      return (await fetch(url, { method: 'POST' })).json();
    }),
  );
  expect(bodies).toEqual([
    expect.objectContaining({ accessToken: { value: 12_345 } }),
    { token: 12_345 },
    expect.objectContaining({ token: { value: 12_345 } }),
    { data: { loginByPassword: { access_token: 12_345, refresh_token: {} } } },
    12_345,
  ]);
});
