import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionFirefox, startFirefox } from '../browsers/firefox';
import { findBrowser } from '../browsers/paths';
import { execute } from '../pages/execute';
import { PODERO } from '../pages/known';
import { drive } from '../pages/popup';
import { ask, codeOf, connectionsSeenBy } from '../security/asking';
import { brunoFiles, postmanFiles } from './tool-files';

/** Files of other tools in Firefox, from the options page over Firefox's own question to a 200. */
describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('files of other tools, in Firefox', () => {
  let providers: LocalProviders;
  let firefox: ExtensionFirefox | undefined;
  let folder: string;

  beforeAll(async () => {
    providers = await startLocalProviders();
    folder = await mkdtemp(join(tmpdir(), 'tool-imports-'));
  });
  afterAll(async () => {
    await firefox?.close();
    await providers?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await firefox?.close();
    firefox = await startFirefox(providers.firefoxPreferences());
    await firefox.ownPage.bringToFront();
    expect(codeOf(await ask(firefox.ownPage, 'changeMode', { choose: { mode: 'session' } }))).toBe('done');
    providers.log.clear();
  });

  it.each([
    ['a Postman collection and two environments', postmanFiles],
    ['files of Bruno 3, chosen one by one', brunoFiles],
  ] as const)('%s become two connections after one question, and each fills its page to 200', async (_, files) => {
    const worlds = { Live: providers.demo.podero.live, Sandbox: providers.demo.podero.sandbox };
    const origins = Object.values(worlds).map(({ docsPage }) => new URL(docsPage).origin);
    if (!firefox) throw new Error('There is no Firefox.');
    const options = firefox.ownPage;
    const screen = drive(options);
    await screen.click('button', 'Open files…');
    const input = (await options.waitForSelector(
      'input[type=file]:not([webkitdirectory])',
    )) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(...(await files(folder, providers.demo)));
    const listed = await screen.see('.arrivals');
    for (const origin of origins) expect(listed).toContain(origin);
    const html = await options.content();
    for (const { clientSecret } of Object.values(worlds)) expect(html).not.toContain(clientSecret);
    expect(await connectionsSeenBy(options)).toEqual([]);
    await screen.click('button', 'Bring in the chosen (2)');
    await screen.click('button', 'Allow these hosts');
    const asked = await firefox.questions.answer('Allow');
    expect([...asked].sort()).toEqual(origins.map((origin) => `${origin}/*`).sort());
    expect(providers.log.all()).toEqual([]);

    for (const [label, { docsPage }] of Object.entries(worlds)) {
      const page = await firefox.newPage(docsPage);
      expect(await execute(page, PODERO)).toBe(401);
      const popup = await firefox.pressIcon(page);
      await popup.click('button', `Authorize with ${label}`);
      await popup.see('button', 'Log out');
      await firefox.closePopup();
      expect(await execute(page, PODERO)).toBe(200);
      await page.close();
    }
  });
});
