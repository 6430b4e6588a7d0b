import { type ErrorCode, TokenfillError } from '../domain/errors';
import { originOf, schemeAllowed } from '../domain/origin';
import { scrub } from '../domain/redact';
import type { SignIn } from './definition-oauth';
import { parameterValues } from './request';
import { base64url } from './sign';
import { expandText, expandUrl, type Scope } from './template';

/** The browser's own window for signing in. Only a click may open it. */
export interface SignInWindow {
  /** Where the server sends the person back to; registered there, compared exactly. */
  readonly redirectUri: string;
  /** Resolves with the whole address that the server sent the person back to. @throws TokenfillError `sign_in_refused`, `network` */
  readonly open: (url: string) => Promise<string>;
}

/** What a token request needs of a sign-in, as `{{signIn.code}}` and so on. */
export interface SignedIn extends Readonly<Record<string, string>> {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/**
 * Lets a person sign in and brings back the code, proved to be the answer to this very request.
 *
 * @throws TokenfillError `bad_address`, `http_refused`, `sign_in_refused`, `sign_in_mismatch`, or the server's own refusal
 * @see RFC 6749 §4.1, RFC 7636, RFC 9207, RFC 9700 §2.1
 */
export async function signIn(rule: SignIn, scope: Scope, window: SignInWindow, allowHttp: boolean): Promise<SignedIn> {
  const { redirectUri } = window;
  const [state, verifier] = [randomText(), randomText()];
  const url = expandUrl(rule.url, scope);
  if (!schemeAllowed(url, allowHttp)) throw new TokenfillError('http_refused');
  const ours = {
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
  };
  const asked = { ...parameterValues(rule.parameters, rule.more, scope, ours), ...ours };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  const issuer = rule.issuer === undefined ? '' : expandText(rule.issuer, scope);
  const namesItself = rule.namesIssuer !== undefined && expandText(rule.namesIssuer, scope) === 'true';
  const answer = await window.open(url.href);
  const code = readAnswer(answer, { redirectUri, state, issuer, namesItself, server: url.origin });
  return { code, verifier, redirectUri };
}

/** What the answer must agree with. `server`: origin of the address that was opened. */
export interface ExpectedAnswer {
  readonly redirectUri: string;
  readonly state: string;
  /** Empty when it is not known. */
  readonly issuer: string;
  /** The server has said that it always names itself. */
  readonly namesItself: boolean;
  readonly server: string;
}

/** The code in the address that the server sent the person back to. Believes nothing before the state has agreed. */
export function readAnswer(answer: string, expected: ExpectedAnswer): string {
  const mismatch = new TokenfillError('sign_in_mismatch');
  if (!URL.canParse(answer)) throw mismatch;
  const url = new URL(answer);
  const names = [...url.searchParams.keys()];
  // RFC 6749 §3.1: nothing may come twice. Which one would be meant?
  const single = new Set(names).size === names.length;
  if (url.origin + url.pathname !== expected.redirectUri || !single) throw mismatch;
  if (url.searchParams.get('state') !== expected.state) throw mismatch;
  if (!isIssuer(url.searchParams.get('iss'), expected)) throw mismatch;
  const error = url.searchParams.get('error');
  if (error !== null) throw refusal(error, url.searchParams.get('error_description'));
  const code = url.searchParams.get('code') ?? '';
  if (!/^[\x20-\x7e]{1,4096}$/.test(code)) throw mismatch;
  return code;
}

/** Against mix-up: a code of another server must not go to this one's token endpoint (RFC 9207 §2.4). */
function isIssuer(named: string | null, { issuer, namesItself, server }: ExpectedAnswer): boolean {
  if (named === null) return !namesItself;
  return issuer === '' ? originOf(named) === server : named === issuer;
}

const BY_WORD: Readonly<Record<string, ErrorCode | undefined>> = {
  invalid_request: 'invalid_request',
  invalid_target: 'invalid_request',
  unsupported_response_type: 'unauthorized_client',
  unauthorized_client: 'unauthorized_client',
  invalid_scope: 'invalid_scope',
  server_error: 'provider_trouble',
  temporarily_unavailable: 'provider_trouble',
};

/** RFC 6749 §4.1.2.1, and what OpenID Connect adds, which all comes to a person who did not sign in. */
function refusal(word: string, words: string | null): TokenfillError {
  const code = (Object.hasOwn(BY_WORD, word) ? BY_WORD[word] : undefined) ?? 'sign_in_refused';
  return new TokenfillError(code, { detail: scrub(words || word, []) });
}

/** 256 random bits as 43 characters: a state nobody guesses, a verifier as RFC 7636 §4.1 wants it. */
function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}
