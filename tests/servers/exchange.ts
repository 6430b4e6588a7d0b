/** What a provider sees of a request and says to it: plain data, so that a provider is a function and no socket is in sight. */

export interface Exchange {
  /** The provider's own host name, without a port (and with it on the plain http server: it is part of that provider's name). */
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly method: string;
  /** Without the query, not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case, as Node reads them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** The one header that may stand several times. */
  readonly cookies?: readonly string[];
}

export type Handler = (exchange: Exchange) => Answer | Promise<Answer>;

/** `"POST /oauth2/token/"` → what answers it. */
export type Routes = Readonly<Record<string, Handler>>;

export interface Otherwise {
  readonly notFound: Handler;
  /** The path is known, the method is not. */
  readonly wrongMethod: (exchange: Exchange, allowed: readonly string[]) => Answer;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const text = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
});

export const html = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body,
});

export const script = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/javascript; charset=utf-8' },
  body,
});

export const empty = (status: number, headers: Record<string, string> = {}): Answer => ({ status, headers, body: '' });

export const redirect = (status: number, location: string): Answer => html(status, '', { location });

/** The same answer with more headers; those already there win. */
export const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({
  ...answer,
  headers: { ...headers, ...answer.headers },
});

/** Finds the handler for method and path; HEAD counts as GET (Node leaves its body out). */
export function follow(routes: Routes, exchange: Exchange, otherwise: Otherwise): Answer | Promise<Answer> {
  const method = exchange.method === 'HEAD' ? 'GET' : exchange.method;
  const exact = routes[`${method} ${exchange.path}`];
  if (exact) return exact(exchange);
  const allowed = Object.keys(routes).flatMap((key) => {
    const [verb = '', path] = key.split(' ');
    return path === exchange.path ? [verb] : [];
  });
  return allowed.length > 0 ? otherwise.wrongMethod(exchange, allowed) : otherwise.notFound(exchange);
}

/** The media type alone, in lower case: `application/json` of `Application/JSON; charset=utf-8`. */
export const mediaType = (exchange: Exchange): string =>
  (exchange.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** The body as a JSON object; undefined for anything else (broken JSON, an array, a string). */
export function jsonObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
