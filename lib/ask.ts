import { browser } from 'wxt/browser';
import { TokenfillError } from './domain/errors';
import type { Envelope, MessageType, ReplyOf, RequestOf } from './messages';

/**
 * Sends one message to the background and returns its reply.
 *
 * @throws TokenfillError the background's failure, or `worker_restarted` when it went away before answering
 */
export async function ask<Type extends MessageType>(type: Type, request: RequestOf<Type>): Promise<ReplyOf<Type>> {
  const envelope = await browser.runtime.sendMessage({ type, request }).catch((error: unknown) => {
    throw new TokenfillError('worker_restarted', {}, error);
  });
  if (!isEnvelope<ReplyOf<Type>>(envelope)) throw new TokenfillError('worker_restarted');
  if (!envelope.ok) {
    const { code, ...more } = envelope.failure;
    throw new TokenfillError(code, more);
  }
  return envelope.reply;
}

function isEnvelope<Reply>(value: unknown): value is Envelope<Reply> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
