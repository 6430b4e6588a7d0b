import { type Bru, readBru } from './bru';
import { brunoAuth, folderAuth, type Parameter } from './bruno-auth';
import { folderOf, nodesOf, type Placed } from './folder-tree';
import type { Collected, Environment, Variable } from './found';
import type { LoginSource } from './login';
import { type Node, walk } from './tree';

/** One file of a Bruno collection: its path or name, and its text. */
export interface BruFile {
  readonly name: string;
  readonly text: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/** The `.bru` files that were chosen together, as one collection. The second list: files that are none. */
export function readBruno(files: readonly BruFile[]): { readonly collected: Collected; readonly unread: string[] } {
  // A collection without settings of its own has an empty file for them.
  const read = files.filter(({ text }) => text.trim() !== '').map((file) => ({ file, bru: readBru(file.text) }));
  const unread = read.flatMap(({ file, bru }) => (bru ? [] : [file.name]));
  const known = read.flatMap(({ file, bru }) => (bru ? [{ file, bru }] : []));
  const environments = known
    .filter(({ bru }) => isEnvironment(bru))
    .map(({ file, bru }): Environment => ({ name: baseName(file.name), variables: variablesOf(bru) }));
  const rest = known.filter(({ bru }) => !isEnvironment(bru));
  const tops = rest.filter(({ file }) => baseName(file.name) === 'collection');
  const base = baseOf(files);
  const name = base.split('/')[0] || 'Bruno';
  const root: Node = {
    name,
    variables: [],
    auth: tops[0] && authOf(tops[0].bru),
    children: nodesOf(
      rest
        .filter((one) => !tops.includes(one))
        .map(({ file, bru }) => placedOf(file.name.startsWith(base) ? file.name.slice(base.length) : file.name, bru)),
    ),
  };
  const collected: Collected = {
    tool: 'bruno',
    name,
    environments,
    variables: tops.flatMap(({ bru }) => variablesOf(bru)),
    ...walk(root),
  };
  return { collected, unread };
}

/** The folder of the collection, with its slash: that of its settings, also when they are empty, or the one that all files share. */
function baseOf(files: readonly BruFile[]): string {
  const top = files.find(({ name }) => baseName(name) === 'collection');
  if (top) return folderOf(top.name);
  const first = files[0]?.name.split('/') ?? [];
  const shared = `${first[0]}/`;
  return first.length > 1 && files.every(({ name }) => name.startsWith(shared)) ? shared : '';
}

/** `environments/Live.bru` → `Live`. */
function baseName(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.bru$/i, '');
}

function isEnvironment({ pairs, names, texts }: Bru): boolean {
  const blocks = [...pairs.keys(), ...names.keys(), ...texts.keys()];
  return blocks.every(
    (block) => block === 'vars' || block === 'vars:secret' || block.startsWith('vars:externalsecrets'),
  );
}

/** What is secret is not in the file: it is named, and asked for. */
function variablesOf({ pairs, names }: Bru): readonly Variable[] {
  const plain = ['vars', 'vars:pre-request'].flatMap((block) => pairs.get(block) ?? []);
  return [
    ...(names.get('vars:secret') ?? []).map((name): Variable => ({ name, value: '', kind: 'secret' })),
    ...plain.map(([name, value]): Variable => ({ name, value, kind: 'plain' })),
  ];
}

function authOf(bru: Bru) {
  const block = METHODS.map((method) => bru.pairs.get(method)).find((pairs) => pairs !== undefined);
  const written = [...bru.pairs.keys()].find((name) => name.startsWith('auth:') && !name.includes('additional'));
  const mode =
    textNamed(bru.pairs.get('auth'), 'mode') || textNamed(block, 'auth') || written?.slice('auth:'.length) || '';
  const pairs = bru.pairs.get(`auth:${mode}`);
  return brunoAuth(mode, (name) => textNamed(pairs, name) || textNamed(pairs, snake(name)), parametersOf(bru));
}

const PARAMETERS = 'auth:oauth2:additional_params:access_token_req:';

function parametersOf({ pairs }: Bru): readonly Parameter[] {
  const blocks = [...pairs].filter(([block]) => block.startsWith(PARAMETERS));
  return blocks.flatMap(([block, list]) =>
    list.map(([name, value]): Parameter => ({ name, value, place: block.slice(PARAMETERS.length) })),
  );
}

function textNamed(pairs: readonly (readonly [string, string])[] | undefined, wanted: string): string {
  return pairs?.find(([name]) => name === wanted)?.[1] ?? '';
}

/** `clientId` → `client_id`. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function nodeOf(bru: Bru, fileName: string): Node {
  return {
    name: textNamed(bru.pairs.get('meta'), 'name') || fileName,
    auth: authOf(bru),
    variables: variablesOf(bru),
    request: requestOf(bru),
    children: [],
  };
}

function placedOf(path: string, bru: Bru): Placed {
  const name = baseName(path);
  const node = nodeOf(bru, name);
  return name === 'folder'
    ? { path, is: 'folder', node: { ...node, auth: folderAuth(node.auth) } }
    : { path, is: 'request', node };
}

function requestOf({ pairs, texts }: Bru): LoginSource | undefined {
  const method = METHODS.find((name) => pairs.has(name));
  if (!method) return undefined;
  const form = pairs.get('body:form-urlencoded') ?? pairs.get('body:multipart-form');
  const text = texts.get('body:json') ?? texts.get('body') ?? texts.get('body:text');
  return {
    method: method.toUpperCase(),
    url: textNamed(pairs.get(method), 'url'),
    headers: pairs.get('headers') ?? [],
    body: form ? { form } : text === undefined ? undefined : { text },
  };
}
