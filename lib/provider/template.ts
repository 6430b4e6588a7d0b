import { TokenfillError } from '../domain/errors';
import { parseBaseUrl, parseEndpoint } from '../domain/origin';

/** What templates can name: `{{inputs.clientId}}`, `{{region.host}}`, `{{steps.login.token}}`, `{{token.accessToken}}`. */
export type Scope = Readonly<
  Record<string, Readonly<Record<string, string>> | Readonly<Record<string, Readonly<Record<string, string>>>>>
>;

/** Escapes one value for the place it stands in. */
type Encode = (value: string) => string;

const PLACEHOLDER = /\{\{([a-zA-Z0-9_.]+)\}\}/g;

/** Names used in a template, in order: `["inputs.clientId"]`. */
export function placeholders(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** With the region's values in their places, and every other placeholder as it is. */
export function withRegion(template: string, region: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{region\.(\w+)\}\}/g, (_, name: string) =>
    Object.hasOwn(region, name) ? (region[name] ?? '') : '',
  );
}

/** The value that a dotted name has in the scope; undefined when nothing is there. Own properties only. */
function lookUp(scope: Scope, name: string): string | undefined {
  let value: unknown = scope;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' ? value : undefined;
}

function expand(template: string, scope: Scope, encode: Encode): string {
  return template.replace(PLACEHOLDER, (_, name: string) => encode(lookUp(scope, name) ?? ''));
}

/** Text for a JSON or form leaf: the encoder of the body escapes it. */
export function expandText(template: string, scope: Scope): string {
  return expand(template, scope, (value) => value);
}

/**
 * Text for a header: visible ASCII and inner spaces only, so that a value can neither end the header nor be dropped by it.
 *
 * @throws TokenfillError `input_invalid` when a value has characters that no header can carry
 */
export function expandHeader(template: string, scope: Scope): string {
  const text = expand(template, scope, (value) => value.trim());
  if (!/^[\x20-\x7e]*$/.test(text)) throw new TokenfillError('input_invalid');
  return text.trim();
}

/**
 * A URL. A value at the very start is a server's own address and must be a web address; alone it is a whole address and
 * stays as it was typed. `region.*` belongs to the definition like the URL itself; every other value is percent-encoded, so
 * it cannot leave its path segment.
 *
 * @throws TokenfillError `bad_address` when the result is no http(s) URL
 */
export function expandUrl(template: string, scope: Scope): URL {
  const first = /^\{\{([a-zA-Z0-9_.]+)\}\}/.exec(template);
  if (first?.[0] === template && first[1]?.startsWith('inputs.')) return wholeUrl(lookUp(scope, first[1]) ?? '');
  const base = first?.[1]?.startsWith('inputs.') ? parseBaseUrl(lookUp(scope, first[1]) ?? '') : '';
  if (base === undefined) throw new TokenfillError('bad_address');
  const rest = base === '' ? template : template.slice(first?.[0].length);
  const text =
    base +
    rest.replace(PLACEHOLDER, (_, name: string) => {
      const value = lookUp(scope, name) ?? '';
      return name.startsWith('region.') ? value : encodeURIComponent(value);
    });
  const parsed = parseBaseUrl(text.split(/[?#]/)[0] ?? '');
  if (parsed === undefined || !URL.canParse(text)) throw new TokenfillError('bad_address');
  return new URL(text);
}

function wholeUrl(text: string): URL {
  const url = parseEndpoint(text);
  if (url === undefined) throw new TokenfillError('bad_address');
  return url;
}
