import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Options } from '../../components/options/options';
import { allowHosts, podero, refuse, startBackground, vault } from './background';

const button = (name: string | RegExp) => screen.findByRole('button', { name });

const synergy = podero(
  { providerName: '12d Synergy', methodName: 'Personal access token', environment: undefined, inventory: true },
  {
    id: 'synergy',
    label: '12d',
    providerId: '12d-synergy',
    methodId: 'personal-access-token',
    inputs: { server: 'https://synergy.example.com' },
    origins: ['https://synergy.example.com'],
  },
);

function open(more: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({ listConnections: () => [podero(), synergy], ...more });
  return { ...render(<Options />), background };
}

describe('connections', () => {
  it('saves a new one without a page when it is added here', async () => {
    const { background } = open({ saveConnection: () => podero() });
    fireEvent.click(await button('Add a connection'));
    fireEvent.click(await button('Podero'));
    fireEvent.input(await screen.findByLabelText('Client ID'), { target: { value: 'my-client' } });
    fireEvent.input(await screen.findByLabelText('Client secret'), { target: { value: 'my-secret-1234' } });
    background.log.length = 0;
    const request = allowHosts(true, background.log);
    fireEvent.click(await button('Save and get token'));
    expect(background.log).toEqual(['saveConnection', 'permissions.request']);
    expect(request).toHaveBeenCalledWith({ origins: ['https://app.podero.com/*'] });
    expect(await screen.findByText('Saved Podero Live.')).toBeTruthy();
  });

  it('takes a bound page away when asked to', async () => {
    const { background } = open();
    fireEvent.click(await button('Pages of Podero Live'));
    fireEvent.click(await button('Remove https://app.podero.com from Podero Live'));
    expect(background.sent('unbindOrigin')).toEqual([
      { connectionId: 'podero-live', origin: 'https://app.podero.com' },
    ]);
    await screen.findByText('Removed https://app.podero.com.');
  });

  it('shows the exact origin back when a page’s address is typed', async () => {
    const { background } = open();
    fireEvent.click(await button('Pages of Podero Live'));
    fireEvent.input(await screen.findByLabelText('Add a page'), {
      target: { value: 'https://docs.example.com:8443/swagger/index.html?x=1#/pets' },
    });
    fireEvent.click(await button('Add https://docs.example.com:8443'));
    expect(background.sent('bindOrigin')).toEqual([
      { connectionId: 'podero-live', origin: 'https://docs.example.com:8443' },
    ]);
    await screen.findByText('Added https://docs.example.com:8443.');
  });

  it.each(['javascript:alert(1)', 'not an address', 'https://user:word@example.com'])(
    'binds nothing when the address is %s',
    async (value) => {
      const { background } = open();
      fireEvent.click(await button('Pages of Podero Live'));
      const input = await screen.findByLabelText('Add a page');
      fireEvent.input(input, { target: { value } });
      fireEvent.click(await button('Add'));
      expect(input.getAttribute('aria-invalid')).toBe('true');
      expect(background.sent('bindOrigin')).toEqual([]);
    },
  );
});

describe('personal access tokens', () => {
  const items = [
    { id: '1', name: 'Nightly', createdAt: 1, expiresAt: 2, columns: [['User', 'anna']] as const },
    { id: '2', name: 'Tokenfill', createdAt: 1, expiresAt: 4_000_000_000_000, columns: [['User', 'anna']] as const },
  ];
  const show = async () => fireEvent.click(await button('Show tokens of 12d'));

  it('marks expired ones in words when they are listed', async () => {
    open({ listTokens: () => items });
    await show();
    const table = await screen.findByRole('table', { name: 'Personal access tokens of 12d' });
    const [, nightly, own] = within(table).getAllByRole('row');
    expect(nightly?.textContent).toContain('expired');
    expect(own?.textContent).not.toContain('expired');
  });

  it('deletes only when that is confirmed', async () => {
    const { background } = open({ listTokens: () => items });
    await show();
    fireEvent.click(await button('Delete Nightly'));
    expect(background.sent('revokeToken')).toEqual([]);
    fireEvent.click(await button('Delete for good'));
    await waitFor(() => expect(background.sent('revokeToken')).toEqual([{ connectionId: 'synergy', tokenId: '1' }]));
    expect(await screen.findByText('Deleted Nightly.')).toBeTruthy();
  });

  it('creates one from the provider’s own form', async () => {
    const { background } = open({ listTokens: () => items, createToken: () => podero({}, { label: 'Nightly 2' }) });
    await show();
    const form = await screen.findByRole('form', { name: 'Create token' });
    fireEvent.input(within(form).getByLabelText('Expires in days'), { target: { value: '999' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Create token' }));
    expect(await within(form).findByText('Please enter a whole number from 1 to 180.')).toBeTruthy();
    fireEvent.input(within(form).getByLabelText('Expires in days'), { target: { value: '30' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Create token' }));
    await waitFor(() =>
      expect(background.sent('createToken')).toEqual([
        { connectionId: 'synergy', inputs: { name: 'Tokenfill', clientId: 'Tokenfill', days: '30' } },
      ]),
    );
    expect(await screen.findByText('Created Nightly 2 and kept it as a connection.')).toBeTruthy();
  });

  it.each([
    ['session', 1],
    ['device', 0],
  ] as const)('says before one is created whether it will be lost: %s', async (mode, lines) => {
    open({ listTokens: () => items, vaultState: () => vault({ mode }) });
    await show();
    const form = await screen.findByRole('form', { name: 'Create token' });
    await waitFor(() => expect(within(form).queryAllByText(/it is lost when the browser closes/)).toHaveLength(lines));
  });

  it('says which permission is missing when the host is refused', async () => {
    open({ listTokens: () => refuse({ code: 'permission_missing', detail: 'https://synergy.example.com' }) });
    allowHosts(false);
    await show();
    expect((await screen.findByRole('alert')).textContent).toContain('https://synergy.example.com');
  });
});

describe('preferences', () => {
  it('remembers when the in-page button is not wanted', async () => {
    open();
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Show a button on documentation pages' }));
    await waitFor(async () =>
      expect(await fakeBrowser.storage.local.get('pref:pageButton')).toEqual({ 'pref:pageButton': 'off' }),
    );
  });

  it('say so, and show what is stored, when the browser stores no more', async () => {
    open();
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Show a button on documentation pages' });
    const set = vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('No space left on device'));
    fireEvent.click(box);
    expect((await screen.findByRole('alert')).textContent).toContain('could not store this');
    expect(box.checked).toBe(true);
    set.mockRestore();
  });
});
