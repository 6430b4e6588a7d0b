import { describe, expect, it, vi } from 'vitest';
import { NOW } from '../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from './scene';

const ORIGIN = 'https://app.podero.com';
const HOUR = 3_600_000;
const PASSPHRASE = 'made-up passphrase of a test';

/** An open vault with a filled Podero page. */
async function opened() {
  const scene = sceneWith({
    exchanges: [poderoExchange()],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
  });
  await scene.vaultLock.choose({ mode: 'passphrase', passphrase: PASSPHRASE });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.fills.fill('c1', TAB);
  const ago = (unlocked: number, used: number) =>
    scene.notes.writeLockTimes({ unlockedAt: NOW - unlocked, usedAt: NOW - used });
  const isLocked = async () => (await scene.world.keeper.state()).locked;
  return {
    ...scene,
    ago,
    isLocked,
    idle: (minutes: number) => scene.world.browser.storage.local.set({ 'pref:idleLock': minutes }),
  };
}

describe('the vault locks by itself', () => {
  it('after a working day, whatever is open, and takes the token out of the page', async () => {
    const scene = await opened();
    await scene.ago(8 * HOUR, 0);
    await scene.vaultLock.check();
    expect(await scene.isLocked()).toBe(true);
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
    expect(await scene.notes.fills()).toEqual([]);
  });

  it('not before, and then it has an alarm for that time', async () => {
    const scene = await opened();
    await scene.ago(7 * HOUR, 7 * HOUR);
    await scene.vaultLock.check();
    expect(await scene.isLocked()).toBe(false);
    expect((await scene.world.browser.alarms.get('lock'))?.scheduledTime).toBe(NOW + HOUR);
  });

  it('not for want of use while a filled page is open', async () => {
    const scene = await opened();
    await scene.idle(15);
    await scene.ago(HOUR, HOUR);
    await scene.vaultLock.check();
    expect(await scene.isLocked()).toBe(false);
  });

  it('for want of use after a filled page was closed, also when nothing else wakes the background', async () => {
    const scene = await opened();
    await scene.idle(15);
    await scene.ago(HOUR, HOUR);
    await scene.vaultLock.check();
    expect((await scene.world.browser.alarms.get('lock'))?.scheduledTime).toBe(NOW + HOUR / 4);

    scene.tab.url = undefined;
    await scene.vaultLock.check();
    expect(await scene.isLocked()).toBe(true);
  });

  it.each([
    ['went to another origin', 'https://elsewhere.test/'],
    ['tells us no address any more', undefined],
  ])('for want of use when the filled tab %s', async (_, url) => {
    const scene = await opened();
    await scene.idle(15);
    await scene.ago(HOUR, HOUR);
    scene.tab.url = url;
    await scene.vaultLock.check();
    expect(await scene.isLocked()).toBe(true);
  });

  it('later when it was used meanwhile', async () => {
    const scene = await opened();
    await scene.idle(15);
    scene.tab.url = undefined;
    await scene.ago(HOUR, HOUR);
    await scene.vaultLock.used();
    await scene.vaultLock.check();
    expect(await scene.isLocked()).toBe(false);
  });
});

it('a page that hangs does not keep the others filled when the vault locks', async () => {
  const scene = await opened();
  const record = await scene.notes.readFill(TAB);
  await scene.notes.forgetFill(TAB);
  if (record) for (const tabId of [3, TAB]) await scene.notes.writeFill(tabId, record);
  const { scripting } = scene.world.browser;
  const run = scripting.executeScript as (injection: { target: { tabId: number } }) => Promise<unknown>;
  const hang = new Promise<never>(() => undefined);
  Object.assign(scripting, {
    executeScript: (injection: { target: { tabId: number } }) => (injection.target.tabId === 3 ? hang : run(injection)),
  });
  // Time stands still: the one that hangs is never given up.
  vi.useFakeTimers({ toFake: ['setTimeout'] });

  void scene.vaultLock.lockNow();
  const isEmptied = () => scene.page.asked.at(-1)?.ask === 'logOut';
  const end = Date.now() + 10_000;
  while (!isEmptied() && Date.now() < end) await new Promise((resolve) => setImmediate(resolve));
  vi.useRealTimers();

  expect(isEmptied()).toBe(true);
});

it('a locked vault answers locked to what needs a secret, sends nothing, and opens with the passphrase', async () => {
  const scene = await opened();
  await scene.vaultLock.lockNow();
  await expect(scene.tokens.ensure('c1', { permission: 'fail' })).rejects.toThrow('locked');
  await expect(scene.fills.fill('c1', TAB)).rejects.toThrow('locked');
  expect(await scene.views.viewOf('c1')).toMatchObject({ status: 'locked' });
  expect(scene.player.seen).toHaveLength(1);

  await expect(scene.vaultLock.unlock('made-up wrong passphrase')).rejects.toThrow('wrong_passphrase');
  await scene.vaultLock.unlock(PASSPHRASE);
  expect(await scene.views.viewOf('c1')).toMatchObject({ status: 'can_obtain' });
});

it('forgetting everything leaves no trace of what was used where, and no host granted', async () => {
  const scene = await opened();
  await scene.keepWord.answer(ORIGIN, 'on');
  await scene.vaultLock.forget('everything');
  const left = Object.keys({
    ...(await scene.world.browser.storage.local.get(null)),
    ...(await scene.world.browser.storage.session.get(null)),
  });
  expect(left.filter((key) => !/^(vault\.|changed$|quarantine:)/.test(key))).toEqual([]);
  expect(await scene.world.browser.alarms.getAll()).toEqual([]);
  expect([...scene.hosts]).toEqual([]);
});
