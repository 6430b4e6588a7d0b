import { request } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { useProviders } from './use-providers';

const providers = useProviders();

/** The proxy's first line of answer to a CONNECT, and the socket behind it. */
function tunnel(target: string): Promise<{ readonly line: string; readonly socket: Socket }> {
  const socket = connect(providers().proxyPort, '127.0.0.1', () => {
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (data) => resolve({ line: data.toString().split('\r\n')[0] ?? '', socket }));
  });
}

const throughProxy = (url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: providers().proxyPort, path: url, headers: { host: new URL(url).host } };
    request(options, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });

describe('the proxy', () => {
  test('leads to the named host, with the certificate for it, when the host is known', async () => {
    const { line, socket } = await tunnel('app.podero.com:443');
    expect(line).toContain('200');
    const secure = tlsConnect({ socket, servername: 'app.podero.com', ca: providers().certificate });
    await new Promise((resolve, reject) => secure.once('secureConnect', resolve).once('error', reject));
    secure.write('GET /api/partners/v2.0/users HTTP/1.1\r\nHost: app.podero.com\r\nConnection: close\r\n\r\n');
    const answer = await new Promise<Buffer>((resolve) => secure.once('data', resolve));
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 401/);
    secure.destroy();
  });

  test.each(['example.com:443', 'app.podero.com:80', 'synergy.example.test:443', '127.0.0.1:22'])(
    'refuses and notes a tunnel when it is to %s',
    async (target) => {
      const { line, socket } = await tunnel(target);
      expect(line).toContain('403');
      expect(providers().refusedByProxy).toContain(target);
      socket.destroy();
    },
  );

  test.each([
    ['passes on a plain request when the host is known', demo.twelveD.onPremises.docsPage, 200],
    ['refuses a plain request when the port is another', 'http://synergy.example.test/', 403],
    ['refuses a plain request when the host is unknown', 'http://detectportal.firefox.com/', 403],
  ])('%s', async (_name, url, status) => {
    expect(await throughProxy(url)).toBe(status);
  });
});

/** A request without our authority, as a browser makes it that was told nothing. */
const untrusted = (): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: providers().httpsPort, servername: 'app.podero.com' };
    httpsRequest(options, resolve).on('error', reject).end();
  });

describe('the servers', () => {
  test('are not trusted without their certificate', async () => {
    await expect(untrusted()).rejects.toThrow('self-signed certificate');
  });

  test('answer 421 when the host is unknown', async () => {
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: providers().httpPort }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  test('follow their own clock in the Date header', async () => {
    providers().state.clock.advance(86_400);
    const answer = await providers().fetch(demo.example.pages.plain);
    const ahead = Date.parse(answer.headers.get('date') ?? '') - Date.now();
    expect(Math.abs(ahead - 86_400_000)).toBeLessThan(60_000);
  });

  test('write down what reached them', async () => {
    await providers().fetch(`${demo.panaya.my.tokenUrl}?a=b`, {
      method: 'POST',
      headers: { 'X-Own': 'y' },
      body: 'c=d',
    });
    expect(providers().log.to('my.panaya.com', '/api/accesstoken')).toEqual([
      {
        host: 'my.panaya.com',
        method: 'POST',
        path: '/api/accesstoken?a=b',
        headers: expect.objectContaining({ 'x-own': 'y' }),
        body: 'c=d',
        status: 415,
        at: expect.any(Number),
      },
    ]);
    expect([providers().log.to('emea.panaya.com').length, providers().log.all().length]).toEqual([0, 1]);
  });
});

test('browsers are told every host and nothing else', () => {
  const { hosts, httpsPort, proxyPort, certificateFingerprint } = providers();
  const [rules = '', trust] = providers().chromiumArgs();
  expect(rules).toContain(`MAP api.us.getport.io:443 127.0.0.1:${httpsPort}`);
  expect([hosts.length, rules.split('MAP ').length - 1]).toEqual([14, 15]);
  expect(trust).toBe(`--ignore-certificate-errors-spki-list=${certificateFingerprint}`);
  expect(providers().firefoxPreferences()).toMatchObject({
    'network.proxy.type': 1,
    'network.proxy.ssl_port': proxyPort,
  });
});
