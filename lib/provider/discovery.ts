import { TokenfillError } from '../domain/errors';
import { parseEndpoint, schemeAllowed } from '../domain/origin';
import type { Discovery } from './definition-oauth';
import { textAt, valueAt } from './path';
import { type EngineWorld, runStep } from './run-step';

const OPENID = '/.well-known/openid-configuration';
const OAUTH = '/.well-known/oauth-authorization-server';

/**
 * The issuer that somebody typed, or whose metadata address they pasted.
 *
 * @throws TokenfillError `bad_address`, `http_refused`
 */
export function issuerOf(text: string): string {
  const typed = text.trim().replace(OPENID, '');
  const url = parseEndpoint(typed);
  // RFC 8414 §2: https, no query, no fragment.
  if (url === undefined || url.search !== '') throw new TokenfillError('bad_address');
  if (!schemeAllowed(url, false)) throw new TokenfillError('http_refused');
  return /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
}

/** Where the metadata may be: OpenID Connect Discovery §4.1 adds to the path, RFC 8414 §3.1 puts it before. */
export function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [...new Set([`${origin}${path}${OPENID}`, `${origin}${OAUTH}${path}`])];
}

/**
 * What a server says its addresses are, as values for the form's inputs: shown there before anything uses them, and never
 * asked for again.
 *
 * @throws TokenfillError `issuer_mismatch` naming the issuer that the server says it is; `bad_response` when an address is
 * missing or no https address; otherwise as the request
 */
export async function discover(
  rule: Discovery,
  typed: string,
  world: EngineWorld,
): Promise<Readonly<Record<string, string>>> {
  const issuer = issuerOf(typed);
  const metadata = await readFirst(metadataUrls(issuer), world);
  const named = textAt(metadata, ['issuer']) ?? '';
  if (named !== issuer) throw new TokenfillError('issuer_mismatch', { detail: named.slice(0, 200) });
  const found = Object.entries(rule.into).map(([input, name]) => [input, saidBy(metadata, name)] as const);
  const said = found.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { [rule.issuer]: issuer, ...Object.fromEntries(said) };
}

async function readFirst(urls: readonly string[], world: EngineWorld): Promise<unknown> {
  const context = { refusals: undefined, secrets: [], allowHttp: false, repeats: 'harmless' } as const;
  const read = (url: string) =>
    runStep({ id: 'metadata', method: 'GET', url: '{{inputs.url}}' }, { inputs: { url } }, context, world);
  const [first = '', second] = urls;
  try {
    return await read(first);
  } catch (error) {
    if (second === undefined) throw error;
    // Nothing there, or something else is: the second place decides what is said.
    return read(second).catch(() => {
      throw error;
    });
  }
}

const FLAG = 'authorization_response_iss_parameter_supported';

/** What the server says under this name: a switch, or an address that a secret may go to. */
function saidBy(metadata: unknown, name: string): string | undefined {
  const value = valueAt(metadata, name);
  if (name === FLAG) return value === true ? 'true' : '';
  if (value === undefined) return undefined;
  const url = typeof value === 'string' ? parseEndpoint(value) : undefined;
  if (url === undefined || url.href.length > 2_000 || !schemeAllowed(url, false))
    throw new TokenfillError('bad_response');
  return String(value);
}
