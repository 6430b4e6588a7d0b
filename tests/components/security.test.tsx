import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Options } from '../../components/options/options';
import type { VaultView } from '../../lib/domain/view';
import { podero, refuse, sandbox, startBackground, vault } from './background';

const NEXT = 'four words are enough';
const BACKUP = new Date(2030, 0, 1, 12).getTime();
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const type = async (label: string, value: string) => fireEvent.input(await field(label), { target: { value } });
const passphrase = vault({ mode: 'passphrase', backupAt: BACKUP });
const troubled = (trouble: VaultView['trouble'], more: Partial<VaultView> = {}) =>
  vault({ mode: 'unset', locked: true, trouble, ...more });

function open(view: VaultView, more: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({
    vaultState: () => view,
    listConnections: () => [podero(), sandbox()],
    changeMode: () => view,
    unlock: () => view,
    ...more,
  });
  return { ...render(<Options />), background };
}

describe('how secrets are kept', () => {
  it('is said in words, with the present way chosen, when it was chosen before', async () => {
    open(vault({ mode: 'device' }));
    const section = await screen.findByRole('region', { name: 'Security' });
    expect(within(section).getByText('Secrets are kept on this device, not encrypted.')).toBeTruthy();
    const chosen = within(section).getByRole<HTMLInputElement>('radio', { name: 'This device, not encrypted' });
    expect(chosen.checked).toBe(true);
    expect(section.textContent).not.toContain('Lock now');
  });

  it('says where the secrets go, and moves them only then, when another way is chosen', async () => {
    const { background } = open(passphrase);
    fireEvent.click(await screen.findByRole('radio', { name: 'This browser session' }));
    expect(screen.getByText(/moves into this browser session, and what is on the disk is deleted/)).toBeTruthy();
    expect(background.sent('changeMode')).toEqual([]);
    background.answers.vaultState = () => vault();
    fireEvent.click(await button('Move the secrets'));
    await waitFor(() => expect(background.sent('changeMode')).toEqual([{ choose: { mode: 'session' } }]));
    const chosen = await screen.findByRole('radio', { name: 'This browser session' });
    await waitFor(() => expect(document.activeElement).toBe(chosen));
    expect(screen.queryByRole('button', { name: 'Move the secrets' })).toBeNull();
  });

  it('asks for a passphrase, twice, when secrets are to be encrypted', async () => {
    const { background } = open(vault());
    fireEvent.click(await screen.findByRole('radio', { name: 'With a passphrase' }));
    fireEvent.click(await button('Move the secrets'));
    expect((await field('Passphrase')).getAttribute('aria-invalid')).toBe('true');
    await type('Passphrase', NEXT);
    await type('Repeat passphrase', NEXT);
    fireEvent.click(await button('Move the secrets'));
    const choose = { mode: 'passphrase', passphrase: NEXT };
    await waitFor(() => expect(background.sent('changeMode')).toEqual([{ choose }]));
  });

  it('says so beside the choice when nothing could be moved', async () => {
    open(passphrase, { changeMode: () => refuse({ code: 'vault_damaged' }) });
    fireEvent.click(await screen.findByRole('radio', { name: 'This device, not encrypted' }));
    fireEvent.click(await button('Move the secrets'));
    expect(
      await within(screen.getByRole('form', { name: 'Change how secrets are kept' })).findByRole('alert'),
    ).toBeTruthy();
  });

  it('offers nothing to change when nothing was chosen and there is no connection', async () => {
    open(vault({ mode: 'unset' }), { listConnections: () => [] });
    const section = await screen.findByRole('region', { name: 'Security' });
    expect(section.textContent).toContain('Not chosen yet');
    expect(within(section).queryByRole('button')).toBeNull();
  });
});

describe('the passphrase', () => {
  const openForm = async () => fireEvent.click(await button('Change passphrase'));
  const fillIn = async (old: string, next: string, repeat: string) => {
    await type('Old passphrase', old);
    await type('New passphrase', next);
    await type('Repeat new passphrase', repeat);
    fireEvent.click(await button('Save new passphrase'));
  };

  it('is changed when the old one is given and the new one twice', async () => {
    const { background } = open(passphrase);
    await openForm();
    await fillIn('the old one', NEXT, NEXT);
    expect(await screen.findByText('The passphrase is changed.')).toBeTruthy();
    expect(background.sent('changePassphrase')).toEqual([{ old: 'the old one', next: NEXT }]);
    expect(screen.queryByLabelText('Old passphrase')).toBeNull();
  });

  it('is not sent when the new one is not the same twice', async () => {
    const { background } = open(passphrase);
    await openForm();
    await fillIn('the old one', NEXT, 'something else');
    expect(document.activeElement).toBe(await field('Repeat new passphrase'));
    expect(background.sent('changePassphrase')).toEqual([]);
  });

  it('says so and selects the old one when that is wrong', async () => {
    open(passphrase, { changePassphrase: () => refuse({ code: 'wrong_passphrase' }) });
    await openForm();
    await fillIn('nonsense', NEXT, NEXT);
    expect((await screen.findByRole('alert')).textContent).toContain('That is not the passphrase');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Old passphrase')));
    for (const label of ['Old passphrase', 'New passphrase', 'Repeat new passphrase']) {
      expect((await field(label)).type).toBe('password');
    }
  });
});

describe('the lock', () => {
  const select = () => screen.findByRole<HTMLSelectElement>('combobox', { name: 'Lock after' });

  it.each([
    ['15', 15],
    ['', null],
  ])('closes after as many minutes as chosen: “%s”', async (value, minutes) => {
    const { background } = open({ ...passphrase, idleMinutes: 60 });
    expect((await select()).value).toBe('60');
    fireEvent.input(await select(), { target: { value } });
    await waitFor(() => expect(background.sent('setIdleLock')).toEqual([{ minutes }]));
  });

  it('shows a time of its own when that was set elsewhere', async () => {
    open({ ...passphrase, idleMinutes: 30 });
    expect((await select()).selectedOptions[0]?.textContent).toBe('30 minutes without use');
  });

  it('closes now, and can be opened here, when asked to', async () => {
    const { background } = open(passphrase);
    const pressed = await button('Lock now');
    background.answers.vaultState = () => ({ ...passphrase, locked: true });
    fireEvent.click(pressed);
    await type('Passphrase', NEXT);
    expect(screen.queryByRole('button', { name: 'Add a connection' })).toBeNull();
    fireEvent.click(await button('Unlock'));
    await waitFor(() => expect(background.sent('unlock')).toEqual([{ passphrase: NEXT }]));
    expect(background.sent('lockNow')).toHaveLength(1);
  });

  it('leads to forgetting the secrets, with the way back focused, when the passphrase is forgotten', async () => {
    const { background } = open({ ...passphrase, locked: true });
    fireEvent.click(await button('Forgot the passphrase?'));
    await button('Forget secrets for good');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    fireEvent.click(await button('Cancel'));
    expect(screen.queryByRole('button', { name: 'Forget secrets for good' })).toBeNull();
    fireEvent.click(await button('Forgot the passphrase?'));
    fireEvent.click(await button('Forget secrets for good'));
    await waitFor(() => expect(background.sent('forget')).toEqual([{ what: 'secrets' }]));
  });
});

describe('backup and end', () => {
  it.each([
    [true, 'Restored what was missing.'],
    [false, 'The backup holds nothing that is missing here.'],
  ])('says what the backup gave when restoring says %s', async (restored, said) => {
    open(passphrase, { restoreBackup: () => restored });
    expect(await screen.findByText(/^Backup of .*2030/)).toBeTruthy();
    fireEvent.click(await button('Restore backup'));
    expect(await screen.findByText(said)).toBeTruthy();
  });

  it.each([
    [
      'Forget all secrets',
      'secrets',
      /connections \(2\), and the backup.* The connections stay/,
      'Forget secrets for good',
    ],
    ['Forget everything', 'everything', /All connections \(2\) with their pages/, 'Forget everything for good'],
  ])('says exactly what goes, and forgets only when that is confirmed: %s', async (name, what, question, confirm) => {
    const { background } = open(passphrase);
    fireEvent.click(await button(name));
    expect((await screen.findByRole('alert')).textContent).toMatch(question);
    expect(background.sent('forget')).toEqual([]);
    fireEvent.click(await button(confirm));
    await waitFor(() => expect(background.sent('forget')).toEqual([{ what }]));
  });
});

describe('trouble', () => {
  it.each([
    ['vault_damaged', 'Stored secrets cannot be opened', ['Restore backup of', 'Forget all secrets…']],
    [
      'vault_changed_outside',
      'Stored data was changed from outside',
      ['Restore backup of', 'Use it as it is now', 'Forget all secrets…'],
    ],
    ['newer_schema', 'Stored by a newer Tokenfill', []],
  ] as const)('says what happened, that nothing is lost, and what to do: %s', async (code, title, buttons) => {
    open(troubled(code, { backupAt: BACKUP }));
    const alert = await screen.findByRole('alert', { name: title });
    expect(alert.textContent).toContain('Nothing is lost');
    const names = within(alert)
      .queryAllByRole('button')
      .map((one) => one.textContent);
    expect(names).toHaveLength(buttons.length);
    for (const [index, start] of buttons.entries()) expect(names[index]?.startsWith(start)).toBe(true);
  });

  it('uses what is stored as it is when that is wanted', async () => {
    const { background } = open(troubled('vault_changed_outside'));
    fireEvent.click(await button('Use it as it is now'));
    await waitFor(() => expect(background.sent('acceptOutsideChange')).toHaveLength(1));
    expect(await screen.findByText('Used as it is now.')).toBeTruthy();
  });

  it('says that there is no backup when there is none', async () => {
    open(troubled('vault_damaged'));
    expect((await screen.findByRole('alert')).textContent).toContain('There is no backup.');
  });

  it('offers no forgetting in part when a newer version stored it', async () => {
    open(troubled('newer_schema'));
    await button('Forget everything');
    expect(screen.queryByRole('button', { name: 'Forget all secrets' })).toBeNull();
  });

  it('lists single secrets that were not opened, and opens the form for one, when the vault works', async () => {
    const damaged = [
      { id: 'podero-live', label: 'Podero Live', code: 'vault_damaged' },
      { id: 'gone', code: 'vault_damaged' },
    ] as const;
    open(vault({ mode: 'passphrase', damaged }), {
      listConnections: () => [podero({ status: 'needs_secret', token: undefined })],
    });
    const alert = await screen.findByRole('alert', { name: 'Some secrets could not be opened' });
    expect(within(alert).getAllByRole('listitem')[1]?.textContent).toContain('A connection that cannot be read');
    await waitFor(() => expect(within(alert).getAllByRole('button')).toHaveLength(1));
    fireEvent.click(await button('Type its secret again: Podero Live'));
    expect(await screen.findByRole('form', { name: 'Edit Podero Live' })).toBeTruthy();
    expect((await field('Client secret')).placeholder).toBe('');
  });
});

describe('what is gone from the storage', () => {
  const gone = (more: Partial<VaultView> = {}) =>
    vault({ missing: ['Podero Live', 'Build'], backupAt: BACKUP, ...more });

  it('is named, with the backup to restore, before anything else, and goes when it came back', async () => {
    const { background } = open(gone({ mode: 'unset' }), { listConnections: () => [], restoreBackup: () => true });
    const alert = await screen.findByRole('alert', { name: 'Something that was stored is gone' });
    for (const label of ['Podero Live', 'Build']) expect(within(alert).getByText(label)).toBeTruthy();
    background.answers.vaultState = () => vault();
    fireEvent.click(within(alert).getByRole('button', { name: /Restore backup of/ }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(background.sent('restoreBackup')).toEqual([{}]);
  });

  it('is said to be changes when every connection is there', async () => {
    open(gone({ missing: [] }));
    const alert = await screen.findByRole('alert', { name: 'Something that was stored is gone' });
    expect(alert.textContent).toContain('their last changes are gone');
  });

  it('is nothing when all is there', async () => {
    open(vault({ backupAt: BACKUP }));
    await screen.findByRole('region', { name: 'Security' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('may be everything: storage that cannot be read is said once, with the folder to take away', async () => {
    const unreadable = () => refuse({ code: 'storage_unreadable' });
    open(vault(), { vaultState: unreadable, listConnections: unreadable });
    const alert = await screen.findByRole('alert', { name: 'The browser cannot read what is stored' });
    expect(alert.textContent).toMatch(/Local Extension Settings|storage\/default/);
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(1));
  });
});

describe('a damaged record', () => {
  const damaged = [{ id: 'podero-live', label: 'Podero Live', code: 'vault_damaged' as const }];

  it('can be restored on the spot when the vault is open', async () => {
    const { background } = open(vault({ damaged, backupAt: BACKUP }), { restoreBackup: () => true });
    const alert = await screen.findByRole('alert', { name: 'Some secrets could not be opened' });
    fireEvent.click(within(alert).getByRole('button', { name: /Restore backup of/ }));
    await waitFor(() => expect(background.sent('restoreBackup')).toEqual([{}]));
  });

  it('says to unlock first when it is locked', async () => {
    open(vault({ mode: 'passphrase', locked: true, damaged, backupAt: BACKUP }));
    const alert = await screen.findByRole('alert', { name: 'Some secrets could not be opened' });
    expect(alert.textContent).toContain('unlock first');
    expect(within(alert).queryByRole('button', { name: /Restore/ })).toBeNull();
  });
});
