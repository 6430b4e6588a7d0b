import { wordsIn } from '../curl/names';
import { originOf } from '../domain/origin';
import { apiOrigins, pageOrigins, tokenOrigins } from '../provider/addresses';
import type { Input, Method, ProviderDefinition } from '../provider/definition';
import { type Fit, type Fitted, named } from './fit';
import { fitOAuth } from './fit-oauth';
import type { Environment } from './found';
import { scopesOf } from './inherit';
import type { Resolver } from './variables';

/**
 * What the variables of an environment alone are enough for: the method of a provider whose address is among them, or client
 * credentials with a token address. By name, and only when nothing that is needed is missing.
 */
export function fitEnvironment(
  providers: readonly ProviderDefinition[],
  environment: Environment,
  resolver: Resolver,
): Fitted | undefined {
  const names = new Set(
    scopesOf(environment)
      .flat()
      .slice(0, MOST_NAMES)
      .map(({ name }) => name),
  );
  const values = [...names].map((name): Named => [plain(name), resolver.text(`{{${name}}}`)]);
  const known = values.filter(([, value]) => value !== '');
  return fitProvider(providers, known) ?? fitClient(providers, known, resolver);
}

/** Of an environment and those that it extends: what is read by name is among the first. */
const MOST_NAMES = 20_000;

type Named = readonly [name: string, value: string];

/** `PODERO_CLIENT-ID` → `poderoclientid`. */
function plain(name: string): string {
  return wordsIn(name).join('');
}

function fitProvider(providers: readonly ProviderDefinition[], values: readonly Named[]): Fit | undefined {
  const origins = new Set(values.map(([, value]) => originOf(value)));
  for (const provider of named(providers)) {
    const regions = provider.regions.length > 0 ? provider.regions.map(({ id }) => id) : [undefined];
    for (const regionId of regions) {
      const address = { regionId, inputs: {} };
      const methods = provider.methods.filter(({ becomes }) => !becomes);
      const known = [
        ...methods.flatMap((method) => tokenOrigins(provider, method, address)),
        ...apiOrigins(provider, address),
        ...pageOrigins(provider, address),
      ];
      if (!known.some((origin) => origins.has(origin))) continue;
      for (const method of methods) {
        const inputs = inputsBy(method, values);
        if (inputs) return { provider, method, regionId, inputs };
      }
    }
  }
  return undefined;
}

function inputsBy({ inputs, signIn }: Method, values: readonly Named[]): Readonly<Record<string, string>> | undefined {
  if (signIn) return undefined;
  const found = inputs.map((input) => [input, valueFor(input, values)] as const);
  const missing = found.some(([input, value]) => value === undefined && !input.optional && input.default === undefined);
  if (missing) return undefined;
  return Object.fromEntries(
    found.flatMap(([{ name }, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** A whole name first, then the end of a longer one. */
function valueFor({ name, type }: Input, values: readonly Named[]): string | undefined {
  if (type === 'choice' || type === 'list' || type === 'parameters') return undefined;
  const wanted = plain(name);
  const exact = values.find(([candidate]) => candidate === wanted);
  return (exact ?? values.find(([candidate]) => candidate.endsWith(wanted)))?.[1];
}

function fitClient(
  providers: readonly ProviderDefinition[],
  values: readonly Named[],
  resolver: Resolver,
): Fitted | undefined {
  const of = (pattern: RegExp) => values.find(([name]) => pattern.test(name))?.[1] ?? '';
  const tokenUrl = of(/(token|auth)(url|uri|endpoint|address)$/);
  const [clientId, clientSecret] = [of(/clientid$/), of(/clientsecret$/)];
  if (originOf(tokenUrl) === undefined || clientId === '' || clientSecret === '') return undefined;
  return fitOAuth(
    providers,
    {
      kind: 'oauth2',
      grant: 'client_credentials',
      tokenUrl,
      authorizationUrl: '',
      clientId,
      clientSecret,
      client: 'header',
      username: '',
      password: '',
      scope: of(/scopes?$/),
      audience: of(/audience$/),
      resource: '',
      place: { in: 'header', prefix: 'Bearer' },
      extra: [],
    },
    resolver.secrets,
  );
}
