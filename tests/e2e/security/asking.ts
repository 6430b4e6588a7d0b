import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { ConnectionView, Draft } from '../../../lib/domain/connection';
import type { Envelope } from '../../../lib/messages';

/** Inside a page of the extension. */
declare const chrome: typeof extensionApi;

/** Messages sent from a page of ours without its screens: what a screen would not offer must be refused all the same. */

export function ask<Reply = unknown>(page: Page, type: string, request: unknown): Promise<Envelope<Reply>> {
  return page.evaluate((message) => chrome.runtime.sendMessage(message), { type, request }) as Promise<Envelope<Reply>>;
}

/** The failure's code, or `done`. */
export function codeOf(answer: Envelope<unknown>): string {
  return answer.ok ? 'done' : answer.failure.code;
}

export async function connectionsSeenBy(page: Page): Promise<readonly ConnectionView[]> {
  const answer = await ask<readonly ConnectionView[]>(page, 'listConnections', {});
  return answer.ok ? answer.reply : [];
}

/** Asks from the popup for every connection there is to be filled into the tab in front; one code each. */
export async function authorizeAll(popup: Page): Promise<readonly string[]> {
  const tabId = await popup.evaluate(
    async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id,
  );
  const codes: string[] = [];
  for (const { connection } of await connectionsSeenBy(popup)) {
    codes.push(codeOf(await ask(popup, 'authorize', { connectionId: connection.id, tabId })));
  }
  return codes;
}

/** A pasted token for one origin, as the form of "Any site" sends it. */
export function anySiteDraft(origin: string, token: string): Draft {
  return {
    id: crypto.randomUUID(),
    label: new URL(origin).host,
    providerId: 'any-site',
    methodId: 'header',
    inputs: { token, header: 'Authorization', prefix: 'Bearer' },
    allowHttp: false,
    origins: [origin],
  };
}
