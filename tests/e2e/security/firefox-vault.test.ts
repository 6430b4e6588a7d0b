import { beforeEach, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { findBrowser } from '../browsers/paths';
import { ask, codeOf, tabOf } from './asking';
import { mustHaveComeAbout } from './come-about';
import { changeAll, missingIn, saveCrowd } from './crowd';
import { anySiteDraft } from './drafts';
import { useFirefoxChecks } from './firefox-checks';

declare const chrome: typeof extensionApi;

const PASSPHRASE = 'made-up passphrase of a test';
const TOKEN = 'made-up-token-behind-a-passphrase';
const CHANGES = process.env.TOKENFILL_FULL ? 200 : 25;

describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('in Firefox', () => {
  const checks = useFirefoxChecks();
  const ours = (type: string, request: object) => ask(checks.options, type, request);
  const session = () => checks.options.evaluate(async () => Object.keys(await chrome.storage.session.get(null)));
  const choose = { mode: 'passphrase', passphrase: PASSPHRASE };
  beforeEach(() => checks.reset());

  /** Everything that needs a secret, asked for at once: the codes. */
  const askForSecrets = async (connectionId: string) => {
    const tabId = await tabOf(checks.options);
    const codes = [];
    for (const kind of ['token', 'header']) codes.push(codeOf(await ours('copyText', { connectionId, kind })));
    codes.push(codeOf(await ours('authorize', { connectionId, tabId })));
    return codes;
  };

  it('[S18] leaves nothing that opens the vault when it is locked by hand or because it is time, in Firefox', async () => {
    const draft = anySiteDraft('https://docs.example.test', TOKEN);
    expect(codeOf(await ours('changeMode', { choose }))).toBe('done');
    expect(codeOf(await ours('saveConnection', { draft }))).toBe('done');
    await checks.firefox.grant('https://docs.example.test/*');
    const page = await checks.firefox.newPage(checks.providers.demo.example.pages.bearer);
    expect(await askForSecrets(draft.id)).toEqual(['done', 'done', 'done']);
    const open = await session();
    await ours('lockNow', {});
    const byHand = { keys: await session(), codes: await askForSecrets(draft.id) };

    expect(codeOf(await ours('unlock', { passphrase: PASSPHRASE }))).toBe('done');
    // As after nine hours: the background was stopped long ago, and the first message wakes it.
    await checks.firefox.stopBackground();
    await checks.options.evaluate(async (nineHours) => {
      const { lock } = (await chrome.storage.session.get('lock')) as { lock: { unlockedAt: number; usedAt: number } };
      const at = { unlockedAt: lock.unlockedAt - nineHours, usedAt: lock.usedAt - nineHours };
      await chrome.storage.session.set({ lock: at });
    }, 9 * 3_600_000);
    const byTime = { codes: await askForSecrets(draft.id), keys: await session() };
    await page.close();

    expect(open).toEqual(expect.arrayContaining(['vault.key', `tok:${draft.id}`]));
    for (const { keys, codes } of [byHand, byTime]) {
      expect(keys.filter((key) => /^(vault\.key|tok:|sec:|bin:)/.test(key))).toEqual([]);
      expect(codes).toEqual(['locked', 'locked', 'locked']);
    }
  });

  it('[S19] loses none of the changes that four pages send at once, in Firefox', { timeout: 300_000 }, async () => {
    expect(codeOf(await ours('changeMode', { choose }))).toBe('done');
    const ids = await saveCrowd(checks.options);
    const others = [];
    for (let count = 0; count < 3; count += 1) others.push(await checks.firefox.openOwnPage('options.html'));
    const pages = [checks.options, ...others];
    const from = Date.now();
    const refused = await changeAll(pages, ids, CHANGES);
    console.info(
      `figures: Firefox, ${pages.length} pages, ${pages.length * CHANGES} changes in ${Date.now() - from} ms`,
    );
    for (const page of others) await page.close();

    expect(refused).toEqual([]);
    const seen = await missingIn(checks.options, pages.length, CHANGES);
    expect(seen).toMatchObject({ lost: [], connections: 10 });
    expect(seen.beside).toHaveLength(1);
  });

  it('[S15] says so when the background is stopped in the middle of a request, and the next click works, in Firefox', async () => {
    const live = checks.journey('Client credentials, live');
    await checks.firefox.grant('https://app.podero.com/*');
    const where = { host: 'app.podero.com', path: '/oauth2/token/' };
    checks.providers.faults.set(where, 'hang', 1);
    const page = await checks.openUnauthorized(live);
    const popup = await checks.firefox.pressIcon(page);
    await checks.fillIn(popup, live);
    await expect.poll(() => checks.providers.log.to(where.host, where.path).length, { timeout: 20_000 }).toBe(1);
    await checks.firefox.stopBackground();

    expect((await popup.alert()).length).toBeGreaterThan(20);
    await popup.close();
    const again = await checks.firefox.pressIcon(page);
    await again.click('button', 'Authorize with Podero Live');
    await again.see('button', 'Log out');
    mustHaveComeAbout('the next call is answered with 200', (await checks.execute(page, live.operation)) === 200);
  });
});
