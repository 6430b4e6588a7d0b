import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';

/** `app.podero.com:443` → the local port that answers for it. */
export type KnownHosts = ReadonlyMap<string, number>;

/**
 * The way Firefox reaches the local servers under real names: it has no host map, but it has a proxy setting. CONNECT for
 * https, absolute-form requests for plain http (RFC 9112 §3.2.2–3.2.3). Everything unknown is refused and noted, so nothing
 * leaves the machine and a test can see what the browser calls of its own accord.
 */
export function createProxy(known: KnownHosts, refused: string[]): Server {
  const proxy = createServer((request, response) => forward(known, refused, request, response));
  proxy.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    const port = known.get((request.url ?? '').toLowerCase());
    if (port === undefined) {
      refused.push(request.url ?? '');
      client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    server.on('error', () => client.destroy());
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  });
  return proxy;
}

function forward(known: KnownHosts, refused: string[], request: IncomingMessage, response: ServerResponse): void {
  const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
  const port = url?.protocol === 'http:' ? known.get(url.port === '' ? `${url.host}:80` : url.host) : undefined;
  if (!url || port === undefined) {
    refused.push(request.url ?? '');
    response.writeHead(403).end();
    return;
  }
  const options = { host: '127.0.0.1', port, method: request.method, path: url.pathname + url.search };
  const onward = httpRequest({ ...options, headers: { ...request.headers, host: url.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
