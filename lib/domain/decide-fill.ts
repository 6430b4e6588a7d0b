import type { Connection } from './connection';
import type { ErrorCode } from './errors';
import { namesForeignDocument } from './foreign-document';
import { parseWebUrl, schemeAllowed } from './origin';

/** What the browser (never the page) says about the document that would get the token. */
export interface FillTarget {
  /** Read just before the fill: `tab.url` for the top document, `sender.url` of its port for a frame. */
  readonly url: string | undefined;
  /** For a frame, `sender.origin` of its port: `"null"` when it is sandboxed, whatever its address looks like (M28). */
  readonly frame?: { readonly origin: string | undefined } | undefined;
}

export type FillDecision =
  | { readonly allow: true; readonly origin: string }
  | { readonly allow: false; readonly code: ErrorCode };

const refuse = (code: ErrorCode): FillDecision => ({ allow: false, code });

/**
 * The one gate: may this connection's token go into that document? Pure, and asked before every fill; no other code holds
 * both a token and a tab. Bound origins are compared exactly (scheme, host, port).
 *
 * @see SECURITY.md#the-gate
 */
export function decideFill(
  connection: Pick<Connection, 'origins' | 'allowHttp'>,
  apiOrigins: readonly string[],
  target: FillTarget,
): FillDecision {
  if (target.url === undefined) return refuse('no_access_to_tab');
  const url = parseWebUrl(target.url);
  // A frame's address must be that of its origin: `srcdoc`, `about:blank` and `blob:` borrow theirs from another document.
  if (!url || (target.frame && target.frame.origin !== url.origin)) return refuse('opaque_origin');
  if (!connection.origins.includes(url.origin)) return refuse('origin_not_bound');
  if (!schemeAllowed(url, connection.allowHttp)) return refuse('http_refused');
  if (namesForeignDocument(url, [...connection.origins, ...apiOrigins])) return refuse('foreign_spec');
  return { allow: true, origin: url.origin };
}
