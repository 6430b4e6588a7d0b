import { type ErrorCode, isTokenfillError, TokenfillError } from '../domain/errors';
import type { TokenRemark } from '../domain/token';
import { type BasicEncoding, otherEncoding } from './authenticate';
import { clockSkew } from './clock';
import type { Refusals, Step } from './definition';
import { type FetchWorld, guardedFetch, type PreparedRequest } from './guarded-fetch';
import { parseAnswer } from './parse-answer';
import { refusalOf } from './refusal';
import { prepareRequest } from './request';
import { waitBeforeRetry } from './retry';
import type { SignInWindow } from './sign-in';
import type { Scope } from './template';

export interface EngineWorld extends FetchWorld {
  /** ms since 1970. */
  readonly now: () => number;
  /** Waits between attempts, ms. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** There only in a click of a person. */
  readonly signIn?: SignInWindow | undefined;
}

/** What a step needs besides its values. */
export interface StepContext {
  readonly refusals: Refusals | undefined;
  /** Texts that must never come back in an error's words. */
  readonly secrets: readonly string[];
  readonly allowHttp: boolean;
  /** `once` for what must not be sent twice on its own: a login with a password, a creation. */
  readonly repeats: 'harmless' | 'once';
  /** `ignored`: the status says it all (RFC 7009 §2.2). */
  readonly answer?: 'read' | 'ignored';
  /** Hears what the user should know about how it worked in the end. */
  readonly remark?: (what: TokenRemark) => void;
  /** Hears how far the server's clock is ahead of ours, ms, each time it answers. */
  readonly clock?: (skew: number) => void;
}

/**
 * Sends one step and returns its parsed answer; a refusal or an unreadable answer is thrown. What goes wrong with a
 * creating step after it was sent is `unknown_outcome`: the server may have created it, so it is never said to have failed
 * and never repeated.
 */
export async function runStep(step: Step, scope: Scope, context: StepContext, world: EngineWorld): Promise<unknown> {
  const repeats = step.creates || step.once ? 'once' : context.repeats;
  try {
    return await sendInEitherSpelling(step, scope, { ...context, repeats }, world);
  } catch (error) {
    if (step.creates && isTokenfillError(error) && OUTCOME_LOST.has(error.failure.code)) {
      throw new TokenfillError('unknown_outcome', {}, error);
    }
    throw error;
  }
}

/** A client whose Basic credentials were refused is asked for once more in the other spelling: servers differ (RFC 6749 §2.3.1). */
async function sendInEitherSpelling(
  step: Step,
  scope: Scope,
  context: StepContext,
  world: EngineWorld,
): Promise<unknown> {
  // Prepared anew for each attempt: a signed statement is good for one (RFC 7523 §3, `jti`).
  const prepare = (encoding?: BasicEncoding) => () => prepareRequest(step, scope, context.allowHttp, world, encoding);
  try {
    return await sendAndRead(step, prepare(), context, world, 1);
  } catch (error) {
    const other = otherEncoding(step, scope);
    if (!other || !clientRefused(error)) throw error;
    // Refused in both: the first answer is about the spelling that the user chose.
    const answer = await sendAndRead(step, prepare(other), context, world, 1).catch((second: unknown) => {
      throw clientRefused(second) ? error : second;
    });
    context.remark?.(other === 'raw' ? 'basic_raw' : 'basic_form');
    return answer;
  }
}

/** By the standard's own word only: a bare 401 may be about a password, and would count as a second try. */
function clientRefused(error: unknown): boolean {
  return isTokenfillError(error) && error.failure.code === 'invalid_client';
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
  prepare: () => Promise<PreparedRequest>,
  context: StepContext,
  world: EngineWorld,
  attempt: number,
): Promise<unknown> {
  const prepared = await prepare();
  // What was sent must not come back in words either: the credentials of the Authorization header, a signed statement.
  const secrets = [...context.secrets, ...prepared.secrets];
  try {
    const answer = await guardedFetch(prepared, world);
    context.clock?.(clockSkew(answer.date, world.now()));
    if (answer.status !== 200 && answer.status !== 201) {
      const sentOrigin = prepared.method === 'POST' ? prepared.url.origin : undefined;
      throw refusalOf(answer, context.refusals, { secrets, sentOrigin });
    }
    if (context.answer === 'ignored') return null;
    // A revocation answers 200 without a body; everything that must carry a token is checked where the token is read.
    if (answer.body === '' && step.body !== undefined && 'empty' in step.body) return null;
    return parseAnswer(answer.body, secrets);
  } catch (error) {
    const mayRepeat = context.repeats === 'harmless' && isTokenfillError(error);
    const wait = mayRepeat ? waitBeforeRetry(error.failure, attempt, world.random()) : undefined;
    if (wait === undefined) throw error;
    await world.sleep(wait);
    return sendAndRead(step, prepare, context, world, attempt + 1);
  }
}
