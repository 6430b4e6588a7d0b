import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { providers as definitions } from '../../../lib/provider/registry';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { drive } from '../pages/popup';
import { ask, codeOf } from './asking';
import { findInFolder } from './canaries';

/** Browsers write what is typed in a tab to disk, to bring it back after a crash; not what is typed into a password field (M13). */

const SECRET = 'made-up-canary-for-session-restore';
const PASSPHRASE = 'made-up-canary-passphrase';
const profile = mkdtempSync(join(tmpdir(), 'tokenfill-restore-'));
const kept = (name: string) => `made-up-word-of-${name}.`;
let browser: ExtensionBrowser;

beforeAll(async () => {
  browser = await startChromium({ args: [], headless: true, profile });
});
afterAll(async () => {
  await browser?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** Pasted but for its last letter, which is typed. */
async function typeInto(field: ElementHandle, value: string): Promise<void> {
  await field.focus();
  await field.frame.page().keyboard.sendCharacter(value.slice(0, -1));
  await field.frame.page().keyboard.type(value.slice(-1));
}

/**
 * Types into every field there is, and into one of the test's own that the browser does keep: it shows that this tab is
 * written. Gives how many of the fields are for secrets.
 */
async function typeEverywhere(page: Page, name: string): Promise<number> {
  let secrets = 0;
  for (const field of await page.$$('input, textarea')) {
    const type = await field.evaluate((element) => (element.checkVisibility() ? element.type : 'hidden'));
    if (type === 'password') secrets += 1;
    if (['text', 'password', 'url', 'email', 'textarea'].includes(type)) await typeInto(field, SECRET);
  }
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { id: 'kept' })));
  const control = await page.waitForSelector('#kept');
  if (control) await typeInto(control, kept(name));
  // At a change of its history the browser notes what the tab holds.
  await page.evaluate(() => history.pushState({}, '', '#typed'));
  return secrets;
}

/** Identity servers share their fields: one of them stands for all, but in `npm run test:full`. */
const tried = definitions.filter(
  ({ group, id }) => process.env.TOKENFILL_FULL || group !== 'identity' || id === 'keycloak',
);

/** Every form of every method, by turns in the options page and in the popup's page opened as a tab. */
async function typeIntoForms(): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const { name, methods } of tried) {
    for (const method of methods) {
      const page = await browser.openExtensionPage(counts.length % 2 === 0 ? 'options.html' : 'popup.html');
      const { click } = drive(page);
      await click('button', 'Add a connection');
      await click('button', name);
      if (methods.length > 1) await click('radio', method.name);
      counts.push(await typeEverywhere(page, `tab-${counts.length}`));
    }
  }
  return counts;
}

/** The fields of the vault: a new passphrase, the old one, and unlocking. */
async function typeIntoVault(before: number): Promise<readonly number[]> {
  const counts: number[] = [];
  const name = () => `tab-${before + counts.length}`;
  const page = await browser.openExtensionPage('options.html');
  const choose = { mode: 'passphrase', passphrase: PASSPHRASE };
  expect(codeOf(await ask(page, 'changeMode', { choose }))).toBe('done');
  await page.reload();
  await page.waitForSelector('::-p-text(Change passphrase)');
  for (const closed of await page.$$('[aria-expanded="false"], summary')) await closed.click();
  counts.push(await typeEverywhere(page, name()));
  await ask(page, 'lockNow', {});
  for (const path of ['options.html', 'popup.html']) {
    const locked = await browser.openExtensionPage(path);
    await locked.waitForSelector('input[type=password]');
    counts.push(await typeEverywhere(locked, name()));
  }
  return counts;
}

const written = (name: string) => findInFolder([kept(name)], profile).hits.length > 0;

it('[S30] what is typed into our fields is not written to disk by the browser', { timeout: 120_000 }, async () => {
  const forms = await typeIntoForms();
  const vault = await typeIntoVault(forms.length);
  const tabs = [...forms, ...vault].map((_, index) => `tab-${index}`);
  await expect.poll(() => tabs.filter((name) => !written(name)), { timeout: 20_000 }).toEqual([]);
  await browser.close();

  const { hits, files } = findInFolder([SECRET, PASSPHRASE], profile);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  console.info(`figures: ${sum(forms)} fields for secrets in ${forms.length} forms, ${sum(vault)} for passphrases,`);
  console.info(`  ${tabs.length} tabs that the browser writes down, ${files} files, ${hits.length} hits`);
  expect([...forms, ...vault].filter((count) => count === 0)).toEqual([]);
  expect(hits).toEqual([]);
});
