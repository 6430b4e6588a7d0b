import { type Bru, readBru } from './bru';
import { brunoAuth, folderAuth, type Parameter } from './bruno-auth';
import { nodesOf, type Placed } from './folder-tree';
import type { Collected, Variable } from './found';
import { belongingOf, type Folders, folderOf, groupsOf } from './groups';
import { type Heir, withInherited } from './inherit';
import type { LoginSource } from './login';
import { type Node, walk } from './tree';

/** One file of a Bruno collection: its path or name, and its text. */
export interface BruFile {
  readonly name: string;
  readonly text: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/**
 * The `.bru` files that were chosen together, each collection by itself. The second list: files that are none.
 */
export function readBruno(
  files: readonly BruFile[],
  folders: Folders,
): { readonly collected: readonly Collected[]; readonly unread: readonly string[] } {
  // A collection without settings of its own has an empty file for them.
  const read = files.filter(({ text }) => text.trim() !== '').map(({ name, text }) => ({ name, bru: readBru(text) }));
  const known = read.flatMap(({ name, bru }) => (bru ? [{ name, bru }] : []));
  const groups = groupsOf(known, [...folders.named, ...folders.elsewhere], ({ bru }) => isEnvironment(bru));
  return {
    collected: [...groups].map(
      ([folder, members]): Collected => ({
        ...collectedOf(folder, members),
        is: belongingOf(folder, members, folders),
      }),
    ),
    unread: read.flatMap(({ name, bru }) => (bru ? [] : [name])),
  };
}

interface ReadBru {
  readonly name: string;
  readonly bru: Bru;
}

function collectedOf(folder: string, members: readonly ReadBru[]): Omit<Collected, 'is'> {
  const base = folder || sharedFolder(members);
  const name = base.split('/').at(-2) || 'Bruno';
  const rest = members.filter(({ bru }) => !isEnvironment(bru));
  const top = rest.find((one) => folderOf(one.name) === folder && baseName(one.name) === 'collection');
  const placed = rest
    .filter((one) => one !== top)
    .map((one) => placedOf(one.name.startsWith(base) ? one.name.slice(base.length) : one.name, one.bru));
  return {
    tool: 'bruno',
    folder,
    name,
    environments: withInherited(members.filter(({ bru }) => isEnvironment(bru)).map(environmentOf)),
    variables: top ? variablesOf(top.bru) : [],
    ...walk({ name, variables: [], auth: top && authOf(top.bru), children: nodesOf(placed) }),
  };
}

/** The folder that all files were chosen with, with its slash, or none: one with a file of its own says something itself. */
function sharedFolder(files: readonly ReadBru[]): string {
  const first = files[0]?.name.split('/') ?? [];
  const shared = `${first[0]}/`;
  const isFolder = files.some(({ name }) => name === `${shared}folder.bru`);
  return first.length > 1 && !isFolder && files.every(({ name }) => name.startsWith(shared)) ? shared : '';
}

/** `environments/Live.bru` → `Live`. */
function baseName(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.bru$/i, '');
}

function environmentOf({ name, bru }: ReadBru): Heir {
  return { name: baseName(name), variables: variablesOf(bru), extends: bru.extends };
}

function isEnvironment({ pairs, names, texts }: Bru): boolean {
  const blocks = [...pairs.keys(), ...names.keys(), ...texts.keys()];
  return blocks.every(
    (block) => ['vars', 'vars:secret', 'extends'].includes(block) || block.startsWith('vars:externalsecrets'),
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
