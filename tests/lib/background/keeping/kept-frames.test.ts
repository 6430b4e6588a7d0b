import { describe, expect, it, vi } from 'vitest';
import { pageHandlers } from '../../../../lib/background/page-handlers';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, poderoToken, sceneWith, TAB } from '../scene';

const PODERO = 'https://app.podero.com';
const PORTAL = 'https://portal.example.test';
const EVIL = 'https://evil.test';
const docs = { origin: PODERO, url: PODERO_PAGE, report: poderoReport };

/** Documentation in a frame of a portal, filled there once by a click, and the page loaded again since. */
async function portal(word: 'on' | 'no' = 'on') {
  const scene = sceneWith({
    exchanges: [poderoExchange(), poderoExchange(poderoToken('madeUpSecond'))],
    granted: [PODERO],
    tabUrl: `${PORTAL}/apis`,
    report: null,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  scene.page.frames = { 9: docs };
  await scene.fills.fill('c1', TAB, 'always', 9);
  await scene.keepWord.answer(PODERO, word, PORTAL);
  scene.page.frames = { 12: docs };
  scene.page.asked.length = 0;
  const pages = pageHandlers(scene);
  const sender = { id: 'ours', origin: PODERO, url: PODERO_PAGE, frameId: 12, tab: { id: TAB } };
  return { ...scene, pages, sender };
}
type Portal = Awaited<ReturnType<typeof portal>>;

const asked = ({ page }: Portal) => page.asked.map(({ ask }) => ask);
const loaded = ({ pages, sender }: Portal, around: readonly string[] = [PORTAL]) =>
  pages.frameEvent({ event: 'loaded', around: [...around] }, sender);

describe('a frame that is kept authorized', () => {
  it('is filled without a click when the page around it was loaded again', async () => {
    const scene = await portal();

    expect(await loaded(scene)).toBe('watch');

    expect(asked(scene)).toEqual(['report', 'fill']);
    expect(await scene.notes.readFill(TAB)).toMatchObject({ origin: PODERO, frame: { id: 12, top: PORTAL } });
  });

  it('is watched from the moment on that its user said so', async () => {
    const { page } = await portal();
    const watched = page.injected.filter(({ files }) => files?.[0] === 'content-scripts/frame.js');
    expect(watched.map(({ target }) => target)).toEqual([{ tabId: TAB, frameIds: [9] }]);
  });

  it('is filled also when the browser does not tell where the tab is', async () => {
    const scene = await portal();
    scene.tab.url = undefined;
    expect(await loaded(scene)).toBe('watch');
    expect(asked(scene)).toEqual(['report', 'fill']);
  });

  it.each([
    ['its user said no', async () => [await portal('no'), [PORTAL]] as const],
    ['it is in another page', async () => [await portal(), [EVIL]] as const],
    ['another page is between it and the one agreed to', async () => [await portal(), [EVIL, PORTAL]] as const],
    ['a page around it does not want to be told of', async () => [await portal(), ['null', PORTAL]] as const],
    ['the browser lists nothing around it', async () => [await portal(), []] as const],
    [
      'the browser says that the tab is elsewhere',
      async () => {
        const scene = await portal();
        scene.tab.url = `${EVIL}/`;
        return [scene, [PORTAL]] as const;
      },
    ],
  ])('is left alone, and not watched, when %s', async (_, make) => {
    const [scene, around] = await make();
    expect(await loaded(scene, around)).toBe('leave');
    expect(scene.page.asked).toEqual([]);
  });

  it('is left alone where a third page is around it, also when its page is kept in a tab of its own', async () => {
    const scene = await portal();
    await scene.keepWord.answer(PODERO, 'on');
    expect(await loaded(scene, [EVIL, PORTAL])).toBe('leave');
    expect(scene.page.asked).toEqual([]);
  });

  it('is not kept in a tab of its own by that word', async () => {
    const { keep, page } = await portal();
    expect(await keep.handle({ tabId: TAB, origin: PODERO }, 'loaded')).toBe('leave');
    expect(page.asked).toEqual([]);
  });

  it('is left alone while another document of the tab still holds what was filled', async () => {
    const scene = await portal();
    const holding = { ...docs, report: { ...poderoReport, authorized: ['PartnerAuth'] } };
    scene.page.frames = { 9: holding, 12: docs };

    await loaded(scene);

    expect(asked(scene)).toEqual(['report']);
    expect((await scene.notes.readFill(TAB))?.frame?.id).toBe(9);
  });

  it('is still the one that is known when it does not let go, and another document is not filled', async () => {
    const scene = await portal();
    scene.page.frames = { 9: { ...docs, report: { ...poderoReport, authorized: ['PartnerAuth'] } }, 12: docs };
    scene.page.remaining = ['PartnerAuth'];

    await expect(scene.fills.fill('c1', TAB, 'always', 12)).rejects.toThrow('not_logged_out');

    expect((await scene.notes.readFill(TAB))?.frame?.id).toBe(9);
    expect(asked(scene)).not.toContain('fill');
  });

  it('gets a newer token when its own API refuses the old one', async () => {
    const scene = await portal();
    const old = { accessToken: 'old', tokenType: 'Bearer', extras: {}, expiresAt: scene.world.now() + 3_600_000 };
    await scene.world.vault.writeToken('c1', { ...old, obtainedAt: scene.world.now() - 60_000 });
    await loaded(scene);

    await scene.pages.frameEvent({ event: 'refused', around: [PORTAL] }, scene.sender);

    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpSecond' }] });
  });

  it('gets none when another frame of that page hears a refusal', async () => {
    const scene = await portal();
    const old = { accessToken: 'old', tokenType: 'Bearer', extras: {}, expiresAt: scene.world.now() + 3_600_000 };
    await scene.world.vault.writeToken('c1', { ...old, obtainedAt: scene.world.now() - 60_000 });
    await loaded(scene);

    await scene.pages.frameEvent({ event: 'refused', around: [PORTAL] }, { ...scene.sender, frameId: 13 });

    expect(scene.player.seen).toHaveLength(1);
    expect(asked(scene)).toEqual(['report', 'fill']);
  });

  it('is noted as waiting when the vault is locked', async () => {
    const scene = await portal();
    await loaded(scene);
    await scene.vaultLock.lockNow();
    expect(await scene.open.waiting()).toEqual([
      { tabId: TAB, origin: PODERO, frame: { id: 12, top: PORTAL }, when: 'if needed' },
    ]);
  });

  it('keeps the note of what was filled while the open pages were gone through', async () => {
    const scene = await portal();
    const record = await scene.notes.readFill(TAB);
    if (!record) throw new Error('Nothing was filled.');
    await scene.notes.writeFill(TAB, { ...record, frame: undefined, origin: 'https://left.example.test' });
    const get = scene.world.browser.tabs.get.bind(scene.world.browser.tabs);
    Object.assign(scene.world.browser.tabs, {
      get: async (id: number) => {
        await scene.notes.writeFill(TAB, record);
        return get(id);
      },
    });
    await scene.open.fills();
    expect(await scene.notes.readFill(TAB)).toEqual(record);
  });

  it('counts as open as long as it shows the same origin', async () => {
    const scene = await portal();
    await loaded(scene);
    scene.tab.url = undefined;
    expect(await scene.open.fills()).toHaveLength(1);
    scene.page.frames = { 12: { ...docs, origin: EVIL } };
    expect(await scene.open.fills()).toEqual([]);
    expect(await scene.notes.readFill(TAB)).toBeUndefined();
  });

  it('is still known, and holds nobody up, while it is too busy to say anything', async () => {
    const scene = await portal();
    await loaded(scene);
    scene.world.browser.scripting.executeScript = () => new Promise(() => undefined);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const fills = scene.open.fills();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(await Promise.race([fills, 'still waiting'])).toHaveLength(1);
      expect(await scene.notes.readFill(TAB)).toMatchObject({ frame: { id: 12 } });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is forgotten with its connection', async () => {
    const { notes } = await portal();
    await notes.forgetConnection('c1', [PODERO]);
    expect([await notes.keptInFrames(PODERO), await notes.usedInFrames(PODERO)]).toEqual([false, false]);
  });
});

describe('the button in a frame', () => {
  it('is not there, and fills nothing, when the browser says that the tab is elsewhere', async () => {
    const scene = await portal();
    expect(await scene.pages.frameButton({ around: [PORTAL] }, scene.sender)).toMatchObject({ label: 'Podero live' });

    scene.tab.url = `${EVIL}/`;
    expect(await scene.pages.frameButton({ around: [PORTAL] }, scene.sender)).toBeNull();
    const pressed = scene.pages.framePressed({ around: [PORTAL] }, scene.sender);
    await expect(pressed).rejects.toThrow('origin_not_bound');
    expect(scene.page.asked).toEqual([]);
  });
});

describe('the key', () => {
  it('fills the frame that was filled in this page before', async () => {
    const scene = await portal('no');
    await scene.press.anywhere(TAB);
    expect(await scene.notes.readFill(TAB)).toMatchObject({ frame: { id: 12 } });
  });

  it('fills no frame that nobody has been shown in this page', async () => {
    const scene = await portal();
    scene.page.frames = { 12: { ...docs, around: [EVIL] } as typeof docs };
    // Only the frame itself says where it is.
    scene.tab.url = undefined;
    await expect(scene.press.anywhere(TAB)).rejects.toThrow('origin_not_bound');
    expect(asked(scene)).toEqual(['report']);
  });
});

describe('the button in a frame', () => {
  it('shows the connection where the frame was filled in this page before, and fills by a press', async () => {
    const { pages, sender, page } = await portal('no');
    expect(await pages.frameButton({ around: [PORTAL] }, sender)).toMatchObject({ label: 'Podero live' });
    await pages.framePressed({ around: [PORTAL] }, sender);
    expect(page.asked.map(({ ask }) => ask)).toEqual(['report', 'fill']);
  });

  it.each([
    ['another page', [EVIL]],
    ['another page between', [EVIL, PORTAL]],
    ['no page that is known', []],
  ])('is not there, and its press refused, in %s', async (_, around) => {
    const { pages, sender, page } = await portal();
    expect(await pages.frameButton({ around }, sender)).toBeNull();
    await expect(pages.framePressed({ around }, sender)).rejects.toThrow('origin_not_bound');
    expect(page.asked).toEqual([]);
  });

  it('is not there when buttons are switched off', async () => {
    const { pages, sender, world } = await portal();
    await world.browser.storage.local.set({ 'pref:pageButton': 'off' });
    expect(await pages.frameButton({ around: [PORTAL] }, sender)).toBeNull();
  });
});

describe('our script in frames', () => {
  it('is registered for the one host that was filled in a frame, while a button or keeping is wanted', async () => {
    const { pageScript, registered, world, keepWord, notes } = await portal('no');
    await pageScript.update();
    expect(registered.get('frame')).toMatchObject({ matches: [`${PODERO}/*`], allFrames: true });

    await world.browser.storage.local.set({ 'pref:pageButton': 'off' });
    await pageScript.update();
    expect(registered.has('frame')).toBe(false);

    await keepWord.answer(PODERO, 'on', PORTAL);
    await pageScript.update();
    expect(registered.get('frame')).toMatchObject({ matches: [`${PODERO}/*`] });
    expect(registered.has('page')).toBe(false);

    await notes.forgetPages([PODERO]);
    await pageScript.update();
    expect([...registered.keys()]).toEqual([]);
  });

  it('is registered for no host that is not granted', async () => {
    const { pageScript, registered, revoke } = await portal();
    revoke(PODERO);
    await pageScript.update();
    expect([...registered.keys()]).toEqual([]);
  });
});
