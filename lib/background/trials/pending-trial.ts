import type { PendingTrial } from '../../curl/trial-view';
import { secretNames, type TrialRequest, type TrialState } from './trial-run';

/** A test run for the popup that opens again: plain values, the names of secrets, and what came of it. */
export function pendingView(request: TrialRequest, state: TrialState): PendingTrial {
  const { id, definition, values, allowHttp, tokenPath } = request;
  const names = secretNames(definition);
  const plain = Object.entries(values).filter(([name]) => !names.includes(name));
  return {
    id,
    definition,
    allowHttp,
    tokenPath,
    plain: Object.fromEntries(plain),
    kept: names.filter((name) => (values[name] ?? '') !== ''),
    view: state.stage === 'over' ? state.result.view : undefined,
    failure: state.stage === 'failed' ? state.failure : undefined,
  };
}
