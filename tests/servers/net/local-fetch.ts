import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Ports } from './browsers';

/**
 * `fetch` for tests in Node: real names and real sockets, but only to the local servers. Redirects are never followed:
 * `redirect: 'error'` throws, everything else answers with the redirect itself.
 */
export type LocalFetch = (url: string, init?: RequestInit) => Promise<Response>;

const NO_BODY = new Set([101, 103, 204, 205, 304]);

function send(url: URL, init: RequestInit, ports: Ports, certificate: string): Promise<IncomingMessage> {
  const isHttps = url.protocol === 'https:';
  const body = init.body === undefined || init.body === null ? undefined : String(init.body);
  const headers = new Headers(init.headers);
  if (init.body instanceof URLSearchParams && !headers.has('content-type')) {
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  const method = init.method ?? 'GET';
  if (body !== undefined || method === 'POST') headers.set('content-length', String(Buffer.byteLength(body ?? '')));
  const options = {
    host: '127.0.0.1',
    port: isHttps ? ports.https : ports.http,
    servername: url.hostname,
    ca: certificate,
    method,
    path: url.pathname + url.search,
    headers: { ...Object.fromEntries(headers), host: url.host },
    signal: init.signal ?? undefined,
  };
  return new Promise((resolve, reject) => {
    const request = isHttps ? httpsRequest(options, resolve) : httpRequest(options, resolve);
    request.on('error', reject);
    request.end(body);
  });
}

async function bytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export const createLocalFetch =
  (ports: Ports, certificate: string): LocalFetch =>
  async (url, init = {}) => {
    const message = await send(new URL(url), init, ports, certificate);
    const status = message.statusCode ?? 0;
    const isRedirect = status >= 300 && status < 400 && message.headers.location !== undefined;
    if (isRedirect && init.redirect === 'error') {
      message.destroy();
      throw new TypeError('fetch failed: unexpected redirect');
    }
    const headers = Object.entries(message.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const body = await bytes(message);
    return new Response(NO_BODY.has(status) ? null : new Uint8Array(body), { status, headers });
  };
