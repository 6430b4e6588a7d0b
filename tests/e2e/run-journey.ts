import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { LocalProviders } from '../servers';
import type { ExtensionBrowser } from './browsers/chromium';
import type { Journey } from './journeys';
import { execute } from './pages/execute';
import { drive, type Popup } from './pages/popup';

/** Inside the extension's own worker. */
declare const chrome: typeof extensionApi;

/** Made up. */
const PASSPHRASE = 'made-up passphrase of a demo';

/** What a journey came to, as the table of `npm start -- --headless` shows it. */
export interface JourneyResult {
  readonly journey: Journey;
  readonly before: number;
  readonly after: number;
  readonly schemes: readonly string[];
  /** The token as the popup shows it. */
  readonly masked: string;
  readonly clicks: number;
  /** Hosts that the browser had to be asked for. */
  readonly prompts: number;
  /** From the press of the icon to the popup saying that the page is authorized, ms, without typing. */
  readonly milliseconds: number;
}

export interface JourneyHooks {
  /** Called with the filled form, then with the authorized popup and page: for screenshots. */
  readonly look?: (what: 'form' | 'popup' | 'page', page: Page) => Promise<void>;
}

/** Walks one journey in a tab of its own, as a person who has never used Tokenfill with this provider. */
export async function runJourney(
  journey: Journey,
  browser: ExtensionBrowser,
  providers: LocalProviders,
  { look = async () => undefined }: JourneyHooks = {},
): Promise<JourneyResult> {
  await forgetEverything(browser);
  providers.log.clear();
  const page = await browser.newPage(journey.page);
  if (journey.server) await page.select('.servers select', journey.server);
  const before = await execute(page, journey.operation);
  const granted = await grantedOrigins(browser);

  const from = Date.now();
  const popup = drive(await browser.pressIcon(page));
  await fillIn(popup, journey);
  await look('form', popup.page);
  await popup.click('button', journey.submit);
  await popup.see('::-p-aria([name="Log out"][role="button"])');
  const milliseconds = Date.now() - from;
  const masked = await readMasked(popup);
  await look('popup', popup.page);
  await popup.page.close().catch(() => undefined);

  const after = await execute(page, journey.operation);
  await look('page', page);
  const schemes = await authorizedSchemes(browser, page);
  await page.close();
  const prompts = (await grantedOrigins(browser)).length - granted.length;
  return { journey, before, after, schemes, masked, clicks: popup.clicks(), prompts, milliseconds };
}

async function fillIn(popup: Popup, journey: Journey): Promise<void> {
  for (const name of journey.choose ?? []) await popup.click('radio', name);
  for (const [label, value] of Object.entries(journey.fields)) await popup.type(label, value);
  for (const name of journey.tick ?? []) await popup.click('checkbox', name);
  // The first day: secrets are kept with a passphrase unless another way is chosen.
  await popup.type('Passphrase', PASSPHRASE);
  await popup.type('Repeat passphrase', PASSPHRASE);
}

/** As the popup gets it: the background's masked view, asked for from the popup itself. */
async function readMasked(popup: Popup): Promise<string> {
  return popup.page.evaluate(async () => {
    const answer = await chrome.runtime.sendMessage({ type: 'listConnections', request: {} });
    return (answer as { reply: { token?: { masked: string } }[] }).reply[0]?.token?.masked ?? '';
  });
}

/** What the background recorded for the tab that is now in front. */
async function authorizedSchemes(browser: ExtensionBrowser, page: Page): Promise<readonly string[]> {
  const worker = await browser.worker();
  const url = page.url();
  return worker.evaluate(async (origin) => {
    const stored: Record<string, unknown> = await chrome.storage.session.get(null);
    const records = Object.entries(stored).flatMap(([key, value]) => (key.startsWith('fil:') ? [value] : []));
    type Fill = { origin: string; schemes: string[]; at: number };
    const mine = (records as Fill[]).filter((record) => record.origin === origin).sort((a, b) => b.at - a.at);
    return mine[0]?.schemes ?? [];
  }, new URL(url).origin);
}

/** Every journey begins as on the first day. */
async function forgetEverything(browser: ExtensionBrowser): Promise<void> {
  await (await browser.worker()).evaluate(async () => {
    await chrome.storage.local.clear();
    await chrome.storage.session.clear();
    // Else what is gone would be offered back.
    indexedDB.deleteDatabase('vault-backup');
  });
}

async function grantedOrigins(browser: ExtensionBrowser): Promise<readonly string[]> {
  const worker = await browser.worker();
  return worker.evaluate(async () => (await chrome.permissions.getAll()).origins ?? []);
}
