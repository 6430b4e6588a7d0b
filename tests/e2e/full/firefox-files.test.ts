import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDefinition } from '../../../lib/definitions/definition-file';
import type { ProviderDefinition } from '../../../lib/provider/definition';
import { providers as builtIn } from '../../../lib/provider/registry';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionFirefox, startFirefox } from '../browsers/firefox';
import { findBrowser } from '../browsers/paths';
import { execute } from '../pages/execute';
import { PODERO } from '../pages/known';
import { drive } from '../pages/popup';
import { ask, codeOf, connectionsSeenBy } from '../security/asking';
import { textOf } from '../texts';

/** Files in Firefox: a definition brought in, used, moved to another profile with its connection, and used there. */

/** Made up. */
const FILE = 'made-up passphrase of a file';
const NAME = 'Podero of ours';

/** Podero, as somebody else would write it down. */
function written(): ProviderDefinition {
  const podero = builtIn.find(({ id }) => id === 'podero');
  if (!podero) throw new Error('No Podero.');
  const { pagePaths: _, formerly: __, ...rest } = podero;
  return { ...rest, id: 'own-podero', name: NAME, pages: [] };
}

/** A password field has no role in Firefox, so it is found by its label. */
async function typeSecret(page: Page, label: string, value: string): Promise<void> {
  const field = await page.waitForSelector(`::-p-xpath(//input[@id = //label[. = "${label}"]/@for])`, {
    timeout: 5_000,
  });
  await field?.evaluate((element) => (element as HTMLInputElement).select());
  await field?.focus();
  await page.keyboard.type(value);
}

async function choose(page: Page, path: string): Promise<void> {
  const input = (await page.waitForSelector('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('in Firefox', () => {
  let providers: LocalProviders;
  let folder: string;
  let firefox: ExtensionFirefox | undefined;

  const start = async () => {
    await firefox?.close();
    firefox = await startFirefox({
      ...providers.firefoxPreferences(),
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
    });
    await firefox.ownPage.bringToFront();
    return firefox;
  };
  beforeAll(async () => {
    providers = await startLocalProviders();
    folder = await mkdtemp(join(tmpdir(), 'tokenfill-files-'));
  });
  afterAll(async () => {
    await firefox?.close();
    await providers?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a definition comes in as a file, sends nothing by that, asks about a private address, and works', async () => {
    const { live } = providers.demo.podero;
    const first = await start();
    const options = first.ownPage;
    expect(codeOf(await ask(options, 'changeMode', { choose: { mode: 'session' } }))).toBe('done');
    // Firefox refuses to read a policy where there is none: that is none, and no trouble.
    expect(await ask(options, 'managedState', {})).toMatchObject({ ok: true, reply: { rules: {}, problems: [] } });
    const inside = writeDefinition(written()).replaceAll('https://{{region.host}}', 'https://10.0.0.7');
    expect(codeOf(await ask(options, 'importDefinitions', { text: inside, confirmed: [] }))).toBe(
      'definition_private_address',
    );

    const path = join(folder, 'definition.json');
    await writeFile(path, writeDefinition(written()));
    const editor = drive(options);
    await editor.click('button', 'Write or import a definition');
    await choose(options, path);
    expect(await editor.see('.definition-found')).toContain(live.origin);
    await editor.click('button', 'Save this provider');
    await editor.see('.own-providers code');
    expect(providers.log.to(live.host, '/oauth2/token/')).toEqual([]);
    expect(await connectionsSeenBy(options)).toEqual([]);

    const page = await first.newPage(live.docsPage);
    const popup = await first.pressIcon(page);
    await popup.click('button', 'Another provider');
    await popup.click('button', NAME);
    await popup.type('Client ID', live.clientId);
    await popup.type('Client secret', live.clientSecret);
    await popup.click('checkbox', `Also fill in on ${live.origin} (this page)`);
    await popup.click('button', 'Get token and authorize');
    await first.questions.shown();
    await popup.close();
    expect(await first.questions.answer('Allow')).toEqual([`${live.origin}/*`]);
    await (await first.pressIcon(page)).see('button', 'Log out');
    await first.closePopup();
    expect(await execute(page, PODERO)).toBe(200);
    expect(providers.log.to(live.host, '/oauth2/token/')).toHaveLength(1);
    await page.close();
  });

  it('its connection moves to another profile in a file that shows nothing, and works there', async () => {
    const { live } = providers.demo.podero;
    if (!firefox) throw new Error('There is no first profile.');
    const saving = drive(firefox.ownPage);
    await firefox.ownPage.bringToFront();
    await saving.click('button', 'Save…');
    await typeSecret(firefox.ownPage, 'Passphrase for the file', FILE);
    await typeSecret(firefox.ownPage, 'Repeat the passphrase for the file', FILE);
    await saving.click('button', 'Save file');
    const isMoving = (name: string) => /^tokenfill-.*json$/.test(name);
    const saved = async () => (await readdir(folder)).filter(isMoving);
    await expect.poll(saved, { timeout: 10_000 }).toHaveLength(1);
    const path = join(folder, (await saved())[0] ?? '');
    await expect.poll(async () => (await readFile(path, 'utf8')).length, { timeout: 10_000 }).toBeGreaterThan(100);
    const file = await readFile(path, 'utf8');
    for (const text of [live.clientSecret, live.clientId, NAME]) expect(file).not.toContain(text);

    const second = await start();
    const options = second.ownPage;
    const taking = drive(options);
    await taking.click('button', 'Bring in…');
    await choose(options, path);
    await typeSecret(options, 'Passphrase of the file', 'another made-up passphrase');
    await taking.click('button', 'Look inside');
    expect(await taking.see('[role=alert]')).toContain(textOf('wrong_passphrase'));
    await typeSecret(options, 'Passphrase of the file', FILE);
    await taking.click('button', 'Look inside');
    const listed = await taking.see('.arrivals');
    expect(listed).toContain(NAME);
    expect(listed).toContain(live.origin);
    expect(await connectionsSeenBy(options)).toEqual([]);
    await taking.click('radio', 'This browser session');
    await taking.click('button', 'Bring in');
    await taking.click('button', 'Allow these hosts');
    expect(await second.questions.answer('Allow')).toEqual([`${live.origin}/*`]);

    const page = await second.newPage(live.docsPage);
    expect(await execute(page, PODERO)).toBe(401);
    const popup = await second.pressIcon(page);
    const [connection] = await connectionsSeenBy(options);
    await popup.click('button', `Authorize with ${connection?.connection.label}`);
    await popup.see('button', 'Log out');
    await second.closePopup();
    expect(await execute(page, PODERO)).toBe(200);
  });
});
