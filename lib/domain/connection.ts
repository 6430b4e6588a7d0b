import type { Failure } from './errors';
import type { ManagedPart } from './managed';
import type { RotationView } from './rotation';
import type { TokenView } from './token';

/** A user's filled-in provider method. Plain data only: secrets and tokens are other records of the vault. */
export interface Connection {
  readonly schema: 1;
  readonly id: string;
  /** Counts changes; an edit made from an older revision is refused as `conflict`. */
  readonly rev: number;
  readonly label: string;
  readonly providerId: string;
  readonly methodId: string;
  readonly regionId?: string | undefined;
  /** Plain inputs by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Bound origins: where this connection's token may be filled in. Exact, compared as strings. */
  readonly origins: readonly string[];
  /** Server origins outside the provider's own that the user confirmed once. */
  readonly servers: readonly string[];
  /** "This server has no https": only for servers whose address the user typed. */
  readonly allowHttp: boolean;
  /** ms since 1970. */
  readonly createdAt: number;
}

/** Secret inputs by name (client secret, personal access token, password). */
export type Secrets = Readonly<Record<string, string>>;

/** What the form sends when a connection is made or changed. Secrets left out keep their stored value. */
export interface Draft {
  readonly id: string;
  /** Revision that was edited; absent for a new connection. */
  readonly rev?: number | undefined;
  readonly label: string;
  readonly providerId: string;
  readonly methodId: string;
  readonly regionId?: string | undefined;
  /** Plain and secret inputs together, as typed. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly allowHttp: boolean;
  /** Origins confirmed on the form besides the ones that the definition binds. */
  readonly origins: readonly string[];
}

export type ConnectionStatus =
  /** Holds a token that can be filled now. */
  | 'ready'
  /** Can obtain one without asking anybody. */
  | 'can_obtain'
  /** A secret is missing (the browser was closed in session mode), or the method needs a person. */
  | 'needs_secret'
  /** The vault is locked: what it holds for this connection is not known now. */
  | 'locked';

/** A connection as screens see it. No secret in it, by construction. */
export interface ConnectionView {
  readonly connection: Connection;
  readonly providerName: string;
  readonly methodName: string;
  readonly regionName?: string | undefined;
  /** Upper-case word for the place this token works in: LIVE, SANDBOX, EU… */
  readonly environment?: string | undefined;
  readonly status: ConnectionStatus;
  readonly token?: TokenView | undefined;
  readonly lastFailure?: (Failure & { readonly at: number }) | undefined;
  /** Origins whose host permission is not granted and that obtaining needs. */
  readonly needsHosts: readonly string[];
  /** True when the provider can list, create and revoke tokens with this connection. */
  readonly inventory: boolean;
  /** Where its token can be ended from here: in the provider's list, at its revocation endpoint, or only by hand. */
  readonly ending: 'list' | 'endpoint' | 'by hand';
  /** The replacement of its token that is under way, or that stands. */
  readonly rotation?: RotationView | undefined;
  /** What an organization has set for it. */
  readonly managed?: ManagedPart | undefined;
}
