/** What a token becomes on a request: a header, a query parameter or a user name with a password. */
export type Credential =
  | { readonly in: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly in: 'basic'; readonly username: string; readonly password: string };

const SCHEME_AND_TOKEN = /^([A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]*) +(\S.*)$/;

/** `Authorization: Bearer abc` taken apart (RFC 9110 §11.6.2); undefined when the credential is no such header. */
export function bearerOf(credential: Credential): { readonly type: string; readonly token: string } | undefined {
  if (credential.in !== 'header' || !isAuthorization(credential.name)) return undefined;
  const parts = SCHEME_AND_TOKEN.exec(credential.value);
  if (!parts?.[1] || !parts[2] || parts[1].toLowerCase() === 'basic') return undefined;
  return { type: parts[1], token: parts[2] };
}

export function isAuthorization(headerName: string): boolean {
  return headerName.toLowerCase() === 'authorization';
}
