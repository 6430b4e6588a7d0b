import { TokenfillError } from '../domain/errors';
import { base64 } from '../domain/match-scheme';
import type { Step } from './definition';
import type { Body, JsonTree } from './definition-parts';
import type { PreparedRequest } from './guarded-fetch';
import { expandHeader, expandText, expandUrl, placeholders, type Scope } from './template';

/**
 * A step with its values filled in, ready to send. Pure.
 *
 * @throws TokenfillError `bad_address`, `input_invalid`
 */
export function prepareRequest(step: Step, scope: Scope, allowHttp: boolean): PreparedRequest {
  const { type, body } = encodeBody(step.body, scope);
  const headers: Record<string, string> = { accept: 'application/json', ...(type ? { 'content-type': type } : {}) };
  for (const [name, template] of Object.entries(step.headers ?? {})) {
    headers[name.toLowerCase()] = expandHeader(template, scope);
  }
  const authorization = authenticate(step, scope);
  if (authorization) headers.authorization = authorization;
  return { url: expandUrl(step.url, scope), method: step.method, headers, body, allowHttp };
}

function authenticate(step: Step, scope: Scope): string | undefined {
  const { authentication } = step;
  if (!authentication) return undefined;
  if (authentication.type === 'bearer') return expandHeader(`Bearer ${authentication.token}`, scope);
  const encode = authentication.encoding === 'form' ? formEncode : (text: string) => text;
  const parts = [authentication.username, authentication.password].map((part) => encode(expandText(part, scope)));
  return `Basic ${base64(parts.join(':'))}`;
}

/** application/x-www-form-urlencoded for one value (RFC 6749 appendix B). */
function formEncode(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice(2);
}

function encodeBody(body: Body | undefined, scope: Scope): { readonly type?: string; readonly body?: string } {
  if (!body) return {};
  if ('empty' in body) return { body: '' };
  if ('form' in body) {
    const fields = Object.entries(body.form).map(([name, value]) => [name, expandText(value, scope)]);
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
  }
  return { type: 'application/json', body: JSON.stringify(expandObject(body.json, scope)) };
}

function expandObject(fields: Readonly<Record<string, JsonTree>>, scope: Scope): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, tree]) => [key, expandTree(tree, scope)]));
}

function expandTree(tree: JsonTree, scope: Scope): unknown {
  if (typeof tree === 'string') return expandText(tree, scope);
  if ('object' in tree) return expandObject(tree.object, scope);
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

/** The entries of a `list` input: one a line (or separated by commas), blanks dropped. */
export function listOf(text: string): readonly string[] {
  return text
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
