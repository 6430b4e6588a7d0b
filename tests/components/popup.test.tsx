import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { PopupApp } from '../../components/popup/popup-app';
import type { ConnectionView } from '../../lib/domain/connection';
import type { TabView } from '../../lib/domain/view';
import { allowHosts, fill, podero, refuse, report, sandbox, startBackground, tab, touchChanged } from './background';

const button = (name: string | RegExp) => screen.findByRole('button', { name });

function open(view: TabView, more: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({ describeTab: () => view, listConnections: () => [], ...more });
  return { ...render(<PopupApp />), background };
}

describe('what the tab is', () => {
  it('says adapter, schemes, state and what fits when the page is a docs page', async () => {
    open(tab({ fitting: [podero()] }));
    const line = await screen.findByRole('heading', { level: 1 });
    expect(line.textContent).toBe('Swagger UI 5 · 2 schemes · not authorized · Podero fits');
    expect(screen.getByRole('banner').textContent).toContain('https://app.podero.com');
  });

  it('says that it is looking when the answer is not there yet', async () => {
    open(tab(), { describeTab: () => new Promise<TabView>(() => undefined) });
    expect((await screen.findByRole('status')).textContent).toBe('Looking at this page…');
  });

  it('says so plainly when there is no docs page, and still lists the connections', async () => {
    open(tab({ report: undefined, failure: { code: 'not_a_docs_page' }, others: [podero()] }));
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Not an API documentation page');
    expect(screen.getByRole('listitem', { name: 'Podero Live' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Use here/ })).toBeNull();
  });

  it('offers only copying when a connection’s site is open but not its docs page', async () => {
    open(tab({ report: undefined, failure: { code: 'not_a_docs_page' }, fitting: [podero()] }));
    await button('More actions for Podero Live');
    expect(screen.queryByRole('button', { name: 'Authorize with Podero Live' })).toBeNull();
  });

  it('offers a fresh look when the background went away', async () => {
    open(tab(), { describeTab: () => refuse({ code: 'worker_restarted' }) });
    expect((await screen.findByRole('alert')).textContent).toContain('try again');
  });

  it('asks again when the background changed something', async () => {
    const { background } = open(tab({ fitting: [podero()] }));
    await button('Authorize with Podero Live');
    background.answers.describeTab = () => tab({ fitting: [podero()], filled: fill() });
    await touchChanged();
    expect(await button('Log out')).toBeTruthy();
  });
});

describe('a frame', () => {
  const PORTAL = 'https://portal.example.test';
  const closed = tab({
    origin: PORTAL,
    report: undefined,
    unseenFrame: 'https://app.podero.com',
    failure: { code: 'not_a_docs_page' },
  });
  const inFrame = { origin: PORTAL, frame: { id: 9, origin: 'https://app.podero.com' }, keep: 'unasked' } as const;
  const look = 'Look into the frame from https://app.podero.com';

  it('that is closed is named, and opened by a click that asks for its host and nothing else', async () => {
    const { background } = open(closed);
    const request = allowHosts(true, background.log);
    const offered = await button(look);
    background.answers.describeTab = () => tab({ ...inFrame, fitting: [podero()] });

    fireEvent.click(offered);

    expect(await button('Authorize with Podero Live')).toBeTruthy();
    expect(request.mock.calls).toEqual([[{ origins: ['https://app.podero.com/*'] }]]);
    const header = screen.getByRole('banner').textContent;
    expect(header).toContain(PORTAL);
    expect(header).toContain('shows in a frame https://app.podero.com');
  });

  it('that its user keeps closed stays closed, and that is said', async () => {
    open(closed);
    allowHosts(false);
    fireEvent.click(await button(look));
    expect(await screen.findByText(/the frame stays closed/)).toBeTruthy();
  });

  it('is what is authorized, bound and never offered to be kept', async () => {
    const { background } = open(tab({ ...inFrame, fitting: [podero()], others: [sandbox({ status: 'ready' })] }));
    fireEvent.click(await button('Authorize with Podero Live'));
    expect(background.sent('authorize')).toEqual([
      { connectionId: 'podero-live', tabId: 7, frameId: 9, origin: 'https://app.podero.com' },
    ]);

    fireEvent.click(await button('Use here: Podero Sandbox'));
    fireEvent.click(await button('Add https://app.podero.com to this connection: Podero Sandbox'));
    await waitFor(() => expect(background.sent('bindOrigin')).toHaveLength(1));
    expect(background.sent('bindOrigin')).toEqual([
      { connectionId: 'podero-sandbox', origin: 'https://app.podero.com' },
    ]);

    background.answers.describeTab = () => tab({ ...inFrame, fitting: [podero()], filled: fill() });
    await touchChanged();
    expect(await button('Log out')).toBeTruthy();
    expect(screen.queryByText(/after reloads/)).toBeNull();
  });
});

describe('a page that cannot be filled', () => {
  const server = 'https://api.podero.com';
  const offered = "Send the token of Podero Live with this tab's requests to https://api.podero.com";
  const page = { fitting: [podero()], sendable: { 'podero-live': server } };

  it('has the token sent with its requests by a click that asks for both hosts, says so, and lets go', async () => {
    const { background } = open(tab({ ...page, report: undefined, failure: { code: 'not_a_docs_page' } }));
    const request = allowHosts(true, background.log);
    const send = await button(offered);
    const sending = { tabId: 7, connectionId: 'podero-live', label: 'Podero Live', server, page: 'x', rule: 1_000 };
    background.answers.describeTab = () => tab({ ...page, sending });
    fireEvent.click(send);

    expect((await screen.findByRole('note')).textContent).toContain('padlock stays open');
    // What the popup has shown: by now another page may be there.
    const shown = 'https://app.podero.com';
    expect(background.sent('send')).toEqual([{ connectionId: 'podero-live', tabId: 7, origin: shown, server }]);
    expect(request.mock.calls[0]?.[0].origins).toEqual(['https://app.podero.com/*', 'https://api.podero.com/*']);
    fireEvent.click(await button('Stop sending'));
    await waitFor(() => expect(background.sent('stopSending')).toEqual([{ tabId: 7 }]));
  });

  it.each(['no_fitting_scheme', 'cookie_scheme_only'] as const)('is offered that after %s', async (code) => {
    open(tab(page), { authorize: () => refuse({ code }) });
    const authorize = await button('Authorize with Podero Live');
    expect(screen.queryByRole('button', { name: offered })).toBeNull();
    fireEvent.click(authorize);
    expect(await button(offered)).toBeTruthy();
  });
});

describe('looking again', () => {
  it('happens when the page has loaded', async () => {
    const { background } = open(tab({ report: undefined, failure: { code: 'not_a_docs_page' } }));
    await screen.findByText('Not an API documentation page');
    background.answers.describeTab = () => tab({ fitting: [podero()] });
    await act(async () => {
      await fakeBrowser.tabs.onUpdated.trigger(7, { status: 'complete' }, {} as never);
    });
    expect(await button('Authorize with Podero Live')).toBeTruthy();
  });

  it('happens while the API document is on the way', async () => {
    const { background } = open(tab({ fitting: [podero()], report: report({ ready: false }) }));
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Swagger UI 5 · still loading');
    background.answers.describeTab = () => tab({ fitting: [podero()] });
    expect(await screen.findByText('2 schemes')).toBeTruthy();
  });
});

describe('authorize', () => {
  it('focuses the first connection’s button when several fit, and each has its own', async () => {
    open(tab({ fitting: [podero(), sandbox()] }));
    const first = await button('Authorize with Podero Live');
    await waitFor(() => expect(document.activeElement).toBe(first));
    expect(await button('Authorize with Podero Sandbox')).toBeTruthy();
  });

  it('sends connection and tab when pressed, and asks for no host when none is needed', async () => {
    const request = vi.fn();
    const { background } = open(tab({ fitting: [podero()] }));
    fakeBrowser.permissions.request = request;
    fireEvent.click(await button('Authorize with Podero Live'));
    expect(background.sent('authorize')).toEqual([
      { connectionId: 'podero-live', tabId: 7, origin: 'https://app.podero.com' },
    ]);
    expect(request).not.toHaveBeenCalled();
  });

  it('sends first and asks the browser in the same turn when hosts are needed', async () => {
    const view = sandbox({ needsHosts: ['https://sandbox-app.podero.com'] });
    const { background } = open(tab({ fitting: [view] }), { authorize: () => new Promise(() => undefined) });
    const pressed = await button('Authorize with Podero Sandbox');
    background.log.length = 0;
    const request = allowHosts(true, background.log);
    fireEvent.click(pressed);
    expect(background.log).toEqual(['authorize', 'permissions.request']);
    expect(request).toHaveBeenCalledWith({ origins: ['https://sandbox-app.podero.com/*'] });
    await waitFor(() =>
      expect(background.sent('permissionAnswered')).toEqual([{ connectionId: 'podero-sandbox', granted: true }]),
    );
  });

  it('passes on a no when the browser’s question is refused', async () => {
    const view = sandbox({ needsHosts: ['https://sandbox-app.podero.com'] });
    const { background } = open(tab({ fitting: [view] }), { authorize: () => refuse({ code: 'permission_refused' }) });
    allowHosts(false);
    fireEvent.click(await button('Authorize with Podero Sandbox'));
    await waitFor(() => expect(background.sent('permissionAnswered')[0]?.granted).toBe(false));
    expect((await screen.findByRole('alert')).textContent).toContain('Without your permission');
    expect(await button('Try again')).toBeTruthy();
  });

  it('marks the pressed button as busy when a token is being obtained', async () => {
    open(tab({ fitting: [sandbox(), podero()] }), { authorize: () => new Promise(() => undefined) });
    fireEvent.click(await button('Authorize with Podero Sandbox'));
    expect((await button('Getting token…')).getAttribute('aria-busy')).toBe('true');
  });

  it('says no more what the try before came to when a new one runs', async () => {
    const failed = { lastFailure: { code: 'network', at: Date.now() } } as const;
    open(tab({ fitting: [sandbox(failed), podero(failed)] }), { authorize: () => new Promise(() => undefined) });
    const pressed = await button('Authorize with Podero Sandbox');
    expect(screen.getAllByText(/^Last try:/)).toHaveLength(2);
    fireEvent.click(pressed);
    await button('Getting token…');
    const [left, ...more] = screen.getAllByText(/^Last try:/);
    expect(more).toEqual([]);
    expect(within(screen.getByRole('listitem', { name: 'Podero Live' })).getByText(/^Last try:/)).toBe(left);
  });

  it('sends nothing twice when the button is pressed twice', async () => {
    const { background } = open(tab({ fitting: [podero()] }), { authorize: () => new Promise(() => undefined) });
    const pressed = await button('Authorize with Podero Live');
    fireEvent.click(pressed);
    fireEvent.click(pressed);
    expect(background.sent('authorize')).toHaveLength(1);
  });

  it('announces the result when the page was filled', async () => {
    const { background } = open(tab({ fitting: [podero()] }), {
      authorize: () => ({ outcome: 'filled', record: fill() }),
    });
    const pressed = await button('Authorize with Podero Live');
    background.answers.describeTab = () => tab({ fitting: [podero()], filled: fill() });
    fireEvent.click(pressed);
    expect(await screen.findByText('Authorized with Podero Live.')).toBe(screen.getByRole('status'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('listitem', { name: 'Podero Live' })));
  });
});

describe('a filled page', () => {
  it('says which schemes are filled and what is missing', async () => {
    open(tab({ fitting: [podero()], filled: fill({ missing: ['tenantKey'] }) }));
    const card = await screen.findByRole('listitem', { name: 'Podero Live' });
    expect(card.textContent).toContain('Filled in: bearerAuth');
    expect(card.textContent).toContain('tenantKey');
  });

  it('logs out when asked to', async () => {
    const { background } = open(tab({ fitting: [podero()], filled: fill() }));
    fireEvent.click(await button('Log out'));
    expect(background.sent('logOut')).toEqual([{ tabId: 7 }]);
  });

  it('offers to switch when another connection fits', async () => {
    const { background } = open(tab({ fitting: [podero(), sandbox()], filled: fill() }));
    fireEvent.click(await button('Switch to Podero Sandbox'));
    expect(background.sent('authorize')).toEqual([
      { connectionId: 'podero-sandbox', tabId: 7, origin: 'https://app.podero.com' },
    ]);
  });

  it('says what a 403 means, and offers nothing for it, when the API has answered with one', async () => {
    open(tab({ fitting: [podero()], filled: fill({ forbiddenAt: 2 }) }));
    expect(await screen.findByText(/^The API answered 403: it knows this token but does not allow this/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /again/i })).toBeNull();
  });

  it('hides what a 403 means when its user has read it', async () => {
    const { background } = open(tab({ fitting: [podero()], filled: fill({ forbiddenAt: 2 }) }));
    fireEvent.click(await button('Hide what the API answered'));
    expect(background.sent('forgetForbidden')).toEqual([{ tabId: 7 }]);
  });

  it('offers to authorize again when the page holds an older token', async () => {
    open(tab({ fitting: [podero()], filled: fill({ expiresAt: 2 }) }));
    expect(await button('Authorize again with Podero Live')).toBeTruthy();
  });

  it('asks for this page’s host alone when the in-page button is wanted', async () => {
    fakeBrowser.permissions.contains = vi.fn(async () => false) as never;
    open(tab({ fitting: [podero()], filled: fill() }));
    fakeBrowser.permissions.contains = vi.fn(async () => false) as never;
    const request = allowHosts(true);
    fireEvent.click(await button('Show a button on this page'));
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: ['https://app.podero.com/*'] });
    expect(await screen.findByText(/when this page is loaded again/)).toBeTruthy();
  });
});

describe('a failure', () => {
  const failWith = (failure: Parameters<typeof refuse>[0], view: ConnectionView = podero()) =>
    open(tab({ fitting: [view] }), { authorize: () => refuse(failure) });
  const press = async () => fireEvent.click(await button('Authorize with Podero Live'));

  it('shows our words, the provider’s advice and the server’s words when credentials are refused', async () => {
    failWith({ code: 'invalid_client', advice: 'Live is not sandbox.', detail: '<b>no such client</b>' });
    await press();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('does not know this client ID');
    expect(alert.textContent).toContain('Live is not sandbox.');
    expect(alert.textContent).toContain('The server says: “<b>no such client</b>”');
    expect(alert.querySelector('b')).toBeNull();
  });

  it('says how long to wait when the server said so', async () => {
    failWith({ code: 'rate_limited', retryAfter: 37 });
    await press();
    expect((await screen.findByRole('alert')).textContent).toContain('wait 37 seconds');
  });

  it('allows a server and goes on when that is confirmed', async () => {
    const { background } = failWith({ code: 'server_outside', detail: 'https://other.example.com' });
    await press();
    background.answers.authorize = () => ({ outcome: 'filled', record: fill() });
    fireEvent.click(await button('Allow https://other.example.com and authorize'));
    await waitFor(() => expect(background.sent('authorize')).toHaveLength(2));
    expect(background.sent('allowServer')).toEqual([
      { connectionId: 'podero-live', server: 'https://other.example.com' },
    ]);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('binds the page and goes on when the page was not bound', async () => {
    const { background } = failWith({ code: 'origin_not_bound' });
    await press();
    fireEvent.click(await button('Add https://app.podero.com to this connection'));
    await waitFor(() => expect(background.sent('authorize')).toHaveLength(2));
    expect(background.log.slice(-3)).toContain('bindOrigin');
  });

  it('opens the form when a secret is missing', async () => {
    failWith({ code: 'secret_missing', detail: 'Client secret' });
    await press();
    fireEvent.click(await button('Edit this connection'));
    expect(await screen.findByRole('form', { name: 'Edit Podero Live' })).toBeTruthy();
  });

  it('offers nothing that could create a second token when the outcome is unknown', async () => {
    failWith({ code: 'unknown_outcome' });
    await press();
    expect(within(await screen.findByRole('alert')).queryByRole('button')).toBeNull();
  });
});

describe('the other actions', () => {
  const menu = async (action: string) => {
    fireEvent.click(await button('More actions for Podero Live'));
    fireEvent.click(await button(action));
  };

  it('puts a copied token on the clipboard and nowhere else', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const { container } = open(tab({ fitting: [podero()] }), { copyText: () => 'secret-token-1234' });
    await menu('Copy token of Podero Live');
    await waitFor(() => expect(write).toHaveBeenCalledWith('secret-token-1234'));
    expect((await screen.findByText(/Token copied/)).textContent).toContain('clipboard');
    expect(container.innerHTML).not.toContain('secret-token-1234');
  });

  it('does not offer to authorize again when it was copying that failed', async () => {
    open(tab({ fitting: [podero()] }), { copyText: () => refuse({ code: 'worker_restarted' }) });
    await menu('Copy header of Podero Live');
    expect(within(await screen.findByRole('alert')).queryByRole('button')).toBeNull();
  });

  it('offers no copying when there is no token', async () => {
    open(tab({ fitting: [podero({ status: 'can_obtain', token: undefined })] }));
    fireEvent.click(await button('More actions for Podero Live'));
    expect(screen.queryByRole('button', { name: 'Copy token of Podero Live' })).toBeNull();
    expect(await button('Duplicate Podero Live')).toBeTruthy();
  });

  it('removes with a way back when asked to', async () => {
    const { background } = open(tab({ fitting: [podero(), sandbox()] }));
    await button('More actions for Podero Live');
    background.answers.describeTab = () => tab({ fitting: [sandbox()] });
    await menu('Remove Podero Live');
    expect(background.sent('removeConnection')).toEqual([{ connectionId: 'podero-live' }]);
    const undo = await button('Undo');
    await waitFor(() => expect(document.activeElement).toBe(undo));
    fireEvent.click(undo);
    await waitFor(() => expect(background.sent('undoRemove')).toEqual([{ connectionId: 'podero-live' }]));
    expect(await screen.findByText('Podero Live is back.')).toBeTruthy();
  });

  it('opens the form when the secret was forgotten', async () => {
    open(tab({ fitting: [podero({ status: 'needs_secret', token: undefined })] }));
    fireEvent.click(await button('Enter secret of Podero Live'));
    const secret = await screen.findByLabelText('Client secret');
    await waitFor(() => expect(document.activeElement).toBe(secret));
    expect(secret.getAttribute('placeholder')).toBeNull();
  });

  it('shows the full origin before a connection is used on a further page', async () => {
    const { background } = open(
      tab({ origin: 'https://docs.example.com:8443', fitting: [], others: [podero()], suggestion: undefined }),
    );
    fireEvent.click(await button('Use here: Podero Live'));
    expect(background.sent('bindOrigin')).toEqual([]);
    fireEvent.click(await button('Add https://docs.example.com:8443 to this connection: Podero Live'));
    await waitFor(() => expect(background.sent('authorize')).toHaveLength(1));
    expect(background.sent('bindOrigin')).toEqual([
      { connectionId: 'podero-live', origin: 'https://docs.example.com:8443' },
    ]);
  });

  it('binds and obtains with one message when the browser must be asked as well', async () => {
    const view = podero({ status: 'can_obtain', needsHosts: ['https://app.podero.com'] });
    const { background } = open(tab({ origin: 'https://docs.example.com', others: [view], suggestion: undefined }));
    fireEvent.click(await button('Use here: Podero Live'));
    background.log.length = 0;
    allowHosts(true, background.log);
    fireEvent.click(await button(/^Add https:\/\/docs.example.com/));
    expect(background.log).toEqual(['authorize', 'permissions.request']);
    expect(background.sent('authorize')[0]?.draft).toMatchObject({
      id: 'podero-live',
      rev: 3,
      origins: ['https://app.podero.com', 'https://docs.example.com'],
    });
  });

  it('opens the options when asked to', async () => {
    open(tab({ fitting: [podero()] }));
    fireEvent.click(await button('Options'));
    expect(fakeBrowser.runtime.openOptionsPage).toHaveBeenCalledOnce();
    await act(async () => undefined);
  });

  it('shows the form of another provider when one is chosen', async () => {
    open(tab({ fitting: [podero()], report: report() }));
    fireEvent.click(await button('Another provider'));
    fireEvent.click(await button('Panaya'));
    expect(await screen.findByRole('form', { name: 'Panaya' })).toBeTruthy();
  });
});
