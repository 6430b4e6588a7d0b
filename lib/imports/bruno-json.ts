import type { Pair } from '../curl/curl-request';
import { brunoAuth, folderAuth, type Parameter } from './bruno-auth';
import type { Collected, Variable } from './found';
import { type Heir, withInherited } from './inherit';
import { field, listField, textField } from './json';
import type { LoginSource } from './login';
import type { Read } from './read';
import { type Node, walk } from './tree';

/** A collection that Bruno exported as JSON. @see https://docs.usebruno.com/import-export-data/export-collection */
export function readBrunoJson(file: unknown): Collected | undefined {
  if (!Array.isArray(field(file, 'items')) || typeof field(file, 'name') !== 'string') return undefined;
  const name = textField(file, 'name');
  const environments = listField(file, 'environments').map(
    (one): Heir => ({
      name: textField(one, 'name'),
      variables: variablesOf(listField(one, 'variables')),
      extends: textField(one, 'extends').trim(),
    }),
  );
  const top = field(field(file, 'root'), 'request');
  const root = { ...nodeOf({ root: field(file, 'root'), items: field(file, 'items') }), name, variables: [] };
  return {
    tool: 'bruno',
    is: 'collection',
    folder: '',
    name,
    environments: withInherited(environments),
    variables: requestVariables(top),
    ...walk(root),
  };
}

function nodeOf(item: unknown): Node {
  const request = field(item, 'request') ?? field(field(item, 'root'), 'request');
  return {
    name: textField(item, 'name'),
    auth:
      field(item, 'items') === undefined ? authOf(field(request, 'auth')) : folderAuth(authOf(field(request, 'auth'))),
    variables: requestVariables(request),
    request: textField(request, 'url') === '' ? undefined : requestOf(request),
    children: listField(item, 'items').map(nodeOf),
  };
}

function authOf(auth: unknown): Read | undefined {
  const mode = textField(auth, 'mode');
  return brunoAuth(mode, (name) => textField(field(auth, mode), name), parametersOf(field(auth, mode)));
}

function parametersOf(block: unknown): readonly Parameter[] {
  return listField(field(block, 'additionalParameters'), 'token')
    .filter(isOn)
    .map((one) => ({
      name: textField(one, 'name'),
      value: textField(one, 'value'),
      place: textField(one, 'sendIn') || 'body',
    }));
}

const isOn = (item: unknown) => field(item, 'enabled') !== false;

function variablesOf(list: readonly unknown[]): readonly Variable[] {
  return list.filter(isOn).map((item) => ({
    name: textField(item, 'name'),
    value: textField(item, 'value'),
    kind: field(item, 'secret') === true ? 'secret' : 'plain',
  }));
}

function requestVariables(request: unknown): readonly Variable[] {
  return variablesOf(listField(field(request, 'vars'), 'req'));
}

function requestOf(request: unknown): LoginSource {
  const body = field(request, 'body');
  const mode = textField(body, 'mode');
  const pairs = (list: readonly unknown[]) =>
    list.filter(isOn).map((item): Pair => [textField(item, 'name'), textField(item, 'value')]);
  return {
    method: textField(request, 'method') || 'GET',
    url: textField(request, 'url'),
    headers: pairs(listField(request, 'headers')),
    body:
      mode === 'formUrlEncoded' || mode === 'multipartForm'
        ? { form: pairs(listField(body, mode)) }
        : mode === 'json' || mode === 'text'
          ? { text: textField(body, mode) }
          : undefined,
  };
}
