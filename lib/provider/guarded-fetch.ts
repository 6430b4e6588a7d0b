import { TokenfillError } from '../domain/errors';
import { schemeAllowed } from '../domain/origin';

/** What the one fetch needs from outside. */
export interface FetchWorld {
  readonly fetch: typeof globalThis.fetch;
  /** Whether the browser would let us read this origin's answer. Asked before sending: a missing permission does not stop a request (M4). */
  readonly mayReach: (origin: string) => Promise<boolean>;
  /** What must be there while a request is under way; nothing unless given. */
  readonly around?: <T>(request: PreparedRequest, send: () => Promise<T>) => Promise<T>;
  /** A cheap extension call. Firefox ends a background page after 30 s even while an answer is awaited (M24). */
  readonly keepAlive: () => Promise<unknown>;
}

export interface PreparedRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** What of it must not come back in an error's words, besides the inputs. */
  readonly secrets: readonly string[];
  /** The user switched on plain http for this connection's own server. */
  readonly allowHttp: boolean;
}

/** Bytes as they came, before anybody believes them. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  /** `Retry-After` and `Date` as sent, for the rules of waiting and of clocks. */
  readonly retryAfter?: string | undefined;
  readonly date?: string | undefined;
}

/** Answers are tokens; 256 KiB is a thousand times more than the largest seen. */
export const ANSWER_LIMIT = 256 * 1024;
/** Connect, headers and body together, ms. */
export const DEADLINE = 20_000;
const KEEP_ALIVE_EVERY = 10_000;

/**
 * The only place that sends a request. No cookies, no redirects (307 would hand the secret on, M6), no cache, no referrer,
 * a deadline and a size limit.
 *
 * @throws TokenfillError `http_refused`, `bad_address`, `permission_missing`, `redirect_refused`, `timeout`, `network`,
 * `too_large`, `bad_response`
 * @see SECURITY.md#the-one-request
 */
export async function guardedFetch(request: PreparedRequest, world: FetchWorld): Promise<RawAnswer> {
  await checkBeforeSending(request, world);
  const alive = setInterval(() => void world.keepAlive(), KEEP_ALIVE_EVERY);
  try {
    const exchange = async () => readAnswer(await send(request, world));
    return await (world.around ? world.around(request, exchange) : exchange());
  } catch (error) {
    throw asTokenfillError(error);
  } finally {
    clearInterval(alive);
  }
}

function send(request: PreparedRequest, { fetch }: FetchWorld): Promise<Response> {
  return fetch(request.url.href, {
    method: request.method,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    mode: 'cors',
    signal: AbortSignal.timeout(DEADLINE),
  });
}

async function checkBeforeSending(request: PreparedRequest, world: FetchWorld): Promise<void> {
  const { url } = request;
  if (url.username !== '' || url.password !== '' || url.hash !== '') throw new TokenfillError('bad_address');
  if (!schemeAllowed(url, request.allowHttp)) throw new TokenfillError('http_refused');
  if (!(await world.mayReach(url.origin))) throw new TokenfillError('permission_missing');
}

async function readAnswer(response: Response): Promise<RawAnswer> {
  // Chromium hides a refused redirect behind an opaque answer, Node's fetch shows its status.
  const redirected = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
  if (redirected) throw new TokenfillError('redirect_refused');
  return {
    status: response.status,
    body: await readLimited(response),
    retryAfter: response.headers.get('retry-after') ?? undefined,
    date: response.headers.get('date') ?? undefined,
  };
}

/** Reads chunk by chunk and stops at the limit; `Content-Length` is only a hint and compressed bodies expand (M8). */
async function readLimited(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > ANSWER_LIMIT) {
      await reader.cancel();
      throw new TokenfillError('too_large');
    }
    chunks.push(value);
  }
  return decode(chunks, size);
}

function decode(chunks: readonly Uint8Array[], size: number): string {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new TokenfillError('bad_response', {}, error);
  }
}

/** Browsers tell a time-out by name and everything else (DNS, TLS, refused, offline) as one TypeError. */
function asTokenfillError(error: unknown): TokenfillError {
  if (error instanceof TokenfillError) return error;
  const timedOut = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
  return new TokenfillError(timedOut ? 'timeout' : 'network', {}, error);
}
