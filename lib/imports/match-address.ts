import { parseBaseUrl, parseEndpoint, withoutEndSlashes } from '../domain/origin';
import type { Input } from '../provider/definition';
import { withRegion } from '../provider/template';
import { matchText, type Values } from './match-text';

/**
 * The values that make this address of a provider's template; undefined when it is somebody else's. A host that users type is believed
 * to be this provider's only when the path says so, too, or when it is a host below the example's site (`….okta.com`).
 */
export function matchAddress(
  template: string,
  region: Readonly<Record<string, string>>,
  inputs: readonly Input[],
  address: string,
): Values | undefined {
  const url = parseEndpoint(address);
  if (!url) return undefined;
  const written = withRegion(template, region);
  const typed = /^\{\{inputs\.(\w+)\}\}/.exec(written)?.[1];
  // Tools and people are careless with the slash at the end; which one is right, the definition knows.
  if (typed === undefined) return matchText(withoutEndSlashes(written), withoutEndSlashes(url.href), '/?#&');
  const input = inputs.find(({ name }) => name === typed);
  if (input?.type !== 'url') return undefined;
  return typedServer(input, written.slice(`{{inputs.${typed}}}`.length), url);
}

/** The path of a typed server may have more in front (`/auth` of an older Keycloak). */
function typedServer(input: Input, rest: string, url: URL): Values | undefined {
  const segments = rest.split('/').slice(1);
  const path = url.pathname.replace(/\/$/, '').split('/').slice(1);
  const before = path.length - segments.filter((segment) => segment !== '').length;
  if (before < 0 || url.search !== '') return undefined;
  const literal = segments.filter((segment) => segment !== '' && !segment.includes('{{'));
  if (literal.length < 3 && !isBelow(url.hostname, input.example)) return undefined;
  const base = [url.origin, ...path.slice(0, before)].join('/');
  const found = matchText(withoutEndSlashes(rest), withoutEndSlashes(`/${path.slice(before).join('/')}`), '/?#&');
  return found && parseBaseUrl(base) !== undefined ? { ...found, [input.name]: base } : undefined;
}

function isBelow(host: string, example = ''): boolean {
  const site =
    example
      .replace(/^https?:\/\//, '')
      .split('/')[0]
      ?.split('.')
      .slice(-2)
      .join('.') ?? '';
  return site.includes('.') && !site.startsWith('example.') && host.endsWith(`.${site}`);
}
