import type { ProviderDefinition } from '../provider/definition';
import type { Identity } from './choice';
import type { Combined } from './combine';
import type { Recognised } from './recognise';

/** What a test definition was made of, for a screen that has only the definition left. Pure. */
export function combinedIn({ methods, verify, baseUrl }: ProviderDefinition, tokenPath: string | undefined): Combined {
  const [method] = methods;
  const steps = method?.steps ?? [];
  const inputs = (method?.inputs ?? []).map(({ once: _, ...input }) => input);
  const kind = verify ? 'use' : steps.at(-1)?.creates ? 'create' : 'obtain';
  return { steps, inputs, values: {}, server: baseUrl, tokenPath, notes: [], kind };
}

export function identityIn({ id, name, docs }: ProviderDefinition): Identity {
  return { id, name, docs };
}

/** The first request again, so that a second one can be put behind it. */
export function firstIn({ steps, inputs, values, server, tokenPath, notes }: Combined): Recognised | undefined {
  const [step] = steps;
  if (!step) return undefined;
  const { id: _, claims: __, ...rest } = step;
  return { step: rest, inputs, values, server, tokenPath, notes };
}
