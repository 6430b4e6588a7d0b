import { browser } from 'wxt/browser';
import { hostPattern } from '../lib/domain/origin';

/** Everything that screens want from the browser itself, besides messages and texts. */

/** Key in session storage that the background touches after every change; its value says nothing. */
const CHANGED_KEY = 'changed';
/** Of hosts whose token requests go without `Origin`. */
const BARE_PREFIX = 'bare:';
const BUTTON_PREFERENCE = 'pref:pageButton';
/** One click changes several records: screens ask again once, when it is over. */
const SETTLE_TIME = 30;

/**
 * The folder in the browser's profile in which `storage.local` lies, and nothing else of ours
 * (docs/facts.md#where-storage-lies).
 */
export function storageFolder(): string {
  const { protocol, host } = new URL(browser.runtime.getURL('/'));
  if (protocol === 'chrome-extension:') return `Local Extension Settings/${host}`;
  return `storage/default/moz-extension+++${host}^userContextId=4294967295`;
}

export async function activeTabId(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Calls back when a tab has loaded a page. Returns the way to stop. */
export function onTabLoaded(tabId: number, listener: () => void): () => void {
  const hear = (updated: number, change: { readonly status?: string | undefined }) => {
    if (updated === tabId && change.status === 'complete') listener();
  };
  browser.tabs.onUpdated.addListener(hear);
  return () => browser.tabs.onUpdated.removeListener(hear);
}

/** Calls back after each change in the background. Returns the way to stop. */
export function onChanged(listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = (changes: Record<string, unknown>, area: string) => {
    if (area !== 'session' || !(CHANGED_KEY in changes)) return;
    clearTimeout(timer);
    timer = setTimeout(listener, SETTLE_TIME);
  };
  browser.storage.onChanged.addListener(hear);
  return () => {
    clearTimeout(timer);
    browser.storage.onChanged.removeListener(hear);
  };
}

/**
 * Asks the browser for hosts. Must be called in the click itself, before anything is awaited: the browser wants the gesture.
 * Hosts that are granted already do not make a question.
 */
export function requestHosts(origins: readonly string[]): Promise<boolean> {
  try {
    return browser.permissions.request({ origins: [...new Set(origins.map(hostPattern))] }).catch(() => false);
  } catch {
    return Promise.resolve(false);
  }
}

export function hasHost(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [hostPattern(origin)] });
}

/** Where the browser's sign-in window waits for a server's answer; undefined where the browser has none. */
export function redirectAddress(): string | undefined {
  return browser.identity?.getRedirectURL();
}

/** What our requests say in `Origin` (M1): servers that ask for allowed origins want it. */
export function ownOrigin(): string {
  return browser.runtime.getURL('/').replace(/\/$/, '');
}

export function openOptions(): void {
  void browser.runtime.openOptionsPage().then(() => window.close());
}

export function writeClipboard(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}

export async function readPageButton(): Promise<'on' | 'off'> {
  const stored = await browser.storage.local.get(BUTTON_PREFERENCE);
  return stored[BUTTON_PREFERENCE] === 'off' ? 'off' : 'on';
}

export function writePageButton(wanted: 'on' | 'off'): Promise<void> {
  return browser.storage.local.set({ [BUTTON_PREFERENCE]: wanted });
}

/** Servers whose token requests go without the header `Origin`. */
export async function readBareHosts(): Promise<readonly string[]> {
  const names = Object.keys(await browser.storage.local.get(null));
  return names.filter((name) => name.startsWith(BARE_PREFIX)).map((name) => name.slice(BARE_PREFIX.length));
}

export function forgetBareHost(origin: string): Promise<void> {
  return browser.storage.local.remove(BARE_PREFIX + origin);
}

/** Hands a text to the browser's own downloads; nothing is sent. */
export function saveFile(name: string, content: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
