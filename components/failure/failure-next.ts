import type { ErrorCode, Failure } from '../../lib/domain/errors';

/** What one click can do about a failure. */
export type NextStep =
  | { readonly do: 'allowServer'; readonly server: string }
  | { readonly do: 'bindOrigin'; readonly origin: string }
  | { readonly do: 'sendBare'; readonly origin: string }
  /** Say which of these values goes where on the page. */
  | { readonly do: 'map'; readonly origin: string; readonly values: readonly string[] }
  | { readonly do: 'edit' }
  | { readonly do: 'retry'; readonly hosts: readonly string[] };

const EDIT: readonly ErrorCode[] = [
  'secret_missing',
  'secret_expired',
  'sign_in_needed',
  'inputs_missing',
  'input_invalid',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'credentials_refused',
  'wrong_address',
  'bad_address',
  'redirect_refused',
  'http_refused',
  'bad_token',
];

/** Nothing that may have created something is ever offered again with one click (`unknown_outcome`). */
const RETRY: readonly ErrorCode[] = [
  'permission_missing',
  'permission_refused',
  'network',
  'timeout',
  'provider_trouble',
  'rate_limited',
  'not_json',
  'empty_body',
  'bad_response',
  'worker_restarted',
  'sign_in_refused',
  'sign_in_mismatch',
  'page_loading',
  'page_changed',
  'fill_not_kept',
  'storage_failed',
];

/** The next step for a connection that failed on a page of this origin. Pure. */
export function nextStep({ code, detail }: Failure, pageOrigin: string | undefined): NextStep | undefined {
  if (code === 'server_outside' && detail) return { do: 'allowServer', server: detail };
  if (code === 'origin_refused' && detail) return { do: 'sendBare', origin: detail };
  if (code === 'origin_not_bound' && pageOrigin) return { do: 'bindOrigin', origin: pageOrigin };
  if (code === 'no_fitting_scheme' && detail && pageOrigin)
    return { do: 'map', origin: pageOrigin, values: detail.split('\n') };
  if (code === 'permission_missing')
    return { do: 'retry', hosts: (detail ?? '').split(', ').filter((origin) => URL.canParse(origin)) };
  if (EDIT.includes(code)) return { do: 'edit' };
  return RETRY.includes(code) ? { do: 'retry', hosts: [] } : undefined;
}
