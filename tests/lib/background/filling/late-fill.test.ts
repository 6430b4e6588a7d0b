import { describe, expect, it, vi } from 'vitest';
import { NOW } from '../../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from '../scene';

const ORIGIN = 'https://app.podero.com';
const TOKEN = 'madeUpToken';
const PASSPHRASE = 'made-up passphrase of a test';

/** A saved connection, and a page that answers when it is told to. */
async function slowPage(mode: 'passphrase' | 'session' = 'session') {
  let clock = NOW;
  const scene = sceneWith({
    exchanges: [poderoExchange()],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    now: () => clock,
  });
  await scene.vaultLock.choose(mode === 'session' ? { mode } : { mode, passphrase: PASSPHRASE });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  const { scripting } = scene.world.browser;
  const run = scripting.executeScript as (injection: { files?: string[] }) => Promise<unknown>;
  const muting = async (injection: { files?: string[] }) => {
    const result = await run(injection);
    const port = scene.page.ports.at(-1);
    if (port && injection.files) port.mute = true;
    return result;
  };
  Object.assign(scripting, { executeScript: muting });
  /** The line that the page was asked this over; it takes a second to answer. */
  const asked = async (ask: 'report' | 'fill') => {
    const port = await vi.waitUntil(() => scene.page.ports.find((one) => one.asked.some((each) => each.ask === ask)));
    clock += 1_000;
    return port;
  };
  const carried = () => JSON.stringify(scene.page.asked).includes(TOKEN);
  return { ...scene, asked, carried };
}
type Slow = Awaited<ReturnType<typeof slowPage>>;

const DEEDS: readonly (readonly [string, string, 'passphrase' | 'session', (scene: Slow) => Promise<void>])[] = [
  ['the vault is locked', 'locked', 'passphrase', ({ vaultLock }) => vaultLock.lockNow()],
  ['the connection is removed', 'unknown_connection', 'session', ({ removal }) => removal.remove('c1', 'keep')],
  ['the page is unbound', 'origin_not_bound', 'session', ({ connections }) => connections.unbind('c1', ORIGIN)],
];

describe('a fill under way', () => {
  it.each(DEEDS)('carries nothing in when %s while the page still loads', async (_, code, mode, deed) => {
    const scene = await slowPage(mode);
    const filling = scene.fills.fill('c1', TAB);
    const refused = expect(filling).rejects.toThrow(code);
    const port = await scene.asked('report');

    await deed(scene);
    port.say({ reply: 'report', report: poderoReport });

    await refused;
    expect(scene.carried()).toBe(false);
    expect(await scene.notes.fills()).toEqual([]);
  });

  it.each(DEEDS)('takes out what it carried in when %s before the page has answered', async (_, code, mode, deed) => {
    const scene = await slowPage(mode);
    const filling = scene.fills.fill('c1', TAB);
    const refused = expect(filling).rejects.toThrow(code);
    const port = await scene.asked('report');
    port.say({ reply: 'report', report: poderoReport });
    await scene.asked('fill');

    await deed(scene);
    port.mute = false;
    port.say({ reply: 'filled', schemes: ['PartnerAuth'] });

    await refused;
    expect(port.asked.at(-1)).toEqual({ ask: 'logOut', origin: ORIGIN, schemes: ['PartnerAuth'] });
    expect(await scene.notes.fills()).toEqual([]);
  });

  it('stays known when the page does not let go of what came too late', async () => {
    const scene = await slowPage();
    const filling = scene.fills.fill('c1', TAB);
    const refused = expect(filling).rejects.toThrow('origin_not_bound');
    const port = await scene.asked('report');
    port.say({ reply: 'report', report: poderoReport });
    await scene.asked('fill');
    await scene.connections.unbind('c1', ORIGIN);
    port.say({ reply: 'filled', schemes: ['PartnerAuth'] });
    await vi.waitUntil(() => port.asked.at(-1)?.ask === 'logOut');
    port.say({ reply: 'loggedOut', remaining: ['PartnerAuth'] });

    await refused;
    expect((await scene.notes.fills()).map(({ tabId }) => tabId)).toEqual([TAB]);
  });

  it('carries nothing in when the page takes an address with a foreign document while it loads', async () => {
    const scene = await slowPage();
    const filling = scene.fills.fill('c1', TAB);
    const refused = expect(filling).rejects.toThrow('foreign_spec');
    const port = await scene.asked('report');

    scene.tab.url = `${PODERO_PAGE}?url=https://evil.test/openapi.json`;
    port.say({ reply: 'report', report: poderoReport });

    await refused;
    expect(scene.carried()).toBe(false);
  });
});

it('a token for a field is not carried in when the page is unbound while its line opens', async () => {
  const scene = await slowPage();
  const { scripting } = scene.world.browser;
  const run = scripting.executeScript as (injection: unknown) => Promise<unknown>;
  const unbinding = async (injection: unknown) => {
    await scene.connections.unbind('c1', ORIGIN);
    return run(injection);
  };
  Object.assign(scripting, { executeScript: unbinding });

  await expect(scene.fills.putInField('c1', TAB, ORIGIN)).rejects.toThrow('origin_not_bound');

  expect(scene.carried()).toBe(false);
});

/** A connection that is bound to two origins, whose token is over; while the next is asked for, the tab goes from one to the other. */
async function leaving() {
  const other = 'https://docs.example.test';
  let clock = NOW;
  let answered: () => void = () => undefined;
  const fetch = async () => {
    answered();
    return new Response(JSON.stringify({ access_token: TOKEN, token_type: 'Bearer', expires_in: 600 }));
  };
  const scene = sceneWith({
    granted: [ORIGIN, other],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    fetch,
    now: () => clock,
  });
  await scene.tokens.saveDraft(poderoDraft({ origins: [other] }), { permission: 'fail' });
  clock += 3_600_000;
  const leave = () => {
    scene.tab.url = `${other}/docs`;
    scene.page.sender = { origin: other };
  };
  answered = leave;
  const carried = () => scene.page.asked.filter(({ ask }) => ask === 'fill' || ask === 'put');
  return { ...scene, carried, leave };
}

describe('a page that took the place of another one while its token was asked for, bound to the same connection', () => {
  it('gets nothing when only the other one is kept authorized', async () => {
    const scene = await leaving();
    await scene.notes.used(ORIGIN, 'c1');
    await scene.keepWord.answer(ORIGIN, 'on');

    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');

    expect(scene.carried()).toEqual([]);
    expect(await scene.notes.fills()).toEqual([]);
  });

  it('gets nothing when the click was made on the other one', async () => {
    const scene = await leaving();
    const click = scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'wait');
    await expect(click).rejects.toThrow('page_changed');
    expect(scene.carried()).toEqual([]);
  });

  it.each([
    ['the page', undefined],
    ['the frame', 5],
  ])('gets nothing when the popup had shown the other one, and then %s went there', async (_, frameId) => {
    const scene = await leaving();
    scene.leave();
    scene.page.frames = {
      5: { origin: 'https://docs.example.test', url: 'https://docs.example.test/docs', report: poderoReport },
    };
    const click = { connectionId: 'c1', tabId: TAB, frameId, origin: ORIGIN };
    await expect(scene.authorize.authorize(click, 'wait')).rejects.toThrow('page_changed');
    expect(scene.carried()).toEqual([]);
  });

  it('gets nothing when a worker goes on with what waited for the browser’s question', async () => {
    const scene = await leaving();
    const intent = { connectionId: 'c1', tabId: TAB, origin: ORIGIN, at: scene.world.now() };
    await scene.notes.writeIntent(intent);
    scene.leave();
    await scene.authorize.resume(() => false);
    expect(scene.carried()).toEqual([]);
  });

  it('gets nothing into its field when the menu was opened on the other one', async () => {
    const scene = await leaving();
    scene.world.browser.action.openPopup = async () => undefined;
    await scene.menu.onClicked({ menuItemId: 'put', frameId: 0 }, TAB);
    expect(await scene.notes.readFailure('c1')).toMatchObject({ code: 'page_changed' });
    expect(scene.carried()).toEqual([]);
  });

  it('gets nothing when our button was pressed on the other one', async () => {
    const scene = await leaving();
    const { id } = scene.world.browser.runtime;
    const sender = { id, origin: ORIGIN, url: PODERO_PAGE, frameId: 0, tab: { id: TAB } };
    scene.leave();
    await expect(scene.handlers.buttonPressed({}, sender)).rejects.toThrow('page_changed');
    expect(scene.carried()).toEqual([]);
  });
});

it('a click that waits for the browser’s question notes which page it was made on', async () => {
  const scene = await leaving();
  scene.revoke(ORIGIN);
  const given = scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'wait');
  const refused = expect(given).rejects.toThrow('permission_refused');
  await expect.poll(() => scene.gate.isWaiting('c1')).toBe(true);
  expect(await scene.notes.intents()).toMatchObject([{ connectionId: 'c1', tabId: TAB, origin: ORIGIN }]);
  scene.gate.refused('c1');
  await refused;
});
