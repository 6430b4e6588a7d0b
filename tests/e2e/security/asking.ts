import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { ConnectionView } from '../../../lib/domain/connection';
import type { Envelope } from '../../../lib/messages';
import type { Scene } from '../scene';

/** Inside a page of the extension. */
declare const chrome: typeof extensionApi;

/** Messages sent from a page of ours without its screens: what a screen would not offer must be refused all the same. */

export function ask<Reply = unknown>(page: Page, type: string, request: unknown): Promise<Envelope<Reply>> {
  return page.evaluate((message) => chrome.runtime.sendMessage(message), { type, request }) as Promise<Envelope<Reply>>;
}

/** Grants a host as the browser's own question would: headless Chromium cannot show it. */
export async function grant(scene: Pick<Scene, 'browser'>, page: Page, pattern: string): Promise<void> {
  await scene.browser.willGrant(pattern);
  const granted = await page.evaluate((origins) => chrome.permissions.request({ origins }), [pattern]);
  if (!granted) throw new Error(`${pattern} was not granted.`);
}

/** The failure's code, or `done`. */
export function codeOf(answer: Envelope<unknown>): string {
  return answer.ok ? 'done' : answer.failure.code;
}

export async function connectionsSeenBy(page: Page): Promise<readonly ConnectionView[]> {
  const answer = await ask<readonly ConnectionView[]>(page, 'listConnections', {});
  return answer.ok ? answer.reply : [];
}

/** The tab that the popup belongs to. */
export async function tabOf(popup: Page): Promise<number> {
  return popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    return tab?.id ?? -1;
  });
}

/** Asks from the popup for every connection there is to be filled into the tab in front; one code each. */
export async function authorizeAll(popup: Page): Promise<readonly string[]> {
  const tabId = await tabOf(popup);
  const codes: string[] = [];
  for (const { connection } of await connectionsSeenBy(popup)) {
    codes.push(codeOf(await ask(popup, 'authorize', { connectionId: connection.id, tabId })));
  }
  return codes;
}
