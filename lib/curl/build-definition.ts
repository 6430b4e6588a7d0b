import type { Method, ProviderDefinition } from '../provider/definition';
import { placeholders } from '../provider/template';
import type { Choice, Identity } from './choice';
import type { Combined } from './combine';
import { creatingMethods, methodBase, obtainingMethod, usingMethod } from './methods';
import { refused } from './refused';

/** The definition for a test run: everything that is sent, and nothing yet of how the answer is read. */
export function trialDefinition(identity: Identity, combined: Combined): ProviderDefinition {
  const base = methodBase(identity, combined);
  const method: Method = { ...base, token: { accessToken: { at: [''] } }, renew: 'ask', apply: [] };
  return checked(assemble(identity, combined, [method]));
}

/**
 * The whole definition. Binds no page. What creates a token at each run becomes two methods: one that runs it once, and one for the
 * created token. Without a choice the token is what the user pastes.
 */
export function curlDefinition(identity: Identity, combined: Combined, choice: Choice | undefined): ProviderDefinition {
  return checked(assemble(identity, combined, methodsFor(identity, combined, choice)));
}

function methodsFor(identity: Identity, combined: Combined, choice: Choice | undefined): Method[] {
  if (combined.kind === 'use' || !choice) return [usingMethod(identity, combined)];
  return combined.kind === 'create'
    ? creatingMethods(identity, combined, choice)
    : [obtainingMethod(identity, combined, choice)];
}

function assemble(
  { id, name, docs }: Identity,
  { server, steps, kind }: Combined,
  methods: Method[],
): ProviderDefinition {
  const [step] = steps;
  return {
    id,
    name,
    version: 1,
    docs,
    regions: [],
    ...(server === undefined ? {} : { baseUrl: server }),
    pages: [],
    apiOrigins: [],
    methods,
    ...(kind === 'use' && step ? { verify: { ...step, id: 'verify' } } : {}),
  };
}

/** Nothing that was pasted may pass for a template of ours. @throws TokenfillError `curl_unsupported` */
function checked(definition: ProviderDefinition): ProviderDefinition {
  for (const method of definition.methods) {
    const known = new Set(method.inputs.map((input) => `inputs.${input.name}`));
    const { guide: _, inputs: __, becomes: ___, ...rest } = method;
    const used = placeholders(JSON.stringify(rest));
    const strange = used.find((name) => !known.has(name) && !/^(token\.\w+|steps\.first\.(token|userId))$/.test(name));
    if (strange !== undefined) throw refused('{{…}}');
  }
  return definition;
}
