import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VaultView } from '../../../lib/domain/view';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { until } from '../browsers/until';
import { ask, codeOf, connectionsSeenBy } from '../security/asking';
import { findInFolder } from '../security/canaries';
import { anySiteDraft } from '../security/drafts';
import { chance } from './chance';
import { damages } from './file-damage';

/** The files of `storage.local` in a real profile are damaged while the browser is closed; then it is started again. */

const PASSPHRASE = 'made-up passphrase of a test';
const TOKENS = [0, 1, 2].map((at) => `made-up-canary-token-number-${at}`);
const SETTINGS = 'Default/Local Extension Settings';
const BACKUP = 'Default/IndexedDB';
const RESTORE = '::-p-xpath(//*[@role="alert"]//button[starts-with(., "Restore backup")])';
const home = mkdtempSync(join(tmpdir(), 'tokenfill-damage-'));
const { seed, upTo } = chance();
let providers: LocalProviders;
let browser: ExtensionBrowser | undefined;

const start = async (profile: string) => {
  browser = await startChromium({ args: providers.chromiumArgs(), headless: true, profile });
  return browser.openExtensionPage('options.html');
};

beforeAll(async () => {
  providers = await startLocalProviders();
  const page = await start(join(home, 'whole'));
  await ask(page, 'changeMode', { choose: { mode: 'passphrase', passphrase: PASSPHRASE } });
  for (const token of TOKENS) {
    const draft = { ...anySiteDraft('https://docs.example.test', token), label: `Holds ${token.at(-1)}` };
    expect(codeOf(await ask(page, 'saveConnection', { draft }))).toBe('done');
  }
  await browser?.close();
});
afterEach(() => browser?.close());
afterAll(async () => {
  await providers?.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function look(page: Page) {
  const answer = await ask<VaultView>(page, 'vaultState', {});
  if (!answer.ok) return answer.failure.code;
  const { mode, locked, trouble, damaged, missing } = answer.reply;
  return { mode, locked, trouble, damaged: damaged.length, missing };
}

type Seen = Awaited<ReturnType<typeof look>>;

/** The browser's store mends itself while it is read for the first time: what was looked at then may be another thing now. */
async function settled(page: Page): Promise<Seen> {
  let seen = await look(page);
  await until(async () => {
    const before = JSON.stringify(seen);
    seen = await look(page);
    return JSON.stringify(seen) === before || undefined;
  }, 'the store to stay as it is');
  await page.reload();
  await page.waitForSelector('h2');
  return seen;
}

/** A single record that does not read is brought back once the vault is open; the screen says so. */
const isForLater = (seen: Seen): boolean =>
  typeof seen === 'object' && seen.locked && seen.trouble === undefined && seen.damaged > 0;

function isWhole(seen: Seen): boolean {
  return typeof seen === 'object' && seen.missing === undefined && seen.trouble === undefined && seen.damaged === 0;
}

async function alertOf(page: Page): Promise<string> {
  const alert = await page.waitForSelector('[role=alert]', { timeout: 20_000 });
  return (await alert?.evaluate((element) => (element as HTMLElement).innerText)) ?? '';
}

/** By the button of the alert, which names what is gone. */
async function restore(page: Page, seen: Seen): Promise<void> {
  const button = await page.waitForSelector(RESTORE, { timeout: 20_000 });
  const words = await alertOf(page);
  for (const label of (typeof seen === 'object' && seen.missing) || []) expect(words).toContain(label);
  await button?.click();
  await page.waitForSelector(RESTORE, { hidden: true, timeout: 20_000 });
}

/** The tokens that can be had. */
async function tokensOf(page: Page): Promise<readonly string[]> {
  const tokens = [];
  for (const { connection } of await connectionsSeenBy(page)) {
    const { id, rev, label, providerId, methodId, inputs, allowHttp, origins } = connection;
    await ask(page, 'saveConnection', { draft: { id, rev, label, providerId, methodId, inputs, allowHttp, origins } });
    const copied = await ask<string>(page, 'copyText', { connectionId: id, kind: 'token' });
    tokens.push(copied.ok ? copied.reply : copied.failure.code);
  }
  return tokens.sort();
}

describe('when the files of the stored vault are damaged', () => {
  it.each(damages(upTo))(
    '[S21] and %s, the screen says what is lost, and the backup brings it back',
    async (name, damage) => {
      const profile = join(home, name.replaceAll(/\W/g, '-'));
      cpSync(join(home, 'whole'), profile, { recursive: true });
      const [id = ''] = readdirSync(join(profile, SETTINGS));
      damage(join(profile, SETTINGS, id));

      let page = await start(profile);
      const saw = [await settled(page)];
      if (saw[0] === 'storage_unreadable') {
        // What the screen says, done: close, take the folder that it names away, start again.
        expect(await alertOf(page)).toContain(`Local Extension Settings/${id}`);
        await browser?.close();
        rmSync(join(profile, SETTINGS, id), { recursive: true });
        page = await start(profile);
        saw.push(await settled(page));
      }
      const closed = saw.at(-1) ?? 'unexpected';
      if (isForLater(closed)) expect(await alertOf(page)).toContain('unlock first');
      else if (!isWhole(closed)) await restore(page, closed);
      expect(codeOf(await ask(page, 'unlock', { passphrase: PASSPHRASE }))).toBe('done');
      // Only an open vault can tell a changed secret from a good one.
      const open = await look(page);
      if (!isWhole(open)) await restore(page, open);

      console.info(`seed ${seed}, ${name}: ${JSON.stringify([...saw, open])}`);
      const after = await look(page);
      expect(isWhole(after), `seed ${seed}: ${JSON.stringify(after)}`).toBe(true);
      expect(await tokensOf(page), `seed ${seed}`).toEqual(TOKENS);
      rmSync(profile, { recursive: true, force: true });
    },
  );

  it('[S21] together with the backup, it is as on the first day', async () => {
    const profile = join(home, 'nothing');
    cpSync(join(home, 'whole'), profile, { recursive: true });
    for (const folder of [SETTINGS, BACKUP]) rmSync(join(profile, folder), { recursive: true });

    const page = await start(profile);
    expect(await look(page)).toMatchObject({ mode: 'unset', locked: false, damaged: 0 });
    const draft = anySiteDraft('https://docs.example.test', 'made-up-token-of-the-next-day');
    expect(codeOf(await ask(page, 'saveConnection', { draft, choose: { mode: 'session' } }))).toBe('done');
  });

  it('[S21] the backup lies on disk, and holds labels but no secret in any spelling', () => {
    const folder = join(home, 'whole', BACKUP);
    expect(existsSync(folder)).toBe(true);
    expect(findInFolder([...TOKENS, PASSPHRASE], folder).hits).toEqual([]);
    expect(findInFolder(['Holds 0'], folder).hits).not.toEqual([]);
  });
});
