import { headerNamed } from '../curl/headers';
import { originOf } from '../domain/origin';
import { apiOrigins } from '../provider/addresses';
import type { Method, ProviderDefinition } from '../provider/definition';
import { findMethod } from '../provider/registry';
import { type Fit, type Fitted, named } from './fit';
import type { Auth, Sample } from './found';
import { matchText, merged, type Values } from './match-text';

type Pasted = Extract<Auth, { readonly kind: 'bearer' | 'basic' | 'key' }>;

/** A token, key or pair that the file itself holds: of the provider whose API it was sent to, or of any site. */
export function fitPasted(providers: readonly ProviderDefinition[], auth: Pasted, sample: Sample | undefined): Fitted {
  return fitApi(providers, auth, sample) ?? anySite(providers, auth);
}

/** As one header, where it is one. */
function headerOf(auth: Pasted): readonly [name: string, value: string] | undefined {
  if (auth.kind === 'bearer') return ['authorization', auth.token === '' ? '' : `${auth.prefix} ${auth.token}`.trim()];
  return auth.kind === 'key' && auth.in === 'header' ? [auth.name.toLowerCase(), auth.value] : undefined;
}

function fitApi(providers: readonly ProviderDefinition[], auth: Pasted, sample: Sample | undefined): Fit | undefined {
  const [origin, header] = [originOf(sample?.url), headerOf(auth)];
  if (origin === undefined || !header || !sample) return undefined;
  for (const provider of named(providers)) {
    const isIts = (regionId?: string) => apiOrigins(provider, { regionId, inputs: {} }).includes(origin);
    const regionId = provider.regions.find(({ id }) => isIts(id))?.id;
    if (!isIts(regionId)) continue;
    for (const method of provider.methods.filter(({ steps, becomes }) => steps.length === 0 && !becomes)) {
      const inputs = valuesFor(method, header, sample);
      if (inputs) return { provider, method, regionId, inputs };
    }
  }
  return undefined;
}

const TOKEN = '{{token.accessToken}}';

/** The inputs that make these headers, when the method's token goes into the header that was found. */
function valuesFor({ apply, token }: Method, [name, value]: readonly [string, string], sample: Sample) {
  const rules = apply.flatMap((rule) => (rule.in === 'header' ? [rule] : []));
  const main = rules.find((rule) => rule.name.toLowerCase() === name && rule.value.includes(TOKEN));
  if (!main || rules.length !== apply.length) return undefined;
  const from = 'from' in token.accessToken ? token.accessToken.from : '';
  const others = rules.filter((rule) => rule !== main);
  const found = merged(
    value === '' ? {} : matchText(main.value.replace(TOKEN, from), value),
    ...others.map((rule): Values | undefined => {
      const sent = headerNamed(sample.headers, rule.name.toLowerCase());
      return sent === undefined || sent === '' ? {} : matchText(rule.value, sent);
    }),
  );
  return found;
}

const PREFIXES: ReadonlySet<string> = new Set(['Bearer', 'Token', 'ApiKey', '']);

function anySite(providers: readonly ProviderDefinition[], auth: Pasted): Fitted {
  const provider = providers.find(({ id }) => id === 'any-site');
  const methodId = auth.kind === 'basic' ? 'basic' : auth.kind === 'key' && auth.in === 'query' ? 'query' : 'header';
  const method = findMethod(provider, methodId);
  if (!provider || !method) return { why: 'kind', what: auth.kind };
  if (auth.kind === 'basic') {
    return { provider, method, inputs: { username: auth.username, password: auth.password } };
  }
  if (auth.kind === 'key' && auth.in === 'query') {
    return { provider, method, inputs: { token: auth.value, parameter: auth.name } };
  }
  const [header, prefix, token] = partsOf(auth);
  if (!PREFIXES.has(prefix)) return { why: 'prefix', what: 'prefix' };
  return { provider, method, inputs: { header, prefix, token } };
}

function partsOf(auth: Pasted): readonly [header: string, prefix: string, token: string] {
  if (auth.kind === 'bearer') return ['Authorization', sameCase(auth.prefix), auth.token];
  if (auth.kind === 'basic') return ['Authorization', 'Basic', ''];
  const [, first = '', rest = ''] = /^(\S{1,30})\s+(\S+)$/.exec(auth.value.trim()) ?? [];
  return rest === '' ? [auth.name, '', auth.value.trim()] : [auth.name, sameCase(first), rest];
}

function sameCase(prefix: string): string {
  return [...PREFIXES].find((known) => known.toLowerCase() === prefix.toLowerCase()) ?? prefix;
}
