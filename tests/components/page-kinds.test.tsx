import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PopupApp } from '../../components/popup/popup-app';
import type { PageReport } from '../../lib/domain/page';
import type { TabView } from '../../lib/domain/view';
import { fill, podero, refuse, report, sandbox, startBackground, tab } from './background';

const ORIGIN = 'https://app.podero.com';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const choice = (name: string) => screen.findByRole('combobox', { name });

function open(page: Partial<PageReport>, more: Partial<TabView> = {}) {
  const view = tab({ fitting: [podero()], report: report(page), ...more });
  const background = startBackground({ describeTab: () => view });
  render(<PopupApp />);
  return background;
}

describe('a page that asks for values by other names', () => {
  const schemes = [
    { name: 'apiKey', type: 'apiKey', in: 'header', parameter: 'X-Key' },
    { name: 'inAddress', type: 'apiKey', in: 'query', parameter: 'key' },
    { name: 'session', type: 'apiKey', in: 'cookie', parameter: 'sid' },
  ] as const;

  async function refused() {
    const background = open({ schemes });
    background.answers.authorize = () =>
      refuse({ code: 'no_fitting_scheme', detail: 'header Authorization\nheader X-Tenant' });
    fireEvent.click(await button('Authorize with Podero Live'));
    await choice('apiKey (X-Key)');
    return background;
  }

  it('lets a person say what goes where, remembers it and goes on', async () => {
    const background = await refused();
    background.answers.authorize = () => ({ outcome: 'filled', record: fill() });
    fireEvent.change(await choice('apiKey (X-Key)'), { target: { value: 'header Authorization' } });
    fireEvent.click(await button('Remember and authorize'));
    await waitFor(() => expect(background.sent('authorize')).toHaveLength(2));
    expect(background.sent('mapSchemes')).toEqual([{ origin: ORIGIN, mapping: { apiKey: 'header Authorization' } }]);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('warns of the address, and asks nothing about a cookie', async () => {
    await refused();
    expect(await choice('inAddress (key) (in the address: it ends up in logs and in the history)')).toBeTruthy();
    expect(screen.queryByRole('combobox', { name: /session/ })).toBeNull();
  });

  it('forgets what was said when that is wanted', async () => {
    const background = open({ schemes }, { filled: fill(), mapping: { apiKey: 'header Authorization' } });
    fireEvent.click(await button('Choose the values for this page again'));
    await waitFor(() => expect(background.sent('mapSchemes')).toEqual([{ origin: ORIGIN, mapping: {} }]));
  });
});

describe('a page of another kind', () => {
  it('says that the page keeps what is filled in when it does', async () => {
    open({ keeps: 'page storage' }, { filled: fill() });
    expect(await screen.findByText('This page keeps it in its own storage until you log out.')).toBeTruthy();
  });

  it('offers to copy the header when the page sends nothing', async () => {
    const background = open({ title: 'Redoc', sends: 'nothing', schemes: [] });
    background.answers.copyText = () => 'Authorization: Bearer made-up';
    fireEvent.click(await button('Copy header of Podero Live'));
    await waitFor(() => expect(background.sent('copyText')).toEqual([{ connectionId: 'podero-live', kind: 'header' }]));
    expect(screen.queryByRole('button', { name: 'Authorize with Podero Live' })).toBeNull();
  });

  it('still offers to get a token first when there is none to copy', async () => {
    open({ title: 'Redoc', sends: 'nothing', schemes: [] }, { fitting: [sandbox()] });
    expect(await button('Authorize with Podero Sandbox')).toBeTruthy();
  });
});
