import { TokenfillError } from '../../domain/errors';
import type { PageReport } from '../../domain/page';
import type { PageReply, PageRequest } from '../../page/channel';
import { parseReply } from './page-reply';

/** How long a port lives, ms (docs/decisions/0008). */
const PORT_LIFETIME = 15_000;

/** What we use of `runtime.Port` and of the sender that the browser vouches for. */
export interface IncomingPort {
  readonly name: string;
  readonly sender?:
    | {
        readonly id?: string;
        readonly origin?: string;
        readonly url?: string;
        readonly frameId?: number;
        readonly tab?: { readonly id?: number };
        readonly documentLifecycle?: string;
      }
    | undefined;
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** An open line to one document. */
export interface PageLine {
  /** What the browser says of the document at the other end: never the page's word. */
  readonly document: { readonly origin: string | undefined; readonly url: string | undefined };
  /** Sends one request and waits for its reply. @throws TokenfillError `page_changed` when the document went away */
  ask(request: PageRequest): Promise<PageReply>;
  /** ms since 1970. */
  readonly openedAt: number;
  /** False as soon as the document is gone, or nobody at the other end. */
  isOpen(): boolean;
  close(): void;
}

/** @param port vouched for by {@link createInjector} @param openedAt ms since 1970 */
export function openLine(port: IncomingPort, openedAt: number): PageLine {
  let settle: { resolve: (reply: PageReply) => void; reject: (error: TokenfillError) => void } | undefined;
  let open = true;
  const fail = () => {
    open = false;
    settle?.reject(new TokenfillError('page_changed'));
  };
  const timer = setTimeout(() => {
    port.disconnect();
    fail();
  }, PORT_LIFETIME);
  port.onDisconnect.addListener(fail);
  port.onMessage.addListener((message) => {
    const waiting = settle;
    settle = undefined;
    // A page can say something at any time. Unasked it is not even read.
    if (!waiting) return;
    const reply = parseReply(message);
    if (reply) waiting.resolve(reply);
    else waiting.reject(new TokenfillError('fill_not_kept'));
  });
  return {
    document: { origin: port.sender?.origin, url: port.sender?.url },
    ask: (request) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        try {
          port.postMessage(request);
        } catch {
          fail();
        }
      }),
    openedAt,
    isOpen: () => open,
    close: () => {
      open = false;
      clearTimeout(timer);
      port.disconnect();
    },
  };
}

/**
 * What the document says it is, which the page may have made up; undefined when it is no docs page.
 *
 * @param patience how long a page that is still loading is waited for, ms
 */
export async function askReport(line: PageLine, origin: string, patience: number): Promise<PageReport | undefined> {
  const reply = await line.ask({ ask: 'report', origin, patience });
  return reply.reply === 'report' && reply.report ? reply.report : undefined;
}
