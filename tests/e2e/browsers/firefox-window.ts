import type { Browser } from 'puppeteer-core';

/**
 * Firefox's own window, in which the toolbar, the popup's frame and the permission question live. WebDriver BiDi reaches it
 * with `moz:scope: chrome` once Firefox runs with `--remote-allow-system-access`; Puppeteer has no method for it, so the
 * commands are sent as they are.
 */
export interface FirefoxWindow {
  /** Runs a function there. It is sent as text, so it can use nothing from around it; arguments and result are JSON. */
  run<Input, Output>(
    work: (window: PrivilegedWindow, input: Input) => Output | Promise<Output>,
    input: Input,
  ): Promise<Output>;
}

/** What we use of it, as in Firefox 153. */
export interface PrivilegedWindow extends Window {
  readonly ChromeUtils: { importESModule(url: string): Record<string, unknown> };
  readonly Services: {
    readonly obs: { addObserver(observer: { observe(subject: Question): void }, topic: string): void };
  };
  readonly WebExtensionPolicy: { getByID(id: string): { readonly extension: Extension } };
  readonly PopupNotifications: { readonly panel: Panel };
  readonly windowUtils: { sendContentCommandEvent(type: 'insertText', transferable: null, text: string): void };
  /** As if it came from the operating system: hit-tested by Firefox, forwarded to the popup's process, trusted there. */
  synthesizeMouseEvent(type: string, x: number, y: number, mouse: object, options: object): boolean;
  /** Our own: every permission question since the start. */
  tokenfillQuestions?: string[][];
}

interface Extension {
  readonly backgroundState: string;
  terminateBackground(options: { disableResetIdleForTest: true }): Promise<void>;
}

export interface Panel extends HTMLElement {
  readonly state: 'open' | 'closed' | 'showing' | 'hiding';
  hidePopup(): void;
}

/** What Firefox says of a question for optional permissions, before it shows it. */
export interface Question {
  readonly wrappedJSObject: { readonly permissions: { readonly origins: readonly string[] } };
}

interface Connection {
  send(method: string, parameters: object): Promise<{ result: Result & { contexts: { context: string }[] } }>;
}

interface Result {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

export async function firefoxWindow(browser: Browser): Promise<FirefoxWindow> {
  const { connection } = browser as unknown as { connection: Connection };
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
  const context = tree.result.contexts[0]?.context;
  if (!context) throw new Error('Firefox has no window.');
  return {
    run: async (work, input) => {
      const { result } = await connection.send('script.callFunction', {
        functionDeclaration: `async (input) => JSON.stringify((await (${work})(window, JSON.parse(input))) ?? null)`,
        arguments: [{ type: 'string', value: JSON.stringify(input ?? null) }],
        target: { context },
        awaitPromise: true,
      });
      if (result.type === 'exception') throw new Error(`In Firefox’s window: ${result.exceptionDetails?.text}`);
      return JSON.parse(result.result?.value ?? 'null');
    },
  };
}
