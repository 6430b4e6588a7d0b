import { describe, expect, it } from 'vitest';
import type { PageReport } from '../../../../lib/domain/page';
import {
  PODERO_PAGE,
  poderoDraft,
  poderoExchange,
  poderoReport,
  poderoToken,
  type SceneOptions,
  SECRET,
  sceneWith,
  TAB,
} from '../scene';

const TOKEN = 'madeUpToken';

/** A saved Podero connection and a tab. */
async function saved(options: SceneOptions = {}) {
  const scene = sceneWith({
    exchanges: [poderoExchange()],
    granted: ['https://app.podero.com'],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    ...options,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  return scene;
}

describe('a fill', () => {
  it('sends probe, then plan, and remembers what the page kept', async () => {
    const { fills, page, notes } = await saved();

    const outcome = await fills.fill('c1', TAB);

    expect(page.asked.map((request) => request.ask)).toEqual(['report', 'fill']);
    expect(page.asked[1]).toMatchObject({ assignments: [{ scheme: 'PartnerAuth', kind: 'bearer', value: TOKEN }] });
    expect(outcome).toMatchObject({ outcome: 'filled', record: { schemes: ['PartnerAuth'], environment: 'LIVE' } });
    expect(JSON.stringify(await notes.readFill(TAB))).not.toContain(TOKEN);
  });

  it('has a line of its own when the popup looks at the same page at once', async () => {
    const { injector, page } = await saved();
    const origin = new URL(PODERO_PAGE).origin;

    const lines = await Promise.all([injector.open(TAB, origin), injector.open(TAB, origin)]);

    const nonces = page.injected.flatMap(({ args }) => args ?? []);
    expect(nonces).toEqual([nonces[0], nonces[0], nonces[2], nonces[2]]);
    for (const line of lines) line.close();
  });

  it('never hands a secret to executeScript', async () => {
    const { fills, page } = await saved();
    await fills.fill('c1', TAB);
    expect(page.injected.map((one) => [one.world, one.files ?? 'nonce'])).toEqual([
      ['MAIN', 'nonce'],
      ['MAIN', ['/fill-main.js']],
      ['ISOLATED', 'nonce'],
      ['ISOLATED', ['/fill-bridge.js']],
    ]);
    expect(page.injected.every((one) => one.target.tabId === TAB && one.target.frameIds.join() === '0')).toBe(true);
    expect(JSON.stringify(page.injected)).not.toMatch(new RegExp(`${TOKEN}|${SECRET}`));
  });

  it('looks again at a page that it had filled when its operations now name another server', async () => {
    const filled = { ...poderoReport, authorized: ['PartnerAuth'] };
    const { fills, page, notes } = await saved({ report: filled });
    await fills.fill('c1', TAB);
    page.report = { ...filled, servers: ['https://evil.test'] };

    await expect(fills.fill('c1', TAB, 'if needed')).rejects.toThrow('server_outside');

    expect(page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
    expect(await notes.readFill(TAB)).toMatchObject({ schemes: ['PartnerAuth'] });
  });

  it('takes the place of what it had filled before when another connection is filled', async () => {
    const { fills, page, tokens } = await saved({
      exchanges: [poderoExchange(), poderoExchange(poderoToken('madeUpOther'))],
      report: { ...poderoReport, authorized: ['PartnerAuth'] },
    });
    await tokens.saveDraft(poderoDraft({ id: 'c2', label: 'Second' }), { permission: 'fail' });
    await fills.fill('c1', TAB);

    await fills.fill('c2', TAB);

    expect(page.asked.at(-1)).toMatchObject({
      ask: 'fill',
      logOut: [],
      assignments: [{ value: 'madeUpOther' }],
      passed: { server: poderoReport.server },
    });
  });

  it('logs out what it had filled before where the new values are for another scheme', async () => {
    const two = {
      ...poderoReport,
      schemes: [...poderoReport.schemes, { name: 'other', type: 'http', scheme: 'bearer' }],
    } as const;
    const { fills, page } = await saved({ report: two });
    await fills.fill('c1', TAB);
    const requirements = [{ alternatives: [['other']], operations: 3 }];
    page.report = { ...two, requirements, authorized: ['PartnerAuth'] };
    await fills.fill('c1', TAB);
    expect(page.asked.at(-1)).toMatchObject({ logOut: ['PartnerAuth'], assignments: [{ scheme: 'other' }] });
  });

  it('takes out the older value when the page does not take the one that should replace it', async () => {
    const { fills, page, tokens } = await saved({
      exchanges: [poderoExchange(), poderoExchange(poderoToken('madeUpOther'))],
    });
    await tokens.saveDraft(poderoDraft({ id: 'c2', label: 'Second' }), { permission: 'fail' });
    await fills.fill('c1', TAB);
    page.keeps = [];

    await expect(fills.fill('c2', TAB)).rejects.toThrow('fill_not_kept');

    expect(page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
    expect(page.report).toMatchObject({ authorized: [] });
  });

  it('is partly done when the page asks for more than the connection has', async () => {
    const more: PageReport = {
      ...poderoReport,
      schemes: [...poderoReport.schemes, { name: 'tenant', type: 'apiKey', in: 'header', parameter: 'X-Tenant' }],
      requirements: [{ alternatives: [['PartnerAuth', 'tenant']], operations: 1 }],
    };
    const { fills } = await saved({ report: more });
    expect(await fills.fill('c1', TAB)).toMatchObject({ outcome: 'partly', record: { missing: ['tenant'] } });
  });
});

describe('a page whose user said what goes where', () => {
  const schemes = [{ name: 'key', type: 'apiKey', in: 'header', parameter: 'X-Key' }] as const;
  const report: PageReport = { ...poderoReport, schemes, requirements: [] };

  it('is filled so, and asks with names only before', async () => {
    const { fills, page, notes } = await saved({ report });
    const refused = await fills.fill('c1', TAB).catch((error: unknown) => error);
    expect(refused).toMatchObject({ failure: { code: 'no_fitting_scheme', detail: 'header Authorization' } });

    await notes.writeMapping(new URL(PODERO_PAGE).origin, { key: 'header Authorization' });
    await fills.fill('c1', TAB);

    expect(page.asked.at(-1)).toMatchObject({ assignments: [{ scheme: 'key', kind: 'apiKey', value: TOKEN }] });
  });

  it('is no other page', async () => {
    const { fills, notes } = await saved({ report });
    await notes.writeMapping('https://app.podero.com:8443', { key: 'header Authorization' });
    await expect(fills.fill('c1', TAB)).rejects.toThrow('no_fitting_scheme');
  });
});

describe('a page that cannot take a token now', () => {
  it.each([
    ['page_sends_nothing', { sends: 'nothing' }],
    ['operation_not_open', { needs: 'open operation' }],
  ] as const)('is refused as %s', async (code, more) => {
    const { fills, page } = await saved({ report: { ...poderoReport, ...more } });
    await expect(fills.fill('c1', TAB)).rejects.toThrow(code);
    expect(JSON.stringify(page.asked)).not.toContain(TOKEN);
  });

  it('stays noted as filled when it could not log out', async () => {
    const { fills, page, notes } = await saved();
    await fills.fill('c1', TAB);
    page.remaining = ['PartnerAuth'];
    await expect(fills.logOut(TAB)).rejects.toThrow('not_logged_out');
    expect(await notes.readFill(TAB)).toMatchObject({ schemes: ['PartnerAuth'] });
  });
});

describe('a fill is refused without a script in the page', () => {
  it.each([
    ['origin_not_bound', 'https://api.podero.com.evil.test/docs'],
    ['origin_not_bound', 'https://app.podero.com:8443/docs'],
    ['origin_not_bound', 'http://app.podero.com/docs'],
    ['opaque_origin', 'about:blank'],
    ['foreign_spec', `${PODERO_PAGE}?url=https://evil.test/spec.json`],
    ['no_access_to_tab', undefined],
  ])('as %s when the tab is at %s', async (code, tabUrl) => {
    const scene = await saved();
    scene.tab.url = tabUrl;

    await expect(scene.fills.fill('c1', TAB)).rejects.toThrow(code);

    expect(scene.page.injected).toEqual([]);
  });

  it('as tab_closed when the tab is gone', async () => {
    const { fills, page } = await saved();
    await expect(fills.fill('c1', 99)).rejects.toThrow('tab_closed');
    expect(page.injected).toEqual([]);
  });

  it('as sign_in_needed when there is no token', async () => {
    const { fills, page, world } = await saved();
    await world.browser.storage.session.remove('tok:c1');
    await expect(fills.fill('c1', TAB)).rejects.toThrow('sign_in_needed');
    expect(page.injected).toEqual([]);
  });
});

describe('a fill sends no token', () => {
  it.each([
    ['not_a_docs_page', 'the page is none', null],
    ['page_loading', 'its document does not come', { ...poderoReport, ready: false }],
    ['no_fitting_scheme', 'it has no scheme', { ...poderoReport, schemes: [], requirements: [] }],
    [
      'cookie_scheme_only',
      'it has only a cookie scheme',
      { ...poderoReport, schemes: [{ name: 'c', type: 'apiKey', in: 'cookie', parameter: 'sid' }], requirements: [] },
    ],
    [
      'server_outside',
      'its document came from elsewhere',
      { ...poderoReport, document: 'https://evil.test/spec.json' },
    ],
    ['foreign_spec', 'its document is no web address', { ...poderoReport, document: 'data:application/json,{}' }],
    ['server_outside', 'it calls an unknown server', { ...poderoReport, server: 'https://evil.test/' }],
    [
      'server_outside',
      'one of its operations calls an unknown server',
      { ...poderoReport, servers: ['https://app.podero.com', 'https://evil.test'] },
    ],
    [
      'server_needs_other_region',
      'it calls the other environment',
      { ...poderoReport, server: 'https://sandbox-app.podero.com/' },
    ],
  ] as const)('as %s when %s', async (code, _, report) => {
    const { fills, page, notes } = await saved({ report });

    await expect(fills.fill('c1', TAB)).rejects.toThrow(code);

    expect(JSON.stringify(page.asked)).not.toContain(TOKEN);
    expect(await notes.readFill(TAB)).toBeUndefined();
  });

  it.each([
    ['another origin', { origin: 'https://evil.test' }],
    ['an opaque origin', { origin: 'null' }],
    ['no origin', { origin: undefined }],
    ['a frame', { frameId: 3 }],
    ['no frame id', { frameId: undefined }],
    ['another tab', { tab: { id: 8 } }],
    ['no tab', { tab: undefined }],
    ['another extension', { id: 'other' }],
    ['a page in the back/forward cache', { documentLifecycle: 'cached' }],
    ['a page that is being prerendered', { documentLifecycle: 'prerender' }],
  ])('as page_changed when the port comes from %s', async (_, sender) => {
    const { fills, page } = await saved();
    page.sender = sender as typeof page.sender;

    await expect(fills.fill('c1', TAB)).rejects.toThrow('page_changed');

    expect(page.asked).toEqual([]);
  });

  it('as fill_not_kept when the page does not hold what was written, and neither leaves nor remembers anything', async () => {
    const { fills, page, notes } = await saved();
    page.keeps = [];
    await expect(fills.fill('c1', TAB)).rejects.toThrow('fill_not_kept');
    // What it made of the value is not known, and would be taken out by nobody.
    expect(page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
    expect(await notes.readFill(TAB)).toBeUndefined();
  });

  it('as fill_not_kept, and leaves what its user has put there, when the page does not take the value', async () => {
    const report = { ...poderoReport, authorized: ['PartnerAuth'] };
    const { fills, page } = await saved({ report });
    page.keeps = [];
    await expect(fills.fill('c1', TAB)).rejects.toThrow('fill_not_kept');
    expect(page.asked.map(({ ask }) => ask)).not.toContain('logOut');
  });
});
