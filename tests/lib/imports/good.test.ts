import { describe, expect, it } from 'vitest';
import { found, given, line, text } from './files';

const BRUNO = ['collection.bru', 'orders.bru', 'internal.bru', 'environments/Live.bru', 'environments/Local.bru'];
const OPEN = [
  ...[
    'opencollection.yml',
    'Health.yml',
    'clean-up.yml',
    'Tracking/folder.yml',
    'Tracking/Find.yml',
    'Tracking/Old.yml',
  ],
  ...['environments/Live.yml', 'environments/Test.yml'],
];
const SHOP_KEYS = [
  {
    ...{ label: 'Reports', is: 'any-site header', missing: [] },
    has: { token: 'made-up-report-key', header: 'X-Report-Key' },
  },
  {
    ...{ label: 'Admin', is: 'any-site basic', missing: [] },
    has: { username: 'admin', password: 'made-up-admin-password' },
  },
];
const podero = (name: string) => ({
  ...{ label: name, is: `podero client-credentials ${name.toLowerCase()}`, missing: [] },
  has: { clientId: `made-up-client-${name.toLowerCase()}`, clientSecret: `made-up-secret-of-${name.toLowerCase()}` },
});
const parcels = (label: string, tenant: string, more: object = {}) => ({
  ...{ label, is: 'auth0 client-credentials', missing: [] },
  has: {
    ...{ domain: `https://${tenant}.eu.auth0.com`, clientId: 'made-up-parcels-client', ...more },
    ...{ audience: 'https://parcels.example/', scope: 'read:parcels' },
  },
});
const auth0 = (label: string, tenant: string) => ({
  ...{ label, is: 'auth0 client-credentials', missing: [] },
  has: {
    ...{ domain: `https://${tenant}.eu.auth0.com`, clientId: `made-up-client-${label.toLowerCase()}` },
    ...{ clientSecret: `made-up-secret-of-${label.toLowerCase()}`, audience: 'https://weather.example/' },
    scope: 'read:forecast write:forecast',
  },
});

describe('files as the tools write them', () => {
  it.each([
    [
      'a Postman collection and two environments',
      ['postman-podero.json', 'postman-live.json', 'postman-sandbox.json'],
      [podero('Live'), podero('Sandbox')],
      [],
    ],
    ['a Postman environment alone', ['postman-sandbox.json'], [podero('Sandbox')], []],
    [
      'a Postman collection with a login call, keys of folders, and what we cannot do',
      ['postman-shop.json'],
      [
        {
          ...{ label: 'Log in', is: 'json-login login', missing: ['user', 'password'] },
          has: { loginUrl: 'https://shop.example/api/login', userField: 'email' },
        },
        ...SHOP_KEYS,
      ],
      ['kind awsv4', 'kind digest', 'from_script bearer'],
    ],
    [
      'the same with Postman’s globals',
      ['postman-shop.json', 'postman-globals.json'],
      [
        {
          ...{ label: 'Log in', is: 'json-login login', missing: [] },
          has: {
            ...{ loginUrl: 'https://shop.example/api/login', userField: 'email' },
            ...{ user: 'maria@shop.example', password: 'made-up-global-password' },
          },
        },
        ...SHOP_KEYS,
      ],
      ['kind awsv4', 'kind digest', 'from_script bearer'],
    ],
    [
      'a Postman collection v2.0, whose attributes are objects',
      ['postman-2.0.json'],
      [
        {
          ...{ label: 'Old exporter', is: 'oauth2 password', missing: [] },
          has: {
            ...{ tokenUrl: 'https://id.acme.example/oauth/token', username: 'maria', password: 'made-up-password' },
            ...{ clientId: 'made-up-client', clientSecret: 'made-up-client-secret', scope: 'read write' },
            authentication: 'client_secret_post',
          },
        },
        {
          ...{ label: 'Me', is: 'oauth2 sign-in', missing: [] },
          has: {
            authorizationUrl: 'https://id.acme.example/oauth/authorize',
            tokenUrl: 'https://id.acme.example/oauth/token',
            ...{ clientId: 'made-up-public-client', scope: 'openid' },
          },
        },
      ],
      [],
    ],
    [
      'an Insomnia export 4 with nested data and tags',
      ['insomnia-4.json'],
      ['My', 'Emea'].map((label) => ({
        ...{ label, is: `panaya access-token ${label.toLowerCase()}`, missing: [] },
        has: { email: 'Maria@Example.com', accessToken: `made-up-panaya-${label.toLowerCase()}` },
      })),
      ['kind hawk', 'from_script key'],
    ],
    [
      'an Insomnia export 5 in YAML',
      ['insomnia-5.yaml'],
      [
        auth0('Staging', 'weather-staging'),
        auth0('Production', 'weather'),
        {
          ...{ label: 'Status', is: 'any-site header', missing: [] },
          has: { token: 'made-up-it’s-status-key'.replace('’', "'"), header: 'X-Status-Key' },
        },
      ],
      ['kind iam'],
    ],
    [
      'a Bruno collection as JSON, one of whose secrets is not in it',
      ['bruno.json'],
      [
        {
          label: 'EU',
          is: 'port client-credentials eu-getport',
          has: { clientId: 'made-up-port-eu' },
          missing: ['clientSecret'],
        },
        {
          ...{ label: 'US', is: 'port client-credentials us', missing: [] },
          has: { clientId: 'made-up-port-us', clientSecret: 'made-up-port-secret' },
        },
      ],
      ['kind ntlm', 'from_script bearer'],
    ],
    [
      'a Bruno folder',
      BRUNO.map((name) => `bruno/${name}`),
      [
        {
          ...{ label: 'Live', is: 'keycloak client-credentials', missing: ['clientSecret'] },
          has: {
            ...{ server: 'https://login.acme.example', realm: 'acme' },
            ...{ clientId: 'made-up-keycloak-client', scope: 'orders' },
          },
        },
        {
          ...{ label: 'Local', is: 'keycloak client-credentials', missing: [] },
          has: {
            ...{ server: 'http://localhost:8080', realm: 'acme', clientId: 'made-up-keycloak-client' },
            ...{ clientSecret: 'made-up-local-secret', scope: 'orders' },
          },
        },
        {
          ...{ label: 'Internal key', is: 'any-site query', missing: [] },
          has: { token: 'made-up-query-key', parameter: 'api_key' },
        },
      ],
      [],
    ],
    [
      'a folder of Bruno 3, in YAML: what is for one folder stays there, and is resolved by its variables',
      OPEN.map((name) => `opencollection/${name}`),
      [
        { ...parcels('Live', 'parcels'), missing: ['clientSecret'] },
        parcels('Test', 'parcels-test', { clientSecret: 'made-up-secret-of-test' }),
        {
          ...{ label: 'Tracking', is: 'any-site header', missing: [] },
          has: { token: 'made-up-tracking-key', header: 'X-Tracking-Key' },
        },
      ],
      ['kind digest'],
    ],
    [
      'a collection that Bruno 3 exported as one YAML file',
      ['opencollection-bundle.yml'],
      [
        {
          label: 'EU',
          is: 'port client-credentials eu-getport',
          has: { clientId: 'made-up-port-eu' },
          missing: ['clientSecret'],
        },
        {
          ...{ label: 'US', is: 'port client-credentials us', missing: [] },
          has: { clientId: 'made-up-port-us', clientSecret: 'made-up-port-secret' },
        },
      ],
      ['kind ntlm', 'from_script bearer'],
    ],
    ['environments that Bruno exported as one file', ['bruno-environments.json'], [podero('Sandbox')], []],
  ] as const)('%s', (_, names, candidates, skipped) => {
    const { unread, ...all } = found(given(...names));
    expect(all.candidates.map(line)).toEqual(candidates);
    expect(all.skipped.map(({ why, what }) => `${why} ${what}`)).toEqual(skipped);
    expect(unread).toEqual([]);
  });
});

const collection = (more: object, item: readonly object[] = []) => text({ info: { name: 'C' }, item, ...more });
const oauth2 = (attributes: Readonly<Record<string, unknown>>) => ({
  type: 'oauth2',
  oauth2: Object.entries({
    ...{ grant_type: 'client_credentials', accessTokenUrl: 'https://id.acme.example/token', clientId: 'made-up-id' },
    ...{ clientSecret: 'made-up-secret', ...attributes },
  }).map(([key, value]) => ({ key, value })),
});
const request = (more: object) => ({ name: 'R', request: { method: 'GET', url: 'https://api.sesami.co/x', ...more } });
const form = (fields: Readonly<Record<string, string>>) => ({
  mode: 'urlencoded',
  urlencoded: Object.entries(fields).map(([key, value]) => ({ key, value })),
});
const login = (body: object, url = 'https://id.acme.example/login') =>
  collection({}, [request({ method: 'POST', url, body })]);
const one = (file: Parameters<typeof found>[0][number]) => found([file]).candidates.map(line);

describe('what becomes what', () => {
  it.each([
    [
      'further parameters',
      collection({ auth: oauth2({ tokenRequestParams: [{ key: 'tenant', value: 'a' }] }) }),
      'oauth2 client-credentials',
      { extra: 'tenant=a' },
    ],
    [
      'an audience among further parameters',
      collection({ auth: oauth2({ tokenRequestParams: [{ key: 'audience', value: 'https://api.example' }] }) }),
      'oauth2 client-credentials',
      { audience: 'https://api.example', clientSecret: 'made-up-secret' },
    ],
    [
      'a secret among further parameters',
      collection({ auth: oauth2({ tokenRequestParams: [{ key: 'api_key', value: 'made-up-key' }] }) }),
      'own client-credentials',
      { secret1: 'made-up-key', clientSecret: 'made-up-secret' },
    ],
    [
      'the client among further parameters again',
      collection({ auth: oauth2({ tokenRequestParams: [{ key: 'client_id', value: 'made-up-id' }] }) }),
      'oauth2 client-credentials',
      { clientId: 'made-up-id' },
    ],
    [
      'a token for the address',
      collection({ auth: oauth2({ addTokenTo: 'queryParams' }) }),
      'own client-credentials',
      { clientId: 'made-up-id' },
    ],
    [
      'another prefix',
      collection({ auth: oauth2({ headerPrefix: 'Token' }) }),
      'own client-credentials',
      { clientId: 'made-up-id' },
    ],
    [
      'a token fetched once',
      collection({ auth: { type: 'oauth2', oauth2: [{ key: 'accessToken', value: 'made-up-token' }] } }),
      'any-site header',
      { token: 'made-up-token' },
    ],
    [
      'Entra ID',
      collection({
        auth: oauth2({
          accessTokenUrl: 'https://login.microsoftonline.com/acme/oauth2/v2.0/token',
          client_authentication: 'body',
          scope: 'api://x/.default',
        }),
      }),
      'entra-id client-credentials global',
      { tenant: 'acme', clientId: 'made-up-id', clientSecret: 'made-up-secret', scope: 'api://x/.default' },
    ],
    [
      'Okta',
      collection({ auth: oauth2({ accessTokenUrl: 'https://acme.okta.com/oauth2/default/v1/token', scope: 'a' }) }),
      'okta client-credentials',
      { domain: 'https://acme.okta.com', scope: 'a' },
    ],
    [
      'an older Keycloak',
      collection({
        auth: oauth2({ accessTokenUrl: 'https://sso.acme.example/auth/realms/x/protocol/openid-connect/token' }),
      }),
      'keycloak client-credentials',
      { server: 'https://sso.acme.example/auth', realm: 'x' },
    ],
    [
      'Podero without the slash at the end',
      collection({ auth: oauth2({ accessTokenUrl: 'https://app.podero.com/oauth2/token' }) }),
      'podero client-credentials live',
      { clientId: 'made-up-id' },
    ],
    [
      'a token request written by hand',
      login(
        form({ grant_type: 'client_credentials', client_id: 'made-up-id', client_secret: 'made-up-secret' }),
        'https://id.acme.example/token',
      ),
      'oauth2 client-credentials',
      { tokenUrl: 'https://id.acme.example/token', authentication: 'client_secret_post' },
    ],
    [
      'the same for Podero, with a Basic header',
      collection({}, [
        request({
          method: 'POST',
          url: 'https://app.podero.com/oauth2/token/',
          auth: { type: 'basic', basic: { username: 'made-up-id', password: 'made-up-secret' } },
          body: { mode: 'raw', raw: '{"grant_type":"client_credentials"}' },
        }),
      ]),
      'podero client-credentials live',
      { clientId: 'made-up-id', clientSecret: 'made-up-secret' },
    ],
    [
      'Port',
      login(
        { mode: 'raw', raw: '{"clientId":"made-up-id","clientSecret":"made-up-secret"}' },
        'https://api.us.port.io/v1/auth/access_token',
      ),
      'port client-credentials us',
      { clientId: 'made-up-id', clientSecret: 'made-up-secret' },
    ],
    [
      'a login as a form',
      login(form({ user: 'maria', pass: 'made-up-password' })),
      'json-login login',
      { userField: 'user', passwordField: 'pass', bodyFormat: 'form' },
    ],
    [
      'a login with three fields',
      login({ mode: 'raw', raw: '{"tenant":"acme","user":"maria","password":"made-up-password"}' }),
      'own curl',
      { user: 'maria', password: 'made-up-password' },
    ],
    [
      'a login with a header',
      collection({}, [
        request({
          method: 'POST',
          url: 'https://id.acme.example/login',
          header: [{ key: 'X-Tenant', value: 'acme' }],
          body: form({ user: 'maria', password: 'made-up-password' }),
        }),
      ]),
      'own curl',
      { user: 'maria', password: 'made-up-password' },
    ],
    [
      'Sesami’s three headers',
      collection({}, [
        request({
          header: [
            { key: 'x-api-key', value: 'made-up-token' },
            { key: 'x-client-id', value: 'made-up-client' },
            { key: 'x-shop-id', value: '64b0c0ffee64b0c0ffee64b0' },
          ],
        }),
      ]),
      'sesami personal-access-token',
      { token: 'made-up-token', clientId: 'made-up-client', shopId: '64b0c0ffee64b0c0ffee64b0' },
    ],
    [
      'Panaya’s API token',
      collection({}, [
        request({
          url: 'https://my.panaya.com/api/v1/x',
          header: [{ key: 'X-Auth-Token', value: 'maria@acme.example:made-up-token' }],
        }),
      ]),
      'panaya api-token my',
      { email: 'maria@acme.example', apiToken: 'made-up-token' },
    ],
    [
      'a bearer token in a header',
      collection({}, [
        request({ url: 'https://a.example/x', header: [{ key: 'Authorization', value: 'bearer made-up-token' }] }),
      ]),
      'any-site header',
      { token: 'made-up-token' },
    ],
    [
      'a key for the address',
      collection({ auth: { type: 'apikey', apikey: { key: 'k', value: 'made-up-key', in: 'query' } } }),
      'any-site query',
      { token: 'made-up-key', parameter: 'k' },
    ],
  ] as const)('%s', (_, file, is, has) => {
    const [candidate, ...more] = one(file);
    expect(more).toEqual([]);
    expect(candidate?.is).toBe(is);
    expect(candidate?.has).toMatchObject(has);
    expect(candidate?.missing).toEqual([]);
  });

  it('a secret parameter is asked for as one, sent with every token request, and in no definition', () => {
    const parameters = [{ key: 'api_key', value: 'made-up-key' }];
    const password = { grant_type: 'password_credentials', username: 'maria', password: 'made-up-password' };
    const [candidate] = found([
      collection({ auth: oauth2({ ...password, tokenRequestParams: parameters }) }),
    ]).candidates;
    const { inputs = [], steps = [], refresh } = candidate?.method ?? {};
    expect(inputs.at(-1)).toEqual({ name: 'secret1', label: 'api_key', secret: true });
    for (const step of [...steps, refresh]) {
      expect(step?.body).toMatchObject({ parameters: { api_key: '{{inputs.secret1}}' } });
    }
    expect(JSON.stringify(candidate?.provider)).not.toContain('made-up');
  });

  it('environments share the definition of one login, and differ in their values', () => {
    const raw = '{"tenant":"{{tenant}}","user":"{{user}}","password":"{{pw}}"}';
    const files = [
      login({ mode: 'raw', raw }, '{{base}}/auth/login'),
      ...['one', 'two'].map((name) => ({
        name,
        text: JSON.stringify({
          name,
          values: Object.entries({
            base: `https://${name}.example`,
            tenant: name,
            user: 'maria',
            pw: `made-up-${name}`,
          }).map(([key, value]) => ({ key, value, type: key === 'pw' ? 'secret' : 'default' })),
        }),
      })),
    ];
    const { candidates } = found(files);
    expect(new Set(candidates.map(({ provider }) => provider.id)).size).toBe(1);
    expect(candidates.map(({ label, inputs }) => [label, inputs])).toEqual(
      ['one', 'two'].map((name) => [
        name,
        { server: `https://${name}.example`, tenant: name, user: 'maria', pw: `made-up-${name}` },
      ]),
    );
    expect(JSON.stringify(candidates[0]?.provider)).not.toMatch(/made-up|maria|one\.example/);
  });

  it('environments of another API are left aside, and one that changes nothing gives no name', () => {
    const env = (name: string, values: object) => ({
      name: `${name}.json`,
      text: JSON.stringify({ name, values: Object.entries(values).map(([key, value]) => ({ key, value })) }),
    });
    const file = collection({ auth: oauth2({ clientSecret: '{{s}}' }) });
    const two = found([file, env('Mine', { s: 'made-up' }), env('Other', { x: 'y' })]).candidates;
    expect(two.map(({ label }) => label)).toEqual(['Mine']);
    const none = found([
      collection({ auth: oauth2({}) }),
      env('Mine', { s: 'a' }),
      env('Other', { x: 'y' }),
    ]).candidates;
    expect(none.map(({ label }) => label)).toEqual(['C']);
  });
});
