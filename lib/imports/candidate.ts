import type { Input, ProviderDefinition } from '../provider/definition';
import { cleanInputs, inputProblems } from '../provider/inputs';
import type { Fit } from './fit';
import type { Collected, Environment, Tool } from './found';
import { placeOf } from './tree';
import type { Resolver } from './variables';

/** A connection that a file's content can become. Secrets are among its inputs: it stays in the background. */
export interface Candidate extends Fit {
  /** Its place in the list: the same files give the same. */
  readonly id: string;
  readonly label: string;
  readonly tool: Tool;
  readonly source: string;
  /** `own`: its provider was made of the file. */
  readonly definition: 'known' | 'own';
  /** What must still be said by a person. */
  readonly missing: readonly Input[];
  /** Names of variables that had no value. */
  readonly unresolved: readonly string[];
  /** Values that the file calls secret, wherever they stand. */
  readonly secrets: ReadonlySet<string>;
}

/** Something found, with one environment. */
export interface FoundFit {
  readonly fit: Fit;
  readonly collected: Collected;
  readonly where: readonly string[];
  readonly environment: Environment | undefined;
  readonly resolver: Resolver;
}

/** One connection for the same inputs; where environments make no difference, none of them gives it its name. */
export function withoutDoubles(drafts: readonly FoundFit[]): readonly FoundFit[] {
  const known = new Map<string, FoundFit>();
  for (const draft of drafts) {
    const { provider, method, regionId, inputs } = draft.fit;
    const key = JSON.stringify([provider.id, method.id, regionId, inputs]);
    const before = known.get(key);
    if (!before) known.set(key, draft);
    else if (before.environment?.name !== draft.environment?.name)
      known.set(key, { ...before, environment: undefined });
  }
  return [...known.values()];
}

export function finished(
  draft: FoundFit,
  id: string,
  all: readonly FoundFit[],
  providers: readonly ProviderDefinition[],
): Candidate {
  const { fit, collected, where, resolver } = draft;
  const { method } = fit;
  const typed = Object.fromEntries(
    method.inputs.map(({ name, default: initial = '' }) => [name, fit.inputs[name] || initial]),
  );
  const problems = new Set(inputProblems(method.inputs, cleanInputs(method.inputs, typed)).map(({ name }) => name));
  return {
    ...fit,
    id,
    label: labelOf(draft, all),
    tool: collected.tool,
    source: placeOf(where),
    inputs: typed,
    definition: providers.includes(fit.provider) ? 'known' : 'own',
    missing: method.inputs.filter(({ name }) => problems.has(name)),
    unresolved: [...resolver.unresolved].slice(0, 20),
    secrets: resolver.secrets,
  };
}

/** The environment's name, and what of it where there is more than one such thing. */
function labelOf({ where, environment, collected }: FoundFit, all: readonly FoundFit[]): string {
  const thing = where.at(-1) ?? collected.name;
  const name = environment?.name.trim() ?? '';
  const alone = all.filter((other) => other.environment?.name.trim() === name).length === 1;
  return (name === '' ? thing : alone ? name : `${name} · ${thing}`).trim().slice(0, 100);
}
