import type { Draft } from '../../domain/connection';
import { TokenfillError } from '../../domain/errors';
import { becomeConnection } from '../../provider/become';
import type { ProviderDefinition } from '../../provider/definition';
import { prepareDraft } from '../../provider/prepare';
import { findMethod } from '../../provider/registry';
import { processTokenAnswer } from '../../provider/token-answer';
import type { World } from '../world/world';
import { sentBy, type TrialRequest, type TrialResult } from './trial-run';

/** A test run that was answered. */
export interface TestedTrial {
  readonly request: TrialRequest;
  readonly result: TrialResult;
  /** ms since 1970, before the request was sent. */
  readonly at: number;
}

/**
 * Stores what was tested as a definition with its first connection and the token of that very answer: all, or nothing.
 *
 * @throws TokenfillError `message_refused` for a definition that sends something else than was tested; as `prepareDraft`
 */
export async function keepTrial(
  { definitions, vault, now }: Pick<World, 'definitions' | 'vault' | 'now'>,
  { request, result, at }: TestedTrial,
  definition: ProviderDefinition,
  draft: Draft,
): Promise<void> {
  const method = findMethod(definition, draft.methodId);
  const same = sentBy(definition) === sentBy(request.definition) && definition.id === draft.providerId;
  if (!method || !same) throw new TokenfillError('message_refused');
  const prepared = prepareDraft({ ...draft, inputs: request.values }, { provider: definition, method, now: now() });
  const { inputs } = prepared;
  const token = processTokenAnswer(method.token, { answer: result.answer, scope: { inputs }, inputs, now: at });
  const kept = becomeConnection(definition, method, prepared, token);
  await definitions.write(definition);
  try {
    await vault.write({ connection: { ...kept.connection, rev: 1 }, secrets: kept.secrets, token });
  } catch (error) {
    await definitions.remove(definition.id);
    throw error;
  }
}
