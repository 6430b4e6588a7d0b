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

/** `before` runs ahead of every message; when it fails, that is the answer. Sender first, then shape, then the handler; whatever fails comes back as data, never as an exception's text. */
export function createRouter(
  handlers: Handlers,
  ourselves: Ourselves,
  before: () => Promise<void> = async () => undefined,
) {
  return async (message: unknown, sender: MessageSender): Promise<Envelope<unknown>> => {
    try {
      await before();
      return { ok: true, reply: await route(handlers, ourselves, message, sender) };
    } catch (error) {
      return { ok: false, failure: failureOf(error, 'unexpected') };
    }
  };
}

async function route(
  handlers: Handlers,
  ourselves: Ourselves,
  message: unknown,
  sender: MessageSender,
): Promise<unknown> {
  const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
  if (!isType(type)) throw new TokenfillError('message_refused');
  if (!maySend(type, sender, ourselves)) throw new TokenfillError('sender_refused');
  const request = PROTOCOL[type].request.safeParse((message as { request?: unknown }).request);
  if (!request.success) throw new TokenfillError('message_refused');
  // The table's type says that request and handler belong together; TypeScript cannot follow that through a union.
  const handle = handlers[type] as (request: unknown, sender: MessageSender) => Promise<unknown>;
  return handle(request.data, sender);
}
