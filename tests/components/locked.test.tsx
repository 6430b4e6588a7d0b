import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { PopupApp } from '../../components/popup/popup-app';
import type { TabView } from '../../lib/domain/view';
import { podero, refuse, sandbox, startBackground, tab, touchChanged, vault } from './background';

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const field = () => screen.findByLabelText<HTMLInputElement>('Passphrase');
const open = vault({ mode: 'passphrase' });
const shut = vault({ mode: 'passphrase', locked: true });
const locked = podero({ status: 'locked', token: undefined });

function show(view: Partial<TabView>, more: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({ describeTab: () => tab({ vault: shut, ...view }), ...more });
  return { ...render(<PopupApp />), background };
}

async function unlockWith(passphrase: string) {
  fireEvent.input(await field(), { target: { value: passphrase } });
  fireEvent.click(await button('Unlock'));
}

describe('a locked vault', () => {
  it('has the passphrase’s field focused, and nothing that needs it, when the popup opens', async () => {
    show({ fitting: [locked], others: [sandbox({ status: 'locked' })] });
    const passphrase = await field();
    await waitFor(() => expect(document.activeElement).toBe(passphrase));
    expect(passphrase.type).toBe('password');
    expect(screen.getByRole('form', { name: 'Tokenfill is locked' })).toBeTruthy();
    expect(screen.getByRole('listitem', { name: 'Podero Live' }).textContent).toContain('Locked');
    const names = screen.getAllByRole('button').map((one) => one.textContent);
    expect(names).toEqual(['Unlock', 'Forgot the passphrase?', 'Options']);
  });

  it('shows no form that could not be saved when no connection fits', async () => {
    show({});
    await field();
    expect(screen.queryByLabelText('Client ID')).toBeNull();
  });

  it('goes on where the page wants it when it is unlocked', async () => {
    const { background } = show({ fitting: [locked] });
    await field();
    background.answers.unlock = () => open;
    background.answers.describeTab = () => tab({ vault: open, fitting: [podero()] });
    await unlockWith('four words are enough');
    expect(background.sent('unlock')).toEqual([{ passphrase: 'four words are enough' }]);
    const authorize = await button('Authorize with Podero Live');
    await waitFor(() => expect(document.activeElement).toBe(authorize));
    expect(screen.getByRole('status').textContent).toBe('Unlocked.');
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
  });

  it('says so and selects what was typed when the passphrase is wrong', async () => {
    show({ fitting: [locked] }, { unlock: () => refuse({ code: 'wrong_passphrase' }) });
    await unlockWith('nonsense');
    expect((await screen.findByRole('alert')).textContent).toContain('That is not the passphrase');
    const { value, selectionStart, selectionEnd } = await field();
    expect([value, selectionStart, selectionEnd]).toEqual(['nonsense', 0, 8]);
    expect(document.activeElement).toBe(await field());
  });

  it('sends nothing when nothing was typed', async () => {
    const { background } = show({ fitting: [locked] });
    await unlockWith('');
    expect((await field()).getAttribute('aria-invalid')).toBe('true');
    expect(background.sent('unlock')).toEqual([]);
  });

  it('leads to the options when the passphrase is forgotten', async () => {
    show({ fitting: [locked] });
    fireEvent.click(await button('Forgot the passphrase?'));
    expect(fakeBrowser.runtime.openOptionsPage).toHaveBeenCalledOnce();
  });

  it('keeps a form that was opened when it locks by itself', async () => {
    const { background } = show({ vault: open, fitting: [podero()] });
    fireEvent.click(await button('More actions for Podero Live'));
    fireEvent.click(await button('Edit Podero Live'));
    fireEvent.input(await screen.findByLabelText('Client ID'), { target: { value: 'typed' } });
    background.answers.describeTab = () => tab({ vault: shut, fitting: [locked] });
    await touchChanged();
    await field();
    expect((await screen.findByLabelText<HTMLInputElement>('Client ID')).value).toBe('typed');
  });
});

describe('a vault in trouble', () => {
  it.each(['vault_damaged', 'vault_changed_outside', 'newer_schema'] as const)(
    'says so in short and leads to the options, and asks for no passphrase: %s',
    async (trouble) => {
      show({ vault: vault({ mode: 'passphrase', locked: true, trouble }), fitting: [locked] });
      const alert = await screen.findByRole('alert');
      fireEvent.click(within(alert).getByRole('button', { name: 'See what to do' }));
      expect(fakeBrowser.runtime.openOptionsPage).toHaveBeenCalledOnce();
      expect(screen.queryByLabelText('Passphrase')).toBeNull();
      expect(screen.getByRole('listitem', { name: 'Podero Live' })).toBeTruthy();
    },
  );
});

describe('lock now', () => {
  it('locks when pressed', async () => {
    const { background } = show({ vault: open, fitting: [podero()] });
    const pressed = await button('Lock now');
    background.answers.describeTab = () => tab({ vault: shut, fitting: [locked] });
    fireEvent.click(pressed);
    await field();
    expect(background.sent('lockNow')).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Lock now' })).toBeNull();
  });

  it.each(['unset', 'session', 'device'] as const)('is not offered when there is nothing to lock: %s', async (mode) => {
    show({ vault: vault({ mode }), fitting: [podero()] });
    await button('Authorize with Podero Live');
    expect(screen.queryByRole('button', { name: 'Lock now' })).toBeNull();
  });
});
