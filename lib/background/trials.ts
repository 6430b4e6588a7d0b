import { leavesOf } from '../curl/answer-leaves';
import type { TrialView } from '../curl/trial-view';
import type { Draft } from '../domain/connection';
import { TokenfillError } from '../domain/errors';
import { normaliseBaseUrl, stepOrigins } from '../provider/addresses';
import { becomeConnection } from '../provider/become';
import type { ProviderDefinition, Step } from '../provider/definition';
import { cleanInputs, requireInputs } from '../provider/inputs';
import { textAt } from '../provider/path';
import { prepareDraft } from '../provider/prepare';
import { findMethod } from '../provider/registry';
import { runStep, type StepContext } from '../provider/run-step';
import { baseScope } from '../provider/scope';
import type { Scope } from '../provider/template';
import { processTokenAnswer } from '../provider/token-answer';
import type { Notes } from './notes';
import type { Obtaining } from './obtaining';
import type { PermissionGate } from './permission-gate';
import type { Reach } from './reach';
import type { World } from './world';

export interface TrialRequest {
  /** Of the connection that this may become. */
  readonly id: string;
  readonly definition: ProviderDefinition;
  readonly values: Readonly<Record<string, string>>;
  readonly allowHttp: boolean;
  readonly tabId?: number | undefined;
  /** Where the first of two answers holds what the second request sends; the likeliest token when left out. */
  readonly link?: string | undefined;
}

interface Trial {
  readonly request: TrialRequest;
  readonly answer: unknown;
  /** ms since 1970, before the request was sent. */
  readonly at: number;
}

/** How long an answer waits for the user to go on, ms. */
const PATIENCE = 10 * 60_000;

/**
 * Test runs of requests that are nobody's connection yet. Values and answers live in this worker's memory only, the last one of
 * all screens, and go with it: stored is what the user keeps, and the token kept is the one that was tested.
 */
export function createTrials(
  { now, vault, definitions }: World,
  parts: { gate: PermissionGate; notes: Notes; reach: Reach; obtaining: Obtaining },
) {
  const { gate, notes, reach, obtaining } = parts;
  let last: Trial | undefined;

  const run = async (request: TrialRequest): Promise<TrialView> => {
    const { id, definition, tabId, allowHttp } = request;
    gate.begin(id);
    last = undefined;
    const values = valuesOf(request);
    const steps = stepsOf(definition);
    const saved: Record<string, Record<string, string>> = {};
    const scope: Scope = { ...baseScope(definition, undefined, values), steps: saved };
    await obtaining.openHosts(id, stepOrigins(steps, scope), { tabId, permission: 'wait' }, false);
    const engine = reach(tabId);
    const secrets = secretValues(definition, values);
    const context: StepContext = { refusals: undefined, secrets, allowHttp, repeats: 'once' };
    const at = now();
    let answer: unknown;
    let link: string | undefined;
    for (const [index, step] of steps.entries()) {
      answer = await runStep(step, scope, context, engine);
      if (index === steps.length - 1) continue;
      link = request.link ?? leavesOf(answer, at).find(({ rank }) => rank !== undefined)?.path;
      const token = link === undefined ? undefined : textAt(answer, [link]);
      if (token === undefined) return { stage: 'link', leaves: leavesOf(answer, at) };
      saved[step.id] = { token };
      secrets.push(token);
    }
    last = { request: { ...request, values }, answer, at };
    return { stage: 'answered', leaves: leavesOf(answer, at), link };
  };

  const tried = (id: string): Trial => {
    if (last?.request.id !== id || now() - last.at > PATIENCE) throw new TokenfillError('trial_over');
    return last;
  };

  /** Stores what was tested as a definition with its first connection: both, or nothing. @throws TokenfillError `trial_over` */
  const keep = async (definition: ProviderDefinition, draft: Draft): Promise<void> => {
    const { request, answer, at } = tried(draft.id);
    const method = findMethod(definition, draft.methodId);
    const same = sentBy(definition) === sentBy(request.definition) && definition.id === draft.providerId;
    if (!method || !same) throw new TokenfillError('message_refused');
    const prepared = prepareDraft({ ...draft, inputs: request.values }, { provider: definition, method, now: now() });
    const { inputs } = prepared;
    const token = processTokenAnswer(method.token, { answer, scope: { inputs }, inputs, now: at });
    const kept = becomeConnection(definition, method, prepared, token);
    await definitions.write(definition);
    try {
      await vault.write({ connection: { ...kept.connection, rev: 1 }, secrets: kept.secrets, token });
    } catch (error) {
      await definitions.remove(definition.id);
      throw error;
    }
    last = undefined;
    await notes.changed();
  };

  return {
    run,
    keep,
    forget: () => {
      last = undefined;
    },
  };
}
export type Trials = ReturnType<typeof createTrials>;

function valuesOf({ definition, values }: TrialRequest): Record<string, string> {
  const inputs = definition.methods[0]?.inputs ?? [];
  const cleaned = cleanInputs(inputs, values);
  requireInputs(inputs, cleaned);
  const { baseUrl } = definition;
  return baseUrl === undefined ? cleaned : { ...cleaned, [baseUrl]: normaliseBaseUrl(cleaned[baseUrl] ?? '') };
}

function secretValues({ methods }: ProviderDefinition, values: Readonly<Record<string, string>>): string[] {
  return (methods[0]?.inputs ?? []).filter((input) => input.secret).map((input) => values[input.name] ?? '');
}

/** What a test of this definition sends: the steps for a token, or the request that uses one. */
function stepsOf({ methods, verify }: ProviderDefinition): readonly Step[] {
  const steps = methods[0]?.steps ?? [];
  return steps.length > 0 || !verify ? steps : [verify];
}

/** Everything about the requests but the names of steps and what is taken out of their answers. */
function sentBy(definition: ProviderDefinition): string {
  return JSON.stringify(stepsOf(definition).map(({ id: _, save: __, ...step }) => step));
}
