import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { execute } from '../pages/execute';
import { LOGGED_IN, PODERO } from '../pages/known';
import { drive } from '../pages/popup';
import { brunoFiles, postmanFiles } from './tool-files';

/** Files of other tools, from the options page to a 200. */

const FILES = 'input[type=file]:not([webkitdirectory])';
const FOLDER = 'input[type=file][webkitdirectory]';

let providers: LocalProviders;
let browser: ExtensionBrowser;
let folder: string;

beforeAll(async () => {
  providers = await startLocalProviders();
  folder = await mkdtemp(join(tmpdir(), 'tool-imports-'));
});
afterAll(async () => {
  await browser?.close();
  await providers?.stop();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['a Postman collection and two environments', FILES, postmanFiles],
  [
    'a folder of Bruno 3, chosen as one',
    FOLDER,
    async (...given: Parameters<typeof brunoFiles>) => {
      const [collection = ''] = await brunoFiles(...given);
      return [dirname(collection)];
    },
  ],
] as const)('%s become two connections, and each fills its page to 200', async (_, field, files) => {
  await browser?.close();
  browser = await startChromium({ args: providers.chromiumArgs(), headless: true });
  const { live, sandbox } = providers.demo.podero;
  const options = await browser.openExtensionPage('options.html');
  const screen = drive(options);
  await screen.click('button', 'Open files…');
  const input = (await options.waitForSelector(field)) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(...(await files(folder, providers.demo)));
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
