import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { Need } from '../../../lib/domain/need';
import type { Envelope } from '../../../lib/messages';

declare const chrome: typeof extensionApi;

/** Ends every worker through the browser's own switch: without a hold on the worker, and also when none runs. */
export async function stopWorkers(ours: Page): Promise<void> {
  const session = await ours.createCDPSession();
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

/** Ends the worker `at` ms after the work has begun. What the work comes to is the dying worker's business. */
export async function dieDuring(ours: Page, at: number, work: () => Promise<unknown>): Promise<void> {
  const working = work().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, at));
  await stopWorkers(ours);
  await working;
}

/** No token in the session storage, as after a restart of the browser: the next fill has to ask for one. */
export function dropToken(ours: Page): Promise<void> {
  return ours.evaluate(async () => {
    const keys = Object.keys(await chrome.storage.session.get(null));
    await chrome.storage.session.remove(keys.filter((key) => key.startsWith('tok:')));
  });
}

/** The id of the tab that shows this page. */
export async function tabIdOf(ours: Page, page: Page): Promise<number> {
  const url = page.url();
  const id = await ours.evaluate(async (wanted) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((tab) => tab.url === wanted)?.id;
  }, url);
  if (id === undefined) throw new Error(`No tab shows ${url}.`);
  return id;
}

/** Whether a page was filled after `since` (ms), within ten seconds. */
export function filledAgain(ours: Page, since: number): Promise<boolean> {
  return ours.evaluate(async (from) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const stored = Object.entries(await chrome.storage.session.get(null));
      if (stored.some(([key, value]) => key.startsWith('fil:') && (value as { at: number }).at > from)) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  }, since);
}

/** The names of tokens whose creation's outcome is unknown. */
export function namesAt(answer: Envelope<readonly Need[]>): readonly string[] {
  const needs = answer.ok ? answer.reply : [];
  return needs.flatMap((need) => (need.what === 'outcome_unknown' && need.name ? [need.name] : []));
}
