import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { execute } from '../pages/execute';
import { LOGGED_IN, PODERO } from '../pages/known';
import { drive } from '../pages/popup';

const FIXTURES = join(import.meta.dirname, '../../fixtures/imports');
let providers: LocalProviders;
let browser: ExtensionBrowser;
let folder: string;

beforeAll(async () => {
  providers = await startLocalProviders();
  folder = await mkdtemp(join(tmpdir(), 'tool-imports-'));
  browser = await startChromium({ args: providers.chromiumArgs(), headless: true });
});
afterAll(async () => {
  await browser?.close();
  await providers?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The fixture's environment with credentials that the local provider knows. */
async function environmentFile(name: string, client: { readonly clientId: string; readonly clientSecret: string }) {
  const lower = name.toLowerCase();
  const text = await readFile(join(FIXTURES, `postman-${lower}.json`), 'utf8');
  const path = join(folder, `${lower}.json`);
  const own = text.replace(`made-up-client-${lower}`, client.clientId);
  await writeFile(path, own.replace(`made-up-secret-of-${lower}`, client.clientSecret));
  return path;
}

it('a Postman collection and two environments become two connections, and each fills its page to 200', async () => {
  const { live, sandbox } = providers.demo.podero;
  const files = [
    join(FIXTURES, 'postman-podero.json'),
    await environmentFile('Live', live),
    await environmentFile('Sandbox', sandbox),
  ];
  const options = await browser.openExtensionPage('options.html');
  const screen = drive(options);
  await screen.click('button', 'Open files…');
  const input = (await options.waitForSelector(
    'input[type=file]:not([webkitdirectory])',
  )) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(...files);
  const listed = await screen.see('.arrivals');
  for (const { docsPage } of [live, sandbox]) expect(listed).toContain(new URL(docsPage).origin);
  const html = await options.content();
  for (const { clientSecret } of [live, sandbox]) expect(html).not.toContain(clientSecret);
  await screen.click('radio', 'This browser session');
  await screen.click('button', 'Bring in the chosen (2)');
  await screen.see('::-p-aria([name="Allow these hosts"][role="button"])');

  for (const [label, { docsPage }] of [
    ['Live', live],
    ['Sandbox', sandbox],
  ] as const) {
    const page = await browser.newPage(docsPage);
    const popup = drive(await browser.pressIcon(page));
    await popup.click('button', `Authorize with ${label}`);
    await popup.see(LOGGED_IN);
    expect(await execute(page, PODERO)).toBe(200);
  }
});
