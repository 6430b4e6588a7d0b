import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalProviders, startLocalProviders } from '../servers';
import { type ExtensionBrowser, startChromium } from './browsers/chromium';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import { drive } from './pages/popup';

/** Made up. */
const FILE = 'made-up passphrase of a file';
const HERE = 'made-up passphrase of a vault';

let providers: LocalProviders;
let folder: string;
const browsers: ExtensionBrowser[] = [];

async function startBrowser(): Promise<ExtensionBrowser> {
  const browser = await startChromium({ args: providers.chromiumArgs(), headless: true });
  browsers.push(browser);
  return browser;
}

beforeAll(async () => {
  providers = await startLocalProviders();
  folder = await mkdtemp(join(tmpdir(), 'moving-'));
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await providers?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a connection works in another profile when it came there in a file, and the file shows nothing', async () => {
  const { live } = providers.demo.podero;
  const first = await startBrowser();
  const page = await first.newPage(live.docsPage);
  const popup = drive(await first.pressIcon(page));
  await popup.type('Client ID', live.clientId);
  await popup.type('Client secret', live.clientSecret);
  await popup.click('radio', 'This browser session');
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close().catch(() => undefined);

  const out = await first.openExtensionPage('options.html');
  const client = await out.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const saving = drive(out);
  await saving.click('button', 'Save…');
  await saving.type('Passphrase for the file', FILE);
  await saving.type('Repeat the passphrase for the file', FILE);
  await saving.click('button', 'Save file');
  await expect.poll(() => readdir(folder), { timeout: 20_000 }).toEqual([expect.stringMatching(/^tokenfill-.*json$/)]);
  const path = join(folder, (await readdir(folder))[0] ?? '');
  const file = await readFile(path, 'utf8');
  for (const text of [live.clientSecret, btoa(live.clientSecret), live.clientId, 'podero']) {
    expect(file).not.toContain(text);
  }

  const second = await startBrowser();
  const options = await second.openExtensionPage('options.html');
  const taking = drive(options);
  await taking.click('button', 'Bring in…');
  const input = (await options.waitForSelector('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
  await taking.type('Passphrase of the file', FILE);
  await taking.click('button', 'Look inside');
  expect(await taking.see('.arrivals')).toContain(new URL(live.docsPage).origin);
  await taking.type('Passphrase', HERE);
  await taking.type('Repeat passphrase', HERE);
  await taking.click('button', 'Bring in');
  await taking.see('::-p-aria([name="Allow these hosts"][role="button"])');

  const there = await second.newPage(live.docsPage);
  const again = drive(await second.pressIcon(there));
  await again.click('button', 'Authorize with Podero Live');
  await again.see(LOGGED_IN);
  expect(await execute(there, PODERO)).toBe(200);
});
