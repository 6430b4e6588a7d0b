import { TokenfillError } from '../domain/errors';
import type { CurlNote } from './curl-request';

/** Longest text that is read, characters. A page of documentation is a tenth of that. */
export const LONGEST_TEXT = 100_000;

export interface PreparedText {
  readonly text: string;
  readonly notes: readonly CurlNote[];
}

/**
 * Pasted text without what word processors, web pages and terminals put into it: typographic quotes and spaces, Markdown
 * fences, prompts of continued lines.
 *
 * @throws TokenfillError `curl_too_long`
 */
export function prepareText(pasted: string): PreparedText {
  if (pasted.length > LONGEST_TEXT) throw new TokenfillError('curl_too_long');
  const plain = pasted
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f\u2028\u2029]/g, ' ')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '');
  const straight = plain.replace(/[\u201c\u201d\u201e\u201f]/g, '"').replace(/[\u2018\u2019\u201a\u201b]/g, "'");
  const lines = straight.split('\n').filter((line) => !/^\s*(```|~~~)/.test(line));
  const text = lines.map((line) => line.replace(/^\s*>\s(?=\s*-)/, '')).join('\n');
  return { text: withoutTicks(text), notes: straight === plain ? [] : ['quotes_straightened'] };
}

/** `curl …` between single backticks: inline code of Markdown. */
function withoutTicks(text: string): string {
  const trimmed = text.trim();
  return /^`[^`]*`$/.test(trimmed) ? trimmed.slice(1, -1) : text;
}

const COMMAND = /(^|[\s;&|(`"'=>])curl(?:\.exe)?(?=[\s^])/gi;

/** Where commands begin: the texts after each word `curl`. At most 20: more is not a command but a book. */
export function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(COMMAND)].slice(0, 20).map((match) => text.slice(match.index + match[0].length));
}

const LANGUAGES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['JavaScript (axios)', /\baxios\b/],
  ['JavaScript (fetch)', /\bfetch\s*\(/],
  ['Python (requests)', /\brequests\.(post|get|request|Session)\b/],
  ['PowerShell (Invoke-RestMethod)', /\b(Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\b/i],
  ['HTTPie', /^\s*\$?\s*https?\s+(-\S+\s+)*(POST|GET)\b/m],
  ['wget', /\bwget\s/],
  ['C# (HttpClient)', /\bHttpClient\b/],
];

/** The language of a text without a curl command, where it is known at sight. */
export function otherLanguage(text: string): string | undefined {
  return LANGUAGES.find(([, pattern]) => pattern.test(text))?.[0];
}
