import { leavesOf } from '../../curl/answer-leaves';
import type { TrialView } from '../../curl/trial-view';
import type { Failure } from '../../domain/errors';
import { normaliseBaseUrl, stepOrigins } from '../../provider/addresses';
import type { ProviderDefinition, Step } from '../../provider/definition';
import { savedClaims } from '../../provider/engine';
import { cleanInputs, namingInputs, requireInputs } from '../../provider/inputs';
import { textAt } from '../../provider/path';
import { type EngineWorld, runStep, type StepContext } from '../../provider/run-step';
import { baseScope } from '../../provider/scope';
import type { Scope } from '../../provider/template';

/** What a test run sends. */
export interface TrialRequest {
  /** Of the connection that this may become. */
  readonly id: string;
  readonly definition: ProviderDefinition;
  readonly values: Readonly<Record<string, string>>;
  readonly allowHttp: boolean;
  readonly tabId?: number | undefined;
  /** Where the first of two answers holds what the second request sends; the likeliest token when left out. */
  readonly link?: string | undefined;
  /** Secrets that were typed before the popup closed: their values are still here. */
  readonly kept?: readonly string[] | undefined;
  /** Where the pasted text itself says that the token is; for the screen, should it be drawn again. */
  readonly tokenPath?: string | undefined;
}

/** What came of it: the whole last answer stays here, the view goes to the screen. */
export interface TrialResult {
  readonly view: TrialView;
  readonly answer: unknown;
}

/** How far a test run is. */
export type TrialState =
  | { readonly stage: 'waiting' | 'sending' }
  | { readonly stage: 'failed'; readonly failure: Failure }
  | { readonly stage: 'over'; readonly result: TrialResult };

/** A test run, from the click to what came of it. */
export interface Trial {
  /** Its values are those that are sent. */
  readonly request: TrialRequest;
  /** Of the tab, when it was typed there. */
  readonly origin: string | undefined;
  /** ms since 1970, before anything was sent. */
  readonly at: number;
  state: TrialState;
  /** Settles when the run is over, well or not. */
  done: Promise<unknown>;
}

/** Sends the requests of a definition in order, each once. @param at - ms since 1970 */
export async function runTrial(
  { definition, values, allowHttp, link: chosen }: TrialRequest,
  engine: EngineWorld,
  at: number,
): Promise<TrialResult> {
  const steps = stepsOf(definition);
  const saved: Record<string, Record<string, string>> = {};
  const scope: Scope = { ...baseScope(definition, undefined, values), steps: saved };
  const secrets = secretNames(definition).map((name) => values[name] ?? '');
  const context: StepContext = { refusals: undefined, secrets, allowHttp, repeats: 'once' };
  let answer: unknown;
  let link: string | undefined;
  for (const [index, step] of steps.entries()) {
    answer = await namingInputs(inputsOf(definition), () => runStep(step, scope, context, engine));
    if (index === steps.length - 1) continue;
    link = chosen ?? leavesOf(answer, at).find(({ rank }) => rank !== undefined)?.path;
    const token = link === undefined ? undefined : textAt(answer, [link]);
    if (token === undefined) return { view: { stage: 'link', leaves: leavesOf(answer, at) }, answer };
    saved[step.id] = { ...savedClaims(step, { token }), token };
    secrets.push(token);
  }
  return { view: { stage: 'answered', leaves: leavesOf(answer, at), link }, answer };
}

const inputsOf = ({ methods }: Pick<TrialRequest['definition'], 'methods'>) => methods[0]?.inputs ?? [];

/** The values as they are sent. @throws TokenfillError `inputs_missing`, `input_invalid` */
export function trialValues({ definition, values }: TrialRequest): Record<string, string> {
  const inputs = inputsOf(definition);
  const cleaned = cleanInputs(inputs, values);
  requireInputs(inputs, cleaned);
  const { baseUrl } = definition;
  return baseUrl === undefined ? cleaned : { ...cleaned, [baseUrl]: normaliseBaseUrl(cleaned[baseUrl] ?? '') };
}

export function secretNames({ methods }: ProviderDefinition): readonly string[] {
  return inputsOf({ methods })
    .filter((input) => input.secret)
    .map(({ name }) => name);
}

/**
 * Secrets that a popup had and its successor has not, for the same request to the same servers, and nothing else. Pure.
 *
 * @param before the run that still has them
 */
export function withKept(request: TrialRequest, before: TrialRequest | undefined): TrialRequest {
  const { id, kept = [], definition } = request;
  const same = before?.id === id && sentBy(before.definition) === sentBy(definition);
  if (!same || trialOrigins(before).join() !== trialOrigins(request).join()) return request;
  const names = secretNames(definition).filter((name) => kept.includes(name) && !request.values[name]);
  const values = Object.fromEntries(names.map((name) => [name, before.values[name] ?? '']));
  return { ...request, values: { ...request.values, ...values } };
}

/** Origins that a test of this definition asks. */
export function trialOrigins({ definition, values }: Pick<TrialRequest, 'definition' | 'values'>): readonly string[] {
  return stepOrigins(stepsOf(definition), baseScope(definition, undefined, values));
}

/** What a test of this definition sends: the steps for a token, or the request that uses one. */
function stepsOf({ methods, verify }: ProviderDefinition): readonly Step[] {
  const steps = methods[0]?.steps ?? [];
  return steps.length > 0 || !verify ? steps : [verify];
}

/** Everything about the requests but the names of steps and what is taken out of their answers. */
export function sentBy(definition: ProviderDefinition): string {
  return JSON.stringify(stepsOf(definition).map(({ id: _, save: __, ...step }) => step));
}
