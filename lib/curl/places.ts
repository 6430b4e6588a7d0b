import type { SecurityRequirement, SecurityScheme } from '../domain/page';
import type { Apply } from '../provider/definition';
import type { Leaf } from './answer-leaves';
import type { Combined } from './combine';
import { wordsIn } from './names';
import { isSecretName } from './secret';

/** Where a token can go on a request. */
export interface TokenPlace {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly prefix: '' | 'Bearer ';
}

const BEARER: TokenPlace = { in: 'header', name: 'Authorization', prefix: 'Bearer ' };
const USUAL: readonly TokenPlace[] = [
  BEARER,
  { in: 'header', name: 'Authorization', prefix: '' },
  { in: 'header', name: 'X-Auth-Token', prefix: '' },
  { in: 'header', name: 'X-API-Key', prefix: '' },
];

/**
 * The page's schemes, those first that most operations need, and those that are needed together with others: a single one is often for
 * the token calls alone.
 */
export function schemesByUse(
  schemes: readonly SecurityScheme[],
  requirements: readonly SecurityRequirement[],
): readonly SecurityScheme[] {
  const uses = ({ name }: SecurityScheme) =>
    requirements
      .map(({ alternatives, operations }) => operations * sizeWith(alternatives, name))
      .reduce((sum, weight) => sum + weight, 0);
  return [...schemes].sort((a, b) => uses(b) - uses(a));
}

/** How many schemes are needed together where this one is; 0 where it is not. */
function sizeWith(alternatives: readonly (readonly string[])[], name: string): number {
  return Math.max(0, ...alternatives.filter((together) => together.includes(name)).map((together) => together.length));
}

/** Places for a token, those that the page's schemes name first. */
export function placesFor(schemes: readonly SecurityScheme[]): readonly TokenPlace[] {
  const named = schemes.flatMap(placeOf);
  const secretsFirst = [...named].sort((a, b) => Number(isSecretName(b.name)) - Number(isSecretName(a.name)));
  const all = [...secretsFirst, ...USUAL];
  return all.filter((place, index) => all.findIndex((other) => placeId(other) === placeId(place)) === index);
}

export function placeId({ in: where, name, prefix }: TokenPlace): string {
  return `${where} ${name.toLowerCase()} ${prefix}`;
}

function placeOf(scheme: SecurityScheme): readonly TokenPlace[] {
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return [BEARER];
  if (scheme.type === 'http') return scheme.scheme === 'bearer' ? [BEARER] : [];
  const { parameter = '', in: where } = scheme;
  if (scheme.type !== 'apiKey' || parameter === '' || where === 'cookie') return [];
  if (where === 'query') return [{ in: 'query', name: parameter, prefix: '' }];
  return parameter.toLowerCase() === 'authorization' ? [BEARER] : [{ in: 'header', name: parameter, prefix: '' }];
}

/** A further header that a page wants: its value is in the answer, or was asked for, under the same name. */
export type FurtherHeader =
  | { readonly header: string; readonly name: string; readonly at: string }
  | { readonly header: string; readonly name: string; readonly input: string };

/** `x-client-id` from `clientId` of the answer, `x-shop-id` from the input `shopId`. */
export function furtherHeaders(
  schemes: readonly SecurityScheme[],
  token: TokenPlace,
  { inputs }: Pick<Combined, 'inputs'>,
  leaves: readonly Leaf[],
): readonly FurtherHeader[] {
  const wanted = schemes.filter(({ type, in: where, parameter = '' }) => {
    return type === 'apiKey' && where === 'header' && parameter.toLowerCase() !== token.name.toLowerCase();
  });
  return wanted.flatMap(({ parameter: header = '' }): readonly FurtherHeader[] => {
    const called = wordsIn(header.replace(/^x-/i, '')).join(' ');
    const leaf = leaves.find(({ path }) => wordsIn(path.split('.').at(-1) ?? '').join(' ') === called);
    const name = wordsIn(called)
      .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
      .join('');
    if (leaf) return [{ header, name, at: leaf.path }];
    const input = inputs.find((candidate) => !candidate.secret && wordsIn(candidate.name).join(' ') === called);
    return input ? [{ header, name, input: input.name }] : [];
  });
}

/** The token in its place, for the definition. */
export function applyToken({ in: where, name, prefix }: TokenPlace): Apply {
  return { in: where, name, value: `${prefix}{{token.accessToken}}` };
}
