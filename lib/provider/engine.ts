import { TokenfillError } from '../domain/errors';
import type { Token, TokenRemark } from '../domain/token';
import type { Method, ProviderDefinition, Refusals, Step } from './definition';
import { jwtClaims } from './expiry';
import { namingInputs } from './inputs';
import { textAt } from './path';
import { refusalOf } from './refusal';
import { type EngineWorld, runStep } from './run-step';
import { baseScope } from './scope';
import { signIn } from './sign-in';
import type { Scope } from './template';
import { processTokenAnswer, type TokenSource } from './token-answer';

export interface ObtainRequest {
  readonly provider: Pick<ProviderDefinition, 'regions' | 'refusals'>;
  readonly method: Pick<Method, 'steps' | 'token' | 'inputs' | 'refresh' | 'signIn'>;
  readonly regionId?: string | undefined;
  /** Plain and secret inputs together, already cleaned (`inputs.ts`). */
  readonly inputs: Readonly<Record<string, string>>;
  readonly allowHttp: boolean;
}

/**
 * Runs a method's steps and returns the token. Nothing is stored here.
 *
 * @throws TokenfillError with the code of what went wrong; `unknown_outcome` when the answer of a creating step was lost
 */
export async function obtainToken(request: ObtainRequest, world: EngineWorld): Promise<Token> {
  const { provider, method, inputs, allowHttp } = request;
  const saved: Record<string, Record<string, string>> = {};
  const secrets = secretValues(request);
  const base = baseScope(provider, request.regionId, inputs);
  const signedIn = await signInFirst(request, base, world);
  if (signedIn) secrets.push(signedIn.code, signedIn.verifier);
  const scope: Scope = { ...base, steps: saved, ...(signedIn && { signIn: signedIn }) };
  // A code is good for one request (RFC 6749 §4.1.2).
  const repeats = signedIn || method.inputs.some((input) => input.once) ? 'once' : 'harmless';
  const now = world.now();
  let remark: TokenRemark | undefined;
  let skew = 0;
  let answer: unknown;
  for (const step of method.steps) {
    const context = { refusals: provider.refusals, secrets, allowHttp, repeats } as const;
    const heard = { remark: (what: TokenRemark) => (remark = what), clock: (ahead: number) => (skew = ahead) };
    answer = await namingInputs(method.inputs, () => runStep(step, scope, { ...context, ...heard }, world));
    saved[step.id] = savedValues(step, answer);
    secrets.push(...Object.values(saved[step.id] ?? {}));
  }
  const token = readToken(method, { answer, scope, inputs, now, skew }, provider.refusals, secrets);
  return remark === undefined ? token : { ...token, remark };
}

async function signInFirst({ method, allowHttp }: ObtainRequest, scope: Scope, { signIn: window }: EngineWorld) {
  if (!method.signIn) return undefined;
  if (!window) throw new TokenfillError('sign_in_needed');
  return signIn(method.signIn, scope, window, allowHttp);
}

function secretValues({ method, inputs }: ObtainRequest): string[] {
  return method.inputs.filter((input) => input.secret).map((input) => inputs[input.name] ?? '');
}

/**
 * A token for a refresh token, which may be good for this one request only: unless it is known to stay, a lost answer is
 * `unknown_outcome` and nothing is sent twice. The result carries the refresh token to keep from now on.
 *
 * @throws TokenfillError as {@link obtainToken}; `invalid_grant` when the provider wants a new sign-in
 * @see RFC 6749 §6, RFC 9700 §4.14.2
 */
export async function refreshToken(
  request: ObtainRequest,
  { refreshToken: old, refreshes }: Pick<Token, 'refreshToken' | 'refreshes'>,
  world: EngineWorld,
): Promise<Token> {
  const { provider, method, inputs, allowHttp } = request;
  if (!method.refresh || old === undefined) throw new TokenfillError('sign_in_needed');
  const step: Step = refreshes === 'fixed' ? method.refresh : { ...method.refresh, creates: true };
  const scope: Scope = { ...baseScope(provider, request.regionId, inputs), token: { refreshToken: old } };
  const secrets = [...secretValues(request), old];
  const now = world.now();
  let skew = 0;
  const context = { refusals: provider.refusals, secrets, allowHttp, repeats: 'harmless' } as const;
  const answer = await runStep(step, scope, { ...context, clock: (ahead) => (skew = ahead) }, world);
  const read = { steps: [step], token: method.token };
  const token = readToken(read, { answer, scope, inputs, now, skew }, provider.refusals, secrets);
  const next = token.refreshToken ?? old;
  return { ...token, refreshToken: next, refreshes: next === old ? 'fixed' : 'rotating' };
}

/**
 * A created token that cannot be read is not a token that was not created. An answer that names an error and has no token is a
 * refusal whatever its status: some servers say no with 200 (RFC 6749 §5.2 wants 400).
 */
function readToken(
  method: Pick<Method, 'steps' | 'token'>,
  source: TokenSource,
  refusals: Refusals | undefined,
  secrets: readonly string[],
): Token {
  try {
    return processTokenAnswer(method.token, source);
  } catch (error) {
    if (textAt(source.answer, ['error']) !== undefined) {
      throw refusalOf({ status: 400, body: JSON.stringify(source.answer) }, refusals, { secrets });
    }
    throw method.steps.at(-1)?.creates ? new TokenfillError('unknown_outcome', {}, error) : error;
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

/** What a JWT among the saved values says, as far as it is there. */
export function savedClaims(step: Step, saved: Readonly<Record<string, string>>): Record<string, string> {
  if (!step.claims) return {};
  const claims = jwtClaims(saved[step.claims.of] ?? '');
  const found = Object.entries(step.claims.save).map(([name, paths]) => [name, textAt(claims, paths)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
