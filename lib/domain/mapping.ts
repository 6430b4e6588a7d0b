import { bearerOf, type Credential, isAuthorization } from './credential';
import { assign } from './match-scheme';
import type { Assignment, SecurityScheme } from './page';

/** A person's word on one page: scheme name → {@link valueName} of what goes there. Names only, no value. */
export type Mapping = Readonly<Record<string, string>>;

/** What a value of a connection is called: `header X-Auth-Token`, `query key`, `basic`. */
export function valueName(credential: Credential): string {
  return credential.in === 'basic' ? 'basic' : `${credential.in} ${credential.name}`;
}

/** Whether a person can be asked what goes there: not for what no page sends, nor where a token makes no sense. */
export function canBeMapped({ type, in: place, scheme }: SecurityScheme): boolean {
  if (type === 'apiKey') return place !== 'cookie';
  return type === 'http' ? scheme === 'bearer' : type === 'oauth2' || type === 'openIdConnect';
}

/**
 * The chosen value in the chosen scheme, also where the two have different names. A token that goes with `Bearer` keeps the word
 * only in the header `Authorization`: elsewhere, keys are bare.
 */
export function assignMapped(credential: Credential, scheme: SecurityScheme): Assignment | undefined {
  const natural = assign(credential, scheme);
  if (natural || credential.in === 'basic' || !canBeMapped(scheme)) return natural;
  const bearer = bearerOf(credential);
  const bare = bearer?.token ?? credential.value;
  const inAuthorization = scheme.in === 'header' && isAuthorization(scheme.parameter ?? '');
  switch (scheme.type) {
    case 'apiKey':
      return {
        scheme: scheme.name,
        kind: 'apiKey',
        value: inAuthorization ? `${bearer?.type ?? 'Bearer'} ${bare}` : bare,
      };
    case 'http':
      return { scheme: scheme.name, kind: 'bearer', value: bare };
    default:
      return { scheme: scheme.name, kind: 'oauth2', value: bare, tokenType: bearer?.type ?? 'Bearer' };
  }
}
