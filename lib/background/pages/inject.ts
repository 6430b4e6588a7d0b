import { isTokenfillError, TokenfillError } from '../../domain/errors';
import { portName } from '../../page/channel';
import { inTime } from '../world/in-time';
import { type IncomingPort, openLine, type PageLine } from './page-line';
import { type SeenDocument, seeDocument } from './seen-document';
import { createToldDocuments, type FoundDocument, SEEN_PORT } from './told-documents';

/** How old a nonce may be when its port opens, ms (docs/decisions/0008). */
const NONCE_LIFETIME = 5_000;
/** How long is waited for documents that only say what they are, ms: one with a dialog open, or in an endless loop, never does. */
const PROMPT = 1_500;

/** Our content scripts: for tabs' own documents, and for frames. */
export const PAGE_SCRIPT = 'content-scripts/page.js';
export const FRAME_SCRIPT = 'content-scripts/frame.js';

/** What we use of `scripting` and `runtime`. */
export interface InjectBrowser {
  readonly scripting: { executeScript(injection: Injection): Promise<unknown> };
  readonly runtime: { readonly id: string };
}

interface Injection {
  target: { tabId: number; frameIds: number[] } | { tabId: number; allFrames: true };
  world: 'MAIN' | 'ISOLATED';
  files?: string[];
  func?: ((nonce: string) => void) | (() => SeenDocument);
  args?: string[];
}

interface Awaited {
  /** Undefined for a frame: whose it is, the port's sender says, and the gate decides by that. */
  readonly origin: string | undefined;
  readonly tabId: number;
  readonly frameId: number;
  readonly since: number;
  readonly resolve: (line: PageLine) => void;
  readonly reject: (error: TokenfillError) => void;
}

/** The only file that runs a script in a page. The scripts carry a nonce and no secret; the secret goes by port. */
export function createInjector(browser: InjectBrowser, now: () => number) {
  const awaited = new Map<string, Awaited>();
  const turns = new Map<number, Promise<unknown>>();
  const toldDocuments = createToldDocuments(browser.runtime.id);

  /** One injection at a time per tab: the nonce waits in one place there until its script has taken it. */
  const inTurn = <T>(tabId: number, run: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(tabId) ?? Promise.resolve()).then(run, run);
    turns.set(tabId, turn);
    const forget = () => turns.get(tabId) === turn && turns.delete(tabId);
    turn.then(forget, forget);
    return turn;
  };

  /** Accepts a bridge's port only from the document that it was injected into. */
  const acceptBridge = (port: IncomingPort): void => {
    const nonce = port.name.slice(portName('').length);
    const expected = awaited.get(nonce);
    awaited.delete(nonce);
    if (!expected || !vouched(port, expected, browser.runtime.id, now())) {
      port.disconnect();
      expected?.reject(new TokenfillError('page_changed'));
      return;
    }
    expected.resolve(openLine(port, now()));
  };

  /** Listener for `runtime.onConnect`. */
  const accept = (port: IncomingPort) => (port.name === SEEN_PORT ? toldDocuments.accept(port) : acceptBridge(port));

  const openNow = (tabId: number, origin: string | undefined, frameId: number): Promise<PageLine> => {
    const nonce = crypto.randomUUID();
    const line = new Promise<PageLine>((resolve, reject) => {
      awaited.set(nonce, { origin, tabId, frameId, since: now(), resolve, reject });
      setTimeout(() => {
        if (awaited.delete(nonce)) reject(new TokenfillError('page_changed'));
      }, NONCE_LIFETIME);
    });
    line.catch(() => undefined);
    const injected = inject(browser, { tabId, frameIds: [frameId] }, nonce).catch((error: unknown) => {
      awaited.delete(nonce);
      throw new TokenfillError('no_access_to_tab', {}, error);
    });
    // A page that is stuck (a dialog, an endless loop) never runs the script: the nonce's time ends the wait, and the turn.
    return Promise.race([injected.then(() => line), line]);
  };

  /**
   * Injects bridge and adapters into the tab's top document, or into one frame, and waits for its port. Nothing secret may be
   * asked over a line to a frame before the gate has decided by `line.document`.
   */
  const open = (tabId: number, origin: string | undefined, frameId = 0) =>
    inTurn(tabId, () => openNow(tabId, origin, frameId));

  /** The documents of a tab that answer in time: its frames on hosts that are not granted are left out. */
  const documents = async (tabId: number): Promise<readonly FoundDocument[]> => {
    const told = toldDocuments.begin(tabId);
    try {
      return await look({ tabId, allFrames: true });
    } catch (error) {
      // One of them is stuck: what the others have said meanwhile counts.
      if (isTokenfillError(error)) return told.all();
      throw error;
    } finally {
      told.end();
    }
  };

  /**
   * What the document in a frame says now; undefined where there is none, or none that we are let into.
   *
   * @throws TokenfillError `page_changed` when it is there and does not answer
   */
  const seen = async (tabId: number, frameId: number): Promise<SeenDocument | undefined> => {
    const [found] = await look({ tabId, frameIds: [frameId] }).catch((error: unknown) => {
      if (isTokenfillError(error)) throw error;
      return [];
    });
    return found?.result;
  };

  const look = async (target: Injection['target']): Promise<readonly FoundDocument[]> => {
    const found = await inTime(
      browser.scripting.executeScript({ target, world: 'ISOLATED', func: seeDocument }),
      PROMPT,
    );
    return (found as readonly FoundDocument[]).filter(({ result }) => typeof result?.origin === 'string');
  };

  /** Our content script, as it is registered, into a page that had loaded before. A second one replaces the first. */
  const watch = async (tabId: number, frameId = 0): Promise<void> => {
    const target = { tabId, frameIds: [frameId] };
    const files = [frameId === 0 ? PAGE_SCRIPT : FRAME_SCRIPT];
    await inTime(browser.scripting.executeScript({ target, world: 'ISOLATED', files }), PROMPT);
  };

  return { accept, open, documents, seen, watch };
}
export type Injector = ReturnType<typeof createInjector>;

async function inject(browser: InjectBrowser, target: Injection['target'], nonce: string): Promise<void> {
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
    sender.frameId === expected.frameId &&
    (expected.origin === undefined ? expected.frameId !== 0 : sender.origin === expected.origin) &&
    (sender.documentLifecycle ?? 'active') === 'active' &&
    now - expected.since < NONCE_LIFETIME
  );
}
