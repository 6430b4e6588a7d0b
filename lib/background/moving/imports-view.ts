import { isSecretShape } from '../../curl/secret';
import { reachOf } from '../../definitions/addresses';
import { readDefinitionFile, writeDefinitionFile } from '../../definitions/definition-file';
import type { Connection } from '../../domain/connection';
import type { CandidateView, SkippedView } from '../../domain/imports';
import { originOf, schemeAllowed } from '../../domain/origin';
import { isPrivateAddress } from '../../domain/private-address';
import { mask } from '../../domain/token';
import type { Candidate } from '../../imports/candidate';
import { stepOrigins, tokenOrigins } from '../../provider/addresses';
import type { Input } from '../../provider/definition';
import { cleanInputs, isAsked } from '../../provider/inputs';
import { baseScope } from '../../provider/scope';

/** A candidate for the screen. What the file calls secret is not in it, wherever it stands. */
export function viewCandidate(candidate: Candidate, stored: readonly Connection[]): CandidateView {
  const { id, label, source, provider, method, regionId, missing, unresolved, definition } = candidate;
  const values = cleanInputs(method.inputs, candidate.inputs);
  const found = method.inputs.filter((input) => isAsked(input, values) && values[input.name] !== '');
  const hosts = hostsOf(candidate);
  const open = new Set(missing.map(({ name }) => name));
  return {
    id,
    label,
    source,
    providerId: provider.id,
    providerName: provider.name,
    methodId: method.id,
    methodName: method.name,
    environment: provider.regions.find((region) => region.id === regionId)?.environment,
    definition,
    hosts,
    inside: insideOf(candidate),
    plainHttp: hosts.some((origin) => !schemeAllowed(new URL(origin), false)),
    plain: found
      .filter((input) => !input.secret && !open.has(input.name) && isSaid(input, values))
      .map((input) => ({ label: input.label, value: shown(input, values[input.name] ?? '', candidate.secrets) })),
    secrets: found.filter((input) => input.secret && !open.has(input.name)).map((input) => input.label),
    missing: missing.map(({ name, label: called, help, example, type, choices, secret }) => ({
      name,
      label: called,
      help,
      example,
      type,
      choices,
      secret,
    })),
    unresolved,
    here: stored.some((connection) => isSame(connection, candidate, values)),
  };
}

/** What only repeats how a form begins is not worth a line. */
function isSaid({ name, default: initial }: Input, values: Readonly<Record<string, string>>): boolean {
  return values[name] !== initial;
}

function shown({ type, name }: Input, value: string, secrets: ReadonlySet<string>): string {
  if ([...secrets].some((secret) => value.includes(secret))) return '••••••••';
  if ((type === 'endpoint' || type === 'url') && URL.canParse(value)) {
    const { origin, pathname } = new URL(value);
    return (origin + pathname).slice(0, 200);
  }
  return isSecretShape(value) && name !== 'clientId' ? mask(value) : value.slice(0, 200);
}

function isSame(
  connection: Connection,
  { provider, method, regionId }: Candidate,
  values: Readonly<Record<string, string>>,
) {
  if (connection.providerId !== provider.id || connection.methodId !== method.id) return false;
  const plain = method.inputs.filter((input) => !input.secret && !input.once);
  return (
    connection.regionId === regionId && plain.every(({ name }) => (connection.inputs[name] ?? '') === values[name])
  );
}

/** Every origin that obtaining and signing in talk to. */
export function hostsOf({ provider, method, regionId, inputs }: Candidate): readonly string[] {
  const values = cleanInputs(method.inputs, inputs);
  const asked = tokenOrigins(provider, method, { regionId, inputs: values });
  const { signIn } = method;
  if (!signIn) return asked;
  const window = stepOrigins([{ id: 'signIn', method: 'GET', url: signIn.url }], baseScope(provider, regionId, values));
  return [...new Set([...asked, ...window])];
}

/** Private addresses that the file leads to: by its values, or by the definition that is made of it. */
export function insideOf(candidate: Candidate): readonly string[] {
  const own = candidate.definition === 'own' ? reachOf(candidate.provider).origins : [];
  const all = [...hostsOf(candidate), ...own].filter((origin) => originOf(origin) !== undefined);
  return [...new Set(all)].filter(isPrivateAddress);
}

/** A definition made of a file passes what every definition file passes, or the candidate is not offered. */
export function refusedDefinition({ provider, source, definition }: Candidate): SkippedView | undefined {
  if (definition === 'known') return undefined;
  const [problem] = readDefinitionFile(writeDefinitionFile([provider])).problems;
  return problem && { where: source, why: 'definition', what: problem.code };
}
