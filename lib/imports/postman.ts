import type { Pair } from '../curl/curl-request';
import type { Collected, OAuth, TokenPlace, Variable } from './found';
import { field, listField, textField, textOf } from './json';
import type { LoginSource } from './login';
import { declined, declinedGrant, NO_AUTH, type Read } from './read';
import { type Node, walk } from './tree';

/**
 * Postman's environments and its collections v2.0 and v2.1. Older collections are told apart and not read.
 *
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */
export function readPostman(file: unknown): Collected | 'too old' | undefined {
  const value = field(file, 'collection') ?? field(file, 'environment') ?? file;
  if (Array.isArray(field(value, 'item')) && field(value, 'info') !== undefined) return collection(value);
  if (Array.isArray(field(value, 'values')) && typeof field(value, 'name') === 'string') return environment(value);
  const old = Array.isArray(field(value, 'requests')) || Array.isArray(field(value, 'collections'));
  return old && (field(value, 'order') !== undefined || field(value, 'version') !== undefined) ? 'too old' : undefined;
}

function environment(value: unknown): Collected {
  const name = textField(value, 'name');
  const variables = variablesOf(listField(value, 'values'));
  const globals = textField(value, '_postman_variable_scope') === 'globals';
  return {
    tool: 'postman',
    is: 'loose',
    folder: '',
    name,
    found: [],
    skipped: [],
    environments: globals ? [] : [{ name, variables }],
    variables: globals ? variables : [],
  };
}

function collection(value: unknown): Collected {
  const name = textField(field(value, 'info'), 'name') || 'Postman';
  const root = nodeOf(value, name);
  return {
    tool: 'postman',
    is: 'collection',
    folder: '',
    name,
    environments: [],
    ...walk({ ...root, variables: [] }),
    variables: variablesOf(listField(value, 'variable')),
  };
}

function variablesOf(list: readonly unknown[]): readonly Variable[] {
  return list
    .filter((item) => field(item, 'enabled') !== false && field(item, 'disabled') !== true)
    .map((item) => ({
      name: textField(item, 'key') || textField(item, 'id'),
      value: textField(item, 'value'),
      kind: textField(item, 'type') === 'secret' ? 'secret' : 'plain',
    }));
}

function nodeOf(item: unknown, name: string): Node {
  const request = field(item, 'request');
  const auth = field(item, 'auth') ?? field(request, 'auth');
  return {
    name,
    auth: auth === undefined || auth === null ? undefined : authOf(auth),
    variables: variablesOf(listField(item, 'variable')),
    request: request === undefined ? undefined : requestOf(request),
    children: listField(item, 'item').map((child) => nodeOf(child, textField(child, 'name'))),
  };
}

/** v2.1 writes attributes as a list of keys and values, v2.0 as an object. */
function attributesOf(auth: unknown, type: string): (key: string) => unknown {
  const block = field(auth, type);
  if (!Array.isArray(block)) return (key) => field(block, key);
  const known = new Map(block.map((attribute) => [textField(attribute, 'key'), field(attribute, 'value')]));
  return (key) => known.get(key);
}

function authOf(auth: unknown): Read {
  const type = textField(auth, 'type');
  const of = attributesOf(auth, type);
  const say = (key: string) => textOf(of(key));
  switch (type) {
    case 'noauth':
    case '':
      return NO_AUTH;
    case 'bearer':
      return { kind: 'bearer', token: say('token'), prefix: 'Bearer' };
    case 'basic':
      return { kind: 'basic', username: say('username'), password: say('password') };
    case 'apikey':
      return { kind: 'key', in: say('in') === 'query' ? 'query' : 'header', name: say('key'), value: say('value') };
    case 'oauth2':
      return oauthOf(say, of('tokenRequestParams'));
    default:
      return declined('kind', type);
  }
}

const GRANTS: Readonly<Record<string, OAuth['grant'] | undefined>> = {
  client_credentials: 'client_credentials',
  password_credentials: 'password',
  authorization_code: 'authorization_code',
  authorization_code_with_pkce: 'authorization_code',
};

function oauthOf(say: (key: string) => string, parameters: unknown): Read {
  const written = say('grant_type') || 'authorization_code';
  const grant = Object.hasOwn(GRANTS, written) ? GRANTS[written] : undefined;
  if (!grant) return declinedGrant(written);
  // Only a token that was fetched once: how to get another one is not in the file.
  const fetched = say('accessTokenUrl') === '' && say('accessToken') !== '';
  if (fetched) return { kind: 'bearer', token: say('accessToken'), prefix: say('headerPrefix') || 'Bearer' };
  return {
    kind: 'oauth2',
    grant,
    tokenUrl: say('accessTokenUrl'),
    authorizationUrl: say('authUrl'),
    clientId: say('clientId'),
    clientSecret: say('clientSecret'),
    client: say('client_authentication') === 'body' ? 'body' : 'header',
    username: say('username'),
    password: say('password'),
    scope: say('scope'),
    audience: say('audience'),
    resource: say('resource'),
    place: placeOf(say),
    extra: pairsOf(parameters),
  };
}

function placeOf(say: (key: string) => string): TokenPlace {
  if (say('addTokenTo') === 'queryParams') return { in: 'query', name: 'access_token' };
  return { in: 'header', prefix: say('headerPrefix').trim() || 'Bearer' };
}

function pairsOf(list: unknown): readonly Pair[] {
  if (!Array.isArray(list)) return [];
  const sent = list.filter((item) => field(item, 'enabled') !== false && field(item, 'disabled') !== true);
  return sent.map((item): Pair => [textField(item, 'key'), textField(item, 'value')]).filter(([name]) => name !== '');
}

function requestOf(request: unknown): LoginSource {
  const url = field(request, 'url');
  const body = field(request, 'body');
  const mode = textField(body, 'mode');
  const form = mode === 'urlencoded' || mode === 'formdata' ? pairsOf(field(body, mode)) : undefined;
  const raw = mode === 'raw' ? { text: textField(body, 'raw') } : undefined;
  return {
    method: textField(request, 'method') || 'GET',
    url: typeof request === 'string' ? request : textOf(url) || textField(url, 'raw'),
    headers: pairsOf(field(request, 'header')),
    body: form ? { form } : raw,
  };
}
