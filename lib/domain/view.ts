import type { ConnectionView } from './connection';
import type { ErrorCode, Failure } from './errors';
import type { ManagedPages, ManagedRules } from './managed';
import type { Mapping } from './mapping';
import type { PageReport, TokenSource } from './page';

/** What happened on a tab: which connection's token its page holds. Stored per tab, without the token. */
export interface FillRecord {
  /** Of the document that was filled. */
  readonly origin: string;
  /** Where that is a frame: the browser's id of it, and the origin of the page around it, as `pageAround` tells it. */
  readonly frame?: { readonly id: number; readonly top?: string | undefined } | undefined;
  readonly connectionId: string;
  readonly label: string;
  readonly environment?: string | undefined;
  readonly schemes: readonly string[];
  readonly missing: readonly string[];
  /** The server that the page was going to call, as it said. */
  readonly server?: string | undefined;
  /** Origins of the servers that single operations of it named. */
  readonly servers?: readonly string[] | undefined;
  /** ms since 1970. */
  readonly at: number;
  /** Which of the connection's tokens it is: when that was obtained, ms since 1970. */
  readonly obtainedAt: number;
  readonly expiresAt?: number | undefined;
  /** When the API last answered the page's own request with 403 since then, ms since 1970. */
  readonly forbiddenAt?: number | undefined;
}

/** A token that the browser puts into the requests of one tab to one API, because the page cannot be filled. */
export interface Sending {
  readonly tabId: number;
  readonly connectionId: string;
  readonly label: string;
  /** Origin of the API, and of the page that asks it. */
  readonly server: string;
  readonly page: string;
  /** Id of the browser's rule. */
  readonly rule: number;
}

/** What a fill came to. */
export interface FillOutcome {
  readonly outcome: 'filled' | 'partly';
  readonly record: FillRecord;
}

/** The provider's form to open for a page without a connection, with what the page's address already says. */
export interface Suggestion {
  readonly providerId: string;
  readonly methodId: string;
  readonly regionId?: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  /** Origins that saving the form will bind besides the definition's own. */
  readonly origins: readonly string[];
}

/** A form filled in with what the page's own document says. Nothing was sent there, and nothing is before the form is. */
export interface Proposal {
  readonly kind: TokenSource['kind'];
  /** The address that the document names, in full. */
  readonly url: string;
  readonly suggestion: Suggestion;
}

/** Everything the popup needs to draw one tab. */
export interface TabView {
  readonly tabId: number;
  /** Of the top document. Undefined on pages that no extension may touch, and on addresses without an origin. */
  readonly origin?: string | undefined;
  readonly report?: PageReport | undefined;
  /** The frame that the report is of, where the top document is no docs page and a frame of it is. */
  readonly frame?: { readonly id: number; readonly origin: string; readonly top?: string | undefined } | undefined;
  /** Origin of a frame that may hold the documentation and that the browser does not let us look into. */
  readonly unseenFrame?: string | undefined;
  /** Why there is no report, when there is none. */
  readonly failure?: Failure | undefined;
  /** Connections bound to this origin, the last used first. */
  readonly fitting: readonly ConnectionView[];
  readonly others: readonly ConnectionView[];
  readonly suggestion?: Suggestion | undefined;
  /** Of a page that no provider is known for and no connection is bound to. */
  readonly proposals?: readonly Proposal[] | undefined;
  readonly filled?: FillRecord | undefined;
  readonly sending?: Sending | undefined;
  /** The server that requests of this page could carry the token to, by id of the connection, where it cannot be filled. */
  readonly sendable?: Readonly<Record<string, string>> | undefined;
  readonly vault: VaultView;
  /** Whether this page, in its frame, is filled again by itself after a reload; `unasked` until the user has said yes or no. */
  readonly keep: KeepAnswer | 'unasked';
  /** What the user said goes where on this origin. */
  readonly mapping?: Mapping | undefined;
}

/** The user's word on "keep this page authorized after reloads". */
export type KeepAnswer = 'on' | 'no';

/** One personal access token at the provider, as its list shows it. */
export interface InventoryItem {
  readonly id: string;
  readonly name: string;
  /** The connection that read the list uses this one. Absent on all when several could be it. */
  readonly own?: true;
  /** Made by a creation whose answer got lost: nobody has its value. */
  readonly stray?: true;
  readonly createdAt?: number | undefined;
  readonly expiresAt?: number | undefined;
  /** Label and text of the provider's further columns. */
  readonly columns: readonly (readonly [label: string, text: string])[];
}

/** Where secrets are kept. `unset`: not asked yet; as `session` until then. */
export type VaultMode =
  | 'unset'
  /** In `storage.session` only: closing the browser forgets them. */
  | 'session'
  /** On disk, sealed with a key that only the passphrase gives. */
  | 'passphrase'
  /** On disk with the key beside them: whoever reads the browser's profile reads them. */
  | 'device';

/** The vault as screens see it. */
export interface VaultView {
  readonly mode: VaultMode;
  readonly locked: boolean;
  /** Why nothing can be opened, as an error code. */
  readonly trouble?: ErrorCode | undefined;
  /** Connections whose stored secret was not opened, by label where it is known. */
  readonly damaged: readonly { readonly id: string; readonly label?: string | undefined; readonly code: ErrorCode }[];
  /**
   * The backup holds more than is stored, because files of the browser were damaged or deleted: labels of the connections that
   * are gone. Empty when only changes are; absent when all is there.
   */
  readonly missing?: readonly string[] | undefined;
  /** When the newest backup was made, ms since 1970; absent when there is none. */
  readonly backupAt?: number | undefined;
  /** Minutes without use after which it locks; absent: only after a working day. */
  readonly idleMinutes?: number | undefined;
  /** What an organization has set. */
  readonly rules?: ManagedRules | undefined;
  readonly pages?: readonly ManagedPages[] | undefined;
}

/** What the in-page button says: the connection that one press fills. No token, no secret, nothing else of it. */
export interface ButtonFace {
  readonly label: string;
  readonly environment?: string | undefined;
}
