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

function isWhole(seen: Seen): boolean {
  return typeof seen === 'object' && seen.missing === undefined && seen.trouble === undefined && seen.damaged === 0;
}

/** What the screen says is wrong; `nothing` where nothing is. The browser's store mends itself while it is read: asked until it is one. */
const saidOn = (page: Page): Promise<string> =>
  until(async () => {
    const alert = await page.$('[role=alert]');
    const words = await alert?.evaluate((element) => (element as HTMLElement).innerText);
    return words ?? (isWhole(await look(page)) ? 'nothing' : undefined);
  }, 'what is wrong on the screen');

/** By the button of the alert, which names what is gone. */
async function restore(page: Page, words: string): Promise<void> {
  const seen = await look(page);
  for (const label of (typeof seen === 'object' && seen.missing) || []) expect(words).toContain(label);
  await (await page.$(RESTORE))?.click();
  await page.waitForSelector(RESTORE, { hidden: true, timeout: 20_000 });
}

const unlock = async (page: Page) => expect(codeOf(await ask(page, 'unlock', { passphrase: PASSPHRASE }))).toBe('done');

/** Does what the screen says until it says nothing any more, and the vault is open. Returns what it said. */
async function follow(profile: string, folder: string): Promise<{ page: Page; said: readonly string[] }> {
  let page = await start(profile);
  const said: string[] = [];
  for (let rounds = 0; rounds < 8; rounds += 1) {
    await page.reload();
    const words = await saidOn(page);
    const seen = await look(page);
    said.push(words.split('\n')[0] ?? '');
    if (words.includes(`Local Extension Settings/${folder.split('/').at(-1)}`)) {
      await browser?.close();
      rmSync(folder, { recursive: true });
      page = await start(profile);
    } else if (await page.$(RESTORE)) await restore(page, words);
    else if (typeof seen === 'object' && seen.locked) await unlock(page);
    else if (words === 'nothing') return { page, said };
  }
  throw new Error(`It goes on saying: ${said.join(' | ')}`);
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

      const { page, said } = await follow(profile, join(profile, SETTINGS, id));

      console.info(`seed ${seed}, ${name}: ${said.join(' | ')}`);
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
