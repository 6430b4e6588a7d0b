import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { drive } from './pages/popup';
import { useScene } from './scene';
import { ask, codeOf, connectionsSeenBy } from './security/asking';
import { anySiteDraft } from './security/drafts';
import { textOf } from './texts';

declare const chrome: typeof extensionApi;

/** What people see when the vault cannot do what they want: what is lost, what to do, and that the way it names works. */

const PASSPHRASE = 'made-up passphrase of a test';
const WRONG = 'made-up wrong passphrase';
const TOKENS = ['made-up-token-of-the-first', 'made-up-token-of-the-second'];
const SITE = 'https://docs.example.test';
const LABELS = ['First', 'Second'];
const RESTORE = '::-p-xpath(//*[@role="alert"]//button[starts-with(., "Restore backup")])';
const WHOLE = ['can_obtain', 'can_obtain'];
const FILL = 'fill';
const scene = useScene();
let options: Page;
let ids: readonly string[];

/** Two connections in a vault with a passphrase, open. */
beforeEach(async () => {
  await scene.reset();
  options = await scene.browser.openExtensionPage('options.html');
  const drafts = TOKENS.map((token, at) => ({ ...anySiteDraft(SITE, token), label: LABELS[at] ?? '' }));
  ids = drafts.map(({ id }) => id);
  await ask(options, 'changeMode', { choose: { mode: 'passphrase', passphrase: PASSPHRASE } });
  for (const draft of drafts) expect(codeOf(await ask(options, 'saveConnection', { draft }))).toBe('done');
});

/** All that is stored but what only takes room: ten megabytes are not worth a look. */
const local = () =>
  options.evaluate(async (filling) => {
    const { [filling]: _, ...stored } = await chrome.storage.local.get(null);
    return stored;
  }, FILL) as Promise<Record<string, object>>;
const put = (items: object) => options.evaluate((changed) => chrome.storage.local.set(changed), items);

/** The alert that the options page shows when it is opened now. */
async function alertInOptions(): Promise<string> {
  await options.bringToFront();
  await options.reload();
  return drive(options).see('[role=alert]');
}

/** The alert on the page of a provider; opening another tab then closes the popup. */
const alertInPopup = async () =>
  (await scene.open(await scene.browser.newPage(scene.providers.demo.example.pages.plain))).see('[role=alert]');

async function restore(): Promise<void> {
  await (await options.waitForSelector(RESTORE))?.click();
  await options.waitForSelector('[role=alert]', { hidden: true });
}

/** What the passphrase opens of what is on the disk: how both connections stand after a lock and an unlock. */
async function opened(): Promise<readonly (string | undefined)[]> {
  await ask(options, 'lockNow', {});
  expect(codeOf(await ask(options, 'unlock', { passphrase: PASSPHRASE }))).toBe('done');
  const seen = await connectionsSeenBy(options);
  return ids.map((id) => seen.find(({ connection }) => connection.id === id)?.status);
}

describe('the screen says what is lost and what to do', () => {
  it('when the passphrase is wrong, once and several times in a row: nothing is, type it again', async () => {
    await ask(options, 'lockNow', {});
    await options.reload();
    const before = await local();
    const tryOnScreen = async () => {
      await drive(options).type('Passphrase', WRONG);
      await drive(options).click('button', 'Unlock');
    };
    const shows = (words: string) =>
      options.waitForFunction(
        (wanted) => document.querySelector('[role=alert]')?.textContent?.includes(wanted),
        { timeout: 20_000 },
        words,
      );
    await tryOnScreen();
    await shows(textOf('wrong_passphrase'));
    for (const code of ['wrong_passphrase', 'wrong_passphrase']) {
      expect(codeOf(await ask(options, 'unlock', { passphrase: WRONG }))).toBe(code);
    }
    // The wait after three is over before a busy machine has typed: as after thirty of them.
    await options.evaluate(() => chrome.storage.session.set({ 'vault.tries': { wrong: 30, at: Date.now() } }));
    await tryOnScreen();
    await shows(textOf('unlock_wait'));
    // The right one waits as well, and works when the time is over.
    expect(codeOf(await ask(options, 'unlock', { passphrase: PASSPHRASE }))).toBe('unlock_wait');
    expect(await local()).toEqual(before);
    await options.evaluate(() => chrome.storage.session.remove('vault.tries'));
    expect(await opened()).toEqual(WHOLE);
  });

  it('when one secret is damaged: which, and the backup on the spot', async () => {
    const key = `sec:${ids[0]}`;
    const record = (await local())[key] as { data: string };
    const data = (record.data.startsWith('A') ? 'B' : 'A') + record.data.slice(1);
    await put({ [key]: { ...record, data } });

    expect(await alertInOptions()).toMatch(/First has a secret that can no longer be read/);
    expect(await opened()).toEqual(['needs_secret', 'can_obtain']);
    await options.reload();
    await restore();
    expect(await opened()).toEqual(WHOLE);
  });

  it('when the header is damaged: nothing yet, and the backup, in the popup as well', async () => {
    await put({ 'vault.hdr': { ...(await local())['vault.hdr'], check: 'AAAA' } });

    expect(await alertInPopup()).toContain(textOf('vault_damaged'));
    expect(await alertInOptions()).toContain('Nothing is lost yet');
    await restore();
    expect(await opened()).toEqual(WHOLE);
  });

  it('when a newer version wrote it: nothing, and nothing here changes it', async () => {
    await put({ 'vault.hdr': { ...(await local())['vault.hdr'], schema: 2 } });
    const before = await local();

    expect(await alertInOptions()).toMatch(/Nothing is lost, and nothing was changed.*Update Tokenfill/s);
    const draft = anySiteDraft(SITE, 'made-up-token-of-a-third');
    expect(codeOf(await ask(options, 'saveConnection', { draft }))).toBe('newer_schema');
    expect(codeOf(await ask(options, 'restoreBackup', {}))).toBe('newer_schema');
    expect(await local()).toEqual(before);
  });

  it('when the storage is full to its last byte: nothing, and what to free, which then works', async () => {
    // The browser's own limit, to the byte: a key and a value's JSON count.
    const fits = await options.evaluate(async (filling) => {
      const area = chrome.storage.local;
      const room = area.QUOTA_BYTES - (await area.getBytesInUse(null)) - filling.length - 2;
      await area.set({ [filling]: 'x'.repeat(room) });
      return area.set({ y: 1 }).then(
        () => 'more',
        () => 'no more',
      );
    }, FILL);
    expect(fits).toBe('no more');
    const before = await local();

    expect(codeOf(await ask(options, 'setIdleLock', { minutes: 15 }))).toBe('storage_full');
    const { docsPage, userName, apiToken } = scene.providers.demo.panaya.my;
    const popup = await scene.open(await scene.browser.newPage(docsPage));
    await popup.type('Login e-mail', userName);
    await popup.type('API token', apiToken);
    await popup.click('button', 'Save and authorize');
    expect(await popup.see('[role=alert]')).toContain(textOf('storage_full'));
    await options.bringToFront();
    expect(await local()).toEqual(before);
    expect(await opened()).toEqual(WHOLE);

    expect(codeOf(await ask(options, 'removeConnection', { connectionId: ids[0] }))).toBe('done');
    expect((await scene.connections()).map(({ connection }) => connection.label)).toEqual(['Second']);
  });

  it('when the whole store is gone: which connections, and the backup, in the popup as well', async () => {
    await options.evaluate(async () => {
      await chrome.storage.local.clear();
      await chrome.storage.session.clear();
    });
    expect(await alertInPopup()).toContain('There is a backup of it');
    const said = await alertInOptions();
    for (const label of LABELS) expect(said).toContain(label);
    await restore();
    expect(await opened()).toEqual(WHOLE);
  });
});
