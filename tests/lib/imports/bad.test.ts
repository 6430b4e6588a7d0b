import { describe, expect, it } from 'vitest';
import { found, given, text } from './files';

const file = (content: string, name = 'file.json') => ({ name, text: content });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const BIG = 'x'.repeat(8_000_001);

describe('files that nothing is taken from', () => {
  it.each([
    ['empty', file(''), 'import_unknown'],
    ['space', file(' \n\t'), 'import_unknown'],
    ['prose', file('Dear Maria, here is the collection.'), 'import_unknown'],
    ['a curl command', file('curl https://a.example'), 'import_unknown'],
    ['HTML', file('<!doctype html><title>x</title>'), 'import_unknown'],
    ['cut JSON', file('{"info":{"name":"C"},"item":['), 'import_unknown'],
    ['JSON with a comma too many', file('{"name":"a","values":[],}'), 'import_unknown'],
    ['a bare text', text('x'), 'import_unknown'],
    ['a bare number', text(5), 'import_unknown'],
    ['null', text(null), 'import_unknown'],
    ['a list', text([{ info: {}, item: [] }]), 'import_unknown'],
    ['an OpenAPI document', text({ openapi: '3.1.0', info: {}, paths: {} }), 'import_unknown'],
    ['a HAR', text({ log: { version: '1.2', entries: [] } }), 'import_unknown'],
    ['our own file', text({ format: 'tokenfill-definitions', version: 1, definitions: [] }), 'import_unknown'],
    ['values without a name', text({ values: [] }), 'import_unknown'],
    ['values that are no list', text({ name: 'a', values: {} }), 'import_unknown'],
    ['items that are no list', text({ info: {}, item: {} }), 'import_unknown'],
    ['an Insomnia export without resources', text({ _type: 'export', __export_format: 4 }), 'import_unknown'],
    ['Insomnia 5 of another version', text({ type: 'collection.insomnia.rest/6.0', collection: [] }), 'import_unknown'],
    ['a collection v1', text({ id: 'a', name: 'a', order: [], requests: [] }), 'import_too_old'],
    ['a Postman data dump', text({ version: 1, collections: [], environments: [] }), 'import_too_old'],
    ['more nesting than any', file(`{"info":{},"item":${nested(100)}}`), 'import_too_large'],
    ['a million lists', file(nested(1_000_000)), 'import_too_large'],
    ['more values than any', text({ info: {}, item: Array(400_001).fill(0) }), 'import_too_large'],
    ['a key that reaches into prototypes', file('{"name":"a","values":[{"__proto__":{"x":1}}]}'), 'import_too_large'],
    ['more text than any', file(BIG), 'import_too_large'],
    ['YAML with an alias', file('type: collection.insomnia.rest/5.0\nname: &a x\nother: *a'), 'import_yaml'],
    ['YAML with a tag', file('type: collection.insomnia.rest/5.0\nname: !!js/function x'), 'import_yaml'],
    ['YAML with an open quote', file('type: collection.insomnia.rest/5.0\nname: "x'), 'import_yaml'],
    ['YAML whose lines do not line up', file('type: collection.insomnia.rest/5.0\n   name: x\n  b: c'), 'import_yaml'],
    ['YAML that nests too deep', file(`type: collection.insomnia.rest/5.0\nname:\n${deep(100)}`), 'import_yaml'],
    ['other YAML', file('openapi: 3.1.0\ninfo:\n  title: x'), 'import_unknown'],
    ['a .bru file without blocks', file('meta', 'a.bru'), 'import_unknown'],
    ['a .bru file with an open block', file('meta {\n  name: x', 'a.bru'), 'import_unknown'],
    ['a .bru file with an open list', file('vars:secret [\n  a', 'a.bru'), 'import_unknown'],
    ['a .bru file that is JSON', file('{"items":[]}', 'a.bru'), 'import_unknown'],
    ['a .bru file of an older form', file('type http-request\nname x\n', 'a.bru'), 'import_unknown'],
  ] as const)('%s', (_, one, code) => {
    const { candidates, unread } = found([one]);
    expect(candidates).toEqual([]);
    expect(unread).toEqual([{ file: one.name, code }]);
  });

  it('more of them than any', () => {
    const { candidates, unread } = found(Array(1_001).fill(given('postman-live.json')[0]));
    expect([candidates, unread.map(({ code }) => code)]).toEqual([[], ['import_too_large']]);
  });

  it('not even named when it is the empty file of a Bruno collection without settings', () => {
    expect(found([file('\n', 'collection.bru')])).toEqual({ candidates: [], skipped: [], unread: [] });
  });

  it('take nothing from the good ones beside them', () => {
    const { candidates, unread } = found([...given('postman-sandbox.json'), file('x', 'broken.json')]);
    expect(candidates.map(({ label }) => label)).toEqual(['Sandbox']);
    expect(unread).toEqual([{ file: 'broken.json', code: 'import_unknown' }]);
  });
});

function deep(levels: number): string {
  return Array.from({ length: levels }, (_, at) => `${' '.repeat(at + 1)}a:`).join('\n');
}

const auth = (type: string, attributes: object = {}) =>
  text({ info: { name: 'C' }, auth: { type, [type]: attributes }, item: [] });
const oauth = (attributes: object) => auth('oauth2', { grant_type: 'client_credentials', ...attributes });
const login = (body: object, more: object = {}) =>
  text({
    info: { name: 'C' },
    item: [{ name: 'R', request: { method: 'POST', url: 'https://a.example/login', body, ...more } }],
  });
type Row = [name: string, file: ReturnType<typeof text>, skipped: string[]];
const raw = (content: string) => ({ mode: 'raw', raw: content });

describe('what a readable file holds and we do not bring along', () => {
  it.each<Row>([
    ...['awsv4', 'digest', 'ntlm', 'hawk', 'oauth1', 'edgegrid', 'asap', 'jwt', 'made-up'].map(
      (type): Row => [type, auth(type), [`kind ${type}`]],
    ),
    [
      'a signature, also where the header is there by hand',
      text({
        info: { name: 'C' },
        item: [{ name: 'R', request: { header: [{ key: 'Authorization', value: 'Hawk x' }], auth: { type: 'hawk' } } }],
      }),
      ['kind hawk'],
    ],
    ['the implicit grant', oauth({ grant_type: 'implicit' }), ['implicit oauth2 implicit']],
    ['a grant nobody knows', oauth({ grant_type: 'urn:x' }), ['kind oauth2 urn:x']],
    ['a grant called like a prototype', oauth({ grant_type: 'constructor' }), ['kind oauth2 constructor']],
    ['a prefix that no header has', oauth({ headerPrefix: 'a b' }), ['prefix prefix']],
    ['a prefix with a template of ours', oauth({ headerPrefix: '{{inputs.x' }), ['prefix prefix']],
    ['a key behind a word of its own', auth('apikey', { key: 'X-Key', value: 'SSO made-up' }), ['prefix prefix']],
    ['a login of 300 values', login(raw(JSON.stringify({ password: Array(300).fill('x') }))), []],
    ['a login as a list', login(raw('["password"]')), []],
    ['a login that is no JSON', login(raw('<login><password>x</password></login>')), []],
    ['a login with GET', login(raw('{"password":"x"}'), { method: 'GET' }), []],
    ['a login without a secret', login(raw('{"name":"x"}')), []],
    ['a login with a file', login({ mode: 'file', file: { src: 'x' } }), []],
    ['a login with a bearer token', login(raw('{"password":"x"}'), { auth: { type: 'bearer', bearer: {} } }), []],
    [
      'a login with a header that has no name',
      login(raw('{"user":"x","password":"y"}'), { header: [{ key: ' ', value: 'x' }] }),
      ['request POST'],
    ],
    ['a cookie', text({ info: { name: 'C' }, item: [{ request: { header: [{ key: 'Cookie', value: 'x' }] } }] }), []],
    [
      'a CSRF token',
      text({ info: { name: 'C' }, item: [{ request: { header: [{ key: 'X-CSRF-Token', value: 'x' }] } }] }),
      [],
    ],
    ['no authentication', auth('noauth'), []],
    ['authentication that is a text', text({ info: { name: 'C' }, auth: 'bearer', item: [] }), []],
    ['an environment that says too little', text({ name: 'E', values: [{ key: 'client_id', value: 'x' }] }), []],
  ])('%s', (_, one, skipped) => {
    const all = found([one]);
    expect(all.candidates.filter(({ provider }) => provider.id !== 'any-site')).toEqual([]);
    expect(all.skipped.map(({ why, what }) => `${why} ${what}`)).toEqual(skipped);
    expect(all.unread).toEqual([]);
  });

  it.each([
    ['a variable that names itself', { a: '{{a}}' }],
    ['variables in a circle', { a: '{{b}}', b: '{{a}}' }],
    [
      'variables that double each time',
      Object.fromEntries([...'abcdefghijkl'].map((name, at, all) => [name, `{{${all[at + 1] ?? 'z'}}}`.repeat(40)])),
    ],
    ['a variable that is not closed', { a: '{{b' }],
    ['a variable called __proto__', { a: '{{__proto__}}' }],
    ['a variable called constructor', { a: '{{constructor}}' }],
    ['a variable that is longer than any', { a: 'x'.repeat(30_000) }],
  ])('%s leaves its secret to be typed, or takes it as it stands', (_, values) => {
    const environment = {
      name: 'e.json',
      text: JSON.stringify({ name: 'E', values: Object.entries(values).map(([key, value]) => ({ key, value })) }),
    };
    const [candidate] = found([
      oauth({ accessTokenUrl: 'https://id.example/t', clientId: 'i', clientSecret: '{{a}}' }),
      environment,
    ]).candidates;
    const [kept, missing] = [candidate?.inputs.clientSecret, candidate?.missing.map(({ name }) => name)];
    expect(kept === '{{b' ? [] : missing).toEqual(kept === '{{b' ? [] : ['clientSecret']);
  });

  it('folders that are their own parents are walked once', () => {
    const resources = [
      { _id: 'w', _type: 'workspace', name: 'W' },
      { _id: 'a', _type: 'request_group', parentId: 'b', name: 'A' },
      { _id: 'b', _type: 'request_group', parentId: 'a', name: 'B' },
      { _id: 'c', _type: 'request_group', parentId: 'c', name: 'C', authentication: { type: 'bearer', token: 't' } },
    ];
    expect(found([text({ _type: 'export', resources })]).candidates.map(({ source }) => source)).toEqual([
      'Insomnia / C',
    ]);
  });

  it('a login at an address that is longer than any is named', () => {
    const { candidates, skipped } = found([
      login(raw('{"password":"made-up"}'), { url: `https://a.example/${'/'.repeat(8_000)}login` }),
    ]);
    expect(candidates).toEqual([]);
    expect(skipped.map(({ why, what }) => `${why} ${what}`)).toEqual(['request POST']);
  });

  it('what is tried is bounded over all files, and said', () => {
    const calls = (name: string) => {
      const item = Array.from({ length: 300 }, (_, at) => ({
        name: `R${at}`,
        request: { url: 'https://{{host}}/', auth: { type: 'bearer', bearer: { token: `made-up-${name}-${at}` } } },
      }));
      return { name, text: JSON.stringify({ info: { name }, item }) };
    };
    const environments = Array.from({ length: 50 }, (_, at) => ({
      name: `e${at}`,
      text: JSON.stringify({ name: `E${at}`, values: [{ key: 'host', value: `${at}.example` }] }),
    }));
    const collections = Array.from({ length: 100 }, (_, at) => calls(`C${at}`));
    const { candidates, skipped } = found([...collections, ...environments]);
    // 300 things with 50 environments each take 15,000 tries in one file alone; the environments name none of them.
    expect(candidates).toHaveLength(100);
    expect(skipped.map(({ why, what }) => `${why} ${what}`)).toEqual(['too_many 5000']);
  });

  it('more than can be shown is named', () => {
    const item = Array.from({ length: 400 }, (_, at) => ({
      name: `R${at}`,
      request: { url: 'https://a.example', auth: { type: 'bearer', bearer: { token: `made-up-${at}` } } },
    }));
    const { candidates, skipped } = found([text({ info: { name: 'C' }, item })]);
    expect(candidates).toHaveLength(200);
    expect(skipped.map(({ why, what }) => `${why} ${what}`)).toEqual(['too_many 300', 'too_many 200']);
  });
});
