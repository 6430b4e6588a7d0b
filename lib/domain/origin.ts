/**
 * Origins as the browser compares them: scheme + host + port, nothing else. A token belongs to exact origins; look-alike hosts,
 * suffixes, other ports and other schemes are other origins (often got wrong: docs/facts.md#look-alikes).
 */

const WEB = new Set(['http:', 'https:']);

/** The URL, when it is one that can have an origin of its own: http(s), no user name or password in it. */
export function parseWebUrl(text: string | undefined): URL | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return WEB.has(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}

/** `https://host:port` of a web URL, or undefined for anything without an origin (about:, data:, blob:, file:, "null"). */
export function originOf(text: string | undefined): string | undefined {
  return parseWebUrl(text)?.origin;
}

/** True for addresses that never leave this machine, where plain http is no risk (SECURITY.md#plain-http). */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether a secret may travel to this URL: https always, http on loopback or when the user switched it on for the connection. */
export function schemeAllowed(url: URL, allowHttp: boolean): boolean {
  return url.protocol === 'https:' || isLoopback(url) || allowHttp;
}

/**
 * The match pattern to ask the browser for. Without the port: Firefox has none in patterns (M9), so the permission is
 * always wider than the origin and our own comparison stays the real gate.
 */
export function hostPattern(origin: string): string {
  const url = new URL(origin);
  return `${url.protocol}//${url.hostname}/*`;
}

/**
 * One whole address as a person types it: path, slash at the end and query stay (RFC 6749 §3.2 allows a query); undefined
 * when it is no web address or has a fragment.
 */
export function parseEndpoint(text: string): URL | undefined {
  const url = parseWebUrl(withScheme(text));
  return url === undefined || url.hash !== '' || url.hostname === '' ? undefined : url;
}

function withScheme(text: string): string {
  const typed = text.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
}

/** An address as a person types it, made an origin plus path without trailing slash; undefined when it is no web address. */
export function parseBaseUrl(text: string): string | undefined {
  const url = parseWebUrl(withScheme(text));
  if (url === undefined) return undefined;
  if (url.search !== '' || url.hash !== '' || url.hostname === '') return undefined;
  return url.origin + withoutEndSlashes(url.pathname);
}

/** In one pass: `/\/+$/` looks through a run of slashes again from each of them. */
export function withoutEndSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
