import { base64 } from './base64';
import { bearerOf, type Credential, isAuthorization } from './credential';
import type { Assignment, SecurityScheme } from './page';

/**
 * What one credential becomes in one security scheme, or undefined when it does not belong there.
 *
 * The scheme type decides the prefix, not the token (docs/facts.md#ui-prefix): an `apiKey` in the header `Authorization` is sent
 * verbatim and needs `Bearer x`; an `http` bearer or oauth2 scheme adds the prefix itself and must get the bare token.
 */
export function assign(credential: Credential, scheme: SecurityScheme): Assignment | undefined {
  if (credential.in === 'basic') return assignBasic(credential, scheme);
  if (scheme.type === 'apiKey') return assignKey(credential, scheme);
  const bearer = bearerOf(credential);
  if (!bearer) return undefined;
  if (scheme.type === 'http') {
    // http schemes other than bearer (digest, mutual, vendor words) never get a bearer token.
    return scheme.scheme === 'bearer' && isBearer(bearer.type)
      ? { scheme: scheme.name, kind: 'bearer', value: bearer.token }
      : undefined;
  }
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') {
    return { scheme: scheme.name, kind: 'oauth2', value: bearer.token, tokenType: bearer.type };
  }
  return undefined;
}

function assignKey(credential: Exclude<Credential, { in: 'basic' }>, scheme: SecurityScheme): Assignment | undefined {
  const sameName =
    scheme.in === 'header'
      ? scheme.parameter?.toLowerCase() === credential.name.toLowerCase()
      : scheme.parameter === credential.name;
  return scheme.in === credential.in && sameName
    ? { scheme: scheme.name, kind: 'apiKey', value: credential.value }
    : undefined;
}

function assignBasic(credential: Extract<Credential, { in: 'basic' }>, scheme: SecurityScheme): Assignment | undefined {
  const { username, password } = credential;
  if (scheme.type === 'http' && scheme.scheme === 'basic') {
    return { scheme: scheme.name, kind: 'basic', username, password };
  }
  if (scheme.type === 'apiKey' && scheme.in === 'header' && isAuthorization(scheme.parameter ?? '')) {
    return { scheme: scheme.name, kind: 'apiKey', value: `Basic ${base64(`${username}:${password}`)}` };
  }
  return undefined;
}

function isBearer(type: string): boolean {
  return type.toLowerCase() === 'bearer';
}

/**
 * How likely a scheme is the one that a token is meant for when the document does not say which is needed
 * (docs/facts.md#ui-match-order): bearer, then `Authorization` key, then OAuth; another named key only ever matches its own credential.
 */
export function rank(scheme: SecurityScheme): number {
  if (scheme.type === 'http') return 0;
  if (scheme.type === 'apiKey') return isAuthorization(scheme.parameter ?? '') ? 1 : 0;
  return scheme.type === 'oauth2' ? 2 : 3;
}

/** A scheme that no page script can send: a cookie set by a page is never attached by Swagger UI (docs/facts.md#ui-cookie). */
export function isCookieScheme(scheme: SecurityScheme): boolean {
  return scheme.type === 'apiKey' && scheme.in === 'cookie';
}
