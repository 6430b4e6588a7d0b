import { isTokenfillError, TokenfillError } from '../domain/errors';
import { bodyOf, fieldsOf } from './body';
import type { CurlNote, CurlRequest } from './curl-request';
import { headerNamed, headersOf, keptHeaders } from './headers';
import { jqPath } from './jq-path';
import { type Option, optionsOf } from './options';
import { commandsIn, otherLanguage, prepareText } from './prepare-text';
import { refused } from './refused';
import { wordsOf } from './words';

/**
 * The requests in a pasted text, in order: curl commands for bash, cmd.exe or PowerShell, alone or among prompts, fences and prose.
 * At least one. Pure, and linear in the length of the text.
 *
 * @throws TokenfillError `curl_too_long`, `curl_not_found`, `curl_other_language`, `curl_unreadable`, `curl_no_address`,
 * `curl_unsupported`
 */
export function parseCurl(pasted: string): readonly CurlRequest[] {
  const { text, notes } = prepareText(pasted);
  const commands = commandsIn(text);
  if (commands.length === 0) {
    const language = otherLanguage(text);
    throw language
      ? new TokenfillError('curl_other_language', { detail: language })
      : new TokenfillError('curl_not_found');
  }
  const tried = commands.map(tryCommand);
  const good = tried.filter((result) => 'url' in result);
  if (good.length === 0) throw bestFailure(tried.filter(isTokenfillError));
  return good.map((request) => ({ ...request, notes: [...notes, ...request.notes] }));
}

/** Prose says "curl" too: what at least looked like a request knows best what is wrong with it. */
function bestFailure(failures: readonly TokenfillError[]): TokenfillError {
  const telling = failures.find(({ failure }) => failure.code !== 'curl_no_address');
  return telling ?? failures[0] ?? new TokenfillError('curl_not_found');
}

function tryCommand(command: string): CurlRequest | TokenfillError {
  try {
    const { words, rest } = wordsOf(command);
    return requestOf(optionsOf(words), rest);
  } catch (error) {
    if (isTokenfillError(error)) return error;
    throw error;
  }
}

function requestOf(options: readonly Option[], rest: string): CurlRequest {
  const address = addressOf(options);
  const unsupported = options.find(({ meaning }) => meaning === 'unsupported');
  if (unsupported) throw refused(unsupported.name);
  const query = options.some(({ meaning }) => meaning === 'get');
  const written = headersOf(options);
  const { body, notes } = query
    ? { body: undefined, notes: [] }
    : bodyOf(options, headerNamed(written, 'content-type'));
  const bearer = options.find(({ meaning }) => meaning === 'bearer')?.value;
  const headers = bearer === undefined ? written : [...written, ['Authorization', `Bearer ${bearer}`] as const];
  return {
    method: methodOf(options, body !== undefined),
    url: query ? withQuery(address.url, options) : address.url,
    headers: keptHeaders(headers, body),
    basic: basicOf(options) ?? address.basic,
    body,
    tokenPath: jqPath(rest),
    notes: [
      ...notes,
      ...droppedNotes(
        options,
        written.map(([name]) => name.toLowerCase()),
      ),
    ],
  };
}

function methodOf(options: readonly Option[], hasBody: boolean): CurlRequest['method'] {
  const written = options
    .filter(({ meaning }) => meaning === 'method')
    .at(-1)
    ?.value.toUpperCase();
  const method = written ?? (hasBody ? 'POST' : 'GET');
  if (method !== 'GET' && method !== 'POST') throw refused(method.slice(0, 20));
  if (method === 'GET' && hasBody) throw refused('GET --data');
  return method;
}

const LONGEST_ADDRESS = 1_800;

/** @throws TokenfillError `curl_no_address`, `curl_unsupported` */
function addressOf(options: readonly Option[]): Pick<CurlRequest, 'url' | 'basic'> {
  const candidates = options
    .filter(({ meaning }) => meaning === 'url' || meaning === 'word')
    .map(({ value }) => value.trim());
  const found = candidates.find(looksLikeAddress);
  if (found === undefined || found.length > LONGEST_ADDRESS) throw new TokenfillError('curl_no_address');
  const text = found.replace(/#.*$/s, '');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') throw refused(`${scheme}:`);
  const url = scheme === undefined && !/^[<{$%[]/.test(text) ? `https://${text}` : text;
  const user = /^(https?:\/\/)([^/@:?]+):([^/@?]*)@(.+)$/is.exec(url);
  if (!user) return { url };
  return { url: `${user[1]}${user[4]}`, basic: { username: user[2] ?? '', password: user[3] ?? '' } };
}

function looksLikeAddress(word: string): boolean {
  if (/\s/.test(word.replace(/<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]/g, ''))) return false;
  return (
    /^https?:\/\/\S/i.test(word) ||
    /^[a-z]+:\/\//i.test(word) ||
    /^[\w.<>{}$%:[\] -]+\/\S/.test(word) ||
    /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(word)
  );
}

function basicOf(options: readonly Option[]): CurlRequest['basic'] {
  const user = options.filter(({ meaning }) => meaning === 'user').at(-1)?.value;
  if (user === undefined || user === '') return undefined;
  const colon = user.indexOf(':');
  return colon < 0
    ? { username: user, password: '' }
    : { username: user.slice(0, colon), password: user.slice(colon + 1) };
}

/** `-G`: the data belongs into the address. */
function withQuery(url: string, options: readonly Option[]): string {
  const data = options.filter(({ meaning }) => meaning === 'data' || meaning === 'raw' || meaning === 'encode');
  const fields = data
    .flatMap(fieldsOf)
    .map(([name, value]) => `${name}=${value.replace(/[&#\s+%]/g, encodeURIComponent)}`);
  return fields.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${fields.join('&')}`;
}

function droppedNotes(options: readonly Option[], names: readonly string[]): readonly CurlNote[] {
  const has = (meaning: string) => options.some((option) => option.meaning === meaning);
  const cookies = has('cookie') || names.includes('cookie');
  return [
    ...(cookies ? (['cookies_left_out'] as const) : []),
    ...(has('insecure') ? (['insecure_left_out'] as const) : []),
  ];
}
