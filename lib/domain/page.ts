/**
 * What an adapter tells us about a docs page, and what we tell an adapter to write.
 * Everything in here crosses the main world: answers are untrusted and parsed again in the background.
 */

/** A security scheme as the page declares it, reduced to what decides the text to fill in. OpenAPI 3.1 names. */
export interface SecurityScheme {
  /** Key under `components.securitySchemes` (OpenAPI 3) or `securityDefinitions` (Swagger 2.0). */
  readonly name: string;
  readonly type: 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  /** `apiKey` only. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** `apiKey` only: the header, query parameter or cookie that carries the key. */
  readonly parameter?: string;
  /** `http` only, lower case: `bearer`, `basic`, … Swagger 2.0 `type: basic` is reported as `http` + `basic`. */
  readonly scheme?: string;
}

/** One `security` list: alternatives (OR) of scheme names that are needed together (AND); `[]` inside = no auth needed. */
export interface SecurityRequirement {
  readonly alternatives: readonly (readonly string[])[];
  /** How many operations use this list. The document's global list comes first in a report. */
  readonly operations: number;
}

/** The names of the two fields of a login operation, and how it wants them. */
export interface LoginFields {
  readonly user: string;
  readonly password: string;
  readonly as: 'json' | 'form';
}

/** One place that the page's document names for getting tokens. Nothing was sent there. */
export interface TokenSource {
  /** A flow by its OpenAPI 3 name, the scheme type `openIdConnect`, or an operation that looks like a login. */
  readonly kind: 'clientCredentials' | 'authorizationCode' | 'password' | 'implicit' | 'openIdConnect' | 'login';
  /** Absolute: the token endpoint; for `implicit` the sign-in address, for `openIdConnect` the metadata. */
  readonly url: string;
  /** `authorizationCode` only. */
  readonly authorizationUrl?: string | undefined;
  /** Scopes that the document as a whole asks for, or the only one there is. */
  readonly scopes?: readonly string[] | undefined;
  /** `login` only. */
  readonly fields?: LoginFields | undefined;
}

/** What a docs page is and in which state. Never contains a credential. */
export interface PageReport {
  /** Adapter id = file name in `lib/adapters/`. */
  readonly adapter: string;
  /** For people: `Swagger UI 5`. */
  readonly title: string;
  /** False while the API document is still loading; the other fields are then empty. */
  readonly ready: boolean;
  readonly schemes: readonly SecurityScheme[];
  readonly requirements: readonly SecurityRequirement[];
  /** Names of the schemes that the page holds a value for. */
  readonly authorized: readonly string[];
  /** Absolute URL of the server the page will call next, or undefined when the page names none we can resolve. */
  readonly server?: string | undefined;
  /** Origins of the servers that single paths or operations name for themselves, whatever is selected for the rest. */
  readonly servers?: readonly string[] | undefined;
  /** The page itself writes what is filled in into its storage, where it outlives a reload. */
  readonly keeps?: 'page storage' | undefined;
  /** A page that takes values only where one operation is open, while none is. */
  readonly needs?: 'open operation' | undefined;
  /** A page that only shows documentation: it sends no requests, and there is nothing to fill. */
  readonly sends?: 'nothing' | undefined;
  /** Absolute URL of the API document that the page has loaded, where its adapter can tell. */
  readonly document?: string | undefined;
  /** Where the document says that tokens come from. */
  readonly sources?: readonly TokenSource[] | undefined;
}

/** One credential for one scheme, as the page's own code wants it (prefix already decided by the plan). */
export type Assignment =
  | { readonly scheme: string; readonly kind: 'apiKey' | 'bearer'; readonly value: string }
  | { readonly scheme: string; readonly kind: 'oauth2'; readonly value: string; readonly tokenType: string }
  | { readonly scheme: string; readonly kind: 'basic'; readonly username: string; readonly password: string };

/** What the gate's rules have passed: whose page, what the reported document calls, and where that came from. */
export type Passed = Pick<PageReport, 'server' | 'servers' | 'document'> & { readonly origin: string };

/** A found docs page. Runs in the main world: no `browser.*`, no module state that outlives the page. */
export interface DocsPage {
  report(): PageReport;
  /** Resolves true as soon as the API document is there, false after `timeout` ms. No polling. */
  whenReady(timeout: number): Promise<boolean>;
  /**
   * Writes all assignments and resolves to the names of those that read back as written.
   *
   * @param passed of several documents only those are filled that are no more than this; what is reported now when left out
   */
  fill(assignments: readonly Assignment[], passed?: Passed): Promise<readonly string[]>;
  /** Removes the values of these schemes; resolves to the names that are still authorized afterwards. */
  logOut(schemes: readonly string[]): Promise<readonly string[]>;
}

/** Our knowledge of one kind of docs page. The file name is the id. */
export interface Adapter {
  readonly id: string;
  /** Adapters are asked in ascending order; the first that finds a page wins. */
  readonly order: number;
  /** Cheap and side-effect free; undefined when this window does not show that kind of page. */
  find(window: Window): DocsPage | undefined;
}

/** Identity function that gives an adapter file its type. */
export function defineAdapter(adapter: Adapter): Adapter {
  return adapter;
}
