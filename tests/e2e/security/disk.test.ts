import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { providers as definitions } from '../../../lib/provider/registry';
import { type LocalProviders, startLocalProviders } from '../../servers';
import { type ExtensionBrowser, startChromium } from '../browsers/chromium';
import { type Journey, journeys } from '../journeys';
import { execute } from '../pages/execute';
import { drive } from '../pages/popup';
import { ask, codeOf, connectionsSeenBy, grant } from './asking';
import { findInFolder } from './canaries';
import { mustHaveComeAbout } from './come-about';
import { synergyDraft } from './drafts';

declare const chrome: typeof extensionApi;

/** Every kind of way in, with secrets kept for this browser session only; then the browser is closed and its profile searched. */

const PLAIN = 'made-up-plain-label-that-is-stored';
const profile = mkdtempSync(join(tmpdir(), 'tokenfill-disk-'));
let providers: LocalProviders;
let browser: ExtensionBrowser;

beforeAll(async () => {
  providers = await startLocalProviders();
  browser = await startChromium({ args: providers.chromiumArgs(), headless: true, profile });
});
afterAll(async () => {
  await browser?.close();
  await providers?.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** These keep what another way keeps, of the same provider: `npm run test:full` walks them too. */
const LIKE_ANOTHER = [
  'Client ID and secret, EU, former name',
  'Client ID and secret, US',
  'API token, my',
  'Bearer token',
];
const ways = () =>
  journeys(providers.demo).filter(({ method }) => process.env.TOKENFILL_FULL || !LIKE_ANOTHER.includes(method));

/** From the first day: the form, the token, the page, an answer of the API. */
async function walk(journey: Journey): Promise<number> {
  await (await browser.worker()).evaluate(async () => {
    await chrome.storage.local.clear();
    await chrome.storage.session.clear();
  });
  const page = await browser.newPage(journey.page);
  if (journey.server) await page.select('.servers select', journey.server);
  const popup = drive(await browser.pressIcon(page));
  await ask(popup.page, 'changeMode', { choose: { mode: 'session' } });
  await popup.page.reload();
  for (const name of journey.choose ?? []) await popup.click('radio', name);
  for (const [label, value] of Object.entries(journey.fields)) await popup.type(label, value);
  for (const name of journey.tick ?? []) await popup.click('checkbox', name);
  await popup.click('button', journey.submit);
  await popup.see('::-p-aria([name="Log out"][role="button"])');
  const [view] = await connectionsSeenBy(popup.page);
  for (const kind of ['token', 'header'])
    await ask(popup.page, 'copyText', { connectionId: view?.connection.id, kind });
  await popup.page.close();
  const status = await execute(page, journey.operation);
  await page.close();
  return status;
}

/** A token made at the provider, which is shown only once; removed, brought back, and left with a label that must be found. */
async function createToken(): Promise<void> {
  const { cloud } = providers.demo.twelveD;
  const draft = synergyDraft(cloud.origin, cloud.personalAccessToken, { label: PLAIN });
  const options = await browser.openExtensionPage('options.html');
  await grant({ browser }, options, `${cloud.origin}/*`);
  const inputs = { name: 'Canary', clientId: 'Tokenfill', days: '7' };
  const said = [
    await ask(options, 'saveConnection', { draft }),
    await ask(options, 'createToken', { connectionId: draft.id, inputs }),
    await ask(options, 'removeConnection', { connectionId: draft.id }),
    await ask(options, 'undoRemove', { connectionId: draft.id }),
  ];
  expect(said.map(codeOf)).toEqual(['done', 'done', 'done', 'done']);
}

/** What a journey types into fields that its provider's definition calls secret. */
function secretsOf({ provider, fields }: Journey): readonly string[] {
  const definition = definitions.find(({ name }) => name === provider);
  const inputs = definition?.methods.flatMap((method) => method.inputs) ?? [];
  const secret = new Set(inputs.filter((input) => input.secret).map(({ label }) => label));
  return Object.entries(fields).flatMap(([label, value]) => (secret.has(label) ? [value] : []));
}

it('[S04] leaves no secret and no token on disk when they are kept for this session only', {
  timeout: 180_000,
}, async () => {
  const all = ways();
  const statuses = [];
  for (const journey of all) statuses.push(await walk(journey));
  await createToken();
  const { tokens, sesami, twelveD } = providers.state;
  const canaries = [
    ...new Set([
      ...all.flatMap(secretsOf),
      // Pasted as a whole “Basic …” into the field beside it.
      providers.demo.podero.sandbox.clientSecret,
      ...tokens.map(({ value }) => value),
      ...sesami.personalAccessTokens.map(({ token }) => token),
      ...Object.values(twelveD.personalAccessTokens)
        .flat()
        .map(({ value }) => value),
    ]),
  ];
  await browser.close();

  const { hits, files, bytes } = findInFolder(canaries, profile);
  const size = `${files} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  console.info(
    `figures: ${all.length} ways in, ${canaries.length} canaries, 5 encodings, ${size}: ${hits.length} hits`,
  );
  expect(canaries.length).toBeGreaterThan(all.length);
  expect(hits).toEqual([]);
  mustHaveComeAbout(
    `every call is answered with 200: ${statuses.join()}`,
    statuses.every((status) => status === 200),
  );
  // The search finds what is there.
  expect(findInFolder([PLAIN], profile).hits).not.toEqual([]);
});
