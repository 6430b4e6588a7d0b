import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { writeDefinition } from '../../../lib/definitions/definition-file';
import { providers as builtIn } from '../../../lib/provider/registry';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { BUILD, type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { startFirefox } from '../browsers/firefox';
import { findBrowser } from '../browsers/paths';
import { execute } from '../pages/execute';
import { LOGGED_IN, PODERO } from '../pages/known';
import { drive } from '../pages/popup';
import { ask, codeOf } from '../security/asking';
import { chromiumPolicy, firefoxPolicy, type PolicyFile } from './policy-file';

declare const chrome: typeof extensionApi;

/** A policy that a real browser reads from the real place, as an administrator would put it there. */

const PASSPHRASE = 'made-up passphrase of a test';
/** The browser looks at the folder when it changes, and waits for it to settle. */
const PATIENCE = { timeout: 20_000 };

let providers: LocalProviders;
beforeAll(async () => {
  providers = await startLocalProviders();
});
afterAll(() => providers?.stop());

/** Podero as a company would hand it out: under a name and an id of its own. */
function companyProvider(): string {
  const podero = builtIn.find(({ id }) => id === 'podero');
  if (!podero) throw new Error('No Podero.');
  const { pagePaths: _, formerly: __, ...rest } = podero;
  return writeDefinition({ ...rest, id: 'own-company', name: 'Company API', pages: [] });
}

const everything = (page: string) => ({
  definitions: [companyProvider(), '{"id": "broken"'],
  pages: [
    { provider: 'own-company', origins: [page], only: true },
    { provider: 'podero', origins: ['https://*.example.com'] },
  ],
  forcePassphrase: true,
  lockMinutes: 30,
  forbidExport: true,
});

const READ = {
  rules: { passphrase: 'required', lockMinutes: 30, export: 'forbidden' },
  definitions: ['own-company'],
  problems: [
    { path: 'definitions[1]', code: 'definition_not_json' },
    { path: 'pages[1].origins[0]', code: 'managed_bad_origin' },
  ],
};

const stateIn = async (options: Page) => {
  const answer = await ask(options, 'managedState', {});
  return answer.ok ? answer.reply : answer.failure;
};

describe('Chromium with a policy file', () => {
  let browser: ExtensionBrowser;
  let file: PolicyFile;
  let options: Page;

  beforeAll(async () => {
    // The folder is watched only when it is there at the start.
    file = chromiumPolicy(() => browser.extensionId);
    browser = await startChromium({ args: providers.chromiumArgs(), headless: true });
    options = await browser.openExtensionPage('options.html');
    await options.setViewport({ width: 900, height: 1800 });
  });
  afterAll(async () => {
    await browser?.close();
    file?.remove();
  });

  it('holds to it at once, asks for a passphrase before anything else, and fills the page that it names', async () => {
    const { live } = providers.demo.podero;
    expect(codeOf(await ask(options, 'changeMode', { choose: { mode: 'device' } }))).toBe('done');
    expect(await stateIn(options)).toEqual({ rules: {}, definitions: [], pages: [], problems: [] });

    file.put(everything(live.origin));
    await expect.poll(() => stateIn(options), PATIENCE).toMatchObject(READ);
    const screen = drive(options);
    expect(await screen.see('section[aria-labelledby=managed]')).toContain('definitions[1]');
    expect(codeOf(await ask(options, 'exportConnections', { passphrase: PASSPHRASE }))).toBe('managed_passphrase');
    expect(codeOf(await ask(options, 'changeMode', { choose: { mode: 'session' } }))).toBe('managed_passphrase');

    // In the popup of a page, with the worker gone in between: nothing of the policy lives in it.
    await browser.stopWorker();
    const page = await browser.newPage(live.docsPage);
    const popup = drive(await browser.pressIcon(page));
    await popup.type('Passphrase', PASSPHRASE);
    await popup.type('Repeat passphrase', PASSPHRASE);
    await popup.click('button', 'Set passphrase');
    await popup.type('Client ID', live.clientId);
    await popup.type('Client secret', live.clientSecret);
    await popup.click('button', 'Get token and authorize');
    await popup.see(LOGGED_IN);
    await popup.page.close().catch(() => undefined);
    expect(await execute(page, PODERO)).toBe(200);
    await page.close();

    // Bound by the policy alone: nothing of it is stored.
    const stored = await options.evaluate(() => chrome.storage.local.get(null));
    const [connection] = Object.entries(stored).flatMap(([key, value]) =>
      key.startsWith('con:') ? [value as { id: string; origins: string[] }] : [],
    );
    expect(connection?.origins).toEqual([]);
    const connectionId = connection?.id;
    const refusals = [
      ['copyText', { connectionId, kind: 'env' }, 'managed_export'],
      ['exportConnections', { passphrase: PASSPHRASE }, 'managed_export'],
      ['setIdleLock', { minutes: 60 }, 'managed_lock'],
      ['changeMode', { choose: { mode: 'device' } }, 'managed_passphrase'],
      ['removeDefinition', { definitionId: 'own-company' }, 'managed_definition'],
      ['bindOrigin', { connectionId, origin: 'https://elsewhere.example' }, 'managed_pages'],
      ['unbindOrigin', { connectionId, origin: live.origin }, 'managed_pages'],
    ] as const;
    for (const [type, request, code] of refusals) expect(codeOf(await ask(options, type, request))).toBe(code);
  });

  it('lets go of it when it says nothing any more, and has lost nothing', async () => {
    file.put({});
    await expect.poll(() => stateIn(options), PATIENCE).toMatchObject({ rules: {}, definitions: [], problems: [] });
    expect(codeOf(await ask(options, 'setIdleLock', { minutes: 60 }))).toBe('done');
    file.put(everything(providers.demo.podero.live.origin));
    await expect.poll(() => stateIn(options), PATIENCE).toMatchObject(READ);
    const connections = await ask<readonly { status: string }[]>(options, 'listConnections', {});
    expect(connections.ok && connections.reply).toMatchObject([{ status: 'ready' }]);
  });

  it('never shows a value of another type than its schema says: the browser leaves it out (measured)', async () => {
    file.put({ forcePassphrase: 'yes', lockMinutes: '30', forbidExport: true, unknown: 1 });
    await expect
      .poll(() => stateIn(options), PATIENCE)
      .toEqual({
        rules: { export: 'forbidden' },
        definitions: [],
        pages: [],
        problems: [],
      });
  });
});

describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('Firefox with a policies.json', () => {
  it('reads it at its start, and holds to it', async () => {
    const manifest = JSON.parse(readFileSync(join(BUILD, '../firefox-mv3/manifest.json'), 'utf8'));
    const file = firefoxPolicy(manifest.browser_specific_settings.gecko.id);
    try {
      file.put({ ...everything(providers.demo.podero.live.origin), forcePassphrase: 'yes' });
      const firefox = await startFirefox(providers.firefoxPreferences());
      try {
        const { ownPage } = firefox;
        expect(await stateIn(ownPage)).toMatchObject({
          ...READ,
          problems: [...READ.problems, { path: 'forcePassphrase', code: 'managed_bad_rule' }],
        });
        expect(codeOf(await ask(ownPage, 'changeMode', { choose: { mode: 'device' } }))).toBe('managed_passphrase');
        expect(codeOf(await ask(ownPage, 'setIdleLock', { minutes: 60 }))).toBe('managed_lock');
      } finally {
        await firefox.close();
      }
    } finally {
      file.remove();
    }
  });
});
