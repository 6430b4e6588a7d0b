import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Options } from '../../components/options/options';
import type { ArrivalView } from '../../lib/domain/moving';
import type { VaultView } from '../../lib/domain/view';
import { allowHosts, podero, refuse, startBackground, vault } from './background';

const PASSPHRASE = 'four words are enough';
const HOST = 'https://app.podero.com';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const type = async (label: string, value: string) =>
  fireEvent.input(await screen.findByLabelText(label), { target: { value } });
const arrival = (more: Partial<ArrivalView> = {}): ArrivalView => ({
  ...{
    id: 'a1',
    label: 'Podero Live',
    providerName: 'Podero',
    hosts: [HOST],
    pages: [HOST],
    standing: 'new',
    further: [],
    inside: [],
  },
  ...more,
});

function open(view: VaultView, more: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({
    vaultState: () => view,
    listConnections: () => [podero()],
    exportConnections: () => 'made-up ciphertext',
    listArrivals: () => [arrival()],
    importConnections: () => ({ taken: 1, hosts: [HOST] }),
    changeMode: () => view,
    ...more,
  });
  render(<Options />);
  return background;
}

async function chooseFile(content = 'made-up ciphertext') {
  fireEvent.click(await button('Bring in…'));
  const input = await screen.findByLabelText<HTMLInputElement>('File');
  const file = new File([content], 'tokenfill.json', { type: 'application/json' });
  Object.defineProperty(input, 'files', { value: [file] });
  fireEvent.change(input);
  await type('Passphrase of the file', PASSPHRASE);
  // The file is read by then.
  await file.text();
}

describe('saving connections as a file', () => {
  it('asks for a new passphrase twice, and makes no file with a short one', async () => {
    const background = open(vault());
    fireEvent.click(await button('Save…'));
    await type('Passphrase for the file', 'short');
    fireEvent.click(await button('Save file'));
    expect(background.sent('exportConnections')).toEqual([]);
    await type('Passphrase for the file', PASSPHRASE);
    await type('Repeat the passphrase for the file', PASSPHRASE);
    fireEvent.click(await button('Save file'));
    await waitFor(() => expect(background.sent('exportConnections')).toEqual([{ passphrase: PASSPHRASE }]));
    expect(await screen.findByText('File saved. It opens with its passphrase only.')).toBeTruthy();
  });

  it('is offered neither while the vault is locked nor when there is nothing to take along', async () => {
    open(vault({ mode: 'passphrase', locked: true }));
    await screen.findByRole('region', { name: 'Security' });
    expect(screen.queryByRole('region', { name: 'Moving in and out' })).toBeNull();
  });
});

describe('bringing in a file', () => {
  it('shows what is in it, with hosts and pages, before anything is stored', async () => {
    const background = open(vault());
    await chooseFile();
    fireEvent.click(await button('Look inside'));
    const list = await screen.findByRole('list', { name: 'In this file:' });
    expect(list.textContent).toContain('Podero Live · Podero');
    expect(within(list).getAllByText(HOST)).toHaveLength(2);
    expect(background.sent('listArrivals')).toEqual([{ file: 'made-up ciphertext', passphrase: PASSPHRASE }]);
    expect(background.sent('importConnections')).toEqual([]);
  });

  it('asks about each private address by name, and sends what was said', async () => {
    const inside = 'https://10.0.0.7';
    const background = open(vault(), {
      listArrivals: () => [
        arrival({ inside: [inside] }),
        arrival({ id: 'a2', standing: 'refused', inside: ['https://intranet'] }),
      ],
    });
    await chooseFile();
    fireEvent.click(await button('Look inside'));
    const tick = await screen.findByRole<HTMLInputElement>('checkbox', { name: `Yes, it may talk to ${inside}` });
    expect(tick.checked).toBe(false);
    expect(screen.getAllByRole('checkbox', { name: /it may talk to/ })).toHaveLength(1);
    expect(screen.getByText(/does not pass the checks/)).toBeTruthy();
    fireEvent.click(tick);
    fireEvent.click(await button('Bring in'));
    await waitFor(() => expect(background.sent('importConnections')[0]?.confirmed).toEqual([inside]));
  });

  it('says which private address was not said yes to, and keeps what was typed', async () => {
    const inside = 'https://10.0.0.7';
    open(vault(), {
      listArrivals: () => [arrival({ inside: [inside] })],
      importConnections: () => refuse({ code: 'definition_private_address', detail: inside }),
    });
    await chooseFile();
    fireEvent.click(await button('Look inside'));
    fireEvent.click(await button('Bring in'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(`Address: ${inside}`);
    expect(await screen.findByRole('checkbox', { name: `Yes, it may talk to ${inside}` })).toBeTruthy();
  });

  it('replaces what is here only where that was ticked, then asks for all hosts in one click', async () => {
    const background = open(vault(), {
      listArrivals: () => [arrival({ standing: 'here' }), arrival({ id: 'a2', label: 'Other', standing: 'unknown' })],
    });
    await chooseFile();
    fireEvent.click(await button('Look inside'));
    const tick = await screen.findByRole<HTMLInputElement>('checkbox', {
      name: 'Replace Podero Live with the one in the file',
    });
    expect(tick.checked).toBe(false);
    expect(screen.getByText(/its provider is not known here/)).toBeTruthy();
    fireEvent.click(tick);
    fireEvent.click(await button('Bring in'));
    const allow = await button('Allow these hosts');
    expect(background.sent('importConnections')[0]?.replace).toEqual(['a1']);
    const asked = allowHosts(true);
    fireEvent.click(allow);
    expect(asked).toHaveBeenCalledWith({ origins: [`${HOST}/*`] });
    expect(await screen.findByText(/All hosts are allowed/)).toBeTruthy();
  });

  it('asks how secrets are kept when nobody has chosen that here', async () => {
    const background = open(vault({ mode: 'unset' }));
    await chooseFile();
    fireEvent.click(await button('Look inside'));
    await screen.findByRole('list', { name: 'In this file:' });
    const form = await screen.findByRole('form', { name: 'Bring in connections from a file' });
    fireEvent.click(within(form).getByRole('radio', { name: 'This browser session' }));
    fireEvent.click(await button('Bring in'));
    await button('Allow these hosts');
    expect(background.log.filter((type) => ['changeMode', 'importConnections'].includes(type))).toEqual([
      'changeMode',
      'importConnections',
    ]);
  });

  it.each(['wrong_passphrase', 'file_damaged', 'file_newer', 'file_too_large'] as const)(
    'says what to do, and keeps what was typed, when it is refused as %s',
    async (code) => {
      const background = open(vault(), { listArrivals: () => refuse({ code }) });
      await chooseFile();
      fireEvent.click(await button('Look inside'));
      expect((await screen.findByRole('alert')).textContent).toContain('Nothing was changed');
      expect((await screen.findByLabelText<HTMLInputElement>('Passphrase of the file')).value).toBe(PASSPHRASE);
      expect(background.sent('importConnections')).toEqual([]);
    },
  );
});
