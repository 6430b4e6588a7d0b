import type { ErrorCode, Failure } from '../../lib/domain/errors';
import { text } from '../../lib/text';

/** Codes whose `detail` is the label of an input, or an address; all others carry the server's own words. */
const FIELD_CODES: readonly ErrorCode[] = ['inputs_missing', 'input_invalid', 'secret_missing'];
const NAMED_BELOW: readonly ErrorCode[] = ['server_outside', 'no_fitting_scheme', 'cookie_scheme_only'];
const ADDRESS_CODES: readonly ErrorCode[] = [
  'permission_missing',
  'server_needs_other_region',
  'origin_refused',
  'definition_private_address',
];

/** No server has a say in these: the detail is a place in a text of the user's. */
const OURS = /^(curl|definition|managed)_/;

/** The catalogue's text for a code: what happened and what to do next. */
export function errorText(code: ErrorCode): string {
  return text(`error_${code}`);
}

export function failureDetail({ code, detail }: Failure): string | undefined {
  // What leads on from these names it.
  if (!detail || NAMED_BELOW.includes(code)) return undefined;
  if (ADDRESS_CODES.includes(code)) return text('failure_address', detail);
  if (OURS.test(code)) return detail;
  if (FIELD_CODES.includes(code)) return text('failure_field', detail);
  return text('failure_server_says', detail);
}

/** How long the server wants to be left alone. */
export function waitText(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  if (seconds > 90) return text('failure_wait_minutes', Math.ceil(seconds / 60));
  return seconds === 1 ? text('failure_wait_second') : text('failure_wait_seconds', seconds);
}
