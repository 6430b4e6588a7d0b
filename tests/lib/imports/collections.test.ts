import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ImportFile } from '../../../lib/imports/read-files';
import { found, line, text } from './files';

const yml = (name: string, value: unknown): ImportFile => ({ name, text: stringify(value) });
const bru = (name: string, ...blocks: readonly string[]): ImportFile => ({ name, text: `${blocks.join('\n\n')}\n` });

const SECRET = 'made-up-secret-of-a';
const CLIENT = { clientId: 'made-up-client-of-a', clientSecret: SECRET };
const open = (path: string, request: object = {}) =>
  yml(path, { opencollection: '1.0.0', info: { name: path.split('/').at(-2) ?? 'C' }, request });
const openA = open('ws/a/opencollection.yml', {
  auth: { type: 'oauth2', flow: 'client_credentials', accessTokenUrl: '{{host}}/token', credentials: CLIENT },
});
const openLive = (path: string) =>
  yml(path, { name: 'Live', variables: [{ name: 'host', value: 'https://id.b.example' }] });
const bruA = bru(
  'ws/a/collection.bru',
  'auth {\n  mode: oauth2\n}',
  `auth:oauth2 {\n  grant_type: client_credentials\n  access_token_url: {{host}}/token\n  client_id: made-up-client-of-a\n  client_secret: ${SECRET}\n}`,
);
const bruLive = (path: string) => bru(path, 'vars {\n  host: https://id.b.example\n}');
const settings = (folder: string): ImportFile => ({
  name: `${folder}bruno.json`,
  text: JSON.stringify({ version: '1', name: 'x', type: 'collection' }),
});
const oauth = (name: string) =>
  text({
    info: { name },
    auth: {
      type: 'oauth2',
      oauth2: Object.entries({ grant_type: 'client_credentials', accessTokenUrl: '{{host}}/token', ...CLIENT }).map(
        ([key, value]) => ({ key, value }),
      ),
    },
    item: [],
  });
const insomniaOauth = {
  type: 'oauth2',
  grantType: 'client_credentials',
  accessTokenUrl: '{{ _.host }}/token',
  ...CLIENT,
};
const four = (...resources: readonly object[]) => text({ _type: 'export', __export_format: 4, resources });
const fourA = [
  { _id: 'wrk_a', _type: 'workspace', name: 'a', scope: 'collection' },
  { _id: 'req_a', _type: 'request', parentId: 'wrk_a', name: 'A', url: 'x', authentication: insomniaOauth },
];
const fourLive = (parent: string) => [
  { _id: 'env_b', _type: 'environment', parentId: parent, name: 'Base', data: {} },
  { _id: 'env_l', _type: 'environment', parentId: 'env_b', name: 'Live', data: { host: 'https://id.b.example' } },
];

/** Token addresses by the secrets that would be sent there. */
const sent = (files: readonly ImportFile[]) =>
  found(files)
    .candidates.filter(({ inputs }) => Object.values(inputs).includes(SECRET))
    .map(({ label, inputs }) => [label, inputs.tokenUrl]);

describe('an environment of another collection never says where a secret goes', () => {
  it.each<[string, readonly ImportFile[]]>([
    ['Bruno 3', [openA, open('ws/b/opencollection.yml'), openLive('ws/b/environments/Live.yml')]],
    [
      'Bruno 3, the other’s own file not read',
      [openA, { name: 'ws/b/opencollection.yml', text: 'info: &a x' }, openLive('ws/b/environments/Live.yml')],
    ],
    ['Bruno 3, the other’s own file not given', [openA, openLive('ws/b/environments/Live.yml')]],
    ['Bruno 3, the other around it', [openA, open('ws/opencollection.yml'), openLive('ws/environments/Live.yml')]],
    ['.bru', [bruA, bru('ws/b/collection.bru', 'meta {\n  name: b\n}'), bruLive('ws/b/environments/Live.bru')]],
    [
      '.bru, the other without settings',
      [bruA, settings('ws/a/'), settings('ws/b/'), bruLive('ws/b/environments/Live.bru')],
    ],
    ['.bru, the other without any file of its own', [bruA, bruLive('ws/b/environments/Live.bru')]],
    [
      '.bru, the other’s own file not read',
      [bruA, { name: 'ws/b/collection.bru', text: 'auth {' }, bruLive('ws/b/environments/Live.bru')],
    ],
    [
      'Bruno 3 in a folder of .bru',
      [openA, bru('ws/collection.bru', 'meta {\n  name: b\n}'), openLive('ws/environments/Live.yml')],
    ],
    [
      'Bruno 3 as one file beside it',
      [{ ...openA, name: 'ws/a.yml' }, open('ws/opencollection.yml'), openLive('ws/environments/Live.yml')],
    ],
    [
      'Bruno 3 as one file beside one that is not read',
      [
        { ...openA, name: 'ws/a.yml' },
        { name: 'ws/opencollection.yml', text: 'info: &a x' },
        openLive('ws/environments/Live.yml'),
      ],
    ],
    ['.bru in a folder of Bruno 3', [bruA, open('ws/opencollection.yml'), bruLive('ws/environments/Live.bru')]],
    ['.bru beside Bruno 3', [bruA, open('ws/b/opencollection.yml'), openLive('ws/b/environments/Live.yml')]],
    ['Bruno 3 beside .bru', [openA, settings('ws/b/'), bruLive('ws/b/environments/Live.bru')]],
    [
      'requests by themselves',
      [
        yml('ws/a/One.yml', {
          info: { name: 'One', type: 'http' },
          http: {
            url: 'https://a.example',
            auth: { type: 'oauth2', flow: 'client_credentials', accessTokenUrl: '{{host}}/token', credentials: CLIENT },
          },
        }),
        openLive('ws/b/environments/Live.yml'),
      ],
    ],
    [
      'Bruno’s JSON',
      [
        openA,
        text({
          name: 'b',
          items: [],
          environments: [{ name: 'Live', variables: [{ name: 'host', value: 'https://id.b.example' }] }],
        }),
      ],
    ],
    [
      'Postman',
      [oauth('a'), text({ info: { name: 'b' }, item: [], variable: [{ key: 'host', value: 'https://id.b.example' }] })],
    ],
    [
      'Insomnia 4',
      [four(...fourA, { _id: 'wrk_b', _type: 'workspace', name: 'b', scope: 'collection' }, ...fourLive('wrk_b'))],
    ],
    ['Insomnia 4, the other not in the file', [four(...fourA, ...fourLive('wrk_b'))]],
    ['Insomnia 4, both not in the file', [four(...fourA.slice(1), ...fourLive('wrk_b'))]],
    [
      'Insomnia 5',
      [
        text({ type: 'collection.insomnia.rest/5.0', name: 'a', authentication: insomniaOauth, collection: [] }),
        text({
          type: 'collection.insomnia.rest/5.0',
          name: 'b',
          collection: [],
          environments: { subEnvironments: [{ name: 'Live', data: { host: 'https://id.b.example' } }] },
        }),
      ],
    ],
  ])('%s', (_, files) => {
    const list = sent(files);
    expect(list).toHaveLength(1);
    expect(list.flat().join(' ')).not.toMatch(/Live|b\.example/);
  });

  it.each<[string, readonly ImportFile[]]>([
    ['of the workspace around it', [openA, openLive('ws/environments/Live.yml')]],
    ['of the workspace around a .bru collection', [bruA, openLive('ws/environments/Live.yml')]],
    ['chosen by itself', [openA, open('ws/b/opencollection.yml'), openLive('Live.yml')]],
    ['chosen with its folder', [openA, open('ws/b/opencollection.yml'), openLive('environments/Live.yml')]],
    [
      'exported by itself, in a folder',
      [
        openA,
        {
          ...text({ name: 'Live', variables: [{ name: 'host', value: 'https://id.b.example' }] }),
          name: 'all/Live.json',
        },
      ],
    ],
    ['of Bruno’s older format, chosen by itself', [bruA, bruLive('Live.bru')]],
    ['of Postman', [oauth('a'), text({ name: 'Live', values: [{ key: 'host', value: 'https://id.b.example' }] })]],
    [
      'of Insomnia 4, for every workspace',
      [four(...fourA, { _id: 'wrk_g', _type: 'workspace', name: 'g', scope: 'environment' }, ...fourLive('wrk_g'))],
    ],
    [
      'of Insomnia 5, for every workspace',
      [
        text({ type: 'collection.insomnia.rest/5.0', name: 'a', authentication: insomniaOauth, collection: [] }),
        text({
          type: 'environment.insomnia.rest/5.0',
          name: 'g',
          environments: { subEnvironments: [{ name: 'Live', data: { host: 'https://id.b.example' } }] },
        }),
      ],
    ],
  ])('one that is of no collection does: %s', (_, files) => {
    expect(sent(files)).toEqual([['Live', 'https://id.b.example/token']]);
  });
});

describe('collections beside each other in one folder', () => {
  const bearer = (token: string) => `auth {\n  mode: bearer\n}\n\nauth:bearer {\n  token: ${token}\n}`;
  const one = 'get {\n  url: https://api.shop.example/one\n  auth: inherit\n}';

  it('keep their own authentication and name in Bruno’s older format', () => {
    const files = ['a', 'b'].flatMap((name) => [
      bru(`ws/${name}/collection.bru`, bearer(`made-up-token-of-${name}`)),
      bru(`ws/${name}/One.bru`, one),
    ]);
    const { candidates } = found(files);
    expect(candidates.map((all) => [all.source, line(all).has.token])).toEqual([
      ['a', 'made-up-token-of-a'],
      ['b', 'made-up-token-of-b'],
    ]);
  });

  it('take no environment of each other when each is one file', () => {
    const files = ['a', 'b'].map((name) =>
      yml(`ws/${name}.yml`, {
        opencollection: '1.0.0',
        info: { name },
        request: { auth: { type: 'apikey', key: 'X-Key', value: '{{key}}', placement: 'header' } },
        config: {
          environments: [{ name: `${name} Live`, variables: [{ name: 'key', value: `made-up-key-of-${name}` }] }],
        },
      }),
    );
    const lines = (all: readonly ImportFile[]) =>
      found(all)
        .candidates.map(line)
        .map(({ label, has }) => [label, has.token]);
    const both = [
      ['a Live', 'made-up-key-of-a'],
      ['b Live', 'made-up-key-of-b'],
    ];
    expect(lines(files)).toEqual(both);
    const given = yml('ws/Live.yml', { name: 'Live', variables: [{ name: 'key', value: 'made-up-given-key' }] });
    expect(
      lines([...files, given])
        .map(([, token]) => token)
        .sort(),
    ).toEqual(['made-up-given-key', 'made-up-key-of-a', 'made-up-key-of-b']);
  });
});
