import { describe, expect, it } from 'vitest';
import { isTokenfillError } from '../../../lib/domain/errors';
import { type ExpectedAnswer, readAnswer, signIn } from '../../../lib/provider/sign-in';
import { fc } from '../../generated';
import { playWindow, REDIRECT } from './sign-in-window';

const ISSUER = 'https://login.test/tenant';
const expected: ExpectedAnswer = {
  redirectUri: REDIRECT,
  state: 'made-up-state',
  issuer: ISSUER,
  namesItself: false,
  server: 'https://login.test',
};
const answer = (parameters: Record<string, string>, base = REDIRECT) => `${base}?${new URLSearchParams(parameters)}`;
const ok = { state: 'made-up-state', code: 'made-up-code' };

function outcome(text: string, more: Partial<ExpectedAnswer> = {}) {
  try {
    return readAnswer(text, { ...expected, ...more });
  } catch (error) {
    if (!isTokenfillError(error)) throw error;
    return error.failure;
  }
}

describe('the answer of a sign-in is believed when', () => {
  it.each([
    ['state and code are there', ok, {}],
    ['it names the issuer exactly', { ...ok, iss: ISSUER }, { namesItself: true }],
    ['no issuer is known and it names one of the same server', { ...ok, iss: 'https://login.test/x' }, { issuer: '' }],
    ['there are further parameters', { ...ok, session_state: 'x' }, {}],
  ])('%s', (_, parameters, more) => {
    expect(outcome(answer(parameters), more)).toBe('made-up-code');
  });
});

describe('the answer of a sign-in is not used when', () => {
  it.each([
    ['the state is missing', answer({ code: 'made-up-code' }), {}],
    ['the state is another', answer({ ...ok, state: 'made-up-other' }), {}],
    ['the state is another and the server says no', answer({ state: 'x', error: 'access_denied' }), {}],
    ['the code is missing', answer({ state: ok.state }), {}],
    ['the code is empty', answer({ ...ok, code: '' }), {}],
    ['the code has a character that none has', answer({ ...ok, code: 'a\nb' }), {}],
    ['the code comes twice', `${answer(ok)}&code=other`, {}],
    ['the state comes twice', `${answer(ok)}&state=made-up-state`, {}],
    ['it names another issuer', answer({ ...ok, iss: 'https://login.test/other' }), {}],
    ['it names the issuer with a slash more', answer({ ...ok, iss: `${ISSUER}/` }), {}],
    ['it names another server and no issuer is known', answer({ ...ok, iss: 'https://evil.test' }), { issuer: '' }],
    ['it names nobody and the server always does', answer(ok), { namesItself: true }],
    ['it comes to another path', answer(ok, `${REDIRECT}other`), {}],
    ['it comes to another host', answer(ok, 'https://made-up.chromiumapp.org.evil.test/'), {}],
    ['everything stands behind the hash', `${REDIRECT}#${new URLSearchParams(ok)}`, {}],
    ['it is no address', 'made-up words', {}],
    ['it is nothing', '', {}],
  ])('%s', (_, text, more) => {
    expect(outcome(text, more)).toEqual({ code: 'sign_in_mismatch' });
  });

  it('it is anything over 10,000 answers but one with the state', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        expect(outcome(text)).toEqual({ code: 'sign_in_mismatch' });
      }),
      { numRuns: 5_000 },
    );
    const parameter = fc.constantFrom('code', 'state', 'iss', 'error', 'error_description', 'x');
    const pairs = fc.array(fc.tuple(parameter, fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 6 });
    fc.assert(
      fc.property(pairs, (entries) => {
        expect(outcome(`${REDIRECT}?${new URLSearchParams(entries)}`)).toEqual({ code: 'sign_in_mismatch' });
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a refusal in the answer', () => {
  it.each([
    ['access_denied', 'sign_in_refused'],
    ['login_required', 'sign_in_refused'],
    ['anything_else', 'sign_in_refused'],
    ['__proto__', 'sign_in_refused'],
    ['invalid_request', 'invalid_request'],
    ['invalid_target', 'invalid_request'],
    ['invalid_scope', 'invalid_scope'],
    ['unauthorized_client', 'unauthorized_client'],
    ['unsupported_response_type', 'unauthorized_client'],
    ['server_error', 'provider_trouble'],
    ['temporarily_unavailable', 'provider_trouble'],
  ])('%s becomes %s, with the server’s words as text', (error, code) => {
    const words = 'Not\u202e today';
    expect(outcome(answer({ state: ok.state, error, error_description: words }))).toEqual({
      code,
      detail: 'Not  today',
    });
    expect(outcome(answer({ state: ok.state, error, code: 'made-up-code' }))).toEqual({ code, detail: error });
  });
});

describe('a sign-in opens', () => {
  const scope = { inputs: { url: 'https://login.test/auth?tenant=a', clientId: 'demo-client', extra: 'prompt=login' } };
  const rule = { url: '{{inputs.url}}', parameters: { client_id: '{{inputs.clientId}}' } };

  it('the address with everything that protects the answer, new each time', async () => {
    const { window, opened } = playWindow({ code: 'made-up-code' });
    const first = await signIn(rule, scope, window, false);
    const second = await signIn(rule, scope, window, false);

    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(first.verifier));
    expect(Object.fromEntries(opened[0]?.searchParams ?? [])).toEqual({
      tenant: 'a',
      client_id: 'demo-client',
      response_type: 'code',
      redirect_uri: REDIRECT,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: Buffer.from(digest).toString('base64url'),
      code_challenge_method: 'S256',
    });
    expect(first).toEqual({
      code: 'made-up-code',
      verifier: expect.stringMatching(/^[\w-]{43}$/),
      redirectUri: REDIRECT,
    });
    expect(second.verifier).not.toBe(first.verifier);
    expect(opened[1]?.searchParams.get('state')).not.toBe(opened[0]?.searchParams.get('state'));
    expect(opened.map((url) => url.href).join()).not.toContain(first.verifier);
  });

  it.each([
    ['http to a host', { ...scope.inputs, url: 'http://login.test/auth' }, 'http_refused'],
    ['no address', { ...scope.inputs, url: 'javascript:alert(1)' }, 'bad_address'],
    ['a further parameter that would replace ours', { ...scope.inputs, extra: 'state=x' }, 'input_invalid'],
    [
      'a further parameter that would weaken PKCE',
      { ...scope.inputs, extra: 'code_challenge_method=plain' },
      'input_invalid',
    ],
  ])('nothing for %s', async (_, inputs, code) => {
    const { window, opened } = playWindow({ code: 'made-up-code' });
    await expect(signIn({ ...rule, more: 'extra' }, { inputs }, window, false)).rejects.toThrow(code);
    expect(opened).toEqual([]);
  });
});
