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
  /** Origins that the browser lets the extension talk to. */
  granted(): Promise<readonly string[]>;
  grant(pattern: string): Promise<void>;
  newPage(url: string): Promise<Page>;
  reload(page: Page): Promise<void>;
  execute(page: Page, operation: Operation): Promise<number>;
  /** Presses the icon, then this button of the popup, and waits until the popup says that the page is authorized. */
  press(page: Page, button: string): Promise<void>;
  /** Presses the icon and types the passphrase. */
  unlock(page: Page, passphrase: string): Promise<void>;
  stopWorker(): Promise<void>;
  /** Closes and starts again with the same profile. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}
