import type { CurlRequest, Json } from '../curl/curl-request';
import { headerNamed } from '../curl/headers';
import type { Step } from '../provider/definition';
import type { JsonTree } from '../provider/definition-parts';
import { matchText, merged, type Values } from './match-text';

/** What a step would have to be given to send a request; undefined when it sends another one. Addresses are not looked at. Pure. */
export function matchStep(step: Step, request: CurlRequest): Values | undefined {
  if (step.method !== request.method) return undefined;
  const sent = credentialsOf(request);
  const proof = proofOf(step, sent);
  const consumed = proof && sent ? ['client_id', 'client_secret'] : [];
  return merged(proof, bodyOf(step, fieldsOf(request, consumed)), headersOf(step, request));
}

interface Credentials {
  readonly id: string;
  readonly secret: string;
  readonly by: 'client_secret_basic' | 'client_secret_post';
}

/** Client or person, in a Basic header or in the body: servers take both more often than not. */
function credentialsOf({ basic, body }: CurlRequest): Credentials | undefined {
  if (basic) return { id: basic.username, secret: basic.password, by: 'client_secret_basic' };
  if (!body || body.kind === 'empty') return undefined;
  const fields = new Map<string, unknown>(body.kind === 'form' ? body.fields : Object.entries(body.fields));
  const [id, secret] = [fields.get('client_id'), fields.get('client_secret')];
  return typeof id === 'string'
    ? { id, secret: typeof secret === 'string' ? secret : '', by: 'client_secret_post' }
    : undefined;
}

function proofOf({ authentication: proof }: Step, sent: Credentials | undefined): Values | undefined {
  if (!proof) return {};
  if (proof.type === 'bearer' || !sent) return undefined;
  if (proof.type === 'basic') return merged(matchText(proof.username, sent.id), matchText(proof.password, sent.secret));
  const by = matchText(proof.by, sent.by);
  return merged(matchText(proof.clientId, sent.id), matchText(proof.secret, sent.secret), by);
}

function headersOf({ headers = {} }: Step, request: CurlRequest): Values | undefined {
  const asked = Object.entries(headers).filter(([, template]) => template.includes('{{inputs.'));
  return merged(
    ...asked.map(([name, template]) => {
      const value = headerNamed(request.headers, name.toLowerCase());
      return value === undefined ? undefined : matchText(template, value);
    }),
  );
}

type Fields = ReadonlyMap<string, Json>;

function fieldsOf({ body }: CurlRequest, consumed: readonly string[]): Fields {
  if (!body || body.kind === 'empty') return new Map();
  const all = new Map<string, Json>(body.kind === 'form' ? body.fields : Object.entries(body.fields));
  for (const name of consumed) all.delete(name);
  return all;
}

/** A form and a JSON object with the same fields are the same request: Podero's client credentials are both. */
function bodyOf({ body }: Step, fields: Fields): Values | undefined {
  if (!body || 'empty' in body) return fields.size === 0 ? {} : undefined;
  if ('pairs' in body) return undefined;
  if ('form' in body) return treesOf(body.form, fields);
  if ('json' in body) return treesOf(body.json, fields);
  const known = treesOf(body.parameters, fields, 'empty is left out');
  if (!known || body.more === undefined) return known;
  const further = [...fields].filter(
    ([name, value]) => !Object.hasOwn(body.parameters, name) && typeof value === 'string',
  );
  const lines = further.map(([name, value]) => `${name}=${value}`).join('\n');
  return lines === '' ? known : { ...known, [body.more]: lines };
}

function treesOf(
  trees: Readonly<Record<string, JsonTree>>,
  fields: Fields,
  absent: 'is another request' | 'empty is left out' = 'is another request',
): Values | undefined {
  return merged(
    ...Object.entries(trees).map(([name, tree]) => {
      const value = fields.get(name);
      if (value === undefined) return absent === 'empty is left out' || isOptional(tree) ? {} : undefined;
      return treeOf(tree, value);
    }),
  );
}

/** What is empty without a value of the user's, and what is no text, may be missing in a request. */
function isOptional(tree: JsonTree): boolean {
  return typeof tree === 'object';
}

function treeOf(tree: JsonTree, value: Json): Values | undefined {
  if (typeof tree === 'string') return typeof value === 'string' ? matchText(tree, value) : undefined;
  if ('object' in tree) {
    const inner =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
    return inner && treesOf(tree.object, new Map(inner as [string, Json][]));
  }
  if ('number' in tree) return matchText(tree.number, String(value));
  return {};
}
