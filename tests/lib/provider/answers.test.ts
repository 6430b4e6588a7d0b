import { describe, expect, it } from 'vitest';
import { isTokenfillError } from '../../../lib/domain/errors';
import type { Step } from '../../../lib/provider/definition';
import { obtainToken } from '../../../lib/provider/engine';
import { ANSWER_LIMIT } from '../../../lib/provider/guarded-fetch';
import { retryAfterSeconds } from '../../../lib/provider/refusal';
import { fc } from '../../generated';
import { type Exchange, NOW, playing } from './recorded';

const URL_ = 'https://issuer.test/token';
const step: Step = { id: 'token', method: 'POST', url: URL_, body: { json: { secret: '{{inputs.secret}}' } } };
const method = {
  steps: [step],
  // Used once: nothing is repeated on its own here; `retry.test.ts` is about that.
  inputs: [{ name: 'secret', label: 'Secret', secret: true as const, once: true as const }],
  token: {
    accessToken: { at: ['access_token'] },
    tokenType: { at: 'token_type' },
    refreshTokenAt: 'refresh_token',
    scopeAt: 'scope',
    expiry: [{ secondsAt: 'expires_in' }],
  },
};
const SECRET = 'made-up-secret';

/** The token, or the failure, that an answer leads to. */
async function outcome(
  answer: Exchange['answer'],
  options: { creates?: true; reach?: boolean; url?: string; allowHttp?: boolean } = {},
) {
  const request = { method: 'POST', url: URL_ };
  const player = playing([{ request, answer }], () => options.reach ?? true);
  const one = { ...step, url: options.url ?? URL_, ...(options.creates && { creates: options.creates }) };
  const provider = { regions: [] };
  try {
    const inputs = { secret: SECRET };
    const token = await obtainToken(
      { provider, method: { ...method, steps: [one] }, inputs, allowHttp: options.allowHttp ?? false },
      player.world,
    );
    return { token, sent: player.seen.length };
  } catch (error) {
    if (!isTokenfillError(error)) throw error;
    return { ...error.failure, sent: player.seen.length };
  }
}

const good = { access_token: 'made-up-token', token_type: 'Bearer', expires_in: 60 };

describe('an answer is believed when it', () => {
  it.each([
    ['is plain JSON', { status: 200, json: good }],
    ['is 201', { status: 201, json: good }],
    ['begins with a byte order mark', { status: 200, text: `\ufeff${JSON.stringify(good)}` }],
    ['has white space around it', { status: 200, text: `\r\n ${JSON.stringify(good)}\n` }],
    ['names its type in lower case', { status: 200, json: { ...good, token_type: 'bearer' } }],
    ['names no type', { status: 200, json: { ...good, token_type: undefined } }],
    ['says text/html although it is JSON', { status: 200, json: good, headers: { 'content-type': 'text/html' } }],
    [
      'carries prototype keys beside the token',
      { status: 200, text: `{"__proto__":{"polluted":1},${JSON.stringify(good).slice(1)}` },
    ],
    ['says a key twice (the last wins)', { status: 200, text: '{"access_token":"x","access_token":"made-up-token"}' }],
  ])('%s', async (_, answer) => {
    expect(await outcome(answer)).toMatchObject({ token: { accessToken: 'made-up-token', tokenType: 'Bearer' } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('an answer whose Date is hours from our clock', () => {
  const claims = btoa(JSON.stringify({ exp: (NOW + 3 * 3_600_000) / 1000 })).replace(/=/g, '');
  const answer = (theirs: number) => ({
    status: 200,
    json: { ...good, expires_in: undefined, access_token: `e30.${claims}.madeup` },
    headers: { date: new Date(theirs).toUTCString() },
  });

  it('brings a token that ends by our clock, and says how far off that is', async () => {
    expect(await outcome(answer(NOW + 7_200_000))).toMatchObject({
      token: { expiresAt: NOW + 3_600_000, clockSkew: 7_200_000, obtainedAt: NOW },
    });
  });

  it('says nothing when the clocks agree', async () => {
    const { token } = await outcome(answer(NOW + 60_000));
    expect(token).toMatchObject({ expiresAt: NOW + 3 * 3_600_000 });
    expect(token).not.toHaveProperty('clockSkew');
  });
});

describe('an answer is refused', () => {
  const token = (access_token: unknown) => ({ status: 200, json: { ...good, access_token } });
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it.each([
    ['empty_body', 'it is empty', { status: 200, text: '' }],
    ['empty_body', 'it is white space', { status: 200, text: '  \n' }],
    ['not_json', 'it is a login page', { status: 200, text: '<!doctype html><title>Sign in</title><p>Please sign in' }],
    ['not_json', 'it is cut short', { status: 200, text: '{"access_token":"made-up' }],
    ['not_json', 'it is JSONP', { status: 200, text: 'callback({"access_token":"x"})' }],
    ['not_json', 'it is XML', { status: 200, text: '<token>x</token>' }],
    ['bad_token', 'it is null', { status: 200, text: 'null' }],
    ['bad_token', 'it is an array', { status: 200, text: '[]' }],
    ['bad_token', 'it is a string', { status: 200, text: '"made-up-token"' }],
    ['bad_token', 'the token is missing', { status: 200, json: { token: 'elsewhere' } }],
    ['bad_token', 'the token is empty', token('')],
    ['bad_token', 'the token is a number', token(42)],
    ['bad_token', 'the token is an object', token({ value: 'x' })],
    ['bad_token', 'the token is null', token(null)],
    ['bad_token', 'the token is true', token(true)],
    ['bad_token', 'the token has a line break', token('made\r\nup')],
    ['bad_token', 'the token has a space', token('made up')],
    ['bad_token', 'the token has a NUL', token('made\u0000up')],
    ['bad_token', 'the token is not ASCII', token('tökén')],
    ['bad_token', 'the token is longer than 16 KiB', token('x'.repeat(16 * 1024 + 1))],
    ['bad_token', 'the type is no word', { status: 200, json: { ...good, token_type: 'Bearer\r\nX: y' } }],
    ['bad_response', 'it is nested too deep', { status: 200, text: nested(40) }],
    [
      'bad_response',
      'it has too many keys',
      { status: 200, json: Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`k${i}`, 1])) },
    ],
    [
      'bad_response',
      'it holds a text of more than 64 KiB',
      { status: 200, json: { ...good, junk: 'x'.repeat(65 * 1024) } },
    ],
    ['too_large', 'it is larger than the limit', { status: 200, text: 'x'.repeat(ANSWER_LIMIT + 1) }],
    ['redirect_refused', 'it is an opaque redirect', { status: 302, fails: 'redirect' as const }],
    [
      'redirect_refused',
      'it shows a redirect’s status',
      { status: 307, text: '', headers: { location: 'https://evil.test' } },
    ],
    ['invalid_client', 'the client is wrong', { status: 401, json: { error: 'invalid_client' } }],
    ['invalid_client', 'the client is wrong, with status 400', { status: 400, json: { error: 'invalid_client' } }],
    ['invalid_grant', 'the grant is wrong', { status: 400, json: { error: 'invalid_grant' } }],
    ['unauthorized_client', 'the client may not', { status: 400, json: { error: 'unauthorized_client' } }],
    ['credentials_refused', 'it is 401 without a body', { status: 401, text: '' }],
    ['credentials_refused', 'it is 401 with a code we do not know', { status: 401, json: { error: 'nope' } }],
    ['forbidden', 'it is 403', { status: 403, text: 'no' }],
    ['origin_refused', 'it is Django’s 403 for an Origin', { status: 403, text: '<h1>Origin checking failed</h1>' }],
    ['origin_refused', 'it is Spring’s 403 for an Origin', { status: 403, text: 'Invalid CORS request' }],
    [
      'origin_refused',
      'it is oidc-provider’s 400 for an Origin',
      {
        status: 400,
        json: {
          error: 'invalid_request',
          error_description: 'origin moz-extension://2b3f not allowed for client: made-up-client',
        },
      },
    ],
    ['invalid_request', 'it speaks of an Origin but is no 403', { status: 400, text: 'Invalid CORS request' }],
    ['wrong_address', 'it is 404', { status: 404, text: '<h1>Not found</h1>' }],
    ['wrong_address', 'it is 405', { status: 405, text: '' }],
    ['invalid_request', 'it is 400 without a code', { status: 400, text: 'Bad request' }],
    ['invalid_request', 'it is 415', { status: 415, text: '' }],
    ['invalid_request', 'it is 422', { status: 422, json: { message: 'no' } }],
    ['rate_limited', 'it is 429', { status: 429, text: '' }],
    ['provider_trouble', 'it is 500', { status: 500, text: 'trace' }],
    ['provider_trouble', 'it is 503', { status: 503, text: '' }],
    ['bad_response', 'its status means nothing here', { status: 418, text: '' }],
    ['network', 'there is no network', { status: 0, fails: 'network' as const }],
    ['timeout', 'it takes too long', { status: 0, fails: 'timeout' as const }],
  ])('as %s when %s', async (code, _, answer) => {
    expect(await outcome(answer)).toMatchObject({ code, sent: 1 });
  });

  it.each([
    ['no network', { status: 0, fails: 'network' }],
    ['a time-out', { status: 0, fails: 'timeout' }],
    ['a server error', { status: 502, text: '' }],
    ['a web page', { status: 200, text: '<p>hello' }],
    ['an answer without a token', { status: 200, json: { ok: true } }],
    ['an empty answer', { status: 201, text: '' }],
  ] as const)('as unknown_outcome, sent once, when a creating step ends in %s', async (_, answer) => {
    expect(await outcome(answer, { creates: true })).toMatchObject({ code: 'unknown_outcome', sent: 1 });
  });
});

describe('a refusal with status 200', () => {
  it.each([
    ['invalid_grant', { error: 'invalid_grant', error_description: 'over' }, { detail: 'over' }],
    ['invalid_client', { error: 'invalid_client', access_token: '' }, {}],
    ['invalid_request', { error: `bad ${SECRET}` }, { detail: 'bad •••' }],
  ])('is %s when the answer names an error and has no token', async (code, json, more) => {
    expect(await outcome({ status: 200, json })).toMatchObject({ code, ...more });
    expect(await outcome({ status: 200, json }, { creates: true })).toMatchObject({ code });
  });

  it('is none when there is a token all the same', async () => {
    expect(await outcome({ status: 200, json: { ...good, error: 'invalid_grant' } })).toHaveProperty('token');
  });
});

describe('a refresh token', () => {
  it('comes along when it is sound', async () => {
    const json = { ...good, refresh_token: 'made-up-refresh' };
    expect(await outcome({ status: 200, json })).toMatchObject({ token: { refreshToken: 'made-up-refresh' } });
  });

  it.each([[null], [7], [''], [{}], [[]]])('is none when it is %j', async (refresh_token) => {
    const result = await outcome({ status: 200, json: { ...good, refresh_token } });
    expect(result.token).not.toHaveProperty('refreshToken');
  });

  it.each([['a b'], ['a\nb'], ['ü'], ['x'.repeat(16 * 1024 + 1)]])(
    'makes the answer unusable when it is %j',
    async (text) => {
      const result = await outcome({ status: 200, json: { ...good, refresh_token: text } });
      expect(result).toMatchObject({ code: 'bad_token' });
    },
  );
});

describe('nothing is sent', () => {
  it.each([
    ['permission_missing', 'the host is not granted', { reach: false }],
    ['http_refused', 'the address is plain http', { url: 'http://issuer.test/token' }],
    ['bad_address', 'the address holds a password', { url: 'https://a:b@issuer.test/token' }],
    ['bad_address', 'the address is no web address', { url: 'ftp://issuer.test/token' }],
  ] as const)('and %s is said when %s', async (code, _, options) => {
    expect(await outcome({ status: 200, json: good }, options)).toMatchObject({ code, sent: 0 });
  });

  it('unless the switch is on, when the address is plain http', async () => {
    const result = await outcome({ status: 200, json: good }, { url: 'http://issuer.test/token', allowHttp: true });
    expect(result).toMatchObject({ token: { accessToken: 'made-up-token' }, sent: 1 });
  });
});

describe('the server’s words', () => {
  it('come without the secret when the server repeats it', async () => {
    const result = await outcome({ status: 400, json: { error: 'x', error_description: `bad secret ${SECRET}!` } });
    expect(result).toMatchObject({ detail: 'bad secret •••!' });
  });

  it('come without control and bidi characters and cut to 300 when they are hostile', async () => {
    const words = `a\u202eb\u0007c ${'x'.repeat(400)}`;
    const result = await outcome({ status: 400, json: { error_description: words } });
    expect(result).toHaveProperty('detail', `a b c ${'x'.repeat(400)}`.slice(0, 300));
  });

  it('are left out when they are a page of HTML', async () => {
    expect(await outcome({ status: 500, text: '<html><body>Traceback</body></html>' })).not.toHaveProperty('detail');
  });

  it('come without the secret when a page of HTML repeats it', async () => {
    const html = `<h1>Debug</h1><pre>${SECRET} ${btoa(`client:${SECRET}`)}</pre>`;
    const result = await outcome({ status: 200, text: html });
    expect(result).toMatchObject({ code: 'not_json' });
    expect(JSON.stringify(result)).not.toMatch(new RegExp(`${SECRET}|${btoa(`client:${SECRET}`).slice(12, -4)}`));
  });

  it('are found without delay when the page is 200 KiB of open brackets', async () => {
    expect(await outcome({ status: 200, text: '<'.repeat(200 * 1024) })).toMatchObject({ code: 'not_json' });
  });

  it('show a login page’s visible text when JSON was expected', async () => {
    const html = '<html><script>var x = 1</script><h1>Sign in</h1></html>';
    expect(await outcome({ status: 200, text: html })).toHaveProperty('detail', 'Sign in');
  });
});

describe('retryAfterSeconds', () => {
  const date = 'Thu, 01 Jan 2026 00:00:00 GMT';

  it.each([
    ['7', 7],
    ['0', 1],
    ['999999', 3600],
    ['Thu, 01 Jan 2026 00:02:00 GMT', 120],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 1],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (retryAfter, expected) => {
    expect(retryAfterSeconds({ retryAfter, date })).toBe(expected);
  });
});

it('[S13] never throws anything but its own errors and never invents a token over 10,000 answers', async () => {
  const any = fc.oneof(
    fc.json(),
    fc.string(),
    fc.json().map((text) => text.slice(0, -1)),
  );
  await fc.assert(
    fc.asyncProperty(any, fc.constantFrom(200, 201, 400, 401, 500), async (text, status) => {
      const result = await outcome({ status, text });
      if ('token' in result) expect(text).toContain('access_token');
      else expect(result.code).toEqual(expect.any(String));
    }),
    { numRuns: 10_000 },
  );
}, 60_000);

it('[S13] keeps only sound fields over 10,000 answers that look like the standard’s', async () => {
  const text = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }));
  const field = fc.oneof({ weight: 3, arbitrary: text }, fc.jsonValue({ maxDepth: 2 }));
  const names = ['access_token', 'token_type', 'expires_in', 'scope', 'refresh_token', 'error'] as const;
  const answers = fc.record(Object.fromEntries(names.map((name) => [name, field])), { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(answers, async (json) => {
      const result = await outcome({ status: 200, json });
      if (!('token' in result) || !result.token) return void expect(result).toHaveProperty('code');
      const { accessToken, refreshToken, tokenType, expiresAt, scope } = result.token;
      expect([accessToken, refreshToken ?? 'x'].every((value) => /^[\x21-\x7e]+$/.test(value))).toBe(true);
      expect(tokenType).toMatch(/^[A-Za-z][A-Za-z0-9-]{0,30}$/);
      expect(Number.isFinite(expiresAt ?? 0)).toBe(true);
      expect(scope ?? '').toBeTypeOf('string');
    }),
    { numRuns: 10_000 },
  );
}, 60_000);

it.each(['__proto__', 'constructor', 'prototype'])(
  '[S14] leaves the prototype alone when an answer names %s',
  async (key) => {
    const text = `{"${key}":{"polluted":1,"prototype":{"polluted":1}},${JSON.stringify(good).slice(1)}`;
    await outcome({ status: 200, text });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);
