import type { ServerResponse } from 'node:http';

/** Ways a server can misbehave, set per host and path by a test; a fault answers in place of the route. */

export type Fault =
  /** The connection is destroyed without an answer. */
  | { readonly kind: 'drop' }
  /** Never answers; the connection stays open until the servers stop. */
  | { readonly kind: 'hang' }
  /** 200 with a web page, as a login wall or a company proxy does. */
  | { readonly kind: 'html' }
  /** 200 without a body. */
  | { readonly kind: 'empty' }
  /** To `to`; by default to another known host, where the log shows what a followed redirect gave away. */
  | { readonly kind: 'redirect'; readonly status?: 301 | 302 | 303 | 307 | 308; readonly to?: string }
  | { readonly kind: 'rate-limited'; readonly retryAfter?: string }
  | { readonly kind: 'server-error' }
  /** 200, JSON of the provider's shape, with a number or an object where the token belongs. */
  | { readonly kind: 'wrong-type' }
  /** 200, valid JSON with a token in it, several MiB long and without Content-Length. */
  | { readonly kind: 'huge' }
  /** 200, JSON that breaks off. */
  | { readonly kind: 'malformed' }
  /** The route's own answer, late: for API documents and slow token endpoints. */
  | { readonly kind: 'slow-document'; readonly milliseconds: number }
  /** Exactly this answer: for what the list above did not foresee. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The test writes the answer itself, piece by piece: for those that never end. */
  | { readonly kind: 'stream'; readonly write: (response: ServerResponse) => Promise<void> };

type NeedsMore = 'slow-document' | 'answer' | 'stream';
/** Faults that need no further word may be given by name. */
type FaultName = Exclude<Fault['kind'], NeedsMore>;

interface FaultTarget {
  /** As in the request log. */
  readonly host: string;
  /** The exact path, without the query. */
  readonly path: string;
  /** Any method unless given. */
  readonly method?: string;
}

export interface Faults {
  /** From now on, for the next `times` requests (for all until cleared, unless given). A later `set` for the same target replaces it. */
  set(target: FaultTarget, fault: Fault | FaultName, times?: number): void;
  clear(): void;
}

/** The faults as the servers read them: `take` uses one up. */
export interface FaultBook extends Faults {
  take(request: Required<FaultTarget>): Fault | undefined;
}

interface Entry {
  readonly target: FaultTarget;
  readonly fault: Fault;
  left: number;
}

const sameTarget = (a: FaultTarget, b: FaultTarget): boolean =>
  a.host === b.host && a.path === b.path && a.method === b.method;

const hits = (target: FaultTarget, request: Required<FaultTarget>): boolean =>
  target.host === request.host &&
  target.path === request.path &&
  (target.method === undefined || target.method === request.method);

export function createFaults(): FaultBook {
  let entries: Entry[] = [];
  return {
    set: (target, fault, times = Number.POSITIVE_INFINITY) => {
      entries = entries.filter((entry) => !sameTarget(entry.target, target));
      entries.push({ target, fault: typeof fault === 'string' ? { kind: fault } : fault, left: times });
    },
    clear: () => {
      entries = [];
    },
    take: (request) => {
      const entry = entries.find(({ target, left }) => left > 0 && hits(target, request));
      if (!entry) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}
