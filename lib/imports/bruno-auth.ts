import { declined, declinedGrant, isGrant, NO_AUTH, type Read } from './read';

/** An attribute by the name that Bruno's JSON uses; its text format writes `client_id` for `clientId`. */
export type Say = (name: string) => string;

/** A further parameter of a token request, and where it goes, in the tool's word. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly place: string;
}

/** Bruno's authentication modes. `inherit` is undefined: as the folder around it. */
export function brunoAuth(mode: string, say: Say, parameters: readonly Parameter[] = []): Read | undefined {
  switch (mode) {
    case '':
    case 'inherit':
      return undefined;
    case 'none':
      return NO_AUTH;
    case 'bearer':
      return { kind: 'bearer', token: say('token'), prefix: 'Bearer' };
    case 'basic':
      return { kind: 'basic', username: say('username'), password: say('password') };
    case 'apikey':
      return {
        kind: 'key',
        in: say('placement').startsWith('query') ? 'query' : 'header',
        name: say('key'),
        value: say('value'),
      };
    case 'oauth2':
      return oauthOf(say, parameters);
    default:
      return declined('kind', mode);
  }
}

/** Bruno's folders that say "none" have the authentication around them, as those that say nothing. */
export function folderAuth(read: Read | undefined): Read | undefined {
  return read?.kind === 'none' ? undefined : read;
}

function oauthOf(say: Say, parameters: readonly Parameter[]): Read {
  const grant = say('grantType');
  if (!isGrant(grant)) return declinedGrant(grant);
  if (say('tokenSource') === 'id_token') return declined('kind', 'oauth2 id_token');
  const elsewhere = parameters.find(({ place }) => place !== 'body');
  if (elsewhere) return declined('kind', `oauth2 parameter in ${elsewhere.place}`);
  const inQuery = say('tokenPlacement') === 'url';
  return {
    kind: 'oauth2',
    grant,
    tokenUrl: say('accessTokenUrl'),
    authorizationUrl: say('authorizationUrl'),
    clientId: say('clientId'),
    clientSecret: say('clientSecret'),
    client: say('credentialsPlacement') === 'basic_auth_header' ? 'header' : 'body',
    username: say('username'),
    password: say('password'),
    scope: say('scope'),
    audience: '',
    resource: '',
    place: inQuery
      ? { in: 'query', name: say('tokenQueryKey') || 'access_token' }
      : { in: 'header', prefix: say('tokenHeaderPrefix').trim() || 'Bearer' },
    extra: parameters.map(({ name, value }) => [name, value] as const).filter(([name]) => name !== ''),
  };
}
