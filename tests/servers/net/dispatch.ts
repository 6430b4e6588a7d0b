import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Exchange, text } from '../exchange';
import type { FaultBook } from '../faults';
import type { LogBook } from '../request-log';
import type { Site } from '../site';
import type { Clock } from '../state';
import { withoutPort } from './host-port';
import { misbehave, send } from './respond';

export interface Dispatch {
  readonly scheme: 'http' | 'https';
  readonly sites: ReadonlyMap<string, Site>;
  readonly log: LogBook;
  readonly faults: FaultBook;
  readonly clock: Clock;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const plainHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

/** The site of exactly this name and port, else of the name alone: https sites have no port, and a test's may differ. */
function siteName({ scheme, sites }: Dispatch, header: string | undefined): string {
  const host = (header ?? '').toLowerCase();
  const name = withoutPort(host);
  return !sites.has(host) && (scheme === 'https' || sites.has(name)) ? name : host;
}

async function serve(dispatch: Dispatch, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { scheme, sites, log, faults, clock } = dispatch;
  const host = siteName(dispatch, request.headers.host);
  const path = request.url ?? '/';
  const method = request.method ?? 'GET';
  const headers = plainHeaders(request);
  const body = await bodyOf(request);
  const answered = log.arrived({ host, method, path, headers, body, at: Date.now() });
  response.setHeader('date', new Date(clock.now()).toUTCString());
  const site = sites.get(host);
  if (!site) {
    answered(421);
    return send(response, text(421, `These servers do not know the host ${host}.`));
  }
  const url = new URL(path, 'http://any.test');
  const exchange: Exchange = { host, scheme, method, path: url.pathname, query: url.searchParams, headers, body };
  const fault = faults.take({ host, path: exchange.path, method });
  if (fault) {
    const routed = { exchange, answer: async () => site.answer(exchange), wrongType: () => site.wrongType(exchange) };
    return answered(await misbehave(response, fault, routed));
  }
  const answer = await site.answer(exchange);
  answered(answer.status);
  send(response, answer);
}

/** One listener for all sites of a server, told apart by the Host header. */
export function dispatcher(dispatch: Dispatch): RequestListener {
  return (request, response) => {
    serve(dispatch, request, response).catch((error: unknown) => {
      if (response.destroyed || request.destroyed) return;
      console.error('A local provider broke while answering', request.method, request.headers.host, error);
      if (response.headersSent) response.destroy();
      else send(response, text(500, 'A local provider broke; see the log of the servers.'));
    });
  };
}
