import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Options } from '../../components/options/options';
import { Popup } from '../../components/popup/popup';
import type { ManagedRules } from '../../lib/domain/managed';
import { good } from '../lib/definitions/corpus';
import { managed, podero, refuse, sandbox, startBackground, tab, vault } from './background';

/** What an organization has set is said to be so, and cannot be changed on any screen. */

const BY = 'Set by your organization.';
const NEXT = 'four words are enough';
const ruled = (rules: ManagedRules, more = {}) => vault({ mode: 'passphrase', rules, ...more });
const region = (name: string) => screen.findByRole('region', { name });
const buttonIn = (element: HTMLElement, name: string | RegExp) => within(element).queryByRole('button', { name });

function openOptions(given: Parameters<typeof startBackground>[0]) {
  const background = startBackground({ listConnections: () => [podero()], ...given });
  return { ...render(<Options />), background };
}

describe('the options page', () => {
  it('says nothing of an organization when nothing is set', async () => {
    openOptions({});
    await region('Security');
    expect(screen.queryByText(/[Ss]et by your organization/)).toBeNull();
  });

  it('lists everything that is set, and every mistake in the policy with its place', async () => {
    openOptions({
      listDefinitions: () => [good()],
      managedState: () =>
        managed({
          rules: { passphrase: 'required', lockMinutes: 15, export: 'forbidden' },
          definitions: ['own-acme'],
          pages: [
            { providerId: 'podero', origins: ['https://docs.corp.example'], others: 'refused' },
            { providerId: 'port', origins: [], others: 'refused' },
          ],
          problems: [{ path: 'definitions[1] → id', code: 'definition_id_refused' }],
        }),
    });
    const section = await region('Set by your organization');
    const said = section.textContent;
    for (const text of [
      'Secrets are kept with a passphrase.',
      'It locks after 15 minutes without use at the latest.',
      'Tokens and connections cannot be copied or saved to a file.',
      `Provider ${good().name}`,
      'Podero is filled in only on https://docs.corp.example',
      'Port is filled in nowhere.',
    ]) {
      expect(said).toContain(text);
    }
    expect(within(section).getByRole('alert').textContent).toContain('definitions[1] → id');
    expect(within(section).queryByRole('button')).toBeNull();
  });

  it('offers a definition of the organization to be tried and exported, not to be edited or removed', async () => {
    const mine = { ...good(), id: 'own-mine', name: 'Mine' };
    openOptions({ listDefinitions: () => [good(), mine], managedState: () => managed({ definitions: ['own-acme'] }) });
    const list = await region('Your own providers');
    await within(list).findByText(BY);
    const { name } = good();
    expect(buttonIn(list, `Edit ${name}`)).toBeNull();
    expect(buttonIn(list, `Remove ${name}`)).toBeNull();
    expect(buttonIn(list, `Export ${name}`)).toBeTruthy();
    expect(buttonIn(list, 'Edit Mine')).toBeTruthy();
    expect(buttonIn(list, 'Remove Mine')).toBeTruthy();
  });

  it('has no other way to keep secrets when a passphrase is required', async () => {
    openOptions({ vaultState: () => ruled({ passphrase: 'required' }) });
    const section = await region('Security');
    expect(section.textContent).toContain(BY);
    expect(within(section).queryByRole('radio')).toBeNull();
  });

  it('offers no longer time to the lock than is allowed', async () => {
    openOptions({ vaultState: () => ruled({ lockMinutes: 30 }, { idleMinutes: 60 }) });
    const choice = await screen.findByLabelText<HTMLSelectElement>('Lock after');
    expect([...choice.options].map(({ value }) => value)).toEqual(['5', '15', '30']);
    expect(choice.value).toBe('30');
  });

  it('saves no file when export is forbidden', async () => {
    openOptions({ vaultState: () => ruled({ export: 'forbidden' }) });
    const section = await region('Moving in and out');
    expect(section.textContent).toContain(BY);
    expect(buttonIn(section, 'Save…')).toBeNull();
    expect(buttonIn(section, 'Bring in…')).toBeTruthy();
  });

  it.each([
    ['allowed', 1],
    ['refused', 0],
  ] as const)('keeps the organization’s pages of a connection when others are %s', async (others, fields) => {
    const origins = ['https://app.podero.com', 'https://docs.corp.example'];
    const fixed = { origins: ['https://docs.corp.example'], others, copying: 'allowed' } as const;
    openOptions({ listConnections: () => [podero({ managed: fixed }, { origins })] });
    fireEvent.click(await screen.findByRole('button', { name: 'Pages of Podero Live' }));
    const list = await screen.findByRole('list', { name: /Podero Live/ });
    expect(buttonIn(list, /docs\.corp/)).toBeNull();
    expect(buttonIn(list, /app\.podero/)).toBeTruthy();
    expect(screen.queryAllByLabelText('Add a page')).toHaveLength(fields);
  });
});

describe('a vault that must get a passphrase', () => {
  const due = vault({ mode: 'device', locked: true, rules: { passphrase: 'required' } });

  it('asks for a new one, twice, and for no old one, on the options page and in the popup', async () => {
    const { background, unmount } = openOptions({ vaultState: () => due, changeMode: () => due });
    fireEvent.click(await screen.findByRole('button', { name: 'Set passphrase' }));
    expect(background.sent('changeMode')).toEqual([]);
    for (const label of ['Passphrase', 'Repeat passphrase']) {
      fireEvent.input(await screen.findByLabelText(label), { target: { value: NEXT } });
    }
    fireEvent.click(await screen.findByRole('button', { name: 'Set passphrase' }));
    const choose = { mode: 'passphrase', passphrase: NEXT };
    await waitFor(() => expect(background.sent('changeMode')).toEqual([{ choose }]));
    expect(screen.queryByRole('button', { name: 'Unlock' })).toBeNull();
    unmount();

    startBackground({
      describeTab: () => tab({ vault: due, fitting: [podero({ status: 'locked', token: undefined })] }),
    });
    render(<Popup tabId={7} />);
    expect(await screen.findByRole('button', { name: 'Set passphrase' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Authorize/ })).toBeNull();
  });

  it('says why when it did not work', async () => {
    openOptions({ vaultState: () => due, changeMode: () => refuse({ code: 'storage_full' }) });
    for (const label of ['Passphrase', 'Repeat passphrase']) {
      fireEvent.input(await screen.findByLabelText(label), { target: { value: NEXT } });
    }
    fireEvent.click(await screen.findByRole('button', { name: 'Set passphrase' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/full|space/i);
  });
});

describe('the popup', () => {
  it('asks for the passphrase alone with the first connection when one is required', async () => {
    startBackground({ describeTab: () => tab({ vault: vault({ mode: 'unset', rules: { passphrase: 'required' } }) }) });
    render(<Popup tabId={7} />);
    expect(await screen.findByLabelText('Repeat passphrase')).toBeTruthy();
    expect(screen.getByText(/Set by your organization/)).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'This browser session' })).toBeNull();
  });

  it.each([
    ['allowed', ['https://app.podero.com', 'https://docs.corp.example']],
    ['refused', ['https://docs.corp.example']],
  ] as const)(
    'names in a form every page that it is filled in on when others are %s, and offers none besides when not',
    async (others, pages) => {
      const set = [{ providerId: 'podero', origins: ['https://docs.corp.example'], others }];
      startBackground({
        describeTab: () => tab({ origin: 'https://elsewhere.example', vault: vault({ pages: set }) }),
      });
      const { container } = render(<Popup tabId={7} />);
      await screen.findByLabelText('Client ID');
      const named = [...container.querySelectorAll('.bound-pages code')].map(({ textContent }) => textContent);
      expect(named).toEqual(pages);
      const offer = screen.queryByRole('checkbox', { name: /Also fill in on/ });
      expect(offer !== null).toBe(others === 'allowed');
    },
  );

  it('copies nothing when that is forbidden, and says by whom', async () => {
    const fixed = { origins: [], others: 'allowed', copying: 'forbidden' } as const;
    startBackground({ describeTab: () => tab({ fitting: [podero({ managed: fixed })] }) });
    render(<Popup tabId={7} />);
    fireEvent.click(await screen.findByRole('button', { name: 'More actions for Podero Live' }));
    expect(await screen.findByText(/Set by your organization/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /copy/i })).toBeNull();
  });

  it('offers no page to a connection whose pages are fixed', async () => {
    const fixed = { origins: [], others: 'refused', copying: 'allowed' } as const;
    startBackground({ describeTab: () => tab({ fitting: [podero()], others: [sandbox({ managed: fixed })] }) });
    const { container } = render(<Popup tabId={7} />);
    await screen.findByText('Podero Sandbox');
    expect(container.querySelector('.others button')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Use here/ })).toBeNull();
  });
});
