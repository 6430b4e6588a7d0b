import type { CurlBody, Pair } from './curl-request';
import type { Option } from './options';
import { refused } from './refused';

/** Headers that the browser sets, may not be set, or mean nothing for a token request. */
const LEFT_OUT =
  /^(origin|cookie2?|host|referer|user-agent|content-length|connection|accept|accept-encoding|accept-language|accept-charset|cache-control|pragma|priority|dnt|te|upgrade.*|keep-alive|transfer-encoding|expect|via|date|if-.*|postman-token|proxy-.*|sec-.*|access-control-.*)$/i;

const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;

/** The headers of a command that belong into a definition; `Content-Type` is kept only where the body does not say it anyway. */
export function headersOf(options: readonly Option[]): readonly Pair[] {
  return options
    .filter(({ meaning }) => meaning === 'header')
    .map(({ value }): Pair => {
      const colon = value.indexOf(':');
      if (value.startsWith('@')) throw refused('-H @…');
      return colon < 0 ? ['', ''] : [value.slice(0, colon).trim(), value.slice(colon + 1).trim()];
    })
    .filter(([name, value]) => NAME.test(name) && value !== '');
}

export function headerNamed(headers: readonly Pair[], wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

export function keptHeaders(headers: readonly Pair[], body: CurlBody | undefined): readonly Pair[] {
  const kept = headers.filter(([name, value]) => {
    if (name.toLowerCase() !== 'content-type') return !LEFT_OUT.test(name);
    return (
      body?.kind === 'json' && value.split(';')[0]?.trim().toLowerCase() !== 'application/json' && /json/.test(value)
    );
  });
  return [...new Map(kept.map(([name, value]) => [name.toLowerCase(), [name, value] as const])).values()];
}
