import type { CurlRequest, Pair } from '../curl/curl-request';

/** The one shape that every tool's files are read into. Texts still hold `{{variables}}`; secrets are in it, so it never leaves the background. */

export type Tool = 'postman' | 'insomnia' | 'bruno';

export interface Variable {
  readonly name: string;
  readonly value: string;
  /** What the file itself says; names and shapes are looked at later. */
  readonly kind: 'plain' | 'secret';
}

export interface Environment {
  readonly name: string;
  readonly variables: readonly Variable[];
  /** Lists of the environments that it extends, the nearest first; shared, not copied. */
  readonly inherited?: readonly (readonly Variable[])[];
}

/** Where a token goes on a request. */
export type TokenPlace =
  | { readonly in: 'header'; readonly prefix: string }
  | { readonly in: 'query'; readonly name: string };

export interface OAuth {
  readonly kind: 'oauth2';
  readonly grant: 'client_credentials' | 'password' | 'authorization_code';
  readonly tokenUrl: string;
  readonly authorizationUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly client: 'header' | 'body';
  readonly username: string;
  readonly password: string;
  readonly scope: string;
  readonly audience: string;
  readonly resource: string;
  readonly place: TokenPlace;
  /** Further parameters of the token request. */
  readonly extra: readonly (readonly [name: string, value: string])[];
}

export type Auth =
  | OAuth
  | { readonly kind: 'bearer'; readonly token: string; readonly prefix: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'key'; readonly in: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly kind: 'login'; readonly request: CurlRequest };

/** `what` names what was met, in the tool's word: never a value. */
export type SkipReason = 'kind' | 'implicit' | 'prefix' | 'from_script' | 'request' | 'too_many';
export interface Skipped {
  readonly where: string;
  readonly why: SkipReason;
  readonly what: string;
}

export interface FoundAuth {
  /** Names of collection, folders and request. */
  readonly where: readonly string[];
  readonly auth: Auth;
  /** Variables of the folders around it, the innermost first. The lists are shared: a file may have thousands of folders. */
  readonly scopes: readonly (readonly Variable[])[];
  /** A request that it is for: it tells whose API that is. */
  readonly sample: Sample | undefined;
}

export interface Sample {
  readonly url: string;
  readonly headers: readonly Pair[];
}

/** What one collection, or one file with variables only, holds. */
export interface Collected {
  readonly tool: Tool;
  /** `loose`: of no collection. Only such variables and environments may be used with a collection: nobody else's say where secrets go. */
  readonly is: 'collection' | 'loose';
  /** With its slash: where a collection lies, or, of what is loose, in which folder it may be used. Empty: anywhere. */
  readonly folder: string;
  readonly name: string;
  readonly environments: readonly Environment[];
  /** Of the collection, or of the workspace; an environment's win. */
  readonly variables: readonly Variable[];
  readonly found: readonly FoundAuth[];
  readonly skipped: readonly Skipped[];
}
