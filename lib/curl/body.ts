import type { CurlBody, CurlNote, Pair } from './curl-request';
import { jsonBody } from './json-body';
import type { Option } from './options';
import { refused } from './refused';

const FORM = 'application/x-www-form-urlencoded';

/** What the data options of a command make together, and whether it had to be mended. @throws TokenfillError `curl_unsupported` */
export function bodyOf(
  options: readonly Option[],
  contentType: string | undefined,
): { readonly body: CurlBody | undefined; readonly notes: readonly CurlNote[] } {
  const parts = options.filter(({ meaning }) => DATA.has(meaning));
  if (parts.length === 0) return { body: undefined, notes: [] };
  for (const { meaning, value } of parts) {
    if (meaning !== 'raw' && /^[^=&\s{]*@/.test(value) && !value.includes('=')) throw refused(`@…`);
  }
  if (parts.every(({ value }) => value.trim() === '')) return { body: { kind: 'empty' }, notes: [] };
  const text = parts.map(({ value }) => value).join('&');
  const json = parts.length === 1 ? jsonBody(text) : undefined;
  if (json) {
    const notes = json.state === 'repaired' ? (['json_repaired'] as const) : [];
    return { body: { kind: 'json', fields: json.fields }, notes };
  }
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? FORM;
  if (/json/.test(type) || parts.some(({ meaning }) => meaning === 'json')) throw refused('JSON');
  if (type !== FORM) throw refused(type.slice(0, 80));
  return { body: { kind: 'form', fields: parts.flatMap(fieldsOf) }, notes: [] };
}

const DATA: ReadonlySet<string> = new Set(['data', 'raw', 'encode', 'json']);

/** The fields of one data option, percent-decoded unless curl was to encode them. @throws TokenfillError `curl_unsupported` */
export function fieldsOf({ meaning, value }: Option): readonly Pair[] {
  const texts = meaning === 'encode' ? [value] : splitFields(value);
  if (texts.length > 100) throw refused('&');
  return texts.map((text): Pair => {
    const equals = text.indexOf('=');
    if (equals < 1) throw refused('--data');
    const [name, content] = [text.slice(0, equals), text.slice(equals + 1)];
    return meaning === 'encode' ? [name, content] : [decoded(name), decoded(content)];
  });
}

function splitFields(text: string): readonly string[] {
  return text
    .split('&')
    .map((field) => field.trim())
    .filter((field) => field !== '');
}

/** A text that is no percent-encoding stays as it is: documentation writes placeholders and e-mails plainly. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
