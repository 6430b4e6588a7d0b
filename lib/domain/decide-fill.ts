import type { Connection } from './connection';
import type { ErrorCode } from './errors';
import { namesForeignDocument } from './foreign-document';
import { parseWebUrl, schemeAllowed } from './origin';

/** What the browser (never the page) says about the document that would get the token. */
export interface FillTarget {
  /** `tab.url` of the top document as the browser reports it, read just before the fill. */
  readonly tabUrl: string | undefined;
  /** 0 for the top document. */
  readonly frameId: number;
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
  if (target.tabUrl === undefined) return refuse('no_access_to_tab');
  const url = parseWebUrl(target.tabUrl);
  if (!url || target.frameId !== 0) return refuse('opaque_origin');
  if (!connection.origins.includes(url.origin)) return refuse('origin_not_bound');
  if (!schemeAllowed(url, connection.allowHttp)) return refuse('http_refused');
  if (namesForeignDocument(url, [...connection.origins, ...apiOrigins])) return refuse('foreign_spec');
  return { allow: true, origin: url.origin };
}
