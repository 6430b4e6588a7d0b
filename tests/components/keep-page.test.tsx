import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { PopupApp } from '../../components/popup/popup-app';
import type { TabView } from '../../lib/domain/view';
import { allowHosts, fill, podero, refuse, startBackground, tab } from './background';

const ORIGIN = 'https://app.podero.com';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const yes = () => button('Keep this page authorized after reloads');
const filled = (keep: TabView['keep']) => tab({ fitting: [podero()], filled: fill(), keep });

function open(keep: TabView['keep'], more: Partial<TabView> = {}) {
  const background = startBackground({ describeTab: () => ({ ...filled(keep), ...more }) });
  return { ...render(<PopupApp />), background };
}

describe('keeping a page authorized', () => {
  it('is offered in one line, and no second offer beside it, when the page was filled', async () => {
    open('unasked');
    fakeBrowser.permissions.contains = vi.fn(async () => false) as never;
    await yes();
    expect(screen.getByText('Keep this page authorized after reloads')).toBeTruthy();
    expect(await button('Do not keep this page authorized')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show a button on this page' })).toBeNull();
  });

  it('is not offered when the page was not filled', async () => {
    open('unasked', { filled: undefined });
    await button('Authorize with Podero Live');
    expect(screen.queryByRole('button', { name: 'Keep this page authorized after reloads' })).toBeNull();
  });

  it('sends the wish, then asks the browser for this page in the same click, when wanted', async () => {
    const { background } = open('unasked');
    const pressed = await yes();
    pressed.focus();
    background.log.length = 0;
    const request = allowHosts(true, background.log);
    background.answers.describeTab = () => filled('on');
    fireEvent.click(pressed);
    expect(background.log).toEqual(['keepPage', 'permissions.request']);
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: [`${ORIGIN}/*`] });
    expect(await button('Stop keeping this page authorized')).toBeTruthy();
    expect(background.sent('keepPage')).toEqual([{ origin: ORIGIN, answer: 'on' }]);
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Kept authorized after reloads'));
  });

  it('stores nothing and says so when the browser’s question is refused', async () => {
    const { background } = open('unasked');
    allowHosts(false);
    let refused = () => {};
    background.answers.permissionAnswered = () => {
      refused();
      return null;
    };
    background.answers.keepPage = async () => {
      await new Promise<void>((resolve) => {
        refused = resolve;
      });
      return refuse({ code: 'permission_refused' });
    };
    fireEvent.click(await yes());
    expect(await screen.findByText('The browser did not allow it, so nothing was stored.')).toBeTruthy();
    const subject = `keep:${ORIGIN}`;
    expect(background.sent('permissionAnswered')).toEqual([{ connectionId: subject, granted: false }]);
    expect(await yes()).toBeTruthy();
  });

  it('remembers a no, and asks the browser nothing', async () => {
    const { background } = open('unasked');
    const request = allowHosts(true);
    const pressed = await button('Do not keep this page authorized');
    background.answers.describeTab = () => filled('no');
    fireEvent.click(pressed);
    expect(await button('Keep authorized…')).toBeTruthy();
    expect(background.sent('keepPage')).toEqual([{ origin: ORIGIN, answer: 'no' }]);
    expect(request).not.toHaveBeenCalled();
  });

  it('is for the frame in this very page when that was filled, and asks for the frame’s host only', async () => {
    const top = 'https://portal.example.test';
    const { background } = open('unasked', { origin: top, frame: { id: 9, origin: ORIGIN, top } });
    const request = allowHosts(true);
    fireEvent.click(await yes());
    await waitFor(() => expect(background.sent('keepPage')).toEqual([{ origin: ORIGIN, top, answer: 'on' }]));
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: [`${ORIGIN}/*`] });
  });

  it('is not offered for a frame that a third page stands around', async () => {
    open('unasked', { origin: 'https://portal.example.test', frame: { id: 9, origin: ORIGIN } });
    await button('Log out');
    expect(screen.queryByRole('button', { name: 'Keep this page authorized after reloads' })).toBeNull();
  });

  it('can be stopped, also while the page is not filled, when it was switched on', async () => {
    const { background } = open('on', { filled: undefined });
    fireEvent.click(await button('Stop keeping this page authorized'));
    await waitFor(() => expect(background.sent('keepPage')).toEqual([{ origin: ORIGIN, answer: 'no' }]));
  });

  it('can be switched on later when it was refused', async () => {
    const { background } = open('no');
    fireEvent.click(await button('Keep authorized…'));
    await waitFor(() => expect(background.sent('keepPage')).toEqual([{ origin: ORIGIN, answer: 'on' }]));
  });
});
