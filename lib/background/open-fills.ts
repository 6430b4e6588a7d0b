import { originOf } from '../domain/origin';
import type { FillRecord } from '../domain/view';
import type { Notes } from './notes';
import type { World } from './world';

/**
 * Tabs that still show the origin we filled. A tab that went elsewhere tells us no address any more (Chromium takes activeTab
 * away, and there is no other permission for it): it holds nothing of ours, and its note is dropped.
 */
export async function openFills(
  { browser }: Pick<World, 'browser'>,
  notes: Notes,
): Promise<readonly { readonly tabId: number; readonly record: FillRecord }[]> {
  const noted = await notes.fills();
  const here = await Promise.all(
    noted.map(async ({ tabId, record }) => {
      if (await shows(browser, tabId, record.frame?.top ?? record.origin)) return true;
      await notes.forgetFill(tabId);
      return false;
    }),
  );
  return noted.filter((_, index) => here[index]);
}

/** Tabs of kept pages that wait for the vault and still show that page. */
export async function openWaiting(
  { browser }: Pick<World, 'browser'>,
  notes: Notes,
): Promise<readonly { readonly tabId: number; readonly origin: string }[]> {
  const noted = await notes.waiting();
  const here = await Promise.all(noted.map(({ tabId, origin }) => shows(browser, tabId, origin)));
  return noted.filter((_, index) => here[index]);
}

async function shows(browser: World['browser'], tabId: number, origin: string): Promise<boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  return originOf(tab?.url) === origin;
}
