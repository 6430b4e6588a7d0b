/** A value of a JSON body as it was written. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type CurlBody =
  | { readonly kind: 'json'; readonly fields: { readonly [key: string]: Json } }
  | { readonly kind: 'form'; readonly fields: readonly Pair[] }
  | { readonly kind: 'empty' };

export type Pair = readonly [name: string, value: string];

/** What was changed or left out on the way, said beside the request. */
export type CurlNote = 'json_repaired' | 'quotes_straightened' | 'cookies_left_out' | 'insecure_left_out';

/** One request as a curl command describes it, placeholders and secrets still in it. */
export interface CurlRequest {
  readonly method: 'GET' | 'POST';
  /** As written, without fragment, user name and password; may hold placeholders anywhere. */
  readonly url: string;
  /** Without those that belong to the browser or follow from the body. */
  readonly headers: readonly Pair[];
  /** From `-u` or the address. */
  readonly basic?: { readonly username: string; readonly password: string } | undefined;
  readonly body?: CurlBody | undefined;
  /** Where a `jq` behind the command finds the token, as a dotted path. */
  readonly tokenPath?: string | undefined;
  readonly notes: readonly CurlNote[];
}
