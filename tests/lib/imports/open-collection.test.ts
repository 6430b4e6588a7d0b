import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type ImportFile, readFiles } from '../../../lib/imports/read-files';
import { found, given, line } from './files';

const yml = (name: string, value: unknown): ImportFile => ({ name, text: stringify(value) });
const collection = (more: object = {}, path = 'shop/opencollection.yml') =>
  yml(path, { opencollection: '1.0.0', info: { name: 'Shop' }, ...more });
const request = (more: object, path = 'shop/One.yml') =>
  yml(path, {
    info: { name: 'One', type: 'http' },
    http: { method: 'GET', url: 'https://api.shop.example/one', ...more },
  });
const oauth2 = (more: object = {}) => ({
  ...{ type: 'oauth2', flow: 'client_credentials', accessTokenUrl: 'https://id.shop.example/token' },
  ...{ credentials: { clientId: 'made-up-id', clientSecret: 'made-up-secret' }, ...more },
});
const bearer = (token: string) => ({ type: 'bearer', token });
const lines = (files: readonly ImportFile[]) => found(files).candidates.map(line);
const skips = (files: readonly ImportFile[]) => found(files).skipped.map(({ why, what }) => `${why} ${what}`);

describe('authentication in a file of Bruno 3', () => {
  it.each([
    ['bearer', bearer('made-up-token'), 'any-site header', { token: 'made-up-token' }],
    [
      'Basic',
      { type: 'basic', username: 'maria', password: 'made-up-password' },
      'any-site basic',
      { username: 'maria', password: 'made-up-password' },
    ],
    [
      'a key for the address',
      { type: 'apikey', key: 'k', value: 'made-up-key', placement: 'query' },
      'any-site query',
      { token: 'made-up-key', parameter: 'k' },
    ],
    [
      'client credentials in the header',
      oauth2({
        credentials: { clientId: 'made-up-id', clientSecret: 'made-up-secret', placement: 'basic_auth_header' },
      }),
      'oauth2 client-credentials',
      { tokenUrl: 'https://id.shop.example/token', clientSecret: 'made-up-secret' },
    ],
    [
      'client credentials in the body',
      oauth2(),
      'oauth2 client-credentials',
      { authentication: 'client_secret_post', clientId: 'made-up-id' },
    ],
    [
      'a password',
      oauth2({
        flow: 'resource_owner_password_credentials',
        resourceOwner: { username: 'maria', password: 'made-up-password' },
      }),
      'oauth2 password',
      { username: 'maria', password: 'made-up-password' },
    ],
    [
      'a password, as the first preview named it',
      oauth2({
        flow: 'resource_owner_password',
        resourceOwner: { username: 'maria', password: 'made-up-password' },
      }),
      'oauth2 password',
      { username: 'maria', password: 'made-up-password' },
    ],
    [
      'an authorization code',
      oauth2({ flow: 'authorization_code', authorizationUrl: 'https://id.shop.example/authorize', pkce: {} }),
      'oauth2 sign-in',
      { authorizationUrl: 'https://id.shop.example/authorize', clientId: 'made-up-id' },
    ],
    [
      'a token for the address',
      oauth2({ tokenConfig: { placement: { query: 'access' } } }),
      'own client-credentials',
      { clientId: 'made-up-id' },
    ],
    [
      'a prefix of its own',
      oauth2({ tokenConfig: { placement: { header: 'Token' } } }),
      'own client-credentials',
      { clientId: 'made-up-id' },
    ],
    [
      'a token in the header that it is in anyway',
      oauth2({ tokenConfig: { placement: { header: 'Authorization' } } }),
      'oauth2 client-credentials',
      { clientId: 'made-up-id' },
    ],
    [
      'a further parameter, and one that is switched off',
      oauth2({
        additionalParameters: {
          accessTokenRequest: [
            { name: 'tenant', value: 'a', placement: 'body' },
            { name: 'old', value: 'b', placement: 'body', disabled: true },
          ],
        },
      }),
      'oauth2 client-credentials',
      { extra: 'tenant=a' },
    ],
    [
      'a secret among further parameters',
      oauth2({
        additionalParameters: { accessTokenRequest: [{ name: 'api_key', value: 'made-up-key', placement: 'body' }] },
      }),
      'own client-credentials',
      { secret1: 'made-up-key' },
    ],
  ])('%s', (_, auth, is, has) => {
    const places: [string, readonly ImportFile[]][] = [
      ['of a collection', [collection({ request: { auth } }), request({ auth: 'inherit' })]],
      ['of a folder', [collection(), folder({ auth }), request({ auth: 'inherit' }, 'shop/A/One.yml')]],
      ['of a request', [collection(), request({ auth })]],
      ['of a request by itself', [request({ auth })]],
      ['where the first preview had it', [preview(auth)]],
      [
        'in one file',
        [
          collection({
            items: [{ info: { name: 'One', type: 'http' }, http: { url: 'https://api.shop.example', auth } }],
          }),
        ],
      ],
    ];
    for (const [place, files] of places) {
      const [candidate, ...more] = lines(files);
      expect([place, candidate?.is, more]).toEqual([place, is, []]);
      expect(candidate?.has).toMatchObject(has);
      expect(found(files).unread).toEqual([]);
    }
  });

  it.each([
    ...['digest', 'ntlm', 'wsse', 'awsv4', 'oauth1', 'akamai-edgegrid', 'made-up'].map((type) => [
      `kind ${type}`,
      { type, password: 'made-up' },
    ]),
    ['implicit oauth2 implicit', { type: 'oauth2', flow: 'implicit' }],
    ['kind oauth2 device_code', { type: 'oauth2', flow: 'device_code' }],
    ['kind oauth2 constructor', { type: 'oauth2', flow: 'constructor' }],
    ['kind oauth2 id_token', oauth2({ tokenConfig: { source: 'id_token' } })],
    [
      'kind oauth2 parameter in query',
      oauth2({ additionalParameters: { accessTokenRequest: [{ name: 'a', value: 'b', placement: 'query' }] } }),
    ],
  ] as [string, object][])('%s is named and left out', (said, auth) => {
    const files = [collection(), request({ auth })];
    expect([lines(files), skips(files)]).toEqual([[], [said]]);
  });

  it.each([
    ['says nothing: it has none', {}, undefined],
    ['inherits it', { auth: 'inherit' }, 'https://api.shop.example/one'],
  ])('is that around a request when the request %s', (_, more, url) => {
    const files = [collection({ request: { auth: bearer('made-up-token') } }), request(more)];
    expect(readFiles(files).collected.map((one) => one.found.map(({ sample }) => sample?.url))).toEqual([[url]]);
  });
});

function folder(defaults: object, path = 'shop/A/folder.yml'): ImportFile {
  return yml(path, { info: { name: 'A', type: 'folder' }, request: defaults });
}
function preview(auth: object): ImportFile {
  return yml('shop/One.yml', {
    info: { name: 'One', type: 'http' },
    http: { url: 'https://api.shop.example/one' },
    runtime: { auth },
  });
}

const environment = (name: string, values: Readonly<Record<string, string>>, path = `shop/environments/${name}.yml`) =>
  yml(path, { name, variables: Object.entries(values).map(([key, value]) => ({ name: key, value })) });
const key = { auth: { type: 'apikey', key: 'X-Key', value: '{{key}}', placement: 'header' } };

describe('files of Bruno 3 beside each other', () => {
  it.each([
    ['in a chosen folder', 'shop/opencollection.yml', 'shop/environments/Live.yml'],
    ['chosen one by one, so that no folder is known', 'opencollection.yml', 'Live.yml'],
    ['the environment chosen after the folder', 'shop/opencollection.yml', 'Live.yml'],
    ['the collection chosen after its environment', 'opencollection.yml', 'shop/environments/Live.yml'],
  ])('%s: the environment is the collection’s', (_, top, path) => {
    const files = [collection({ request: key }, top), environment('Live', { key: 'made-up-live-key' }, path)];
    expect(lines(files)).toMatchObject([{ label: 'Live', has: { token: 'made-up-live-key' }, missing: [] }]);
  });

  it('belong to the collection whose folder they are in, when there are two', () => {
    const of = (name: string) => [
      yml(`ws/${name}/opencollection.yml`, { opencollection: '1.0.0', info: { name }, request: key }),
      environment(`${name} Live`, { key: `made-up-key-of-${name}` }, `ws/${name}/environments/Live.yml`),
    ];
    const workspace = yml('ws/workspace.yml', {
      opencollection: '1.0.0',
      info: { name: 'WS', type: 'workspace' },
      collections: [{ name: 'a', path: 'a' }],
    });
    const { candidates, unread } = found([workspace, ...of('a'), ...of('b')]);
    expect(candidates.map(line).map(({ label, has }) => [label, has.token])).toEqual([
      ['a Live', 'made-up-key-of-a'],
      ['b Live', 'made-up-key-of-b'],
    ]);
    expect(unread).toEqual([]);
  });

  it('know a folder’s file by its name when it does not say what it is', () => {
    const files = [
      collection(),
      yml('shop/A/folder.yml', { info: { name: 'A' }, request: { auth: bearer('made-up-token') } }),
    ];
    expect([lines(files), found(files).unread]).toMatchObject([[{ has: { token: 'made-up-token' } }], []]);
  });

  it('use the variables of the innermost folder first', () => {
    const value = (token: string) => ({ variables: [{ name: 'key', value: token }] });
    const files = [
      collection({ request: value('made-up-outer') }),
      folder(value('made-up-middle')),
      folder(value('made-up-inner'), 'shop/A/B/folder.yml'),
      request(key, 'shop/A/B/One.yml'),
    ];
    expect(lines(files)).toMatchObject([{ has: { token: 'made-up-inner' } }]);
  });

  it.each([
    ['disabled', [{ name: 'key', value: 'made-up-off', disabled: true }]],
    ['secret, so that its value is not in the file', [{ name: 'key', secret: true }]],
    ['somewhere else', []],
  ])('leave a value to be typed when its variable is %s', (_, variables) => {
    const files = [collection({ request: key }), yml('shop/environments/Live.yml', { name: 'Live', variables })];
    expect(lines(files)).toMatchObject([{ label: 'Live', missing: ['token'] }]);
  });

  it.each([
    ['a number', { type: 'number', data: '42' }, '42'],
    ['a text', { type: 'string', data: 'made-up' }, 'made-up'],
    [
      'variants, of which one is chosen',
      [
        { title: 'a', value: 'x' },
        { title: 'b', selected: true, value: 'y' },
      ],
      'y',
    ],
    [
      'variants, of which none is',
      [
        { title: 'a', value: 'x' },
        { title: 'b', value: 'y' },
      ],
      'x',
    ],
  ])('read a value that is %s', (_, value, token) => {
    const files = [collection({ request: { ...key, variables: [{ name: 'key', value }] } })];
    expect(lines(files)).toMatchObject([{ has: { token } }]);
  });

  it('read a login whose body has variants', () => {
    const body = [
      { title: 'Old', body: { type: 'text', data: 'x' } },
      {
        title: 'Form',
        selected: true,
        body: {
          type: 'form-urlencoded',
          data: [
            { name: 'user', value: 'maria' },
            { name: 'pass', value: 'made-up-password' },
            { name: 'old', value: 'x', disabled: true },
          ],
        },
      },
    ];
    expect(lines([request({ method: 'POST', url: 'https://id.shop.example/login', body })])).toMatchObject([
      { is: 'json-login login', has: { userField: 'user', passwordField: 'pass', bodyFormat: 'form' } },
    ]);
  });

  it('read folders however deep they are, and 1,000 files', () => {
    const deep = request(key, `shop/${'a/'.repeat(400)}One.yml`);
    const many = Array.from({ length: 997 }, (_, at) => request({ auth: 'inherit' }, `shop/${at}/One.yml`));
    const files = [collection({ request: { variables: [{ name: 'key', value: 'made-up' }] } }), deep, ...many];
    expect(lines(files)).toMatchObject([{ has: { token: 'made-up' } }]);
  });
});

describe('YAML that is none of Bruno’s', () => {
  it.each([
    ['a compose file', 'name: shop\nservices:\n  a:\n    image: b'],
    ['an OpenAPI document', 'openapi: 3.1.0\ninfo:\n  title: x'],
    ['a name alone', 'name: x'],
    ['an item of a kind that nobody knows', 'info:\n  type: made-up\n  name: x'],
    ['a collection without a version', 'info:\n  name: x\nitems: []'],
    ['variables that are no list', 'name: x\nvariables: {}'],
    ['variables beside something else', 'name: x\nvariables: []\nsteps: []'],
    ['prose', 'info: we met, then'],
  ])('%s is not taken for one', (_, text) => {
    expect(found([{ name: 'a.yml', text }]).unread).toEqual([{ file: 'a.yml', code: 'import_unknown' }]);
  });

  it.each([
    ['an alias', 'info: &a\n  name: x\nhttp: *a'],
    ['a tag', 'info:\n  name: !!js/function x'],
    ['nesting without end', `info:\n  name: ${'['.repeat(100)}`],
    ['a variable without quotes', 'http:\n  url: {{ host }}'],
  ])('with %s is named as such', (_, text) => {
    expect(found([{ name: 'a.yml', text }]).unread).toEqual([{ file: 'a.yml', code: 'import_yaml' }]);
  });
});

describe('.bru files in folders', () => {
  it('have the authentication and the variables of their folder', () => {
    const [orders] = given('bruno/orders.bru');
    const files = [
      { name: 'bruno/collection.bru', text: '' },
      {
        name: 'bruno/A/folder.bru',
        text: 'meta {\n  name: A\n}\n\nauth {\n  mode: bearer\n}\n\nauth:bearer {\n  token: {{t}}\n}\n\nvars:pre-request {\n  t: made-up-folder-token\n}\n',
      },
      { name: 'bruno/A/orders.bru', text: orders?.text.replace('{{api}}', 'https://api.acme.example') ?? '' },
    ];
    expect(lines(files)).toMatchObject([{ label: 'A', has: { token: 'made-up-folder-token' } }]);
  });

  it('have the authentication of the collection when their folder says none', () => {
    const files = [
      ...given('bruno/collection.bru', 'bruno/environments/Local.bru'),
      { name: 'bruno/A/folder.bru', text: 'meta {\n  name: A\n}\n\nauth {\n  mode: none\n}\n' },
      { name: 'bruno/A/one.bru', text: 'get {\n  url: https://api.acme.example/one\n  auth: inherit\n}\n' },
    ];
    const [read] = readFiles(files).collected;
    expect(read?.found.map(({ auth, sample }) => [auth.kind, sample?.url])).toEqual([
      ['oauth2', 'https://api.acme.example/one'],
    ]);
  });

  it('bring further parameters of a token request along', () => {
    const [top] = given('bruno/collection.bru');
    const more = '\nauth:oauth2:additional_params:access_token_req:body {\n  tenant: a\n  ~old: b\n}\n';
    expect(
      lines([
        {
          name: 'collection.bru',
          text: `${top?.text.replaceAll('{{idp}}/realms/acme/protocol/openid-connect', 'https://id.acme.example')}${more}`,
        },
      ]),
    ).toMatchObject([{ is: 'oauth2 client-credentials', has: { extra: 'tenant=a' } }]);
  });
});
