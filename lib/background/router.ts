import { failureOf, TokenfillError } from '../domain/errors';
import { type Envelope, type MessageType, PROTOCOL, type ReplyOf, type RequestOf } from '../messages';
import { type MessageSender, maySend, type Ourselves } from './sender';

/** One service call per message. The sender is what the browser says, already checked. */
export type Handlers = {
  readonly [Type in MessageType]: (request: RequestOf<Type>, sender: MessageSender) => Promise<ReplyOf<Type>>;
};

function isType(type: unknown): type is MessageType {
  return typeof type === 'string' && Object.hasOwn(PROTOCOL, type);
}

/** What happens around messages. Both may fail; that is then the answer. */
export interface Surroundings {
  /** Ahead of every message, whoever sent it. */
  readonly before?: () => Promise<void>;
  /** Ahead of what somebody wants done: the message was ours and in order. */
  readonly onDeed?: () => Promise<void>;
}

/**
 * Sender first, then shape, then the handler, then the shape of its reply; whatever fails comes back as data, never as an
 * exception's text.
 */
export function createRouter(handlers: Handlers, ourselves: Ourselves, surroundings: Surroundings = {}) {
  return async (message: unknown, sender: MessageSender): Promise<Envelope<unknown>> => {
    try {
      await surroundings.before?.();
      const { type, request } = accept(message, sender, ourselves);
      if (PROTOCOL[type].kind === 'deed') await surroundings.onDeed?.();
      // The table's type says that request and handler belong together; TypeScript cannot follow that through a union.
      const handle = handlers[type] as (request: unknown, sender: MessageSender) => Promise<unknown>;
      return { ok: true, reply: onlyWhatIsDeclared(type, await handle(request, sender)) };
    } catch (error) {
      return { ok: false, failure: failureOf(error, 'unexpected') };
    }
  };
}

/** @throws TokenfillError `message_refused`, `sender_refused` */
function accept(message: unknown, sender: MessageSender, ourselves: Ourselves) {
  const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
  if (!isType(type)) throw new TokenfillError('message_refused');
  if (!maySend(type, sender, ourselves)) throw new TokenfillError('sender_refused');
  const request = PROTOCOL[type].request.safeParse((message as { request?: unknown }).request);
  if (!request.success) throw new TokenfillError('message_refused');
  return { type, request: request.data };
}

/** @throws TokenfillError `unexpected` with the place of the field that no reply may have, never with its value */
function onlyWhatIsDeclared(type: MessageType, reply: unknown): unknown {
  const parsed = PROTOCOL[type].reply.safeParse(reply);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues.map(({ path, code }) => [...path, code].join('.')).join(', ');
  throw new TokenfillError('unexpected', { detail: `${type}: ${place}`.slice(0, 300) });
}
