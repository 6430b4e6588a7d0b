import { decoded } from '../curl/body';
import type { CurlBody, CurlRequest, Pair } from '../curl/curl-request';
import { headerNamed, keptHeaders } from '../curl/headers';
import { jsonBody } from '../curl/json-body';
import { isSecretName } from '../curl/secret';
import { isTokenfillError } from '../domain/errors';
import { withoutEndSlashes } from '../domain/origin';
import type { Read } from './read';

/** A request as a tool keeps it. */
export interface LoginSource {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Pair[];
  readonly body: { readonly text: string } | { readonly form: readonly Pair[] } | undefined;
}

/** Ends of addresses where tokens are got: the words that docs pages and the curl flow know too. */
const LAST_WORD =
  /(^|[/_.-])(o?auth2?|token|tokens|login|signin|sign-in|logon|session|sessions|authenticate|authorize|access_?token|api_?token)$/i;

/** The request, when it is one that asks for a token: by its address and by what it sends. */
export function loginOf(source: LoginSource, auth: Read | undefined): CurlRequest | undefined {
  if (source.method.toUpperCase() !== 'POST' || !LAST_WORD.test(pathOf(source.url))) return undefined;
  if (auth && auth.kind !== 'none' && auth.kind !== 'basic') return undefined;
  const body = bodyOf(source);
  if (body === 'unreadable' || !sendsSecret(body, source, auth)) return undefined;
  const basic = auth?.kind === 'basic' ? { username: auth.username, password: auth.password } : undefined;
  const headers = keptHeaders(source.headers, body);
  return { method: 'POST', url: source.url.trim(), headers, basic, body, notes: [] };
}

function pathOf(url: string): string {
  return withoutEndSlashes(url.trim().split(/[?#]/)[0] ?? '');
}

function bodyOf({ body }: LoginSource): CurlBody | undefined | 'unreadable' {
  if (!body) return undefined;
  if ('form' in body) return { kind: 'form', fields: body.form };
  if (body.text.trim() === '') return undefined;
  try {
    const json = jsonBody(body.text);
    if (json) return { kind: 'json', fields: json.fields };
  } catch (error) {
    if (!isTokenfillError(error)) throw error;
  }
  const form = formOf(body.text);
  return form ? { kind: 'form', fields: form } : 'unreadable';
}

function formOf(text: string): readonly Pair[] | undefined {
  const fields = text.trim().split('&');
  if (fields.length > 50 || /\s/.test(text.trim())) return undefined;
  const pairs = fields.map((one): Pair => {
    const equals = one.indexOf('=');
    return equals < 1 ? ['', ''] : [decoded(one.slice(0, equals)), decoded(one.slice(equals + 1))];
  });
  return pairs.every(([name]) => name !== '') ? pairs : undefined;
}

/** Without a password, a secret or a key in it, a request gets no token from anybody. */
function sendsSecret(body: CurlBody | undefined, { headers }: LoginSource, auth: Read | undefined): boolean {
  if (auth?.kind === 'basic' || headerNamed(headers, 'authorization')?.startsWith('Basic ')) return true;
  if (body?.kind === 'form') return body.fields.some(([name]) => isSecretName(name));
  return body?.kind === 'json' && Object.keys(body.fields).some(isSecretName);
}
