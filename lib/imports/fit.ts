import type { CurlRequest } from '../curl/curl-request';
import type { Method, ProviderDefinition, Step } from '../provider/definition';
import type { Skipped } from './found';
import { matchAddress } from './match-address';
import { matchStep } from './match-step';
import { merged, type Values } from './match-text';

/** The connection that something found becomes: a method of a provider with its inputs, plain and secret together. */
export interface Fit {
  readonly provider: ProviderDefinition;
  readonly method: Method;
  readonly regionId?: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
}
export type Fitted = Fit | Pick<Skipped, 'why' | 'what'>;

/** Providers that are known by their addresses; the standards behind them take what is left. */
export function named(providers: readonly ProviderDefinition[]): readonly ProviderDefinition[] {
  return providers.filter(({ group }) => group !== 'standard');
}

/** The provider that is asked for its token by exactly this request, with the values that it was sent with. */
export function fitRequest(providers: readonly ProviderDefinition[], request: CurlRequest): Fit | undefined {
  for (const provider of named(providers)) {
    for (const method of provider.methods) {
      const [step, ...more] = method.steps;
      if (!step || more.length > 0 || method.becomes) continue;
      const fit = fitMethod(provider, method, step, request);
      if (fit) return fit;
    }
  }
  return undefined;
}

function fitMethod(provider: ProviderDefinition, method: Method, step: Step, request: CurlRequest): Fit | undefined {
  for (const region of provider.regions.length > 0 ? provider.regions : [{ id: undefined, values: {} }]) {
    const address = matchAddress(step.url, region.values, method.inputs, request.url);
    const inputs = address && merged(address, matchStep(step, request));
    if (inputs) return { provider, method, regionId: region.id, inputs: allowed(method, inputs) };
  }
  return undefined;
}

/** A way of proving who asks that this provider does not offer gives way to the one it begins with. */
function allowed({ inputs }: Method, values: Values): Values {
  const kept = Object.entries(values).filter(([name, value]) => {
    const input = inputs.find((candidate) => candidate.name === name);
    return input && (input.type !== 'choice' || input.choices?.some((choice) => choice.value === value));
  });
  return Object.fromEntries(kept);
}
