import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import type { Fault } from '../../servers/faults';
import { useScene } from '../scene';
import { ask, codeOf, grant, tabOf } from './asking';
import { findInTexts } from './canaries';
import { poderoDraft, synergyDraft } from './drafts';

declare const chrome: typeof extensionApi;

const scene = useScene();
/** Everything that was said anywhere, by where. */
const said: Record<string, string> = {};
const say = (place: string, text: string) => {
  said[place] = `${said[place] ?? ''}\n${text}`;
};
beforeAll(() => scene.reset());

function listen(page: Page, place: string): void {
  page.on('console', (message) => say(`console of ${place}`, message.text()));
  page.on('pageerror', (error) => say(`console of ${place}`, String(error)));
}

/** A server's answers that give back what was sent, as it was and as it is written elsewhere. */
function echoes(id: string, secret: string): readonly Fault[] {
  const pair = Buffer.from(`${id}:${secret}`);
  const shapes = [secret, pair.toString('base64'), pair.toString('base64url'), Buffer.from(secret).toString('hex')];
  const answer = (status: number, body: unknown): Fault => ({
    kind: 'answer',
    status,
    // Nothing is asked again by itself.
    headers: { 'retry-after': '3600' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return shapes.flatMap((shape) => [
    answer(400, { error: 'invalid_request', error_description: `No: ${shape}` }),
    answer(401, { error: `invalid_client ${shape}` }),
    answer(403, `Origin checking failed for Basic ${shape}`),
    answer(500, { message: `Trouble with Authorization: Basic ${shape}` }),
    answer(429, { detail: [shape], error: 'slow_down', error_description: shape }),
    answer(200, { access_token: `${shape} with a space`, token_type: 'Bearer' }),
    answer(200, { access_token: 1, token_type: shape }),
    answer(200, `<p>${shape}</p>`),
  ]);
}

/** The badge of every tab, and everything that is stored outside the places for secrets. */
async function readRest(): Promise<void> {
  const worker = await scene.browser.worker();
  const rest = await worker.evaluate(async () => {
    const tabs = await chrome.tabs.query({});
    const badges = await Promise.all(tabs.map(({ id }) => chrome.action.getBadgeText({ tabId: id ?? 0 })));
    const session = Object.entries(await chrome.storage.session.get(null)) as [string, unknown][];
    const notes = session.filter(([key]) => /^(err|fil|int|use|changed)/.test(key));
    const [local, sync] = [await chrome.storage.local.get(null), await chrome.storage.sync.get(null)];
    return {
      badges: badges.join(' '),
      notes: JSON.stringify(notes),
      local: JSON.stringify(local),
      sync: JSON.stringify(sync),
    };
  });
  for (const [place, text] of Object.entries(rest)) say(place, text);
}

const MARK = 'a word from the worker';

/** Two connections, everything open that can speak, and everything it says kept. */
async function setUp() {
  const { demo, state } = scene.providers;
  const { cloud } = demo.twelveD;
  const worker = await scene.browser.worker();
  worker.on('console', (message) => say('console of the worker', message.text()));
  const options = await scene.browser.openExtensionPage('options.html');
  for (const host of [demo.podero.live.host, cloud.host]) await grant(scene, options, `https://${host}/*`);
  state.lifetimeSeconds.podero = 0;
  const drafts = [poderoDraft(demo), synergyDraft(cloud.origin, cloud.personalAccessToken)] as const;
  for (const draft of drafts) say('messages', JSON.stringify(await ask(options, 'saveConnection', { draft })));
  const page = await scene.browser.newPage(demo.podero.live.docsPage);
  const popup = await scene.open(page);
  const pages = { options, popup: popup.page, 'the page': page };
  for (const [place, one] of Object.entries(pages)) listen(one, place);
  await worker.evaluate((mark) => console.log(mark), MARK);
  return { drafts, popup, pages };
}

/** Every echo of both servers, then whatever else is asked. Gives the kinds of outcome. */
async function provoke({ drafts: [podero, synergy], popup }: Awaited<ReturnType<typeof setUp>>) {
  const { demo, faults } = scene.providers;
  const { live } = demo.podero;
  const { cloud } = demo.twelveD;
  const tabId = await tabOf(popup.page);
  const codes = new Set<string>();
  const hear = async (type: string, request: object) => {
    const answer = await ask(popup.page, type, request);
    codes.add(codeOf(answer));
    say('messages', JSON.stringify(answer));
  };
  for (const fault of echoes(live.clientId, live.clientSecret)) {
    faults.set({ host: live.host, path: '/oauth2/token/' }, fault);
    await hear('authorize', { connectionId: podero.id, tabId });
  }
  for (const fault of echoes('Bearer', cloud.personalAccessToken)) {
    faults.set({ host: cloud.host, path: '/api/v1/auth/getPersonalAccessTokens' }, fault);
    await hear('listTokens', { connectionId: synergy.id });
  }
  await hear('describeTab', { tabId });
  await hear('listConnections', {});
  return codes;
}

it('[S37] no secret is in a failure, a message, a screen, a badge, a note or the console', {
  timeout: 120_000,
}, async () => {
  const { demo, state } = scene.providers;
  const opened = await setUp();
  const codes = await provoke(opened);
  await opened.popup.click('button', `Authorize with ${opened.drafts[0].label}`);
  await opened.popup.see('[role="alert"]');
  await readRest();
  for (const [place, page] of Object.entries(opened.pages)) {
    say(`screen of ${place}`, await page.evaluate(() => document.documentElement.outerHTML));
  }

  const tokens = state.tokens.map((token) => token.value);
  const { clientSecret } = demo.podero.live;
  const hits = findInTexts([clientSecret, demo.twelveD.cloud.personalAccessToken, ...tokens], said);
  console.info(`figures: ${codes.size} kinds of outcome (${[...codes].join(', ')})`);
  console.info(`  ${Object.keys(said).length} places: ${Object.keys(said).join(', ')}`);
  expect(hits.map(({ encoding, place }) => `${encoding} in ${place}`)).toEqual([]);
  expect(tokens).not.toEqual([]);
  expect(said['console of the worker']).toContain(MARK);
});
