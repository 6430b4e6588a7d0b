import { afterEach, describe, expect, it, vi } from 'vitest';
import { NOW } from '../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from './scene';

const ORIGIN = 'https://app.podero.com';
const PASSPHRASE = 'made-up passphrase of a test';
const HANGING = 3;
const DAY = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

/** Two filled pages, one of which takes no script any more: a breakpoint, a dialog, a loop. Its time-outs come when they are told to. */
async function beside(): Promise<Scene> {
  let clock = NOW;
  const scene = sceneWith({
    now: () => clock,
    exchanges: [poderoExchange(), poderoExchange()],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
  });
  await scene.vaultLock.choose({ mode: 'passphrase', passphrase: PASSPHRASE });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.fills.fill('c1', TAB);
  const record = await scene.notes.readFill(TAB);
  if (!record) throw new Error('Nothing was filled.');
  // The one that hangs comes first.
  await scene.notes.forgetFill(TAB);
  for (const tabId of [HANGING, TAB]) await scene.notes.writeFill(tabId, record);
  const { scripting } = scene.world.browser;
  const run = scripting.executeScript as (injection: { target: { tabId: number } }) => Promise<unknown>;
  const opened = { hanging: 0 };
  const executeScript = async (injection: { target: { tabId: number } }) => {
    if (injection.target.tabId !== HANGING) return run(injection);
    opened.hanging += 1;
    return new Promise<never>(() => undefined);
  };
  Object.assign(scripting, { executeScript });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return { ...scene, opened, later: (time: number) => (clock += time) };
}
type Scene = ReturnType<typeof sceneWith> & {
  readonly opened: { readonly hanging: number };
  readonly later: (time: number) => void;
};

/** The vault was locked, and opened again while the locking still waits for the page that hangs. */
async function openedAgain() {
  const scene = await beside();
  const locking = scene.vaultLock.lockNow();
  await vi.waitUntil(() => scene.opened.hanging > 0);
  scene.later(2_000);
  await scene.vaultLock.unlock(PASSPHRASE);
  return { scene, locking };
}

const isLocked = async ({ world }: Scene) => (await world.keeper.state()).locked;
const asked = ({ page }: Scene) => page.asked.map(({ ask }) => ask);
const end = () => vi.advanceTimersByTimeAsync(60_000);

describe('beside a filled page that hangs', () => {
  it.each([
    ['the vault is locked', (scene: Scene) => scene.vaultLock.lockNow()],
    ['the connection is removed', (scene: Scene) => scene.removal.remove('c1', 'keep')],
    ['both are unbound', (scene: Scene) => scene.removal.unbind('c1', ORIGIN)],
  ])('another one is emptied at once when %s', async (_, deed) => {
    const scene = await beside();
    const doing = deed(scene);
    await vi.waitUntil(() => asked(scene).includes('logOut'));
    await end();
    await doing;
  });

  it('the vault locks by itself when it was opened again while an earlier locking still waited', async () => {
    const { scene, locking } = await openedAgain();
    await end();
    await locking;
    expect(await isLocked(scene)).toBe(false);
    expect((await scene.world.browser.alarms.get('lock'))?.scheduledTime).toBeGreaterThan(NOW);

    scene.later(DAY);
    const before = scene.opened.hanging;
    const checking = scene.vaultLock.check();
    await vi.waitUntil(async () => isLocked(scene));
    expect(scene.opened.hanging).toBe(before);
    await end();
    await checking;
    expect(await isLocked(scene)).toBe(true);
  });

  it('a page stays known that was filled after unlocking, when the earlier locking ends', async () => {
    const { scene, locking } = await openedAgain();
    await scene.tokens.ensure('c1', { permission: 'fail' });
    await scene.fills.fill('c1', TAB);
    await end();
    await locking;
    expect((await scene.notes.fills()).map(({ tabId }) => tabId)).toEqual([TAB]);
  });

  it('all that is asked at the time to lock waits for one locking', async () => {
    const scene = await beside();
    scene.later(DAY);
    const checks = Promise.all([1, 2, 3].map(() => scene.vaultLock.check()));
    await vi.waitUntil(() => scene.opened.hanging > 0);
    await end();
    await checks;
    expect(scene.opened.hanging).toBe(1);
    expect(await isLocked(scene)).toBe(true);
  });
});
