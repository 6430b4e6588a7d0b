import { TokenfillError } from '../domain/errors';
import type { Token } from '../domain/token';
import type { Method, ProviderDefinition, Refusals, Step } from './definition';
import { jwtClaims } from './expiry';
import { type FetchWorld, guardedFetch, type RawAnswer } from './guarded-fetch';
import { parseAnswer } from './parse-answer';
import { textAt } from './path';
import { refusalOf } from './refusal';
import { prepareRequest } from './request';
import { baseScope } from './scope';
import type { Scope } from './template';
import { processTokenAnswer } from './token-answer';

export interface ObtainRequest {
  readonly provider: Pick<ProviderDefinition, 'regions' | 'refusals'>;
  readonly method: Pick<Method, 'steps' | 'token' | 'inputs'>;
  readonly regionId?: string | undefined;
  /** Plain and secret inputs together, already cleaned (`inputs.ts`). */
  readonly inputs: Readonly<Record<string, string>>;
  readonly allowHttp: boolean;
}

export interface EngineWorld extends FetchWorld {
  /** ms since 1970. */
  readonly now: () => number;
}

/**
 * Runs a method's steps and returns the token. Nothing is stored here.
 *
 * @throws TokenfillError with the code of what went wrong; `unknown_outcome` when the answer of a creating step was lost
 */
export async function obtainToken(request: ObtainRequest, world: EngineWorld): Promise<Token> {
  const { provider, method, inputs, allowHttp } = request;
  const saved: Record<string, Record<string, string>> = {};
  const scope: Scope = { ...baseScope(provider, request.regionId, inputs), steps: saved };
  const secrets = method.inputs.filter((input) => input.secret).map((input) => inputs[input.name] ?? '');
  const now = world.now();
  let answer: unknown;
  for (const step of method.steps) {
    answer = await runStep(step, scope, { refusals: provider.refusals, secrets, allowHttp }, world);
    saved[step.id] = savedValues(step, answer);
    secrets.push(...Object.values(saved[step.id] ?? {}));
  }
  return processTokenAnswer(method.token, { answer, scope, inputs, now });
}

/** What a step needs besides its values. */
export interface StepContext {
  readonly refusals: Refusals | undefined;
  /** Texts that must never come back in an error's words. */
  readonly secrets: readonly string[];
  readonly allowHttp: boolean;
}

/** Sends one step and returns its parsed answer; a refusal or an unreadable answer is thrown. */
export async function runStep(step: Step, scope: Scope, context: StepContext, world: EngineWorld): Promise<unknown> {
  const answer = await sendStep(step, scope, context.allowHttp, world);
  if (answer.status !== 200 && answer.status !== 201) throw refusalOf(answer, context.refusals, context.secrets);
  // A revocation answers 200 without a body; everything that must carry a token is checked where the token is read.
  if (answer.body === '' && step.body !== undefined && 'empty' in step.body) return null;
  return parseAnswer(answer.body);
}

async function sendStep(step: Step, scope: Scope, allowHttp: boolean, world: EngineWorld): Promise<RawAnswer> {
  const prepared = prepareRequest(step, scope, allowHttp);
  try {
    return await guardedFetch(prepared, world);
  } catch (error) {
    const lost = error instanceof TokenfillError && ['timeout', 'network', 'too_large'].includes(error.failure.code);
    // The server may have created it: never said to have failed, never repeated (design §9.5).
    if (step.creates && lost) throw new TokenfillError('unknown_outcome', {}, error);
    throw error;
  }
}

function savedValues(step: Step, answer: unknown): Record<string, string> {
  const entries = Object.entries(step.save ?? {}).map(([name, paths]) => {
    const value = textAt(answer, paths);
    if (value === undefined) throw new TokenfillError('bad_token');
    return [name, value] as const;
  });
  const saved = Object.fromEntries(entries);
  return { ...savedClaims(step, saved), ...saved };
}

function savedClaims(step: Step, saved: Readonly<Record<string, string>>): Record<string, string> {
  if (!step.claims) return {};
  const claims = jwtClaims(saved[step.claims.of] ?? '');
  const found = Object.entries(step.claims.save).map(([name, paths]) => [name, textAt(claims, paths)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
