import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { providers } from '../../lib/provider/registry';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import { drive } from './pages/popup';
import { useScene } from './scene';

const scene = useScene();

/** Podero, as somebody else would write it down: another name, an id of one's own, and no page. */
function written(): string {
  const podero = providers.find(({ id }) => id === 'podero');
  const name = 'Podero of ours';
  return JSON.stringify({ ...podero, id: 'own-podero', name, pages: [], pagePaths: undefined, formerly: undefined });
}

/** The text of a file that a click puts into the downloads. */
async function downloaded(page: Page, name: string, click: () => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenfill-downloads-'));
  const session = await page.browser().target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  try {
    await click();
    const read = () => readFile(join(folder, name), 'utf8').catch(() => '');
    await expect.poll(read, { timeout: 20_000 }).not.toBe('');
    return await read();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('a definition from a text: looked at, imported, exported, its form filled in, the page’s own Execute answers 200', async () => {
  const { live } = scene.providers.demo.podero;
  await scene.keepSecrets('session');
  const options = await scene.browser.openExtensionPage('options.html');
  await options.setViewport({ width: 900, height: 1600 });
  const editor = drive(options);
  await editor.click('button', 'Write or import a definition');
  await editor.type('Definition', written());
  expect(await editor.see('.definition-found')).toContain(live.origin);
  await editor.click('button', 'Save this provider');
  await editor.see('.own-providers code');
  expect(scene.providers.log.to(live.host, '/oauth2/token/')).toEqual([]);
  expect(await scene.connections()).toEqual([]);
  const exported = await downloaded(options, 'own-podero.tokenfill.json', () =>
    editor.click('button', 'Export Podero of ours'),
  );
  expect(JSON.parse(exported).definitions).toEqual([JSON.parse(written())]);
  await options.close();

  const page = await scene.browser.newPage(live.docsPage);
  expect(await execute(page, PODERO)).toBe(401);
  const popup = await scene.open(page);
  await popup.click('button', 'Another provider');
  await popup.click('button', 'Podero of ours');
  await popup.type('Client ID', live.clientId);
  await popup.type('Client secret', live.clientSecret);
  // Nothing but this click binds the page.
  await popup.click('checkbox', `Also fill in on ${live.origin} (this page)`);
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close().catch(() => undefined);

  expect(await execute(page, PODERO)).toBe(200);
  expect(scene.providers.log.to(live.host, '/oauth2/token/')).toHaveLength(1);
});
