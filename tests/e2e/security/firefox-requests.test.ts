import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../lib/domain/connection';
import { findBrowser } from '../browsers/paths';
import { ask, codeOf, connectionsSeenBy, tabOf } from './asking';
import { poderoDraft, synergyDraft } from './drafts';
import { useFirefoxChecks } from './firefox-checks';
import { serve } from './serving';

const ELSEWHERE = ['https://app.podero.com:8443', 'https://evil.test', 'http://evil.test', 'http://app.podero.com'];
const TOKEN_PATH = { host: 'app.podero.com', path: '/oauth2/token/' };

describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('in Firefox', () => {
  const checks = useFirefoxChecks({
    https: ['evil.test', 'app.podero.com:8443'],
    http: ['evil.test', 'app.podero.com', 'localhost:8085'],
  });
  const ours = (type: string, request: object) => ask(checks.options, type, request);
  const save = async (draft: Draft) => codeOf(await ours('saveConnection', { draft }));
  beforeEach(() => checks.reset());

  it('[S05] follows no redirect, wherever it leads, in Firefox', { timeout: 120_000 }, async () => {
    const { demo, faults, log } = checks.providers;
    await checks.firefox.grant('https://app.podero.com/*');
    const targets = ['https://app.podero.com', 'https://docs.example.test', ...ELSEWHERE].map((to) => `${to}/next`);
    const results = [];
    for (const to of targets) {
      for (const status of [301, 302, 303, 307, 308] as const) {
        log.clear();
        faults.set(TOKEN_PATH, { kind: 'redirect', status, to });
        const code = await save(poderoDraft(demo));
        results.push({ to, status, code, paths: log.all().map(({ path }) => path) });
      }
    }
    // The same, followed on purpose: it would arrive.
    log.clear();
    faults.set(TOKEN_PATH, { kind: 'redirect', status: 307, to: 'https://evil.test/next' });
    await checks.options.evaluate(async (url) => {
      const body = new URLSearchParams({ token: 'made-up' });
      await fetch(url, { method: 'POST', body }).catch(() => undefined);
    }, demo.podero.live.tokenUrl);

    console.info(`figures: Firefox, ${results.length} redirects, 0 requests at their targets`);
    expect(results).toHaveLength(30);
    expect(results.filter(({ code }) => code !== 'redirect_refused')).toEqual([]);
    expect(results.filter(({ paths }) => paths.join() !== TOKEN_PATH.path)).toEqual([]);
    expect(log.to('evil.test').map(({ path }) => path)).toEqual(['/next']);
  });

  it('[S10] sends no cookie and keeps none, in Firefox', async () => {
    const { demo, faults, log } = checks.providers;
    await checks.firefox.grant('https://app.podero.com/*');
    const cookie = 'session=made-up-session; Secure; SameSite=None; Path=/';
    serve(faults, 'https://app.podero.com/sign-in', '<title>Signed in</title>', { 'set-cookie': cookie });
    const page = await checks.firefox.newPage('https://app.podero.com/sign-in');
    const before = await checks.firefox.browser.cookies();
    const answer = { access_token: 'made-up-token', token_type: 'Bearer', expires_in: 3600 };
    serve(faults, demo.podero.live.tokenUrl, answer, { 'set-cookie': cookie.replace('made-up-session', 'another') });

    expect(await save(poderoDraft(demo))).toBe('done');

    const [request] = log.to('app.podero.com', TOKEN_PATH.path);
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.headers.referer).toBeUndefined();
    expect(before).toHaveLength(1);
    expect(await checks.firefox.browser.cookies()).toEqual(before);
    await page.reload();
    expect(log.to('app.podero.com', '/sign-in').at(-1)?.headers.cookie).toBe('session=made-up-session');
    await page.close();
  });

  it('[S11] sends and fills nothing over http unless the connection says so, in Firefox', async () => {
    const { demo, faults, log } = checks.providers;
    const { onPremises } = demo.twelveD;
    for (const host of ['synergy.example.test', 'localhost']) await checks.firefox.grant(`http://${host}/*`);
    const list = async (connectionId: string) => codeOf(await ours('listTokens', { connectionId }));
    const page = await checks.firefox.newPage(onPremises.docsPage);
    const fill = async (connectionId: string) =>
      codeOf(await ours('authorize', { connectionId, tabId: await tabOf(checks.options) }));
    const draft = synergyDraft(onPremises.origin, onPremises.personalAccessToken);

    const refused = [await save(draft), await list(draft.id), await fill(draft.id)];
    expect(refused.slice(1)).toEqual(['http_refused', 'http_refused']);
    expect(JSON.stringify(log.all())).not.toContain(onPremises.personalAccessToken);

    const rev = (await connectionsSeenBy(checks.options))[0]?.connection.rev;
    const said = [await save({ ...draft, rev, allowHttp: true }), await list(draft.id), await fill(draft.id)];
    expect(said).toEqual(['done', 'done', 'done']);
    await page.close();

    serve(faults, 'http://localhost:8085/api/v1/auth/getPersonalAccessTokens', []);
    const local = synergyDraft('http://localhost:8085', 'made-up-token-of-this-machine');
    expect([await save(local), await list(local.id)]).toEqual(['done', 'done']);
    expect(log.to('localhost:8085')[0]?.headers.authorization).toBe('Bearer made-up-token-of-this-machine');
  });
});
