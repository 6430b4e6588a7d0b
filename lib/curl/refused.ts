import { TokenfillError } from '../domain/errors';

/** What a curl command can say and a definition cannot; `what` names it as it was written, never a value. */
export function refused(what: string): TokenfillError {
  return new TokenfillError('curl_unsupported', { detail: what });
}
