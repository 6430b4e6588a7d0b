import type { Pair } from '../curl/curl-request';
import type { Variable } from './found';
import { entriesOf, field, listField, textField, textOf } from './json';
import type { LoginSource } from './login';
import { declined, declinedGrant, isGrant, NO_AUTH, type Read } from './read';

/** What Insomnia's export formats 4 and 5 have in common. */

/** A tag (`{% response … %}`) computes a value; here it is a variable that nobody knows. */
export function plainTemplate(text: string): string {
  let out = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('{%', at);
    const close = open < 0 ? -1 : text.indexOf('%}', open + 2);
    if (close < 0) return out + text.slice(at);
    out += `${text.slice(at, open)}{{${
      text
        .slice(open + 2, close)
        .trim()
        .split(/\s/)[0] ?? 'tag'
    } tag}}`;
    at = close + 2;
  }
}

/** Nested data is named by its path: `api.key`. */
export function variablesIn(data: unknown, before = ''): readonly Variable[] {
  return entriesOf(data).flatMap(([key, value]): readonly Variable[] => {
    const name = before === '' ? key : `${before}.${key}`;
    if (typeof value === 'object' && value !== null) return variablesIn(value, name);
    return [{ name, value: plainTemplate(textOf(value)), kind: 'plain' }];
  });
}

/** Environments of the newer, tabular kind say which values are secret. */
export function variablesOf(environment: unknown): readonly Variable[] {
  const pairs = listField(environment, 'kvPairData').filter((pair) => field(pair, 'enabled') !== false);
  const typed = pairs
    .filter((pair) => textField(pair, 'type') !== 'json')
    .map((pair): Variable => {
      const secret = textField(pair, 'type') === 'secret';
      // Secrets of Insomnia's own vault are encrypted in the file: nobody can use them but Insomnia.
      const value = secret ? '' : plainTemplate(textField(pair, 'value'));
      return { name: textField(pair, 'name'), value, kind: secret ? 'secret' : 'plain' };
    });
  const names = new Set(typed.map(({ name }) => name));
  return [...typed, ...variablesIn(field(environment, 'data')).filter(({ name }) => !names.has(name))];
}

export function authOf(auth: unknown): Read | undefined {
  const type = textField(auth, 'type');
  if (type === '') return undefined;
  if (type === 'none' || field(auth, 'disabled') === true) return NO_AUTH;
  const say = (key: string) => plainTemplate(textField(auth, key));
  switch (type) {
    case 'bearer':
      return { kind: 'bearer', token: say('token'), prefix: say('prefix').trim() || 'Bearer' };
    case 'basic':
      return { kind: 'basic', username: say('username'), password: say('password') };
    case 'apikey':
      if (say('addTo') === 'cookie') return declined('kind', 'apikey cookie');
      return {
        kind: 'key',
        in: say('addTo') === 'queryParams' ? 'query' : 'header',
        name: say('key'),
        value: say('value'),
      };
    case 'oauth2':
      return oauthOf(say);
    default:
      return declined('kind', type);
  }
}

function oauthOf(say: (key: string) => string): Read {
  const grant = say('grantType');
  if (!isGrant(grant)) return declinedGrant(grant);
  return {
    kind: 'oauth2',
    grant,
    tokenUrl: say('accessTokenUrl'),
    authorizationUrl: say('authorizationUrl'),
    clientId: say('clientId'),
    clientSecret: say('clientSecret'),
    client: say('credentialsInBody') === 'true' ? 'body' : 'header',
    username: say('username'),
    password: say('password'),
    scope: say('scope'),
    audience: say('audience'),
    resource: say('resource'),
    place: { in: 'header', prefix: say('tokenPrefix').trim() || 'Bearer' },
    extra: [],
  };
}

export function requestOf(request: unknown): LoginSource {
  const body = field(request, 'body');
  const params = listField(body, 'params');
  const text = plainTemplate(textField(body, 'text'));
  return {
    method: textField(request, 'method') || 'GET',
    url: plainTemplate(textField(request, 'url')),
    headers: pairsOf(listField(request, 'headers')),
    body: params.length > 0 ? { form: pairsOf(params) } : text === '' ? undefined : { text },
  };
}

function pairsOf(list: readonly unknown[]): readonly Pair[] {
  return list
    .filter((item) => field(item, 'disabled') !== true)
    .map((item): Pair => [textField(item, 'name'), plainTemplate(textField(item, 'value'))])
    .filter(([name]) => name !== '');
}
