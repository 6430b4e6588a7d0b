import { originOf } from '../domain/origin';
import type { MessageType } from '../messages';
import { PROTOCOL } from '../messages';

/** What the browser says about who sent a message. Everything here comes from the browser, nothing from the message. */
export interface MessageSender {
  readonly id?: string | undefined;
  readonly origin?: string | undefined;
  readonly url?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
  readonly documentLifecycle?: string | undefined;
}

export interface Ourselves {
  readonly id: string;
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  readonly origin: string;
}

/**
 * May this sender ask for that? An extension page must be ours and no frame of another page (a framed one has our origin
 * too, M28); the button must be our script in a tab's own top document, the frame's in a frame whose address is that of its
 * origin: `srcdoc` and `about:blank` borrow theirs. An absent origin is refused.
 */
export function maySend(type: MessageType, sender: MessageSender, ourselves: Ourselves): boolean {
  if (sender.id !== ourselves.id || (sender.documentLifecycle ?? 'active') !== 'active') return false;
  const { from } = PROTOCOL[type];
  const frameId = sender.frameId ?? 0;
  if (from === 'frame' ? frameId <= 0 : frameId !== 0) return false;
  if (from === 'page') return sender.origin === ourselves.origin;
  if (sender.tab?.id === undefined || sender.origin === undefined) return false;
  return originOf(from === 'frame' ? sender.url : sender.origin) === sender.origin;
}
