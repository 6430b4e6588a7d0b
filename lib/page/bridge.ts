import { askEvent, type PageReply, type PageRequest, portName, REPLY_LIMIT, replyEvent } from './channel';
import { lendRoots, type OpenRoot } from './closed-roots';
import { putText } from './put-text';

/** What we use of a `runtime.Port`. */
export interface BridgePort {
  postMessage(message: unknown): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
  disconnect(): void;
}

/**
 * Isolated world: carries requests from the background's port to the adapters in the main world, and their replies back.
 * Keeps nothing. The port dies with the document, so a navigation in between reaches nobody.
 */
export function startBridge(nonce: string, page: Window, connect: (name: string) => BridgePort, open: OpenRoot): void {
  const port = connect(portName(nonce));
  const { document } = page;
  const passBack = (event: Event) => {
    const detail: unknown = (event as CustomEvent<unknown>).detail;
    // Longer than any report: the background would not believe it, and need not carry it.
    if (typeof detail === 'string') port.postMessage(detail.length > REPLY_LIMIT ? '' : detail);
  };
  document.addEventListener(replyEvent(nonce), passBack);
  const stopLending = lendRoots(nonce, document, open);
  port.onDisconnect.addListener(() => {
    document.removeEventListener(replyEvent(nonce), passBack);
    stopLending();
  });
  // A document that is only put aside must not be asked any more.
  page.addEventListener('pagehide', () => port.disconnect());
  port.onMessage.addListener((message) => {
    const request = message as PageRequest;
    // The background has checked the port; this is the last look, in the document itself.
    if (request.origin !== page.location.origin) return;
    // Needs no adapter, and so nobody in the main world hears of it.
    if (request.ask === 'put') return port.postMessage(JSON.stringify(keptReply(putText(document, request.text))));
    document.dispatchEvent(new CustomEvent(askEvent(nonce), { detail: JSON.stringify(request) }));
  });
}

const keptReply = (kept: boolean): PageReply => ({ reply: 'put', kept });
