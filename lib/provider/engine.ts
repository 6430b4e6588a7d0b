import { type ErrorCode, isTokenfillError, TokenfillError } from '../domain/errors';
import type { Token } from '../domain/token';
import type { Method, ProviderDefinition, Refusals, Step } from './definition';
import { jwtClaims } from './expiry';
import { type FetchWorld, guardedFetch, type PreparedRequest } from './guarded-fetch';
import { parseAnswer } from './parse-answer';
import { textAt } from './path';
import { refusalOf } from './refusal';
import { prepareRequest } from './request';
import { waitBeforeRetry } from './retry';
import { baseScope } from './scope';
import type { Scope } from './template';
import { processTokenAnswer, type TokenSource } from './token-answer';

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
  /** Waits between attempts, ms. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
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
  const repeats = method.inputs.some((input) => input.once) ? 'once' : 'harmless';
  const secrets = method.inputs.filter((input) => input.secret).map((input) => inputs[input.name] ?? '');
  const now = world.now();
  let answer: unknown;
  for (const step of method.steps) {
    answer = await runStep(step, scope, { refusals: provider.refusals, secrets, allowHttp, repeats }, world);
    saved[step.id] = savedValues(step, answer);
    secrets.push(...Object.values(saved[step.id] ?? {}));
  }
  return readToken(method, { answer, scope, inputs, now });
}

/** A created token that cannot be read is not a token that was not created. */
function readToken(method: Pick<Method, 'steps' | 'token'>, source: TokenSource): Token {
  try {
    return processTokenAnswer(method.token, source);
  } catch (error) {
    throw method.steps.at(-1)?.creates ? new TokenfillError('unknown_outcome', {}, error) : error;
  }
}

/** What a step needs besides its values. */
export interface StepContext {
  readonly refusals: Refusals | undefined;
  /** Texts that must never come back in an error's words. */
  readonly secrets: readonly string[];
  readonly allowHttp: boolean;
  /** `once` for what must not be sent twice on its own: a login with a password, a creation. */
  readonly repeats: 'harmless' | 'once';
}

/**
 * Sends one step and returns its parsed answer; a refusal or an unreadable answer is thrown. What goes wrong with a
 * creating step after it was sent is `unknown_outcome`: the server may have created it, so it is never said to have failed
 * and never repeated.
 */
export async function runStep(step: Step, scope: Scope, context: StepContext, world: EngineWorld): Promise<unknown> {
  const prepared = prepareRequest(step, scope, context.allowHttp);
  const repeats = step.creates ? 'once' : context.repeats;
  try {
    return await sendAndRead(step, prepared, { ...context, repeats }, world, 1);
  } catch (error) {
    if (step.creates && isTokenfillError(error) && OUTCOME_LOST.has(error.failure.code)) {
      throw new TokenfillError('unknown_outcome', {}, error);
    }
    throw error;
  }
}

const OUTCOME_LOST: ReadonlySet<ErrorCode> = new Set([
  'timeout',
  'network',
  'too_large',
  'provider_trouble',
  'not_json',
  'empty_body',
  'bad_response',
]);

async function sendAndRead(
  step: Step,
  prepared: PreparedRequest,
  context: StepContext,
  world: EngineWorld,
  attempt: number,
): Promise<unknown> {
  // What was sent must not come back in words either: the credentials of the Authorization header, whole.
  const secrets = [...context.secrets, prepared.headers.authorization?.split(' ').at(-1) ?? ''];
  try {
    const answer = await guardedFetch(prepared, world);
    if (answer.status !== 200 && answer.status !== 201) throw refusalOf(answer, context.refusals, secrets);
    // A revocation answers 200 without a body; everything that must carry a token is checked where the token is read.
    if (answer.body === '' && step.body !== undefined && 'empty' in step.body) return null;
    return parseAnswer(answer.body, secrets);
  } catch (error) {
    const mayRepeat = context.repeats === 'harmless' && isTokenfillError(error);
    const wait = mayRepeat ? waitBeforeRetry(error.failure, attempt, world.random()) : undefined;
    if (wait === undefined) throw error;
    await world.sleep(wait);
    return sendAndRead(step, prepared, context, world, attempt + 1);
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
