import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { bareSwagger2, everyKind, type Kind, OPEN_API_KINDS, openApi, secretFor, swagger2 } from './document';
import { closureScript, PAGES, type Pages } from './pages';

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
/** Packages of `tests/pages`, by name: what the matrix opens. */
const MATRIX = resolve(import.meta.dirname, '../../pages/node_modules');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
};

/** One server for everything: the packages' own files, pages around them, API documents and the API that judges. */
export async function startApi(pages: Pages = {}): Promise<Api> {
  const all = { ...PAGES, ...pages };
  const waiting: Waiting = new Map();
  const held: (() => void)[] = [];
  const server = createServer((request, response) => {
    const reply = () => answer(request, response, waiting, all).catch(() => send(response, 404, '.json', '{}'));
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  waiting: Waiting,
  pages: Pages,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const [, area = '', ...rest] = url.pathname.split('/');
  if (area === 'api') return judge(request, response, url, waiting);
  if (area === 'page') return page(response, pages[rest.join('/')]);
  if (area === 'document') return send(response, 200, '.json', JSON.stringify(document(rest[0] ?? '', url)));
  if (area === 'closure.js') return send(response, 200, '.js', closureScript(url.search.slice(1) || 'all'));
  if (area === 'react.js') return send(response, 200, '.js', pages.react?.script ?? '');
  const folder = area === 'nm' ? MATRIX : PACKAGES[area];
  if (!folder) return send(response, 404, '.json', '{}');
  send(response, 200, extname(url.pathname), await readFile(join(folder, normalize(`/${rest.join('/')}`))));
}

function judge(request: IncomingMessage, response: ServerResponse, url: URL, waiting: Waiting): void {
  if (request.method === 'OPTIONS') {
    send(response, 204, '.json', '');
    return;
  }
  const operation = url.pathname.replace('/api/', '');
  const kind = operation.split('/')[0] as Kind;
  const given = (one: Kind) => isGiven(request, url, one);
  const pair = [given('bearer'), given('header')];
  const enough = { either: pair.includes(true), both: !pair.includes(false) };
  const status = (kind === 'either' || kind === 'both' ? enough[kind] : given(kind)) ? 200 : 401;
  send(response, status, '.json', '{}');
  waiting.get(operation)?.(status);
}

function isGiven(request: IncomingMessage, url: URL, kind: Kind): boolean {
  const secret = secretFor(kind);
  const given = secret.in === 'query' ? url.searchParams.get(secret.name) : request.headers[secret.name];
  return given === secret.value;
}

function document(name: string, url: URL): unknown {
  if (name === 'swagger-2') return swagger2();
  if (name === 'every') return everyKind();
  if (name === 'bare') return bareSwagger2();
  const elsewhere = `http://localhost:${url.port}`;
  return openApi(name === 'elsewhere' ? [elsewhere] : [], name === 'all' ? OPEN_API_KINDS : ['bearer'], name);
}

function page(response: ServerResponse, found: Pages[string] | undefined): void {
  if (found?.policy) response.setHeader('content-security-policy', found.policy);
  send(response, 200, '.html', found?.html ?? '');
}

function send(response: ServerResponse, status: number, extension: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, x-api-key',
  });
  response.end(body);
}
