import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VaultView } from '../../../lib/domain/view';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { ask, codeOf, connectionsSeenBy } from '../security/asking';
import { chance } from './chance';
import { type Known, nextChange, type Pace } from './vault-changes';

/**
 * One profile on disk, killed again and again while the vault is being written to: what was acknowledged must be there after
 * the next start, and what was under way must have happened or not.
 */
const KILLS = 30;
/** ms: longer than the longest change takes, the two key derivations of a new passphrase. */
const LONGEST = 1_500;

const profile = mkdtempSync(join(tmpdir(), 'tokenfill-killed-'));
const { seed, upTo, oneOf } = chance();
let providers: LocalProviders;
let browser: ExtensionBrowser;

beforeAll(async () => {
  providers = await startLocalProviders();
});
afterAll(async () => {
  await browser?.kill().catch(() => undefined);
  await providers?.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** Changes one after the other until the browser is gone. Resolves with how many were acknowledged. */
async function changeUntilKilled(page: Page, known: Known, pace: Pace, count: () => number): Promise<number> {
  for (let done = 0; ; done += 1) {
    known.underWay = nextChange(known, count(), pace, oneOf);
    const { type, request, happened } = known.underWay;
    const answer = await ask(page, type, request).catch(() => undefined);
    if (!answer) return done;
    if (codeOf(answer) !== 'done') throw new Error(`${type} says ${codeOf(answer)}`);
    happened(known);
    known.underWay = undefined;
  }
}

/** Everything of the vault as this start finds it. */
async function look(page: Page) {
  const answer = await ask<VaultView>(page, 'vaultState', {});
  const connections = await connectionsSeenBy(page);
  const tokens = new Map<string, string>();
  for (const { connection } of connections) {
    // Tokens end with the browser: it must come from the stored secret.
    const { id, rev, label, providerId, methodId, inputs, allowHttp, origins, servers } = connection;
    const draft = { id, rev, label, providerId, methodId, inputs, allowHttp, origins };
    const again = codeOf(await ask(page, 'saveConnection', { draft }));
    if (again !== 'done') throw new Error(`${label} says ${again}`);
    const copied = await ask<string>(page, 'copyText', { connectionId: id, kind: 'token' });
    tokens.set(id, [copied.ok ? copied.reply : copied.failure.code, ...servers].join(' '));
  }
  return { vault: answer.ok ? answer.reply : undefined, tokens };
}

/** Which of the two passphrases that can be right opens it; undefined when none does. */
async function unlock(page: Page, passphrases: readonly string[]): Promise<string | undefined> {
  for (const passphrase of passphrases) {
    if (codeOf(await ask(page, 'unlock', { passphrase })) === 'done') return passphrase;
  }
  return undefined;
}

const copyOf = ({ tokens, mode, passphrase }: Known): Known => ({ tokens: new Map(tokens), mode, passphrase });
const asText = (mode: string | undefined, passphrase: string | undefined, tokens: ReadonlyMap<string, string>) =>
  JSON.stringify([mode, mode === 'passphrase' ? passphrase : '', [...tokens].sort()]);

it(`[S20] ${KILLS} kills while the vault is written to leave the old state or the new one`, {
  timeout: 600_000,
}, async () => {
  console.info(`seed: ${seed}`);
  const known: Known = { tokens: new Map(), mode: 'device', passphrase: '' };
  const results: { during: string; acknowledged: number; found: string }[] = [];
  let changes = 0;
  for (let round = 0; round <= KILLS; round += 1) {
    browser = await startChromium({ args: providers.chromiumArgs(), headless: true, profile });
    const page = await browser.openExtensionPage('options.html');
    if (round === 0) expect(codeOf(await ask(page, 'changeMode', { choose: { mode: 'device' } }))).toBe('done');
    const before = copyOf(known);
    const after = copyOf(known);
    known.underWay?.happened(after);

    const passphrase = await unlock(page, [...new Set([before.passphrase, after.passphrase])]);
    const { vault, tokens } = await look(page);
    const found = asText(vault?.mode, passphrase, tokens);
    const [old, next] = [before, after].map((one) => asText(one.mode, one.passphrase, one.tokens));
    const context = `seed ${seed}, round ${round}, during ${known.underWay?.name}`;
    expect(vault, context).toMatchObject({ locked: false, damaged: [] });
    expect(vault?.trouble, context).toBeUndefined();
    expect([old, next], context).toContain(found);
    if (round > 0) expect(vault?.backupAt, context).toBeDefined();
    const during = known.underWay?.name ?? 'nothing';
    if (found === next) known.underWay?.happened(known);
    known.underWay = undefined;
    if (round === KILLS) break;

    const changing = changeUntilKilled(page, known, round % 2 === 0 ? 'any' : 'quick', () => (changes += 1));
    await new Promise((resolve) => setTimeout(resolve, upTo(LONGEST)));
    await browser.kill();
    results.push({ during, acknowledged: await changing, found: found === old ? 'old' : 'new' });
  }
  const acknowledged = results.reduce((sum, result) => sum + result.acknowledged, 0);
  const times = (name: string) => results.filter(({ during }) => during === name).length;
  const during = [...new Set(results.map((result) => result.during))]
    .map((name) => `${name} ${times(name)}`)
    .join(', ');
  console.info(`figures: ${KILLS} kills, ${acknowledged} changes acknowledged and kept; killed during ${during}`);
  expect(acknowledged).toBeGreaterThan(KILLS);
});
