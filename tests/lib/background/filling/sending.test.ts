import { describe, expect, it } from 'vitest';
import { NOW } from '../../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoToken, sceneWith, TAB } from '../scene';

const SERVER = 'https://app.podero.com';
const order = { connectionId: 'c1', tabId: TAB, server: SERVER };

async function saved(more: Parameters<typeof sceneWith>[0] = {}) {
  const scene = sceneWith({
    exchanges: [poderoExchange(), poderoExchange(poderoToken('madeUpNewerToken'))],
    granted: [SERVER],
    tabUrl: PODERO_PAGE,
    report: null,
    ...more,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  return scene;
}

describe('sending with the requests of a tab', () => {
  it('is one rule for that tab, page and API, and is noted without the token', async () => {
    const { sending, rules, world } = await saved();

    await sending.start(order);

    expect([...rules.values()]).toEqual([
      {
        id: 1_000,
        priority: 1,
        action: {
          type: 'modifyHeaders',
          requestHeaders: [{ header: 'Authorization', operation: 'set', value: 'Bearer madeUpToken' }],
        },
        condition: {
          urlFilter: `|${SERVER}/`,
          tabIds: [TAB],
          initiatorDomains: ['app.podero.com'],
          resourceTypes: ['xmlhttprequest'],
        },
      },
    ]);
    expect(await sending.read(TAB)).toMatchObject({ ...order, page: SERVER, label: 'Podero live' });
    const noted = await world.browser.storage.session.get(`send:${TAB}`);
    expect(JSON.stringify(noted)).not.toContain('madeUpToken');
  });

  it('goes on with the newer token when it was renewed, and ends when there is none', async () => {
    const scene = await saved();
    await scene.sending.start(order);
    await scene.tokens.renew('c1', (await scene.connections.find('c1')).token?.obtainedAt ?? 0);
    await scene.sending.refresh();
    expect(JSON.stringify([...scene.rules.values()])).toContain('madeUpNewerToken');
    expect(scene.rules.size).toBe(1);

    await scene.removal.remove('c1', 'keep');
    await scene.sending.refresh();
    expect([scene.rules.size, await scene.sending.read(TAB)]).toEqual([0, undefined]);
  });

  it('ends when the tab shows another origin, and when it is stopped', async () => {
    const scene = await saved();
    await scene.sending.start(order);
    scene.tab.url = 'https://evil.test/';
    await scene.sending.refresh();
    expect(scene.rules.size).toBe(0);

    scene.tab.url = PODERO_PAGE;
    await scene.sending.start(order);
    await scene.sending.stop(TAB + 1);
    expect(scene.rules.size).toBe(1);
    await scene.sending.stop(TAB);
    expect([scene.rules.size, await scene.sending.read(TAB)]).toEqual([0, undefined]);
  });

  it('loses the rules that nobody knows of, and no others, when the worker starts', async () => {
    const scene = await saved();
    await scene.sending.start(order);
    for (const id of [7, 1_005]) scene.rules.set(id, { id });
    await scene.sending.removeLeftovers();
    expect([...scene.rules.keys()].sort((a, b) => a - b)).toEqual([7, 1_000]);
  });

  it.each([
    ['origin_not_bound', 'the page is not bound', 'https://evil.test/docs', SERVER],
    ['foreign_spec', 'the address names a foreign document', `${PODERO_PAGE}?url=https://evil.test/x`, SERVER],
    ['server_outside', 'the server is not the connection’s', PODERO_PAGE, 'https://evil.test'],
    ['server_outside', 'the server is on another port', PODERO_PAGE, `${SERVER}:8443`],
    ['server_outside', 'the server is not https', PODERO_PAGE, 'http://app.podero.com'],
    ['bad_address', 'the server is more than an origin', PODERO_PAGE, `${SERVER}/api`],
    ['bad_address', 'the server is none', PODERO_PAGE, '*'],
  ])('is refused as %s when %s, and no rule is made', async (code, _, url, server) => {
    const scene = await saved();
    scene.tab.url = url;
    await expect(scene.sending.start({ ...order, server })).rejects.toThrow(code);
    expect([scene.rules.size, await scene.sending.read(TAB)]).toEqual([0, undefined]);
  });
});

const OTHER = 'https://docs.example.test';

/** A connection that is bound to two origins, whose token is over: the tab goes from one to the other at a moment. */
async function leaving(when: 'before the click' | 'while the token is asked for' | 'while the rule is made') {
  let clock = NOW;
  const moments: string[] = [];
  const come = (moment: string) => {
    moments.push(moment);
    if (moment === when) scene.tab.url = `${OTHER}/docs`;
  };
  const scene = await saved({
    granted: [SERVER, OTHER],
    now: () => clock,
    fetch: async () => {
      come(clock === NOW ? 'saved' : 'while the token is asked for');
      return Response.json({ access_token: 'madeUpToken', token_type: 'Bearer', expires_in: 600 });
    },
  });
  await scene.connections.bind('c1', OTHER);
  clock += 3_600_000;
  const { declarativeNetRequest } = scene.world.browser;
  const update = declarativeNetRequest.updateSessionRules;
  declarativeNetRequest.updateSessionRules = async (change) => {
    await update(change);
    come(change.addRules ? 'while the rule is made' : 'removed');
  };
  moments.length = 0;
  come('before the click');
  return { ...scene, moments };
}

describe('a page that took the place of the one that was clicked, bound to the same connection', () => {
  it.each([
    ['before the click', ['before the click']],
    ['while the token is asked for', ['before the click', 'while the token is asked for']],
    [
      'while the rule is made',
      ['before the click', 'while the token is asked for', 'while the rule is made', 'removed'],
    ],
  ] as const)('has nothing sent when it came %s', async (when, moments) => {
    const scene = await leaving(when);
    await expect(scene.sending.start({ ...order, origin: SERVER })).rejects.toThrow('page_changed');
    expect([scene.rules.size, await scene.sending.read(TAB)]).toEqual([0, undefined]);
    // No token is asked for, and no rule made, for a page that is gone by then.
    expect(scene.moments).toEqual(moments);
  });

  it('has nothing sent when it came while the browser asked, also when the message names no page', async () => {
    const scene = await saved();
    await scene.connections.bind('c1', OTHER);
    scene.grant(OTHER);
    scene.revoke(SERVER);
    const refused = expect(scene.sending.start(order)).rejects.toThrow('page_changed');
    await expect.poll(() => scene.gate.isWaiting('c1')).toBe(true);
    scene.tab.url = `${OTHER}/docs`;
    scene.grant(SERVER);
    await scene.handlers.permissionAnswered({ connectionId: 'c1', granted: true }, {});
    await refused;
    expect([scene.rules.size, await scene.sending.read(TAB)]).toEqual([0, undefined]);
  });

  it('ends what is sent when the token is renewed there', async () => {
    const scene = await saved();
    await scene.connections.bind('c1', OTHER);
    await scene.sending.start(order);
    scene.tab.url = `${OTHER}/docs`;
    await scene.sending.refresh();
    expect([scene.rules.size, await scene.sending.read(TAB)]).toEqual([0, undefined]);
  });
});
