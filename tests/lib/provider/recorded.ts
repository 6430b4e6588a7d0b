import type { EngineWorld } from '../../../lib/provider/run-step';

/** One request that a test announces, with the answer it gets. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Parsed when the body is JSON or a form, the text itself otherwise. */
    readonly body?: unknown;
  };
  readonly answer: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly text?: string;
    /** `network`, `timeout`: no answer comes. `redirect`: an opaque one. */
    readonly fails?: 'network' | 'timeout' | 'redirect';
  };
}

export const NOW = Date.UTC(2026, 0, 1);

/** Answers exactly the announced requests in order; an unannounced one fails, and `left()` tells what never came. */
export function playing(exchanges: readonly Exchange[], reachable: (origin: string) => boolean = () => true) {
  const waiting = [...exchanges];
  const seen: Exchange['request'][] = [];
  const waits: number[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const request = readRequest(String(input), init);
    seen.push(request);
    const next = waiting.shift();
    if (!next) throw new Error(`unannounced request: ${request.method} ${request.url}`);
    return answer(next.answer);
  };
  const world: EngineWorld = {
    fetch: fetch as typeof globalThis.fetch,
    now: () => NOW,
    mayReach: async (origin) => reachable(origin),
    keepAlive: async () => undefined,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0,
  };
  return { world, seen, waits, left: () => waiting };
}

function readRequest(url: string, init: RequestInit): Exchange['request'] {
  const headers = init.headers as Record<string, string>;
  const text = init.body as string | undefined;
  const type = headers['content-type'];
  const body =
    text === undefined || type === undefined
      ? text
      : type === 'application/json'
        ? JSON.parse(text)
        : Object.fromEntries(new URLSearchParams(text));
  return { method: init.method ?? '', url, headers, ...(body === undefined ? {} : { body }) };
}

function answer({ status, headers, json, text, fails }: Exchange['answer']): Response {
  if (fails === 'network') throw new TypeError('Failed to fetch');
  if (fails === 'timeout') throw new DOMException('The operation timed out.', 'TimeoutError');
  if (fails === 'redirect') return Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
  return new Response(json === undefined ? (text ?? '') : JSON.stringify(json), { status, headers: headers ?? {} });
}
