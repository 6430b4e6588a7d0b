import type { Pair } from '../curl/curl-request';
import type { Variable } from './found';
import type { Heir } from './inherit';
import { field, listField, textField } from './json';
import type { LoginSource } from './login';
import { openAuth } from './open-auth';
import { NO_AUTH, type Read } from './read';
import type { Node } from './tree';

/** One file of Bruno 3, told by its content: the format is OpenCollection 1, as files in folders or as one file. */
export type OpenPart =
  | { readonly is: 'collection'; readonly node: Node; readonly environments: readonly Heir[] }
  | { readonly is: 'environments'; readonly environments: readonly Heir[] }
  | { readonly is: 'folder' | 'request'; readonly node: Node }
  /** Bruno's own, with nothing in it that gets a token: a script, an app, the list of a workspace. */
  | { readonly is: 'other' };

/** Blocks that hold a request, by `info.type`. */
const REQUESTS = ['http', 'graphql', 'grpc', 'websocket'] as const;
const OTHERS: ReadonlySet<string> = new Set(['workspace', 'script', 'app', 'mock-server']);
const OF_ENVIRONMENTS: ReadonlySet<string> = new Set([
  ...['name', 'color', 'description', 'variables', 'externalSecrets', 'clientCertificates', 'extends', 'info'],
  'dotEnvFilePath',
]);

/** @see https://schema.opencollection.com/opencollection/v1.0.0.json and usebruno/bruno, packages/bruno-filestore (2026-11) */
export function openPart(file: unknown, name: string): OpenPart | undefined {
  const type = textField(field(file, 'info'), 'type') || textField(file, 'type');
  if (OTHERS.has(type)) return { is: 'other' };
  if (textField(file, 'opencollection') !== '') {
    const environments = listField(field(file, 'config'), 'environments').map(environmentOf);
    return { is: 'collection', node: itemOf(file), environments };
  }
  // Written by hand, it may leave its type out.
  const isFolder =
    type === 'folder' || (type === '' && /(^|\/)folder\.ya?ml$/.test(name) && field(file, 'info') !== undefined);
  if (isFolder) return { is: 'folder', node: itemOf(file) };
  if (REQUESTS.some((kind) => kind === type && field(file, kind) !== undefined)) {
    return { is: 'request', node: itemOf(file) };
  }
  if (type === 'bruno-environment' && Array.isArray(field(file, 'environments'))) {
    return { is: 'environments', environments: listField(file, 'environments').map(environmentOf) };
  }
  return isEnvironment(file, name)
    ? {
        is: 'environments',
        environments: [{ ...environmentOf(file), name: textField(file, 'name') || baseName(name) }],
      }
    : undefined;
}

/** The path of an environment's file in a collection, where it may lack everything but its name. */
export const ENVIRONMENT_PATH = /(^|\/)environments\/[^/]+\.ya?ml$/;

function isEnvironment(file: unknown, path: string): boolean {
  const keys = Object.keys(Object(file));
  if (keys.length === 0 || !keys.every((key) => OF_ENVIRONMENTS.has(key))) return false;
  if ((field(file, 'variables') ?? null) === null && ENVIRONMENT_PATH.test(path)) return true;
  return textField(file, 'name') !== '' && Array.isArray(field(file, 'variables'));
}

/** `environments/Live.yml` → `Live`. */
function baseName(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.ya?ml$/, '');
}

function environmentOf(one: unknown): Heir {
  return {
    name: textField(one, 'name'),
    variables: variablesOf(listField(one, 'variables')),
    extends: textField(one, 'extends').trim(),
  };
}

/** What is secret is not in the file: it is named, and asked for. */
function variablesOf(list: readonly unknown[]): readonly Variable[] {
  return list.filter(isOn).map((item) => ({
    name: textField(item, 'name'),
    value: textIn(field(item, 'value')),
    kind: field(item, 'secret') === true ? 'secret' : 'plain',
  }));
}

/** Disabled in its files, not enabled in environments that are exported by themselves. */
function isOn(item: unknown): boolean {
  return field(item, 'disabled') !== true && field(item, 'enabled') !== false;
}

/** A text, a text with its type, or variants of either. */
function textIn(value: unknown): string {
  const chosen = { value: Array.isArray(value) ? field(selected(value), 'value') : value };
  return textField(chosen, 'value') || textField(chosen.value, 'data');
}

function selected(variants: readonly unknown[]): unknown {
  return variants.find((one) => field(one, 'selected') === true) ?? variants[0];
}

/** A collection, a folder or a request. A request that says nothing of authentication has none; a folder has that around it. */
function itemOf(item: unknown): Node {
  const kind = REQUESTS.find((one) => field(item, one) !== undefined);
  const details = kind && field(item, kind);
  const defaults = field(item, 'request');
  const runtime = field(item, 'runtime');
  return {
    name: textField(field(item, 'info'), 'name'),
    // The first preview of Bruno 3 had a request's authentication under `runtime`.
    auth: kind ? requestAuth(field(details, 'auth') ?? field(runtime, 'auth')) : openAuth(field(defaults, 'auth')),
    variables: variablesOf(listField(kind ? runtime : defaults, 'variables')),
    request: kind === 'http' || kind === 'graphql' ? requestOf(details) : undefined,
    children: kind ? [] : listField(item, 'items').map(itemOf),
  };
}

function requestAuth(auth: unknown): Read | undefined {
  return auth === undefined || auth === null ? NO_AUTH : openAuth(auth);
}

function requestOf(details: unknown): LoginSource {
  return {
    method: textField(details, 'method') || 'GET',
    url: textField(details, 'url'),
    headers: pairsOf(listField(details, 'headers')),
    body: bodyOf(field(details, 'body')),
  };
}

function bodyOf(written: unknown): LoginSource['body'] {
  const body = Array.isArray(written) ? field(selected(written), 'body') : written;
  const type = textField(body, 'type');
  if (type === 'form-urlencoded' || type === 'multipart-form') return { form: pairsOf(listField(body, 'data')) };
  return type === 'json' || type === 'text' ? { text: textField(body, 'data') } : undefined;
}

function pairsOf(list: readonly unknown[]): readonly Pair[] {
  return list.filter(isOn).map((item): Pair => [textField(item, 'name'), textField(item, 'value')]);
}
