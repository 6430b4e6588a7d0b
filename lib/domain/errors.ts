/**
 * Every way Tokenfill can fail, as one closed list. The code is stable and public (documentation, bug reports);
 * the text for people is `error_<code>` in `public/_locales`, and a house test holds the two together.
 */
export const ERROR_CODES = [
  // The provider's answer. Wire codes of RFC 6749 §5.2 keep their names.
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
  'credentials_refused',
  'forbidden',
  'origin_refused',
  'wrong_address',
  'invalid_request',
  'rate_limited',
  'provider_trouble',
  // The way there and back.
  'redirect_refused',
  'not_json',
  'empty_body',
  'bad_response',
  'bad_token',
  'too_large',
  'timeout',
  'network',
  'http_refused',
  'bad_address',
  'permission_missing',
  'permission_refused',
  'unknown_outcome',
  'worker_restarted',
  // What the user gave us.
  'inputs_missing',
  'input_invalid',
  'key_unreadable',
  'name_taken',
  'token_ambiguous',
  'token_not_listed',
  'secret_missing',
  'secret_expired',
  'sign_in_needed',
  'sign_in_refused',
  'sign_in_mismatch',
  'issuer_mismatch',
  'unknown_connection',
  'conflict',
  'storage_failed',
  'storage_unreadable',
  'storage_full',
  // A pasted curl command, and the definitions of one's own.
  'curl_too_long',
  'curl_not_found',
  'curl_other_language',
  'curl_unreadable',
  'curl_no_address',
  'curl_unsupported',
  'trial_over',
  'definition_refused',
  'definitions_full',
  // What is wrong in a file of definitions; the path says where.
  'definition_not_json',
  'definition_too_large',
  'definition_too_many',
  'definition_too_deep',
  'definition_forbidden_key',
  'definition_unknown_field',
  'definition_field_missing',
  'definition_bad_value',
  'definition_bad_address',
  'definition_unknown_name',
  'definition_id_refused',
  'definition_twice',
  'definition_binds',
  'definition_holds_secret',
  'definition_private_address',
  // The vault.
  'locked',
  'wrong_passphrase',
  'unlock_wait',
  'vault_damaged',
  'vault_changed_outside',
  'newer_schema',
  // What an organization has set.
  'managed_passphrase',
  'managed_lock',
  'managed_export',
  'managed_pages',
  'managed_definition',
  // What is wrong in its policy; the path says where.
  'managed_unreadable',
  'managed_unknown_setting',
  'managed_bad_value',
  'managed_bad_rule',
  'managed_bad_origin',
  'managed_unknown_provider',
  // A file with connections.
  'file_damaged',
  'file_newer',
  'file_too_large',
  // Files of other tools.
  'import_unknown',
  'import_unreadable',
  'import_too_old',
  'import_too_large',
  'import_yaml',
  // The page.
  'not_a_docs_page',
  'page_loading',
  'no_fitting_scheme',
  'cookie_scheme_only',
  'page_sends_nothing',
  'operation_not_open',
  'not_logged_out',
  'origin_not_bound',
  'opaque_origin',
  'foreign_spec',
  'server_outside',
  'server_needs_other_region',
  'tab_closed',
  'page_changed',
  'fill_not_kept',
  'no_field',
  'no_access_to_tab',
  // Between our own rooms.
  'sender_refused',
  'message_refused',
  'unexpected',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure as plain data: what crosses messages and what is stored. Holds no secret (see {@link scrub}). */
export interface Failure {
  readonly code: ErrorCode;
  /** The server's own words, cleaned and cut; shown as text below ours. */
  readonly detail?: string;
  /** What the provider's definition advises for this answer. */
  readonly advice?: string;
  /** Seconds until the server wants to be asked again. */
  readonly retryAfter?: number;
}

/** The only error our code throws on purpose. `message` is the code: texts are made where they are shown. */
export class TokenfillError extends Error {
  override readonly name = 'TokenfillError';
  readonly failure: Failure;

  constructor(code: ErrorCode, more: Omit<Failure, 'code'> = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.failure = { code, ...more };
  }
}

/** Compared by name because `instanceof` fails across realms (a page's window, a test's). */
export function isTokenfillError(error: unknown): error is TokenfillError {
  return error instanceof Error && error.name === 'TokenfillError' && 'failure' in error;
}

/** Anything thrown, as a failure. What we did not foresee is named by `otherwise`, without its text. */
export function failureOf(error: unknown, otherwise: ErrorCode): Failure {
  return isTokenfillError(error) ? error.failure : { code: otherwise };
}
