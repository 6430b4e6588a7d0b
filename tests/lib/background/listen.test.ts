import { expect, it } from 'vitest';
import { listen } from '../../../lib/background/listen';
import { NOW } from '../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from './scene';

const ORIGIN = 'https://app.podero.com';
const HOUR = 3_600_000;

/** One of the browser's events, and the way to make it happen. */
function event() {
  const listeners: ((...values: unknown[]) => unknown)[] = [];
  return {
    addListener: (listener: (...values: unknown[]) => unknown) => listeners.push(listener),
    fire: (...values: unknown[]) => listeners.forEach((listener) => void listener(...values)),
  };
}

/** A background that listens, with a kept page, an open vault, and a machine that slept past the time to lock. */
async function afterSleep() {
  let clock = NOW;
  const scene = sceneWith({
    exchanges: [poderoExchange(), poderoExchange()],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    now: () => clock,
  });
  const { browser } = scene.world;
  const events = { command: event(), click: event(), alarm: event() };
  const quiet = { addListener: () => undefined };
  const still = (area: object) => Object.assign(Object.create(area), { onChanged: quiet, setAccessLevel: undefined });
  const { local, session, sync } = browser.storage;
  Object.assign(browser, {
    storage: { local: still(local), session: still(session), sync: still(sync), onChanged: quiet },
    runtime: Object.assign(Object.create(browser.runtime), { onConnect: quiet, onInstalled: quiet, onStartup: quiet }),
    commands: { onCommand: events.command },
    contextMenus: { onClicked: events.click },
    alarms: Object.assign(Object.create(browser.alarms), { onAlarm: events.alarm }),
  });
  Object.assign(browser.permissions, { onAdded: quiet, onRemoved: quiet });
  Object.assign(browser.tabs, { onRemoved: quiet, onUpdated: quiet });
  Object.assign(browser.action, { openPopup: async () => undefined });
  listen(scene.world, scene, scene.handlers);
  await scene.vaultLock.choose({ mode: 'passphrase', passphrase: 'made-up passphrase of a test' });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.fills.fill('c1', TAB);
  await scene.keepWord.answer(ORIGIN, 'on');
  scene.page.asked.length = 0;
  clock += 9 * HOUR;
  return { ...scene, ...events, isLocked: async () => (await scene.world.keeper.state()).locked };
}
type Woken = Awaited<ReturnType<typeof afterSleep>>;

const WAKES: readonly (readonly [string, (scene: Woken) => void])[] = [
  ['the key', ({ command }) => command.fire('authorize-page', { id: TAB })],
  ['the menu', ({ click }) => click.fire({ menuItemId: 'authorize', frameId: 0 }, { id: TAB })],
  ['the menu of a field', ({ click }) => click.fire({ menuItemId: 'put', frameId: 0 }, { id: TAB })],
  ['the alarm for renewal', ({ alarm }) => alarm.fire({ name: 'renew' })],
];

it.each(WAKES)('what wakes the background after the time to lock finds it locked: %s', async (_, wake) => {
  const scene = await afterSleep();
  wake(scene);
  await expect.poll(scene.isLocked).toBe(true);
  expect(scene.page.asked.filter(({ ask }) => ask === 'fill' || ask === 'put')).toEqual([]);
  expect(scene.player.seen).toHaveLength(1);
});
