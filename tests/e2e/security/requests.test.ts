import type { Page } from 'puppeteer-core';
import { beforeEach, expect, it } from 'vitest';
import type { Draft } from '../../../lib/domain/connection';
import { useScene } from '../scene';
import { ask, authorizeAll, codeOf, grant } from './asking';
import { panayaDraft, poderoDraft, portDraft, synergyDraft } from './drafts';
import { serve } from './serving';

const ELSEWHERE = ['https://app.podero.com:8443', 'https://evil.test', 'http://evil.test', 'http://app.podero.com'];
const scene = useScene({
  https: ['evil.test', 'app.podero.com:8443'],
  http: ['evil.test', 'app.podero.com', 'localhost:8085'],
});
const TOKEN_PATH = { host: 'app.podero.com', path: '/oauth2/token/' };
let options: Page;

beforeEach(async () => {
  await scene.reset();
  options = await scene.browser.openExtensionPage('options.html');
});

const save = async (draft: Draft) => codeOf(await ask(options, 'saveConnection', { draft }));

it('[S08] asks for no token where the host is not granted: the server hears nothing', async () => {
  const { demo, log } = scene.providers;
  const hosts = [];
  for (const draft of [panayaDraft(demo), poderoDraft(demo), portDraft(demo)]) {
    const saving = save(draft);
    await ask(options, 'permissionAnswered', { connectionId: draft.id, granted: true });
    await ask(options, 'permissionAnswered', { connectionId: draft.id, granted: false });
    hosts.push(await saving);
  }
  const synergy = synergyDraft(demo.twelveD.cloud.origin, demo.twelveD.cloud.personalAccessToken);
  await save(synergy);
  hosts.push(codeOf(await ask(options, 'listTokens', { connectionId: synergy.id })));

  expect(hosts).toEqual(['permission_refused', 'permission_refused', 'permission_refused', 'permission_missing']);
  expect(log.all()).toEqual([]);
  // It is the check before the request that keeps it from being sent: the browser would only hide the answer.
  await options.evaluate(async (url) => {
    const body = new URLSearchParams({ token: 'made-up' });
    await fetch(url, { method: 'POST', body }).catch(() => undefined);
  }, demo.panaya.my.tokenUrl);
  expect(log.to('my.panaya.com')).toHaveLength(1);
});

it('[S05] follows no redirect, wherever it leads', { timeout: 120_000 }, async () => {
  const { demo, faults, log } = scene.providers;
  await grant(scene, options, 'https://app.podero.com/*');
  const targets = ['https://app.podero.com', 'https://docs.example.test', ...ELSEWHERE].map(
    (origin) => `${origin}/next`,
  );
  const results = [];
  for (const to of targets) {
    for (const status of [301, 302, 303, 307, 308] as const) {
      log.clear();
      faults.set(TOKEN_PATH, { kind: 'redirect', status, to });
      const code = await save(poderoDraft(demo));
      results.push({ to, status, code, paths: log.all().map(({ path }) => path) });
    }
  }

  expect(await reachedWhenFollowed(targets)).toEqual(targets.map(() => '/next'));
  console.info(`figures: ${results.length} redirects, ${results.length} refused, 0 requests at their targets`);
  expect(results).toHaveLength(30);
  expect(results.filter(({ code }) => code !== 'redirect_refused')).toEqual([]);
  expect(results.filter(({ paths }) => paths.join() !== TOKEN_PATH.path)).toEqual([]);
});

/** The same redirects, followed on purpose: they would arrive. */
async function reachedWhenFollowed(targets: readonly string[]) {
  const { faults, log, demo } = scene.providers;
  const reached = [];
  for (const to of targets) {
    faults.set(TOKEN_PATH, { kind: 'redirect', status: 307, to });
    await options.evaluate(async (url) => {
      const body = new URLSearchParams({ token: 'made-up' });
      await fetch(url, { method: 'POST', body }).catch(() => undefined);
    }, demo.podero.live.tokenUrl);
    reached.push(log.all().at(-1)?.path);
  }
  return reached;
}

it('[S10] sends no cookie and keeps none', async () => {
  const { demo, faults, log } = scene.providers;
  await grant(scene, options, 'https://app.podero.com/*');
  const cookie = 'session=made-up-session; Secure; SameSite=None; Path=/';
  serve(faults, 'https://app.podero.com/sign-in', '<title>Signed in</title>', { 'set-cookie': cookie });
  const page = await scene.browser.newPage('https://app.podero.com/sign-in');
  const before = await scene.browser.browser.cookies();
  const answer = { access_token: 'made-up-token', token_type: 'Bearer', expires_in: 3600 };
  serve(faults, demo.podero.live.tokenUrl, answer, { 'set-cookie': cookie.replace('made-up-session', 'another') });

  expect(await save(poderoDraft(demo))).toBe('done');

  const [request] = log.to('app.podero.com', TOKEN_PATH.path);
  expect(request?.headers.cookie).toBeUndefined();
  expect(request?.headers.referer).toBeUndefined();
  expect(before).toHaveLength(1);
  expect(await scene.browser.browser.cookies()).toEqual(before);
  await page.reload();
  expect(log.all().at(-1)?.headers.cookie).toBe('session=made-up-session');
});

it('[S11] sends and fills nothing over http unless the connection says so; this machine is no network', async () => {
  const { demo, faults, log } = scene.providers;
  const { onPremises } = demo.twelveD;
  for (const host of ['synergy.example.test', 'localhost']) await grant(scene, options, `http://${host}/*`);
  const list = async (connectionId: string) => codeOf(await ask(options, 'listTokens', { connectionId }));
  const draft = synergyDraft(onPremises.origin, onPremises.personalAccessToken);

  const refused = [await save(draft), await list(draft.id), await fillOnPremises()];
  expect(refused.slice(1)).toEqual(['http_refused', 'http_refused']);
  expect(JSON.stringify(log.all())).not.toContain(onPremises.personalAccessToken);

  const views = await ask<readonly { connection: { rev: number } }[]>(options, 'listConnections', {});
  const rev = views.ok ? views.reply[0]?.connection.rev : undefined;
  const allowed = [await save({ ...draft, rev, allowHttp: true }), await list(draft.id), await fillOnPremises()];
  expect(allowed).toEqual(['done', 'done', 'done']);

  serve(faults, 'http://localhost:8085/api/v1/auth/getPersonalAccessTokens', []);
  const local = synergyDraft('http://localhost:8085', 'made-up-token-of-this-machine');
  expect([await save(local), await list(local.id)]).toEqual(['done', 'done']);
  expect(log.to('localhost:8085')[0]?.headers.authorization).toBe('Bearer made-up-token-of-this-machine');
});

async function fillOnPremises(): Promise<string | undefined> {
  const page = await scene.browser.newPage(scene.providers.demo.twelveD.onPremises.docsPage);
  const popup = await scene.open(page);
  await popup.see('.page-summary');
  const [code] = await authorizeAll(popup.page);
  await popup.page.close();
  await page.close();
  return code;
}
