import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PopupApp } from '../../components/popup/popup-app';
import type { TabView } from '../../lib/domain/view';
import { allowHosts, fill, podero, refuse, report, startBackground, tab } from './background';

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const type = async (label: string, value: string) => fireEvent.input(await field(label), { target: { value } });

function open(view: TabView, more: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({
    describeTab: () => view,
    listConnections: () => [],
    authorize: () => ({ outcome: 'filled', record: fill() }),
    ...more,
  });
  return { ...render(<PopupApp />), background };
}

const suggest = (
  providerId: string,
  more: Partial<NonNullable<TabView['suggestion']>> = {},
  view: Partial<TabView> = {},
) => tab({ ...view, suggestion: { providerId, methodId: '', inputs: {}, origins: [], ...more } });

const synergy = (server: string) =>
  suggest('12d-synergy', { methodId: 'personal-access-token', inputs: { server } }, { origin: server });

async function openEdit(view = podero(), action = 'Edit') {
  const opened = open(tab({ fitting: [view] }));
  fireEvent.click(await button('More actions for Podero Live'));
  fireEvent.click(await button(`${action} Podero Live`));
  return opened;
}

describe('the form of a recognised page', () => {
  it('has the focus in its first empty field when it opens', async () => {
    open(synergy('https://synergy.example.com'));
    const token = await field('Personal access token');
    await waitFor(() => expect(document.activeElement).toBe(token));
  });

  it.each([
    ['Get token and authorize', suggest('podero', { regionId: 'live' })],
    ['Save and authorize', suggest('sesami', {}, { origin: 'https://api.sesami.co' })],
    [
      'Log in, create token and authorize',
      suggest('sesami', { methodId: 'create-with-login' }, { origin: 'https://api.sesami.co' }),
    ],
  ])('has one button "%s" when the method works that way', async (name, view) => {
    const { container } = open(view);
    await button(name);
    expect(container.querySelectorAll('button[type=submit]')).toHaveLength(1);
  });

  it('shows what is missing at each field and sends nothing when fields are empty', async () => {
    const { background } = open(tab());
    fireEvent.click(await button('Get token and authorize'));
    const id = await field('Client ID');
    expect(id.getAttribute('aria-invalid')).toBe('true');
    expect(id.getAttribute('aria-describedby')).toContain('problem');
    expect(document.activeElement).toBe(id);
    expect(background.sent('authorize')).toEqual([]);
  });

  it('sends everything typed with the click when it is filled in', async () => {
    const { background } = open(tab());
    await type('Client ID', 'my-client');
    await type('Client secret', 'my-secret-1234');
    fireEvent.click(await button('Get token and authorize'));
    const [request] = background.sent('authorize');
    expect(request?.draft).toMatchObject({
      label: 'Podero Live',
      providerId: 'podero',
      methodId: 'client-credentials',
      regionId: 'live',
      inputs: { clientId: 'my-client', clientSecret: 'my-secret-1234' },
      allowHttp: false,
      origins: [],
    });
    expect(request?.draft?.rev).toBeUndefined();
    expect(request?.connectionId).toBe(request?.draft?.id);
  });

  it('asks for no host in Chromium when the token comes from the page’s own origin', async () => {
    open(tab());
    const request = allowHosts(true);
    await type('Client ID', 'my-client');
    await type('Client secret', 'my-secret-1234');
    fireEvent.click(await button('Get token and authorize'));
    expect(request).not.toHaveBeenCalled();
  });

  it('sends first and asks for the host in the same turn when the token comes from elsewhere', async () => {
    const { background } = open(suggest('port', { regionId: 'us' }, { origin: 'https://api.port.io' }));
    await type('Client ID', 'my-client');
    await type('Client secret', 'my-secret-1234');
    const submit = await button('Get token and authorize');
    background.log.length = 0;
    const request = allowHosts(true, background.log);
    fireEvent.click(submit);
    expect(background.log).toEqual(['authorize', 'permissions.request']);
    expect(request).toHaveBeenCalledWith({ origins: ['https://api.us.port.io/*'] });
  });

  it('keeps what was typed, and sends the stored revision next time, when the first try failed', async () => {
    const { background } = open(tab(), { authorize: () => refuse({ code: 'invalid_client' }) });
    await type('Client ID', 'my-client');
    await type('Client secret', 'wrong-secret');
    fireEvent.click(await button('Get token and authorize'));
    await screen.findByRole('alert');
    const id = background.sent('authorize')[0]?.connectionId ?? '';
    const stored = podero({ status: 'can_obtain' }, { id, rev: 1 });
    background.answers.listConnections = () => [stored];
    background.answers.describeTab = () => tab({ fitting: [stored] });
    fireEvent.click(await button('Get token and authorize'));
    await waitFor(() => expect(background.sent('listConnections')).toHaveLength(2));
    expect((await field('Client ID')).value).toBe('my-client');
    await type('Client secret', 'right-secret');
    fireEvent.click(await button('Get token and authorize'));
    await waitFor(() => expect(background.sent('authorize').at(-1)?.draft).toMatchObject({ id, rev: 1 }));
  });

  it('never has a secret as text when one is typed', async () => {
    const { container } = open(tab());
    await type('Client secret', 'my-secret-1234');
    expect((await field('Client secret')).type).toBe('password');
    expect(container.textContent).not.toContain('my-secret-1234');
    expect((await field('Client secret')).autocomplete).toBe('off');
  });

  it('takes a pasted Basic value apart when the field is left', async () => {
    open(tab());
    await type('Client ID', `Basic ${btoa('my-client:my-secret-1234')}`);
    fireEvent.change(await field('Client ID'));
    expect((await field('Client ID')).value).toBe('my-client');
    expect((await field('Client secret')).value).toBe('my-secret-1234');
  });

  it('names the connection after the region until the user does', async () => {
    open(tab());
    fireEvent.click(await screen.findByRole('radio', { name: 'Sandbox' }));
    expect((await field('Name')).value).toBe('Podero Sandbox');
    await type('Name', 'Mine');
    fireEvent.click(await screen.findByRole('radio', { name: 'Live' }));
    expect((await field('Name')).value).toBe('Mine');
  });

  it('shows the exact origins, and binds a further page only when asked to', async () => {
    const { background } = open(tab());
    fireEvent.click(await screen.findByRole('radio', { name: 'Sandbox' }));
    const bound = await screen.findByRole('list', { name: 'Will be filled in on:' });
    expect(bound.textContent).toBe('https://sandbox-app.podero.com');
    expect(await button('Save and get token')).toBeTruthy();
    fireEvent.click(
      await screen.findByRole('checkbox', { name: 'Also fill in on https://app.podero.com (this page)' }),
    );
    expect(within(bound).getByText('https://app.podero.com')).toBeTruthy();
    await type('Client ID', 'my-client');
    await type('Client secret', 'my-secret-1234');
    fireEvent.click(await button('Get token and authorize'));
    expect(background.sent('authorize')[0]?.draft?.origins).toEqual(['https://app.podero.com']);
  });

  it('offers "no https" only when an address has none', async () => {
    const { background } = open(synergy('http://synergy.example.test:8080'));
    const noHttps = await screen.findByRole('checkbox', { name: 'This server has no https' });
    await type('Server address', 'https://synergy.example.test');
    expect(screen.queryByRole('checkbox', { name: 'This server has no https' })).toBeNull();
    await type('Server address', 'http://synergy.example.test:8080');
    fireEvent.click(await screen.findByRole('checkbox', { name: 'This server has no https' }));
    await type('Personal access token', 'my-token-1234');
    fireEvent.click(await button('Save and authorize'));
    expect(noHttps).toBeTruthy();
    expect(background.sent('authorize')[0]?.draft?.allowHttp).toBe(true);
  });

  it('says where the values come from, in steps and with a link to a new tab', async () => {
    open(tab());
    const link = await screen.findByRole('link', { name: /Open app\.podero\.com.*opens in a new tab/ });
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.getAttribute('href')).toBe('https://app.podero.com/oauth2/applications/register/');
  });

  it('shows the form of another provider when the provider is changed', async () => {
    open(tab());
    fireEvent.click(await button('Change provider, now Podero'));
    fireEvent.click(await button('Port'));
    expect(await screen.findByRole('form', { name: 'Port' })).toBeTruthy();
  });
});

describe('any site', () => {
  const origin = 'https://petstore.example.com';
  const view = (schemes: NonNullable<TabView['report']>['schemes']) =>
    suggest('any-site', { methodId: 'header', origins: [origin] }, { origin, report: report({ schemes }) });

  it('takes header and prefix from the page’s scheme when there is one', async () => {
    const { background } = open(view([{ name: 'key', type: 'apiKey', in: 'header', parameter: 'X-Key' }]));
    expect((await field('Header')).value).toBe('X-Key');
    await type('Token', 'my-token-1234');
    fireEvent.click(await button('Save and authorize'));
    expect(background.sent('authorize')[0]?.draft).toMatchObject({
      label: 'petstore.example.com',
      methodId: 'header',
      inputs: { token: 'my-token-1234', header: 'X-Key', prefix: '' },
      origins: [origin],
    });
  });

  it('asks which scheme is meant when several could take the token', async () => {
    open(
      view([
        { name: 'bearer', type: 'http', scheme: 'bearer' },
        { name: 'key', type: 'apiKey', in: 'query', parameter: 'api_key' },
      ]),
    );
    expect((await field('Header')).value).toBe('Authorization');
    fireEvent.input(await screen.findByRole('combobox', { name: 'Security scheme' }), { target: { value: 'key' } });
    expect((await field('Parameter')).value).toBe('api_key');
  });
});

describe('editing and duplicating', () => {
  it('keeps a stored secret when its field stays empty', async () => {
    const { background } = await openEdit();
    expect((await field('Client secret')).placeholder).toBe('kept as it is');
    await type('Client ID', 'other-client');
    fireEvent.click(await button('Get token and authorize'));
    expect(background.sent('authorize')[0]?.draft).toMatchObject({
      id: 'podero-live',
      rev: 3,
      inputs: { clientId: 'other-client', clientSecret: '' },
    });
  });

  it('asks for the secret when a connection is duplicated', async () => {
    const { background } = await openEdit(podero(), 'Duplicate');
    expect((await field('Name')).value).toBe('Podero Live copy');
    fireEvent.click(await button('Get token and authorize'));
    expect((await field('Client secret')).getAttribute('aria-invalid')).toBe('true');
    await type('Client secret', 'my-secret-1234');
    fireEvent.click(await button('Get token and authorize'));
    const draft = background.sent('authorize')[0]?.draft;
    expect(draft).toMatchObject({ label: 'Podero Live copy', inputs: { clientId: 'my-client' } });
    expect(draft?.id).not.toBe('podero-live');
    expect(draft?.rev).toBeUndefined();
  });

  it('goes back without a change when it is cancelled', async () => {
    const { background } = await openEdit();
    fireEvent.click(await button('Cancel'));
    expect(await button('Authorize with Podero Live')).toBeTruthy();
    expect(background.sent('authorize')).toEqual([]);
  });

  it('shows the connections again when it worked', async () => {
    const { background } = await openEdit();
    background.answers.describeTab = () => tab({ fitting: [podero()], filled: fill() });
    fireEvent.click(await button('Get token and authorize'));
    expect(await button('Log out')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('Authorized with Podero Live.');
  });
});
