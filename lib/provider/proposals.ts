import { isForeignDocument, namesForeignDocument } from '../domain/foreign-document';
import { parseEndpoint, schemeAllowed } from '../domain/origin';
import type { PageReport, TokenSource } from '../domain/page';
import { isPrivateAddress } from '../domain/private-address';
import type { Proposal, Suggestion } from '../domain/view';

/** More than anybody would choose from. */
const MOST = 5;

/**
 * Forms filled in with what the page's own document says about where tokens come from. A page may claim anything: an address
 * that no secret should go to is left out, and so is a document that the page was made to load from elsewhere. Whatever is
 * left is shown in full before anything is sent. Pure.
 *
 * @see docs/decisions/0048-what-a-page-says-about-tokens.md
 */
export function proposalsFor(report: PageReport, page: URL): readonly Proposal[] {
  if (namesForeignDocument(page, []) || isForeignDocument(report.document, page.origin, [])) return [];
  return (report.sources ?? [])
    .filter(({ url, authorizationUrl = url }) => mayBeAsked(url, page) && mayBeAsked(authorizationUrl, page))
    .slice(0, MOST)
    .map((source) => ({
      kind: source.kind,
      url: source.url,
      suggestion: { ...formOf(source), origins: [page.origin] },
    }));
}

/**
 * By https, or by http on the page's own server, where the form asks about it. A page of the internet does not lead into
 * somebody's own network; a page inside it may.
 */
function mayBeAsked(text: string, page: URL): boolean {
  const url = parseEndpoint(text);
  if (url === undefined || url.href.length > 2_000) return false;
  if (url.origin === page.origin) return true;
  return schemeAllowed(url, false) && (!isPrivateAddress(url.href) || isPrivateAddress(page.href));
}

function formOf({ kind, url, authorizationUrl = '', scopes = [], fields }: TokenSource): Omit<Suggestion, 'origins'> {
  const scope: Record<string, string> = scopes.length > 0 ? { scope: scopes.join(' ') } : {};
  switch (kind) {
    case 'clientCredentials': {
      // A token endpoint that an operation describes, and so the body that it wants.
      const body: Record<string, string> = fields
        ? { authentication: 'client_secret_post', bodyFormat: fields.as }
        : {};
      return { providerId: 'oauth2', methodId: 'client-credentials', inputs: { tokenUrl: url, ...scope, ...body } };
    }
    case 'authorizationCode':
      return { providerId: 'oauth2', methodId: 'sign-in', inputs: { authorizationUrl, tokenUrl: url, ...scope } };
    case 'password':
      return { providerId: 'oauth2', methodId: 'password', inputs: { tokenUrl: url, ...scope } };
    case 'implicit':
      // Nobody should hand out tokens in addresses any more (RFC 9700 §2.1.2): the same server by code, where it can.
      return { providerId: 'oauth2', methodId: 'sign-in', inputs: { authorizationUrl: url, ...scope } };
    case 'openIdConnect':
      return { providerId: 'oauth2', methodId: 'sign-in', inputs: { issuer: url, ...scope } };
    case 'login': {
      const named = fields && { userField: fields.user, passwordField: fields.password, bodyFormat: fields.as };
      return { providerId: 'json-login', methodId: 'login', inputs: { loginUrl: url, ...named } };
    }
  }
}
