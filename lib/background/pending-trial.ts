import type { PendingTrial } from '../curl/trial-view';
import type { Failure } from '../domain/errors';
import { secretNames, type TrialRequest, type TrialResult } from './trial-run';

interface Progress {
  readonly stage: 'waiting' | 'sending' | 'failed' | 'over';
  readonly result?: TrialResult | undefined;
  readonly failure?: Failure | undefined;
}

/** A test run for the popup that opens again: plain values, the names of secrets, and what came of it. */
export function pendingView(request: TrialRequest, { stage, result, failure }: Progress): PendingTrial {
  const { id, definition, values, allowHttp, tokenPath } = request;
  const names = secretNames(definition);
  const plain = Object.entries(values).filter(([name]) => !names.includes(name));
  const over = stage === 'over' ? result?.view : undefined;
  return {
    id,
    definition,
    allowHttp,
    tokenPath,
    plain: Object.fromEntries(plain),
    kept: names.filter((name) => (values[name] ?? '') !== ''),
    view: over,
    failure: stage === 'failed' ? failure : undefined,
  };
}
