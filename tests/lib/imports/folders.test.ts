import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type ImportFile, readFiles } from '../../../lib/imports/read-files';
import { found, given, line } from './files';

const yml = (name: string, value: unknown): ImportFile => ({ name, text: stringify(value) });
const bru = (name: string, ...blocks: readonly string[]): ImportFile => ({ name, text: `${blocks.join('\n\n')}\n` });
const collection = (request: object = {}, path = 'shop/opencollection.yml') =>
  yml(path, { opencollection: '1.0.0', info: { name: 'Shop' }, request });
const bearer = { auth: { type: 'bearer', token: '{{key}}' } };
const lines = (files: readonly ImportFile[]) => found(files).candidates.map(line);
const tokens = (files: readonly ImportFile[]) => lines(files).map(({ label, has }) => [label, has.token]);

describe('a folder’s own file without its folder', () => {
  const folderYml = (name: string) =>
    yml(name, {
      info: { name: 'A', type: 'folder' },
      request: { ...bearer, variables: [{ name: 'key', value: 'made-up-key' }] },
    });
  const folderBru = (name: string) =>
    bru(name, 'meta {\n  name: A\n}', 'auth {\n  mode: bearer\n}', 'auth:bearer {\n  token: made-up-key\n}');

  it.each([
    ['folder.bru by itself', [folderBru('folder.bru')]],
    ['folder.yml by itself', [folderYml('folder.yml')]],
    ['folder.yml beside a collection', [collection({}, 'opencollection.yml'), folderYml('folder.yml')]],
    ['folder.bru with its folder, and no collection', [folderBru('A/folder.bru')]],
    [
      'folder.bru with its folder and a request, and no collection',
      [folderBru('A/folder.bru'), bru('A/One.bru', 'get {\n  url: https://api.shop.example\n  auth: inherit\n}')],
    ],
  ] as [string, ImportFile[]][])('%s becomes what it says', (_, files) => {
    expect([tokens(files), found(files).unread]).toEqual([[['A', 'made-up-key']], []]);
  });
});

describe('environments that extend another one', () => {
  const environment = (name: string, parent: unknown, values: Readonly<Record<string, string>>) => {
    const variables = Object.entries(values).map(([key, value]) => ({ name: key, value }));
    return yml(`shop/environments/${name}.yml`, { name, ...(parent === '' ? {} : { extends: parent }), variables });
  };
  const older = (name: string, parent: string, values: Readonly<Record<string, string>>) =>
    bru(
      `shop/environments/${name}.bru`,
      ...[
        parent,
        `vars {\n${Object.entries(values)
          .map(([key, value]) => `  ${key}: ${value}`)
          .join('\n')}\n}`,
      ].filter(Boolean),
    );
  const top = bru('shop/collection.bru', 'auth {\n  mode: bearer\n}', 'auth:bearer {\n  token: {{key}}\n}');
  const BASE = { key: 'made-up-{{of}}', of: 'base' };

  it.each([
    ['Bruno 3', [collection(bearer), environment('Base', '', BASE), environment('Live', 'Base', { of: 'live' })]],
    ['.bru', [top, older('Base', '', BASE), older('Live', 'extends: Base', { of: 'live' })]],
    [
      'JSON',
      [
        {
          name: 'x.json',
          text: JSON.stringify({
            name: 'Shop',
            items: [],
            root: { request: { auth: { mode: 'bearer', bearer: { token: '{{key}}' } } } },
            environments: [
              { name: 'Base', variables: Object.entries(BASE).map(([name, value]) => ({ name, value })) },
              { name: 'Live', extends: 'Base', variables: [{ name: 'of', value: 'live' }] },
            ],
          }),
        },
      ],
    ],
  ])('have its variables, and their own before: %s', (_, files) => {
    expect(tokens(files)).toEqual([
      ['Base', 'made-up-base'],
      ['Live', 'made-up-live'],
    ]);
    expect(found(files).unread).toEqual([]);
  });

  it('are offered with what they only inherit, through more than one', () => {
    const files = [
      collection({ auth: { type: 'basic', username: '{{user}}', password: '{{password}}' } }),
      environment('Root', '', { password: 'made-up-password', user: 'nobody' }),
      environment('Middle', 'Root', { user: 'maria' }),
      environment('Live', 'Middle', { user: 'live' }),
      environment('Other', '', { x: 'y' }),
    ];
    expect(lines(files).map(({ label, has }) => [label, has.username, has.password])).toEqual([
      ['Root', 'nobody', 'made-up-password'],
      ['Middle', 'maria', 'made-up-password'],
      ['Live', 'live', 'made-up-password'],
    ]);
  });

  it.each([
    ['a name that is not there', 'Nobody'],
    ['itself', 'Live'],
    ['one that extends it', 'Circle'],
    ['a list, which Bruno does not follow', ['Base']],
  ])('end at %s: the value is typed', (_, parent) => {
    const files = [
      collection(bearer),
      environment('Live', parent, { key: '{{of}}' }),
      environment('Circle', 'Live', { key: 'made-up-circle' }),
      environment('Base', '', { of: 'made-up-base' }),
    ];
    expect(lines(files)[0]).toMatchObject({ label: 'Live', missing: ['token'] });
  });

  it('of Bruno’s older format are no request when they name a list', () => {
    const files = [top, older('Base', '', BASE), older('Live', 'extends [\n  Base\n]', { key: 'made-up-live' })];
    expect(tokens(files)).toEqual([
      ['Base', 'made-up-base'],
      ['Live', 'made-up-live'],
    ]);
  });

  it('take nothing from one of that name in another collection', () => {
    const files = [
      collection(bearer),
      environment('Live', 'Base', {}),
      collection({}, 'other/opencollection.yml'),
      yml('other/environments/Base.yml', { name: 'Base', variables: [{ name: 'key', value: 'made-up-of-other' }] }),
    ];
    expect(lines(files)).toMatchObject([{ missing: ['token'] }]);
  });

  it('share what they inherit', () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`v${at}`, 'x']));
    const files = [
      top,
      older('Base', '', { ...many, ...BASE }),
      ...Array.from({ length: 900 }, (_, at) => older(`E${at}`, 'extends: Base', { of: `e${at}` })),
    ];
    const inherited = readFiles(files).collected.flatMap(({ environments }) =>
      environments.flatMap((one) => one.inherited ?? []),
    );
    expect([inherited.length, new Set(inherited).size]).toEqual([900, 1]);
    expect(tokens(files).slice(0, 2)).toEqual([
      ['Base', 'made-up-base'],
      ['E0', 'made-up-e0'],
    ]);
  });
});

describe('what lies in a collection’s folder', () => {
  it.each([
    ['a name alone', { name: 'Empty' }],
    ['a vault’s', { name: 'Vault', externalSecrets: { type: 'x', variables: [{ name: 'key' }] } }],
    ['a colour alone', { color: '#fff' }],
    ['no values', { name: 'Empty', variables: null }],
  ])('an environment without variables is Bruno’s own: %s', (_, value) => {
    expect(found([collection(), yml('shop/environments/Empty.yml', value)]).unread).toEqual([]);
  });

  it.each([
    ['something else', { name: 'x', steps: [] }],
    ['no mapping', ['a']],
  ])('a file among the environments with %s is not', (_, value) => {
    expect(found([collection(), yml('shop/environments/x.yml', value)]).unread).toHaveLength(1);
  });

  const own = JSON.stringify({ name: 'shop', dependencies: {} });
  it.each([
    ['package.json beside Bruno 3', [collection(), { name: 'shop/package.json', text: own }], []],
    ['package.json in a folder', [collection(), { name: 'shop/a/package.json', text: own }], []],
    ['package.json beside .bru', [...given('bruno/collection.bru'), { name: 'bruno/package.json', text: own }], []],
    [
      'a workflow beside .bru',
      [...given('bruno/collection.bru'), { name: 'bruno/ci.yml', text: 'on: push\njobs: {}' }],
      [],
    ],
    [
      'package.json in another folder',
      [collection(), { name: 'other/package.json', text: own }],
      ['other/package.json'],
    ],
    [
      'package.json chosen by itself',
      [collection({}, 'opencollection.yml'), { name: 'package.json', text: own }],
      ['package.json'],
    ],
    [
      'a file of Bruno’s format that says nothing known',
      [collection(), yml('shop/x.yml', { info: { name: 'x' } })],
      ['shop/x.yml'],
    ],
    [
      'JSON that is too deep',
      [collection(), { name: 'shop/x.json', text: `${'['.repeat(99)}${']'.repeat(99)}` }],
      ['shop/x.json'],
    ],
  ] as [string, ImportFile[], string[]][])('is named when it could have been meant: %s', (_, files, named) => {
    expect(found(files).unread.map(({ file }) => file)).toEqual(named);
  });
});
