import type { Faults } from '../../servers/faults';

/** Puts a page or document on a known host, until the next reset; everything else of that host answers as before. */
export function serve(
  faults: Faults,
  url: string,
  content: string | object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const { host, pathname } = new URL(url);
  const isPage = typeof content === 'string';
  faults.set(
    { host, path: pathname },
    {
      kind: 'answer',
      status: 200,
      body: isPage ? content : JSON.stringify(content),
      headers: { ...(isPage ? { 'content-type': 'text/html; charset=utf-8' } : OPEN_TO_ALL), ...headers },
    },
  );
}

const OPEN_TO_ALL = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' };
