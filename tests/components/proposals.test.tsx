import { fireEvent, render, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PopupApp } from '../../components/popup/popup-app';
import type { Proposal, TabView } from '../../lib/domain/view';
import { allowHosts, fill, startBackground, tab } from './background';

const PAGE = 'https://docs.example';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const type = async (label: string, value: string) =>
  fireEvent.input(await screen.findByLabelText(label), { target: { value } });

const proposal = (url: string): Proposal => ({
  kind: 'clientCredentials',
  url,
  suggestion: {
    ...{ providerId: 'oauth2', methodId: 'client-credentials', origins: [PAGE] },
    inputs: { tokenUrl: url, scope: 'read' },
  },
});

function open(...urls: readonly string[]) {
  const view: TabView = tab({
    origin: PAGE,
    suggestion: { providerId: 'any-site', methodId: 'header', inputs: {}, origins: [PAGE] },
    proposals: urls.map(proposal),
  });
  const background = startBackground({
    describeTab: () => view,
    listConnections: () => [],
    authorize: () => ({ outcome: 'filled', record: fill() }),
  });
  render(<PopupApp />);
  return background;
}

async function fillIn() {
  fireEvent.click(await button(/^Use it/));
  await type('Client ID', 'made-up-client');
  await type('Client secret', 'made-up-secret');
}

describe('what the page’s document says about tokens', () => {
  it('is a row with the whole address, and choosing it sends nothing', async () => {
    const background = open('https://login.example/token?tenant=a');
    const row = await screen.findByRole('region', { name: /where tokens come from/ });
    expect(within(row).getByText('POST https://login.example/token?tenant=a')).toBeTruthy();
    fireEvent.click(await button(/^Use it/));
    expect(await screen.findByDisplayValue('https://login.example/token?tenant=a')).toBeTruthy();
    expect(await screen.findByDisplayValue('read')).toBeTruthy();
    expect(screen.queryByRole('region', { name: /where tokens come from/ })).toBeNull();
    expect(background.log).toEqual(['describeTab']);
  });

  it('sends nothing to another server before that server was confirmed, and binds this page only', async () => {
    const background = open('https://login.example/token');
    await fillIn();
    const asked = allowHosts(true);
    const confirm = await screen.findByRole<HTMLInputElement>('checkbox', { name: /I know this server/ });
    expect(confirm.checked).toBe(false);
    expect(screen.getByText('https://login.example')).toBeTruthy();
    fireEvent.click(await button('Get token and authorize'));
    expect(await screen.findByText(/say that they may have your credentials/)).toBeTruthy();
    expect(background.sent('authorize')).toEqual([]);
    expect(asked).not.toHaveBeenCalled();

    fireEvent.click(confirm);
    fireEvent.click(await button('Get token and authorize'));
    expect(asked).toHaveBeenCalledWith({ origins: ['https://login.example/*'] });
    expect(background.sent('authorize')[0]?.draft).toMatchObject({
      origins: [PAGE],
      inputs: { tokenUrl: 'https://login.example/token', clientSecret: 'made-up-secret' },
    });
  });

  it('asks anew when the address was changed after it was confirmed', async () => {
    const background = open('https://login.example/token');
    await fillIn();
    fireEvent.click(await screen.findByRole('checkbox', { name: /I know this server/ }));
    await type('Token address', 'https://evil.example/token');
    expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: /I know this server/ })).checked).toBe(false);
    fireEvent.click(await button('Get token and authorize'));
    expect(background.sent('authorize')).toEqual([]);
  });

  it('asks for no confirmation when tokens come from the page’s own server', async () => {
    const background = open(`${PAGE}/token`);
    await fillIn();
    expect(screen.queryByRole('checkbox', { name: /I know/ })).toBeNull();
    fireEvent.click(await button('Get token and authorize'));
    expect(background.sent('authorize')).toHaveLength(1);
  });

  it('is no row when the document says nothing', async () => {
    open();
    await button('Save and authorize');
    expect(screen.queryByRole('region', { name: /where tokens come from/ })).toBeNull();
  });
});
