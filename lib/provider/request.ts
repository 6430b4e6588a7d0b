import { TokenfillError } from '../domain/errors';
import { type BasicEncoding, prove, type SignWorld, signStatement } from './authenticate';
import type { Step } from './definition';
import type { Body, JsonTree } from './definition-parts';
import type { PreparedRequest } from './guarded-fetch';
import { listOf, parametersOf } from './lists';
import { expandHeader, expandText, expandUrl, placeholders, type Scope } from './template';

/**
 * A step with its values filled in, ready to send.
 *
 * @param encoding how Basic credentials are spelled, when not as the definition says first
 * @throws TokenfillError `bad_address`, `input_invalid`, `key_unreadable`
 */
export async function prepareRequest(
  step: Step,
  given: Scope,
  allowHttp: boolean,
  world: SignWorld,
  encoding?: BasicEncoding,
): Promise<PreparedRequest> {
  const assertion = step.assertion && (await signStatement(step.assertion, step, given, world));
  const scope = assertion === undefined ? given : { ...given, signed: { assertion } };
  const { authorization, parameters } = await prove(step, scope, world, encoding);
  const { type, body } = encodeBody(step.body, scope, parameters);
  const headers: Record<string, string> = { accept: 'application/json', ...(type ? { 'content-type': type } : {}) };
  for (const [name, template] of Object.entries(step.headers ?? {})) {
    headers[name.toLowerCase()] = expandHeader(template, scope);
  }
  if (authorization) headers.authorization = authorization;
  const secrets = [authorization?.split(' ').at(-1), assertion, parameters.client_assertion].filter(
    (text) => text !== undefined,
  );
  return { url: expandUrl(step.url, scope), method: step.method, headers, body, secrets, allowHttp };
}

interface Encoded {
  readonly type?: string;
  readonly body?: string;
}

function encodeBody(body: Body | undefined, scope: Scope, proof: Readonly<Record<string, string>>): Encoded {
  if (!body) return {};
  if ('empty' in body) return { body: '' };
  if ('parameters' in body) {
    const values = { ...parameterValues(body.parameters, body.more, scope, proof), ...proof };
    const as = body.as === undefined ? 'form' : expandText(body.as, scope);
    return as === 'json' ? { type: JSON_TYPE, body: JSON.stringify(values) } : formOf(values);
  }
  if ('pairs' in body) {
    const entries = body.pairs.map(({ name, value }) => [expandText(name, scope), expandText(value, scope)]);
    const values: Record<string, string> = Object.fromEntries(entries);
    const as = body.as === undefined ? 'json' : expandText(body.as, scope);
    return as === 'form' ? formOf(values) : { type: JSON_TYPE, body: JSON.stringify(values) };
  }
  if ('form' in body) {
    const fields = Object.entries(body.form).map(([name, value]) => [name, expandText(value, scope)]);
    return formOf(Object.fromEntries(fields));
  }
  return { type: JSON_TYPE, body: JSON.stringify(expandObject(body.json, scope)) };
}

const JSON_TYPE = 'application/json';

function formOf(values: Readonly<Record<string, string>>): Encoded {
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(values).toString() };
}

/**
 * The filled ones of these parameters with the user's further ones, which may not stand for any that we know.
 *
 * @param taken what is set elsewhere
 * @throws TokenfillError `input_invalid`
 */
export function parameterValues(
  parameters: Readonly<Record<string, string>>,
  more: string | undefined,
  scope: Scope,
  taken: object,
): Record<string, string> {
  const own = Object.entries(parameters).map(([name, template]) => [name, expandText(template, scope)] as const);
  const further = more === undefined ? [] : (parametersOf(expandText(`{{inputs.${more}}}`, scope)) ?? []);
  const double = further.find(([name]) => Object.hasOwn(parameters, name) || Object.hasOwn(taken, name));
  if (double) throw new TokenfillError('input_invalid', { detail: double[0] });
  return Object.fromEntries([...own, ...further].filter(([, value]) => value !== ''));
}

function expandObject(fields: Readonly<Record<string, JsonTree>>, scope: Scope): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, tree]) => [key, expandTree(tree, scope)]));
}

function expandTree(tree: JsonTree, scope: Scope): unknown {
  if (typeof tree === 'string') return expandText(tree, scope);
  if ('object' in tree) return expandObject(tree.object, scope);
  if ('literal' in tree) return tree.literal;
  if ('list' in tree) return tree.list.map((item) => expandTree(item, scope));
  if ('number' in tree) return toNumber(expandText(tree.number, scope));
  if ('first' in tree) return firstFilled(tree.first, scope);
  const items = listOf(expandText(`{{inputs.${tree.each}}}`, scope));
  return items.map((item) => expandText(tree.value, { ...scope, each: { item } }));
}

/** @throws TokenfillError `inputs_missing` when all are empty: the provider would refuse the request anyway */
function firstFilled(templates: readonly string[], scope: Scope): string {
  const text = templates.map((template) => expandText(template, scope)).find((candidate) => candidate !== '');
  const [first] = placeholders(templates[0] ?? '');
  if (text === undefined) throw new TokenfillError('inputs_missing', { detail: first?.replace(/^inputs\./, '') ?? '' });
  return text;
}

function toNumber(text: string): number {
  if (!/^-?\d{1,15}$/.test(text.trim())) throw new TokenfillError('input_invalid');
  return Number(text);
}
