import type { IncomingPort } from './pages/page-line';
import { createRouter, type Handlers } from './router';
import type { MenuClick } from './screens/menu';
import type { MessageSender } from './sender';
import type { Services } from './services';
import type { World } from './world/world';

/** The keys of the manifest. */
const AUTHORIZE = 'authorize-page';
const LOCK = 'lock-now';

/** Registers every listener in the first turn: an event that wakes the worker is lost to a listener that comes later. */
export function listen({ browser, definitions, managed }: World, services: Services, handlers: Handlers): void {
  const { injector, gate, authorize, keepWord, press, pageScript, bare, menu, connections, notes, renewal, vaultLock } =
    services;
  const { attention, lost, releases, removal, rotation, sending, trials, waiting } = services;
  const origin = browser.runtime.getURL('/').replace(/\/$/, '');
  const route = createRouter(
    handlers,
    { id: browser.runtime.id, origin },
    {
      before: beforeAnswering,
      onDeed: vaultLock.used,
    },
  );

  browser.runtime.onMessage.addListener((message, sender, respond) => {
    void route(message, sender as MessageSender).then(respond);
    return true;
  });
  browser.runtime.onConnect.addListener((port) => injector.accept(port as IncomingPort));
  browser.permissions.onAdded.addListener(() => void onPermissionAdded());
  browser.permissions.onRemoved.addListener(() => void pageScript.update());
  browser.runtime.onInstalled.addListener(() => {
    void pageScript.update();
    void menu.install();
  });
  browser.runtime.onStartup.addListener(() => void pageScript.update());
  browser.storage.local.onChanged.addListener((changes) => {
    // What a kept page would be filled with next is renewed, and another one no more.
    if (pageScript.concerns(Object.keys(changes))) void Promise.all([pageScript.update(), renewal.arm()]);
    if (attention.concerns(Object.keys(changes))) void attention.refresh();
  });
  // Tokens and fills live in session storage: whenever one changes, the next renewal may be another.
  browser.storage.session.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => /^(tok|fil|bak|pause):/.test(key))) void renewal.arm();
    if (Object.keys(changes).some((key) => key.startsWith('tok:'))) void sending.refresh();
    if (attention.concerns(Object.keys(changes))) void attention.refresh();
  });
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') void onPolicy();
  });
  browser.alarms.onAlarm.addListener(({ name }) => void onAlarm(name));
  browser.tabs.onRemoved.addListener((tabId) => {
    void notes.forgetFill(tabId);
    void waiting.forget(tabId);
    void sending.stop(tabId);
    void trials.drop(tabId);
  });
  // A document that loads, also in a frame, ends it: which one it is, the browser does not always say.
  browser.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === 'loading') void sending.stop(tabId);
  });
  browser.contextMenus.onClicked.addListener((click, tab) => void onMenu(click, tab?.id));
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === AUTHORIZE && tab?.id !== undefined) void authorizeTab(tab.id);
    if (command === LOCK) void vaultLock.lockNow();
  });

  void keepAreasOurs(browser);
  void bare.removeLeftovers();
  void sending.removeLeftovers();
  void connections.emptyBin();
  void trials.expire();
  void releases.run();
  void rotation.interrupted();
  void lost.interrupted();
  void renewal.arm();
  void attention.refresh();

  /** A wake may come after the time to lock: nothing is answered from an open vault before that is known. */
  async function beforeAnswering(): Promise<void> {
    await definitions.ready();
    await vaultLock.check();
    await Promise.all([connections.emptyBin(), trials.expire()]);
  }

  /** After a sleep several are due at once, in any order: the one for the lock need not be the first. */
  async function onAlarm(name: string): Promise<void> {
    await vaultLock.check();
    if (name === renewal.alarm) await renewal.run();
    if (name === releases.alarm) await releases.run();
    if (name === attention.alarm) await attention.refresh();
  }

  async function onMenu(click: MenuClick, tabId: number | undefined): Promise<void> {
    await beforeAnswering();
    await menu.onClicked(click, tabId);
  }

  /** What the organization changed holds from now on: for tokens on their way, for pages, for the lock, for open screens. */
  async function onPolicy(): Promise<void> {
    await managed.reload();
    await definitions.reload();
    await vaultLock.check();
    await trials.forget();
    const redone = [sending.refresh(), renewal.arm(), pageScript.update(), attention.refresh()];
    await Promise.all([removal.emptyUnbound(), ...redone]);
    await notes.changed();
  }

  async function onPermissionAdded(): Promise<void> {
    await beforeAnswering();
    await gate.recheck();
    await authorize.resume(gate.isWaiting);
    await keepWord.resume();
    await trials.resume();
    await pageScript.update();
  }

  /** One press of the key fills; when it is not clear with what, or something is missing, the popup says so. */
  async function authorizeTab(tabId: number): Promise<void> {
    await beforeAnswering();
    await press.orPopup(press.anywhere(tabId));
  }
}

/**
 * Keeps content scripts out of our storage areas where the browser can (Chromium). Repeated at every start: the setting did
 * not outlive a browser restart (M14).
 */
async function keepAreasOurs(browser: World['browser']): Promise<void> {
  const { local, session, sync } = browser.storage;
  for (const area of [local, session, sync]) {
    await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => undefined);
  }
}
