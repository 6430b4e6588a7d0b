import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Answer, type Exchange, empty, html, json } from '../exchange';
import type { Fault } from '../faults';

/** Where a redirect fault leads unless told: a known host, so that a followed redirect shows in the log. */
const ELSEWHERE = 'https://docs.example.test/plain';

const WALL = '<!doctype html><title>Please sign in</title><h1>Please sign in</h1><p>This page is no JSON.</p>';

type Quiet = 'drop' | 'hang' | 'huge' | 'slow-document' | 'stream' | 'wrong-type';

/** Faults that are an answer like any other. */
function asAnswer(fault: Exclude<Fault, { readonly kind: Quiet }>): Answer {
  switch (fault.kind) {
    case 'html':
      return html(200, WALL);
    case 'empty':
      return empty(200, { 'content-type': 'application/json' });
    case 'redirect':
      return html(fault.status ?? 302, '', { location: fault.to ?? ELSEWHERE });
    case 'rate-limited':
      return json(429, { error: 'rate_limited' }, { 'retry-after': fault.retryAfter ?? '7' });
    case 'server-error':
      return json(503, { error: 'service_unavailable' });
    case 'malformed':
      return { ...json(200, {}), body: '{"access_token":"broken-o' };
    case 'answer':
      return {
        status: fault.status,
        headers: { 'content-type': 'application/json', ...fault.headers },
        body: fault.body,
      };
  }
}

export function send(response: ServerResponse, answer: Answer): void {
  const length = answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.body) };
  if (answer.cookies) response.setHeader('set-cookie', [...answer.cookies]);
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(answer.body);
}

const CHUNK = 'x'.repeat(64 * 1024);
const CHUNKS = 64;

function* hugeAnswer() {
  yield '{"access_token":"a-token","accessToken":"a-token","token":"a-token","padding":"';
  for (let sent = 0; sent < CHUNKS; sent += 1) yield CHUNK;
  yield '"}';
}

/** Four MiB of valid JSON in pieces and without Content-Length: its size is the only thing wrong with it. */
async function sendHuge(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  // Whoever stops reading makes it end in an error.
  await pipeline(Readable.from(hugeAnswer()), response).catch(() => undefined);
}

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

/** What the provider itself would say, and what it would look like with a token of the wrong type. */
export interface Routed {
  readonly exchange: Exchange;
  answer(): Promise<Answer>;
  wrongType(): unknown;
}

/** Answers by the fault; gives the status for the log (0: none was sent). */
export async function misbehave(response: ServerResponse, fault: Fault, routed: Routed): Promise<number> {
  switch (fault.kind) {
    case 'drop':
      response.socket?.destroy();
      return 0;
    case 'hang':
      return 0;
    case 'huge':
      await sendHuge(response);
      return 200;
    case 'slow-document': {
      await after(fault.milliseconds);
      const late = await routed.answer();
      send(response, late);
      return late.status;
    }
    case 'stream':
      await fault.write(response);
      return response.statusCode;
    case 'wrong-type':
      send(response, json(200, routed.wrongType()));
      return 200;
    default: {
      const answer = asAnswer(fault);
      send(response, answer);
      return answer.status;
    }
  }
}
