import type { Draft } from '../../lib/domain/connection';
import { isTokenfillError, TokenfillError } from '../../lib/domain/errors';
import { findMethod } from '../../lib/provider/registry';
import { findProvider } from '../definitions';

/** A form that creates something: when the background went away before it answered, nobody knows whether it did. */
export async function creating<T>(draft: Draft, outcome: Promise<T>): Promise<T> {
  try {
    return await outcome;
  } catch (error) {
    const steps = findMethod(findProvider(draft.providerId), draft.methodId)?.steps ?? [];
    const lost = isTokenfillError(error) && error.failure.code === 'worker_restarted';
    throw lost && steps.some((step) => step.creates) ? new TokenfillError('unknown_outcome', {}, error) : error;
  }
}
