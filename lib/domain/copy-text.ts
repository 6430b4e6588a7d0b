import { base64 } from './base64';
import { bearerOf, type Credential } from './credential';
import type { Token } from './token';

/** What can be copied where a page is not to be filled, or cannot be. */
export const COPY_KINDS = ['token', 'header', 'curl', 'env'] as const;
export type CopyKind = (typeof COPY_KINDS)[number];

export interface CopySource {
  readonly credentials: readonly Credential[];
  readonly token: Pick<Token, 'accessToken'>;
  readonly label: string;
  /** Absolute URL that a request may go to; decided before, because a copied command sends the token there. */
  readonly server: string;
}

/** The text for the clipboard. Pure. */
export function copyText(kind: CopyKind, source: CopySource): string {
  switch (kind) {
    case 'token':
      return bareToken(source);
    case 'header':
      return headerLines(source.credentials).join('\n');
    case 'curl':
      return curlCommand(source);
    case 'env':
      return `${variableName(source.label)}=${quotedIfNeeded(bareToken(source))}`;
  }
}

function bareToken({ credentials, token }: CopySource): string {
  return credentials.map(bearerOf).find((found) => found !== undefined)?.token ?? token.accessToken;
}

function headerLines(credentials: readonly Credential[]): readonly string[] {
  return credentials.flatMap((credential) => {
    if (credential.in === 'basic') {
      return [`Authorization: Basic ${base64(`${credential.username}:${credential.password}`)}`];
    }
    return credential.in === 'header' ? [`${credential.name}: ${credential.value}`] : [];
  });
}

/** For a POSIX shell: single quotes, in which nothing is expanded. */
function curlCommand({ credentials, server }: CopySource): string {
  const url = new URL(server);
  for (const credential of credentials) {
    if (credential.in === 'query') url.searchParams.set(credential.name, credential.value);
  }
  const headers = headerLines(credentials).map((line) => `  -H ${quoted(line)}`);
  return [`curl ${quoted(url.href)}`, ...headers].join(' \\\n');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const quotedIfNeeded = (text: string): string => (/^[\w.~+/=-]+$/.test(text) ? text : quoted(text));

/** `Podero Live` → `PODERO_LIVE_TOKEN`. */
function variableName(label: string): string {
  const words = label
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  const name = words === '' ? 'API' : words;
  return /^\d/.test(name) ? `_${name}_TOKEN` : `${name}_TOKEN`;
}
