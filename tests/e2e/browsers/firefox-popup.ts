import type { Page } from 'puppeteer-core';
import {
  hasFocus,
  locate,
  painted,
  type Role,
  readAlert,
  readClick,
  readFocused,
  readText,
} from './firefox-popup-document';
import type { FirefoxWindow, Panel, PrivilegedWindow } from './firefox-window';
import { until } from './until';

/**
 * The real toolbar popup, driven as a person would: found by role and accessible name, clicked with mouse events of
 * Firefox's own. WebDriver does not list it among the pages, so its document is read from another page of ours
 * (`extension.getViews`) and its mouse and keyboard input goes in through Firefox's window.
 */
export interface FirefoxPopup {
  /** With the press of the icon. */
  clicks(): number;
  /** Types into a field by its label. Typing is no click: the first field has the focus, Tab leads on. */
  type(label: string, value: string): Promise<void>;
  click(role: Exclude<Role, 'textbox'>, name: string): Promise<void>;
  /** Waits until such an element is on the screen. */
  see(role: Role, name: string): Promise<void>;
  /** Waits for the popup to say that something went wrong, and resolves with the words. */
  alert(): Promise<string>;
  text(): Promise<string>;
  close(): Promise<void>;
}

export function drivePopup(window: FirefoxWindow, ownPage: Page): FirefoxPopup {
  let clicks = 1; // The icon.
  const text = () => ownPage.evaluate(readText);
  const find = (role: Role, name: string) =>
    until(() => ownPage.evaluate(locate, role, name), `${role} “${name}”`, { instead: text });
  return {
    clicks: () => clicks,
    text,
    type: async (label, value) => {
      await find('textbox', label);
      await window.run(focusFrame, null);
      await until(() => ownPage.evaluate(hasFocus), 'focus in the popup');
      await window.run(insertText, value);
      // It travels to the popup's process by another way than the next question to it. A pasted command takes its field away.
      const isGone = async () => ((await ownPage.evaluate(locate, 'textbox' as Role, label)) ? undefined : true);
      const isIn = async () => (await ownPage.evaluate(readFocused)) === value || isGone();
      await until(isIn, `text in ${label}`, { instead: text });
    },
    click: async (role, name) => {
      await find(role, name);
      // It may have come into view just now: Firefox's window learns of that with the next picture, and hits what was there before.
      await ownPage.evaluate(painted);
      const place = await find(role, name);
      clicks += 1;
      await window.run(pressMouse, place);
      await until(() => ownPage.evaluate(readClick), `real click on ${name}`);
    },
    see: async (role, name) => void (await find(role, name)),
    alert: () => until(() => ownPage.evaluate(readAlert), 'alert', { instead: text }),
    close: () => closePopup(window),
  };
}

/** Resolves when the popup that belongs to the window's front tab is open: pressing the button grants activeTab (measured). */
export async function pressIcon(window: FirefoxWindow, id: string): Promise<void> {
  await closePopup(window); // The button of an open popup closes it.
  await window.run(triggerAction, id);
  await until(() => window.run(isShown, null), 'popup');
}

/** As any click beside it does. */
export async function closePopup(window: FirefoxWindow): Promise<void> {
  await window.run(hidePopup, null);
  await until(() => window.run(isGone, null), 'end of the popup');
}

/** What the toolbar button and the action's key run: `browser_action` in Firefox's own code. */
function triggerAction(window: PrivilegedWindow, id: string): Promise<void> {
  const { ExtensionParent } = window.ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs') as {
    ExtensionParent: {
      apiManager: { global: { browserActionFor(extension: object): { triggerAction(window: Window): Promise<void> } } };
    };
  };
  const { extension } = window.WebExtensionPolicy.getByID(id);
  return ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
}

function isShown({ document }: PrivilegedWindow): true | undefined {
  const frame = document.querySelector('browser[webextension-view-type="popup"]');
  return frame?.closest<Panel>('panel')?.state === 'open' || undefined;
}

function isGone({ document }: PrivilegedWindow): true | undefined {
  return document.querySelector('browser[webextension-view-type="popup"]') === null || undefined;
}

function hidePopup({ document }: PrivilegedWindow): void {
  document.querySelector('browser[webextension-view-type="popup"]')?.closest<Panel>('panel')?.hidePopup();
}

function focusFrame(window: PrivilegedWindow): void {
  window.focus();
  window.document.querySelector<HTMLElement>('browser[webextension-view-type="popup"]')?.focus();
}

/** The field that has the focus takes the text in one piece, as when it is pasted: one trusted input event. */
function insertText({ windowUtils }: PrivilegedWindow, text: string): void {
  windowUtils.sendContentCommandEvent('insertText', null, text);
}

/** Down and up at one point of the popup. The click that comes of it is trusted and is the user activation that a question needs. */
function pressMouse(window: PrivilegedWindow, { x, y }: { x: number; y: number }): void {
  const frame = window.document.querySelector('browser[webextension-view-type="popup"]');
  if (!frame) throw new Error('The popup is closed.');
  const { left, top } = frame.getBoundingClientRect();
  for (const [type, buttons] of [
    ['mousemove', 0],
    ['mousedown', 1],
    ['mouseup', 0],
  ] as const) {
    const mouse = { button: 0, buttons, clickCount: buttons, inputSource: 1 };
    window.synthesizeMouseEvent(type, left + x, top + y, mouse, { isDOMEventSynthesized: false });
  }
}
