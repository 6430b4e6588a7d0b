import type { Environment, Variable } from './found';

/** An environment as its file says it; `extends` is the name of another one of the same collection, or empty. */
export interface Heir extends Environment {
  readonly extends: string;
}

/** Nobody's chains are longer. */
const LONGEST_CHAIN = 20;

/**
 * Each environment with those that it extends, as Bruno finds them: by name, among those of its collection. A chain ends at a name
 * that is not there, or that it has already had.
 *
 * @see usebruno/bruno, packages/bruno-common, `environment-inheritance` (2026-11)
 */
export function withInherited(environments: readonly Heir[]): readonly Environment[] {
  const byName = new Map<string, Heir>();
  for (const one of environments) if (!byName.has(one.name)) byName.set(one.name, one);
  return environments.map((environment): Environment => {
    const walked = new Set([environment.name]);
    const inherited: (readonly Variable[])[] = [];
    let parent = byName.get(environment.extends);
    while (parent && !walked.has(parent.name) && inherited.length < LONGEST_CHAIN) {
      walked.add(parent.name);
      inherited.push(parent.variables);
      parent = byName.get(parent.extends);
    }
    return { name: environment.name, variables: environment.variables, inherited };
  });
}

/** Its variables and those that it inherits, the nearest first. */
export function scopesOf(environment: Environment | undefined): readonly (readonly Variable[])[] {
  return environment ? [environment.variables, ...(environment.inherited ?? [])] : [];
}
