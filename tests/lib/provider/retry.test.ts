import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../lib/domain/errors';
import type { Step } from '../../../lib/provider/definition';
import { obtainToken } from '../../../lib/provider/engine';
import { waitBeforeRetry } from '../../../lib/provider/retry';
import { type Exchange, playing } from './recorded';

describe('waitBeforeRetry', () => {
  it.each([
    ['network', undefined, 1, 0, 200],
    ['network', undefined, 1, 0.999, 499.7],
    ['network', undefined, 2, 0, undefined],
    ['provider_trouble', undefined, 1, 0, 300],
    ['provider_trouble', undefined, 2, 0.5, 900],
    ['provider_trouble', undefined, 3, 0, undefined],
    ['provider_trouble', 2, 1, 0, 2_000],
    ['rate_limited', 4, 1, 0, 4_000],
    ['rate_limited', 5, 1, 0, undefined],
    ['rate_limited', 3600, 1, 0, undefined],
    ['rate_limited', undefined, 1, 0, 300],
    ['timeout', undefined, 1, 0, undefined],
    ['invalid_client', undefined, 1, 0, undefined],
    ['credentials_refused', undefined, 1, 0, undefined],
    ['forbidden', undefined, 1, 0, undefined],
    ['invalid_request', undefined, 1, 0, undefined],
    ['redirect_refused', undefined, 1, 0, undefined],
    ['not_json', undefined, 1, 0, undefined],
    ['too_large', undefined, 1, 0, undefined],
    ['unknown_outcome', undefined, 1, 0, undefined],
  ] as const)(
    '[S33] %s with Retry-After %s at attempt %i waits as the table says',
    (code, retryAfter, attempt, random, wait) => {
      const failure = { code: code as ErrorCode, ...(retryAfter === undefined ? {} : { retryAfter }) };
      const found = waitBeforeRetry(failure, attempt, random);
      if (wait === undefined) expect(found).toBeUndefined();
      else expect(found).toBeCloseTo(wait);
    },
  );
});

describe('a request is sent', () => {
  const request = { method: 'POST', url: 'https://issuer.test/token' };
  const good: Exchange['answer'] = { status: 200, json: { t: 'made-up-token' } };
  const trouble: Exchange['answer'] = { status: 503, text: '' };
  const cut: Exchange['answer'] = { status: 0, fails: 'network' };
  const step: Step = { id: 'token', method: 'POST', url: request.url, body: { json: {} } };

  async function sent(answers: readonly Exchange['answer'][], step_: Step, once?: true) {
    const player = playing(answers.map((answer) => ({ request, answer })));
    const inputs = [{ name: 'secret', label: 'Secret', ...(once && { once }) }];
    const method = { steps: [step_], inputs, token: { accessToken: { at: ['t'] } } };
    const outcome = await obtainToken(
      { provider: { regions: [] }, method, inputs: {}, allowHttp: false },
      player.world,
    ).then(
      () => 'token',
      (error: Error) => error.message,
    );
    return [outcome, player.seen.length, player.waits.length];
  }

  it.each([
    ['again when the connection was cut', [cut, good], step, undefined, ['token', 2, 1]],
    ['not a third time when it was cut twice', [cut, cut], step, undefined, ['network', 2, 1]],
    ['up to three times when the provider is in trouble', [trouble, trouble, good], step, undefined, ['token', 3, 2]],
    ['not a fourth time', [trouble, trouble, trouble], step, undefined, ['provider_trouble', 3, 2]],
    ['once when it carries a password', [trouble], step, true, ['provider_trouble', 1, 0]],
    [
      'once when it creates something',
      [cut],
      { ...step, creates: true as const },
      undefined,
      ['unknown_outcome', 1, 0],
    ],
  ] as const)('[S16] %s', async (_, answers, step_, once, expected) => {
    expect(await sent(answers, step_, once)).toEqual(expected);
  });
});
