import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize } from 'node:path';
import { bareSwagger2, type Kind, OPEN_API_KINDS, openApi, secretFor, swagger2 } from './document';
import { CLOSURE_SCRIPT, PAGES, STRICT_POLICY } from './pages';

export interface Api {
  readonly origin: string;
  /** Status of the next call of that operation (`bearer/all`). */
  next(operation: string): Promise<number>;
  /** Lets the document go that a page asks for with `?held`. */
  release(): Promise<void>;
  close(): Promise<void>;
}

type Waiting = Map<string, (status: number) => void>;

const require = createRequire(import.meta.url);
const PACKAGES: Readonly<Record<string, string>> = {
  '5': dirname(require.resolve('swagger-ui-dist/package.json')),
  '3': dirname(require.resolve('swagger-ui-dist-3-0/package.json')),
  '2': join(dirname(require.resolve('swagger-ui/package.json')), 'dist'),
};
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
};

/** One server for everything: the packages' own files, pages around them, API documents and the API that judges. */
export async function startApi(): Promise<Api> {
  const waiting: Waiting = new Map();
  const held: (() => void)[] = [];
  const server = createServer((request, response) => {
    const reply = () => answer(request, response, waiting).catch(() => send(response, 404, '.json', '{}'));
    if (request.url?.endsWith('?held')) held.push(reply);
    else void reply();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (operation) => nextCall(waiting, operation),
    async release() {
      while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const reply of held.splice(0)) reply();
    },
    close: () => close(server),
  };
}

/** Fails after a while: a page whose button does nothing must not hang the test. */
function nextCall(waiting: Waiting, operation: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the page made no call to /api/${operation}`)), 8_000);
    waiting.set(operation, (status) => {
      clearTimeout(timer);
      resolve(status);
    });
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function answer(request: IncomingMessage, response: ServerResponse, waiting: Waiting): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const [, area = '', ...rest] = url.pathname.split('/');
  if (area === 'api') return judge(request, response, url, waiting);
  if (area === 'page') return page(response, rest.join('/'));
  if (area === 'document') return send(response, 200, '.json', JSON.stringify(document(rest[0] ?? '', url)));
  if (area === 'closure.js') return send(response, 200, '.js', CLOSURE_SCRIPT);
  const folder = PACKAGES[area];
  if (!folder) return send(response, 404, '.json', '{}');
  send(response, 200, extname(url.pathname), await readFile(join(folder, normalize(`/${rest.join('/')}`))));
}

function judge(request: IncomingMessage, response: ServerResponse, url: URL, waiting: Waiting): void {
  if (request.method === 'OPTIONS') {
    send(response, 204, '.json', '');
    return;
  }
  const operation = url.pathname.replace('/api/', '');
  const secret = secretFor(operation.split('/')[0] as Kind);
  const given = secret.in === 'query' ? url.searchParams.get(secret.name) : request.headers[secret.name];
  const status = given === secret.value ? 200 : 401;
  send(response, status, '.json', '{}');
  waiting.get(operation)?.(status);
}

function document(name: string, url: URL): unknown {
  if (name === 'swagger-2') return swagger2();
  if (name === 'bare') return bareSwagger2();
  const elsewhere = `http://localhost:${url.port}`;
  return openApi(name === 'elsewhere' ? [elsewhere] : [], name === 'all' ? OPEN_API_KINDS : ['bearer'], name);
}

function page(response: ServerResponse, name: string): void {
  if (name === 'closure') response.setHeader('content-security-policy', STRICT_POLICY);
  send(response, 200, '.html', PAGES[name] ?? '');
}

function send(response: ServerResponse, status: number, extension: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization',
  });
  response.end(body);
}
