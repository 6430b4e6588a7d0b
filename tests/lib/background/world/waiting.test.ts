import { describe, expect, it } from 'vitest';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, poderoToken, sceneWith, TAB } from '../scene';

const ORIGIN = 'https://app.podero.com';
const PASSPHRASE = 'made-up passphrase of a test';
const failing = poderoExchange({ status: 503, json: {} });

/** A kept Podero page that has loaded while the provider was in trouble. */
async function waitingPage(later = [poderoExchange(poderoToken('madeUpLater'))]) {
  const scene = sceneWith({
    exchanges: [poderoExchange(), failing, failing, failing, ...later],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
  });
  await scene.vaultLock.choose({ mode: 'passphrase', passphrase: PASSPHRASE });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.notes.used(ORIGIN, 'c1');
  await scene.keepWord.answer(ORIGIN, 'on');
  await scene.world.browser.storage.session.remove('tok:c1');
  await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
  return scene;
}
type Scene = Awaited<ReturnType<typeof waitingPage>>;

const place = { tabId: TAB, origin: ORIGIN };
const asks = ({ page }: Scene) => page.asked.map(({ ask }) => ask);

/** The page's own Logout, by hand. */
function loggedOut({ page }: Scene): void {
  if (page.report) page.report = { ...page.report, authorized: [] };
  page.asked.length = 0;
}

describe('a page that waits for its fill', () => {
  it('waits no more when its user has filled it with a click, and stays logged out at a 401', async () => {
    const scene = await waitingPage();
    expect(await scene.waiting.all()).toHaveLength(1);

    await scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'fail');
    expect(await scene.waiting.all()).toEqual([]);

    loggedOut(scene);
    await scene.keep.handle(place, 'refused');
    expect(asks(scene)).not.toContain('fill');
  });

  it('waits no more when its user has it logged out in the popup', async () => {
    const scene = await waitingPage();
    await scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'fail');
    await scene.waiting.write({ ...place, when: 'if needed' });

    await scene.fills.logOut(TAB);

    expect(await scene.waiting.all()).toEqual([]);
  });
});

describe('when the vault is locked and opened again', () => {
  const filled = async () => {
    const scene = await waitingPage([poderoExchange(), poderoExchange()]);
    await scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'fail');
    return scene;
  };
  const reopened = async (scene: Scene) => {
    await scene.vaultLock.lockNow();
    scene.page.asked.length = 0;
    await scene.vaultLock.unlock(PASSPHRASE);
    await scene.keep.fillWaiting();
  };

  it('a page that was emptied by it is filled again', async () => {
    const scene = await filled();
    await reopened(scene);
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ scheme: 'PartnerAuth' }] });
  });

  it('a page that its user had logged out by hand before is left alone', async () => {
    const scene = await filled();
    loggedOut(scene);
    await reopened(scene);
    expect(asks(scene)).toEqual([]);
    expect(scene.player.seen).toHaveLength(5);
  });

  it('a page that was not reached any more still waits when the background dies over it', async () => {
    const scene = await filled();
    await scene.vaultLock.lockNow();
    await scene.vaultLock.unlock(PASSPHRASE);
    await scene.waiting.write({ ...place, when: 'if needed' });
    // The first page's look never comes back: what is stored now is what the next worker finds.
    scene.world.browser.scripting.executeScript = () => new Promise(() => undefined);
    const dead = new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.race([scene.keep.fillWaiting(), dead]);
    expect(await scene.waiting.all()).toHaveLength(1);
  });
});
