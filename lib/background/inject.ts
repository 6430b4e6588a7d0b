import { TokenfillError } from '../domain/errors';
import { type PageReply, type PageRequest, portName } from '../page/channel';
import { parseReply } from './page-reply';

/** How old a nonce may be when its port opens, and how long a port lives, ms (docs/decisions/0008). */
const NONCE_LIFETIME = 5_000;
const PORT_LIFETIME = 15_000;

/** What we use of `runtime.Port` and of the sender that the browser vouches for. */
export interface IncomingPort {
  readonly name: string;
  readonly sender?:
    | {
        readonly id?: string;
        readonly origin?: string;
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

/** What we use of `scripting` and `runtime`. */
export interface InjectBrowser {
  readonly scripting: { executeScript(injection: Injection): Promise<unknown> };
  readonly runtime: { readonly id: string };
}

interface Injection {
  target: { tabId: number; frameIds: number[] };
  world: 'MAIN' | 'ISOLATED';
  files?: string[];
  func?: (nonce: string) => void;
  args?: string[];
}

/** An open line to one document of known origin. */
export interface PageLine {
  /** Sends one request and waits for its reply. @throws TokenfillError `page_changed` when the document went away */
  ask(request: PageRequest): Promise<PageReply>;
  close(): void;
}

interface Awaited {
  readonly origin: string;
  readonly tabId: number;
  readonly since: number;
  readonly resolve: (line: PageLine) => void;
  readonly reject: (error: TokenfillError) => void;
}

/** The only file that runs a script in a page. The scripts carry a nonce and no secret; the secret goes by port. */
export function createInjector(browser: InjectBrowser, now: () => number) {
  const awaited = new Map<string, Awaited>();
  const turns = new Map<number, Promise<unknown>>();

  /** One injection at a time per tab: the nonce waits in one place there until its script has taken it. */
  const inTurn = <T>(tabId: number, run: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(tabId) ?? Promise.resolve()).then(run, run);
    turns.set(tabId, turn);
    const forget = () => turns.get(tabId) === turn && turns.delete(tabId);
    turn.then(forget, forget);
    return turn;
  };

  /** Listener for `runtime.onConnect`: accepts a bridge's port only from the document that it was injected into. */
  const accept = (port: IncomingPort): void => {
    const nonce = port.name.slice(portName('').length);
    const expected = awaited.get(nonce);
    awaited.delete(nonce);
    if (!expected || !vouched(port, expected, browser.runtime.id, now())) {
      port.disconnect();
      expected?.reject(new TokenfillError('page_changed'));
      return;
    }
    expected.resolve(openLine(port));
  };

  const openNow = (tabId: number, origin: string): Promise<PageLine> => {
    const nonce = crypto.randomUUID();
    const line = new Promise<PageLine>((resolve, reject) => {
      awaited.set(nonce, { origin, tabId, since: now(), resolve, reject });
      setTimeout(() => {
        if (awaited.delete(nonce)) reject(new TokenfillError('page_changed'));
      }, NONCE_LIFETIME);
    });
    line.catch(() => undefined);
    const injected = inject(browser, tabId, nonce).catch((error: unknown) => {
      awaited.delete(nonce);
      throw new TokenfillError('no_access_to_tab', {}, error);
    });
    // A page that is stuck (a dialog, an endless loop) never runs the script: the nonce's time ends the wait, and the turn.
    return Promise.race([injected.then(() => line), line]);
  };

  /** Injects bridge and adapters into the tab's top document and waits for its port. */
  const open = (tabId: number, origin: string) => inTurn(tabId, () => openNow(tabId, origin));

  return { accept, open };
}
export type Injector = ReturnType<typeof createInjector>;

async function inject(browser: InjectBrowser, tabId: number, nonce: string): Promise<void> {
  const target = { tabId, frameIds: [0] };
  for (const [world, file] of [
    ['MAIN', '/fill-main.js'],
    ['ISOLATED', '/fill-bridge.js'],
  ] as const) {
    await browser.scripting.executeScript({ target, world, func: setNonce, args: [nonce] });
    await browser.scripting.executeScript({ target, world, files: [file] });
  }
}

/** Runs in the page: leaves the nonce for the script that follows. Sent as source text, so it can use nothing from here. */
function setNonce(nonce: string): void {
  (globalThis as unknown as Record<string, unknown>).tokenfillNonce = nonce;
}

/** The browser's own word on who opened the port: never the page's, never a URL (step 3 of docs/decisions/0008). */
function vouched(port: IncomingPort, expected: Awaited, ownId: string, now: number): boolean {
  const { sender } = port;
  return (
    sender?.id === ownId &&
    sender.tab?.id === expected.tabId &&
    sender.frameId === 0 &&
    sender.origin === expected.origin &&
    (sender.documentLifecycle ?? 'active') === 'active' &&
    now - expected.since < NONCE_LIFETIME
  );
}

function openLine(port: IncomingPort): PageLine {
  let settle: { resolve: (reply: PageReply) => void; reject: (error: TokenfillError) => void } | undefined;
  const fail = () => settle?.reject(new TokenfillError('page_changed'));
  const timer = setTimeout(() => {
    port.disconnect();
    fail();
  }, PORT_LIFETIME);
  port.onDisconnect.addListener(fail);
  port.onMessage.addListener((message) => {
    const reply = parseReply(message);
    if (reply) settle?.resolve(reply);
    else settle?.reject(new TokenfillError('fill_not_kept'));
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        try {
          port.postMessage(request);
        } catch {
          fail();
        }
      }),
    close: () => {
      clearTimeout(timer);
      port.disconnect();
    },
  };
}
