import type { LoginFields, TokenSource } from '../domain/page';
import { followed, operationsByMethod } from './openapi-paths';
import { child, entries, quietly, text } from './read-tree';

/**
 * Operations that look like a login: a POST that is called so and takes a user with a password, or a client with its secret.
 * What it looks like only decides what is proposed; nothing is sent before somebody has seen the address and clicked.
 */

/** The last part of a path, or words of a summary or operation id, of the logins that real documents have (2026-11). */
const LOGIN = /log-?_? ?in|sign-?_? ?in|token|authenticat|authoriz|\bauth\b|session/i;
/** Called like one, or standing beside one, and something else. */
const OTHER =
  /log-?_? ?out|sign-?_? ?(out|up)|regist|creat.{0,12}(user|account)|reset|forgot|recover|change|refresh|revok|introspect|verif|confirm|invit|delete|validat|two-?factor|2fa|mfa|otp/i;

/** Field names in lower case without anything but letters. */
const USERS = new Set([
  ...['username', 'user', 'login', 'loginname', 'email', 'emailaddress', 'mail', 'userid', 'useremail', 'account'],
  ...['usernameoremail', 'usernameoremailaddress', 'identifier', 'clientid', 'apikey', 'keyid', 'accesskey'],
]);
const PASSWORDS = new Set([
  'password',
  'pass',
  'passwd',
  'pwd',
  'passphrase',
  'userpassword',
  'clientsecret',
  'secret',
]);
/** A standard token endpoint wants this one too, and we know what to say. */
const GRANT = 'grant_type';

const MAX_FIELDS = 100;
const MAX_NAME = 40;

/** @param server absolute URL of the server that the operations' paths are added to */
export function loginOperations(document: unknown, server: string): readonly TokenSource[] {
  return operationsByMethod(document).flatMap(({ path, method, operation }) => {
    if (method !== 'post' || !isCalledLogin(path, operation)) return [];
    const url = quietly(() => new URL(server.replace(/\/+$/, '') + path).href, undefined);
    // A path with parameters is no address yet.
    if (url === undefined || path.includes('{') || !path.startsWith('/')) return [];
    const body = bodyOf(document, operation);
    return body ? [sourceOf(url, body)].filter((source) => source !== undefined) : [];
  });
}

function isCalledLogin(path: string, operation: unknown): boolean {
  const last = path
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  const words = [last, text(operation, 'operationId'), text(operation, 'summary')];
  const said = words.map((word) => (word ?? '').slice(0, 200));
  return said.some((word) => LOGIN.test(word)) && !said.some((word) => OTHER.test(word));
}

interface RequestBody {
  readonly as: 'json' | 'form';
  readonly names: readonly string[];
  readonly required: readonly string[];
}

function bodyOf(document: unknown, operation: unknown): RequestBody | undefined {
  const content = entries(child(followed(document, child(operation, 'requestBody')), 'content')).slice(0, 20);
  for (const [type, media] of content) {
    const as = formatOf(type);
    const schema = child(media, 'schema');
    if (as) return { as, ...fieldsOf(document, schema) };
  }
  return swagger2Body(document, operation);
}

function formatOf(type: string): 'json' | 'form' | undefined {
  const name = type.toLowerCase().split(';')[0]?.trim() ?? '';
  if (name === 'application/json' || name.endsWith('+json')) return 'json';
  return name === 'application/x-www-form-urlencoded' ? 'form' : undefined;
}

/** Swagger 2.0: one parameter `in: body`, or one for each field `in: formData`. */
function swagger2Body(document: unknown, operation: unknown): RequestBody | undefined {
  const parameters = entries(child(operation, 'parameters')).map(([, given]) => followed(document, given));
  const body = parameters.find((parameter) => text(parameter, 'in') === 'body');
  if (body) return { as: 'json', ...fieldsOf(document, child(body, 'schema')) };
  const fields = parameters.filter((parameter) => text(parameter, 'in') === 'formData').slice(0, MAX_FIELDS);
  const named = (list: readonly unknown[]) => list.flatMap((field) => text(field, 'name') ?? []);
  const required = fields.filter((field) => child(field, 'required') === true);
  return fields.length > 0 ? { as: 'form', names: named(fields), required: named(required) } : undefined;
}

function fieldsOf(document: unknown, given: unknown): Pick<RequestBody, 'names' | 'required'> {
  const schema = followed(document, given);
  const parts = entries(child(schema, 'allOf')).slice(0, 10);
  const all = [schema, ...parts.map(([, part]) => followed(document, part))];
  const names = all.flatMap((part) => entries(child(part, 'properties')).map(([name]) => name));
  const required = all.flatMap((part) => entries(child(part, 'required')).map(([, name]) => String(name)));
  return { names: names.slice(0, MAX_FIELDS), required: required.slice(0, MAX_FIELDS) };
}

function sourceOf(url: string, { as, names, required }: RequestBody): TokenSource | undefined {
  const find = (known: ReadonlySet<string>) =>
    names.find((name) => name.length <= MAX_NAME && known.has(name.toLowerCase().replaceAll(/[^a-z]/g, '')));
  const fields: Partial<LoginFields> = { user: find(USERS), password: find(PASSWORDS), as };
  const { user, password } = fields;
  if (user === undefined || password === undefined) return undefined;
  const standard = names.includes(GRANT) && user === 'client_id' && password === 'client_secret';
  // What else is required, nobody could type into our form.
  const known = [user, password, ...(standard ? [GRANT, 'scope'] : [])];
  const unknown = required.filter((name) => !known.includes(name));
  // A standard endpoint for passwords, which wants to hear so.
  const isGrant = as === 'form' && user === 'username' && password === 'password' && unknown.join() === GRANT;
  if (isGrant) return { kind: 'password', url };
  if (unknown.length > 0) return undefined;
  return { kind: standard ? 'clientCredentials' : 'login', url, fields: { user, password, as } };
}
