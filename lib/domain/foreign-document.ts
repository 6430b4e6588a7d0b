import { originOf } from './origin';

/**
 * Query parameters that make a docs page load its API document, or its configuration, from elsewhere — and with it the list
 * of servers the token is sent to (CVE-2018-25031). Read in Swagger UI's own code, 3.0 to 5.35: every version knows `url` and
 * `configUrl` with its alias `config`; 5 stores each parameter with lodash's `set`, so a key is a path (`urls[0].url`, `["url"]`).
 */
const NAMES_A_DOCUMENT: ReadonlySet<string> = new Set(['url', 'urls', 'config', 'configurl']);

/** Parameters that bring a document, or code paths, along in the address itself. No docs page needs them. */
const BRINGS_A_DOCUMENT: ReadonlySet<string> = new Set([
  'spec',
  'initialstate',
  'presets',
  'plugins',
  'components',
  'fn',
  'configs',
  'requestinterceptor',
  'responseinterceptor',
]);

/** Swagger UI 2's own page looks for this anywhere in the query, without asking where a parameter begins. */
const ANYWHERE = /url=([^&]+)/gi;

/** Whether the page's address makes it use a document from an origin that is neither its own nor trusted. */
export function namesForeignDocument(page: URL, trusted: readonly string[]): boolean {
  const parameters = [...page.searchParams].map(([key, value]) => ({ path: pathOf(key), value }));
  if (parameters.some(({ path }) => BRINGS_A_DOCUMENT.has(path[0] ?? ''))) return true;
  const named = parameters
    .filter(({ path }) => NAMES_A_DOCUMENT.has(path[0] ?? '') && path.join('.') !== 'urls.primaryname')
    .map(({ value }) => value);
  const anywhere = [page.search, decoded(page.search)].flatMap((search) =>
    [...search.matchAll(ANYWHERE)].map((match) => decoded(match[1] ?? '')),
  );
  return [...named, ...anywhere].some((value) => !isTrusted(value, page, trusted));
}

/** Whether the document that the page says it has loaded is from an origin that is neither its own nor trusted. */
export function isForeignDocument(
  document: string | undefined,
  pageOrigin: string,
  trusted: readonly string[],
): boolean {
  if (document === undefined) return false;
  const origin = originOf(document);
  return origin === undefined || (origin !== pageOrigin && !trusted.includes(origin));
}

/** `urls[0]["url"]` → `urls`, `0`, `url`, as lodash reads a key; it drops backslashes in quoted parts. */
function pathOf(key: string): readonly string[] {
  return key
    .replaceAll('\\', '')
    .toLowerCase()
    .split(/[.[\]'"\s]+/)
    .filter((part) => part !== '');
}

function isTrusted(value: string, page: URL, trusted: readonly string[]): boolean {
  const origin = URL.canParse(value, page.href) ? originOf(new URL(value, page.href).href) : undefined;
  return origin === page.origin || (origin !== undefined && trusted.includes(origin));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
