import { declined, declinedGrant, isGrant, NO_AUTH, type Read } from './read';

/** An attribute by the name that Bruno's JSON uses; its text format writes `client_id` for `clientId`. */
export type Say = (name: string) => string;

/** Bruno's authentication modes. `inherit` is undefined: as the folder around it. */
export function brunoAuth(mode: string, say: Say): Read | undefined {
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
      return oauthOf(say);
    default:
      return declined('kind', mode);
  }
}

function oauthOf(say: Say): Read {
  const grant = say('grantType');
  if (!isGrant(grant)) return declinedGrant(grant);
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
    extra: [],
  };
}
