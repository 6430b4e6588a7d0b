import { fireEvent, render, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Options } from '../../components/options/options';
import { PopupApp } from '../../components/popup/popup-app';
import type { TabView } from '../../lib/domain/view';
import { fill, podero, refuse, startBackground, tab, touchChanged, vault } from './background';

const PASSPHRASE = 'four words are enough';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const radio = (name: string) => screen.findByRole<HTMLInputElement>('radio', { name });
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const type = async (label: string, value: string) => fireEvent.input(await field(label), { target: { value } });
const unset = vault({ mode: 'unset' });

function open(view: Partial<TabView> = {}) {
  const background = startBackground({
    describeTab: () => tab({ vault: unset, ...view }),
    listConnections: () => [],
    authorize: () => ({ outcome: 'filled', record: fill() }),
  });
  return { ...render(<PopupApp />), background };
}

async function typeCredentials() {
  await type('Client ID', 'my-client');
  await type('Client secret', 'my-secret-1234');
}

const creating = { providerId: 'sesami', methodId: 'create-with-login', inputs: {}, origins: [] };

describe('how secrets are kept', () => {
  it('is asked on the form, with a passphrase first and the truth about the chosen way, when nothing is chosen yet', async () => {
    open();
    const group = await screen.findByRole('group', { name: 'Keep secrets' });
    const names = within(group)
      .getAllByRole('radio')
      .map((choice) => (choice as HTMLInputElement).labels?.[0]?.textContent);
    expect(names).toEqual(['With a passphrase', 'This browser session', 'This device, not encrypted']);
    expect((await radio('With a passphrase')).checked).toBe(true);
    const truths: (string | null | undefined)[] = [];
    for (const name of names) {
      fireEvent.click(await radio(name ?? ''));
      const described = group.querySelectorAll('[aria-describedby]:is([type="radio"])');
      expect([...described]).toEqual([await radio(name ?? '')]);
      truths.push(document.getElementById(described[0]?.getAttribute('aria-describedby') ?? '')?.textContent);
    }
    expect(truths).toEqual([
      'Encrypted on disk. Asked for when the browser starts, and after a working day.',
      'Nothing on disk. Forgotten when the browser closes.',
      'Anyone who can read your browser profile can read these.',
    ]);
  });

  it('goes with the click that saves when a passphrase was typed twice', async () => {
    const { background } = open();
    await typeCredentials();
    await type('Passphrase', PASSPHRASE);
    await type('Repeat passphrase', PASSPHRASE);
    fireEvent.click(await button('Get token and authorize'));
    expect(background.sent('authorize')[0]?.choose).toEqual({ mode: 'passphrase', passphrase: PASSPHRASE });
  });

  it.each([
    ['This browser session', 'session'],
    ['This device, not encrypted', 'device'],
  ])('asks for no passphrase when it is "%s"', async (name, mode) => {
    const { background } = open();
    fireEvent.click(await radio(name));
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
    await typeCredentials();
    fireEvent.click(await button('Get token and authorize'));
    expect(background.sent('authorize')[0]?.choose).toEqual({ mode });
  });

  it.each([
    ['Passphrase', '', '', 'Please fill this in.'],
    ['Passphrase', 'eleven char', 'eleven char', 'Please use at least 12 characters.'],
    ['Repeat passphrase', PASSPHRASE, 'something else', 'The two are not the same.'],
  ])(
    'says at “%s” what is wrong, and sends nothing, when it is “%s” and “%s”',
    async (label, first, second, problem) => {
      const { background } = open();
      await typeCredentials();
      await type('Passphrase', first);
      await type('Repeat passphrase', second);
      fireEvent.click(await button('Get token and authorize'));
      const wrong = await field(label);
      expect(document.activeElement).toBe(wrong);
      expect(wrong.getAttribute('aria-invalid')).toBe('true');
      expect(document.getElementById(wrong.getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent).toBe(
        problem,
      );
      expect(background.sent('authorize')).toEqual([]);
    },
  );

  it('never has the passphrase as text when it is typed', async () => {
    const { container } = open();
    await type('Passphrase', PASSPHRASE);
    await type('Repeat passphrase', PASSPHRASE);
    for (const label of ['Passphrase', 'Repeat passphrase']) {
      expect(await field(label)).toMatchObject({ type: 'password', autocomplete: 'off' });
    }
    expect(container.textContent).not.toContain(PASSPHRASE);
  });

  it('is not asked again, and not sent, when the first try chose it and failed', async () => {
    const { background } = open();
    background.answers.authorize = () => refuse({ code: 'invalid_client' });
    await typeCredentials();
    fireEvent.click(await radio('This browser session'));
    background.answers.describeTab = () => tab();
    fireEvent.click(await button('Get token and authorize'));
    await screen.findByRole('alert');
    await touchChanged();
    await screen.findByText(/Secrets stay in this browser session/);
    expect(screen.queryByRole('group', { name: 'Keep secrets' })).toBeNull();
    fireEvent.click(await button('Get token and authorize'));
    expect(background.sent('authorize').at(-1)?.choose).toBeUndefined();
  });

  it.each([
    ['passphrase', 'Secrets are kept encrypted with your passphrase.'],
    ['session', 'Secrets stay in this browser session and are forgotten when the browser closes.'],
    ['device', 'Secrets are kept on this device, not encrypted.'],
  ] as const)('is one quiet line when it was chosen: %s', async (mode, line) => {
    open({ vault: vault({ mode }) });
    expect(await screen.findByText(line)).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'Keep secrets' })).toBeNull();
  });

  it('goes with a connection that is saved without a page when it is made in the options', async () => {
    const background = startBackground({ vaultState: () => unset, saveConnection: () => podero() });
    render(<Options />);
    fireEvent.click(await button('Add a connection'));
    fireEvent.click(await button('Podero'));
    await typeCredentials();
    fireEvent.click(await radio('This device, not encrypted'));
    fireEvent.click(await button('Save and get token'));
    expect(background.sent('saveConnection')[0]?.choose).toEqual({ mode: 'device' });
    await screen.findByText('Saved Podero Live.');
  });
});

describe('a method that creates a token', () => {
  const warning = /shown once by the provider; it is lost when the browser closes unless you keep it/;

  it('says what will be lost when secrets stay in the session', async () => {
    open({ vault: vault(), suggestion: creating });
    expect(await screen.findByText(warning)).toBeTruthy();
  });

  it('says it when the session is being chosen, and not when something lasting is', async () => {
    open({ suggestion: creating });
    await radio('With a passphrase');
    expect(screen.queryByText(warning)).toBeNull();
    fireEvent.click(await radio('This browser session'));
    expect(await screen.findByText(warning)).toBeTruthy();
  });
});
