import type { Assignment, PageReport, Passed } from '../domain/page';

/**
 * What travels between the background and a page, and nothing else. Background ↔ bridge (isolated world): a port that the
 * browser vouches for. Bridge ↔ adapters (main world): synchronous CustomEvents in the same document, named by the nonce,
 * their detail a JSON string (Firefox clones objects otherwise). The page can read those events; it gets the token anyway.
 */

/** What the bridge carries on to the adapters. */
export type AdapterRequest =
  | { readonly ask: 'report'; readonly origin: string; readonly patience: number }
  | {
      readonly ask: 'fill';
      readonly origin: string;
      readonly logOut: readonly string[];
      readonly assignments: readonly Assignment[];
      /** With `origin`: a page may have become another since it was described. */
      readonly passed: Omit<Passed, 'origin'>;
    }
  | { readonly ask: 'logOut'; readonly origin: string; readonly schemes: readonly string[] };

/** Background → page. `origin` is the origin the gate decided for; the bridge drops the message anywhere else. */
export type PageRequest =
  | AdapterRequest
  /** Into the field that has the focus: the bridge does that itself. */
  | { readonly ask: 'put'; readonly origin: string; readonly text: string };

/** Page → background, untrusted: `lib/background/pages/page-reply.ts` parses it. */
export type PageReply =
  | { readonly reply: 'report'; readonly report: PageReport | null }
  | { readonly reply: 'filled'; readonly schemes: readonly string[] }
  | { readonly reply: 'loggedOut'; readonly remaining: readonly string[] }
  | { readonly reply: 'put'; readonly kept: boolean }
  | { readonly reply: 'failed' };

export const portName = (nonce: string) => `fill:${nonce}`;
export const askEvent = (nonce: string) => `tokenfill:${nonce}:ask`;
/** Main world → isolated world, in the middle of a request: a node to put into a closed shadow root. */
export const placeEvent = (nonce: string) => `tokenfill:${nonce}:place`;
export const replyEvent = (nonce: string) => `tokenfill:${nonce}:reply`;

/** Where the nonce waits, in each world, between being set and the script that takes it. */
export const NONCE_KEY = 'tokenfillNonce';

/** Takes the nonce that was set for this script; undefined when the script was started by anybody else. */
export function takeNonce(world: Record<string, unknown>): string | undefined {
  const nonce = world[NONCE_KEY];
  delete world[NONCE_KEY];
  return typeof nonce === 'string' && /^[0-9a-f-]{36}$/.test(nonce) ? nonce : undefined;
}

/** Characters of a reply that are read at all. */
export const REPLY_LIMIT = 1_000_000;
