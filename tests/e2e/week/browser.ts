import type { Page } from 'puppeteer-core';
import type { Envelope } from '../../../lib/messages';
import type { Operation } from '../pages/execute';

/** What the week needs of a browser with the extension in it. */
export interface WeekBrowser {
  readonly name: 'Chromium' | 'Firefox';
  /** Sends a message as a page of ours does. */
  ask<Reply = unknown>(type: string, request: unknown): Promise<Envelope<Reply>>;
  /** The extension's session storage, to see which page holds what. */
  session(): Promise<Readonly<Record<string, unknown>>>;
  /** How often the extension has asked the browser's question for a host since the start, answered or not. */
  questions(): Promise<number>;
  grant(pattern: string): Promise<void>;
  newPage(url: string): Promise<Page>;
  reload(page: Page): Promise<void>;
  execute(page: Page, operation: Operation): Promise<number>;
  /** Presses the icon, then this button of the popup, and waits until the popup says that the page is authorized. */
  press(page: Page, button: string): Promise<void>;
  /** Presses the icon and types the passphrase, where it is asked for. */
  unlock(page: Page, passphrase: string): Promise<'typed' | 'was open'>;
  stopWorker(): Promise<void>;
  /** Closes and starts again with the same profile. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}
