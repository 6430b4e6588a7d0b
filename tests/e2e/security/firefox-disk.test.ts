import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { useFirefox } from '../browsers/firefox-scene';
import { findBrowser } from '../browsers/paths';
import { until } from '../browsers/until';
import { ask, codeOf } from './asking';
import { findInCompressedFolder, findInFolder } from './canaries';
import { mustHaveComeAbout } from './come-about';
import { synergyDraft } from './drafts';

declare const chrome: typeof extensionApi;

/** Journeys in the real popup in both modes that keep nothing readable on disk; then Firefox is closed and its profile searched. */

const PASSPHRASE = 'made-up passphrase of a test';
const profile = mkdtempSync(join(tmpdir(), 'tokenfill-firefox-disk-'));
const WAYS = ['Client credentials, live', 'API token, my', 'Personal access token, https'];

/** As long as the real one and of the same letters, but another text: what becomes of it on disk becomes of the real one. */
const decoyOf = (canary: string) => [...canary].reverse().join('');

describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('in Firefox', () => {
  const scene = useFirefox({}, { profile });
  afterAll(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const ours = (type: string, request: object) => ask(scene.firefox.ownPage, type, request);

  const walk = async (method: string) => {
    const journey = scene.journey(method);
    if (journey.tokenRequests.length > 0) await scene.firefox.grant(`${new URL(journey.page).origin}/*`);
    const page = await scene.openUnauthorized(journey);
    const popup = await scene.firefox.pressIcon(page);
    await scene.fillIn(popup, journey);
    await popup.see('button', 'Log out');
    const status = await scene.execute(page, journey.operation);
    await page.close();
    return status;
  };

  /** A token made at the provider and shown once; removed and brought back. */
  const createToken = async () => {
    const { cloud } = scene.providers.demo.twelveD;
    await scene.firefox.grant(`${cloud.origin}/*`);
    const draft = synergyDraft(cloud.origin, cloud.personalAccessToken);
    const inputs = { name: 'Canary', clientId: 'Tokenfill', days: '7' };
    const said = [
      await ours('saveConnection', { draft }),
      await ours('createToken', { connectionId: draft.id, inputs }),
      await ours('copyText', { connectionId: draft.id, kind: 'header' }),
      await ours('removeConnection', { connectionId: draft.id }),
      await ours('undoRemove', { connectionId: draft.id }),
    ];
    return said.map(codeOf);
  };

  const walkIn = async (choose: object) => {
    expect(codeOf(await ours('changeMode', { choose }))).toBe('done');
    for (const way of WAYS) mustHaveComeAbout('a call is answered with 200', (await walk(way)) === 200);
    expect(await createToken()).toEqual(['done', 'done', 'done', 'done', 'done']);
  };

  it('[S04] leaves no secret, token or passphrase on disk, in Firefox', { timeout: 180_000 }, async () => {
    const { twelveD, tokens } = scene.providers.state;
    await walkIn({ mode: 'session' });
    expect(codeOf(await ours('forget', { what: 'everything' }))).toBe('done');
    await walkIn({ mode: 'passphrase', passphrase: PASSPHRASE });
    await ours('lockNow', {});
    expect(codeOf(await ours('unlock', { passphrase: PASSPHRASE }))).toBe('done');

    const { podero, panaya, twelveD: synergy } = scene.providers.demo;
    const made = Object.values(twelveD.personalAccessTokens)
      .flat()
      .map(({ value }) => value);
    const typed = [podero.live.clientSecret, panaya.my.apiToken, synergy.cloud.personalAccessToken, PASSPHRASE];
    const canaries = [...new Set([...typed, ...made, ...tokens.map(({ value }) => value)])];
    const decoys = canaries.map(decoyOf);
    // Control: the same places, kept in clear in each spelling. A letter beyond Latin makes Firefox store two bytes a letter.
    await scene.firefox.ownPage.evaluate(
      async (texts) => {
        await chrome.storage.local.set(Object.fromEntries(texts.map((value, at) => [`control:${at}`, { value }])));
      },
      decoys.flatMap((decoy) => [
        decoy,
        `☃${decoy}`,
        Buffer.from(decoy).toString('hex'),
        btoa(decoy),
        Buffer.from(decoy).toString('base64url'),
      ]),
    );
    await until(async () => (await scene.stored()).includes(decoys.at(-1) ?? '?') || undefined, 'control');
    await scene.firefox.close();

    const { hits, files, bytes } = findInFolder(canaries, profile);
    // What extensions and pages store; the rest of the profile is searched for whole canaries.
    const storage = join(profile, 'storage/default');
    const stored = findInCompressedFolder(canaries, storage).hits;
    const control = findInCompressedFolder(decoys, storage).hits;
    const size = `${files} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB`;
    console.info(`figures: Firefox, 2 modes, ${canaries.length} canaries, 5 encodings, ${size}: ${hits.length} hits`);
    expect([...hits, ...stored]).toEqual([]);
    expect(canaries.length).toBeGreaterThan(6);
    // The search finds what is there: every decoy, in every spelling.
    for (const encoding of ['utf8', 'utf16', 'hex', 'base64', 'base64url']) {
      const found = new Set(control.filter((hit) => hit.encoding === encoding).map(({ canary }) => canary));
      expect([...found].sort(), encoding).toEqual([...decoys].sort());
    }
  });
});
