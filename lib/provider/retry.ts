import type { Failure } from '../domain/errors';

/** A person waits behind the click: a longer wait is shown with its time instead of sat out, s. */
const LONGEST_WAIT = 4;

/**
 * How long to wait before a request is sent once more, ms; undefined when it must not be. Only requests that are harmless
 * to repeat come here: never a creation, never a login with a password (it could lock the account).
 *
 * @param attempt how often it was sent already
 * @param random 0 ≤ random < 1, for full jitter
 */
export function waitBeforeRetry(failure: Failure, attempt: number, random: number): number | undefined {
  switch (failure.code) {
    case 'network':
      return attempt < 2 ? 200 + random * 300 : undefined;
    case 'provider_trouble':
    case 'rate_limited': {
      if (attempt > 2 || (failure.retryAfter ?? 0) > LONGEST_WAIT) return undefined;
      return failure.retryAfter === undefined ? 300 + random * 1_200 : failure.retryAfter * 1_000;
    }
    default:
      return undefined;
  }
}
