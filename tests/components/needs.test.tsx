import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { ThisWeek } from '../../components/options/this-week';
import { PopupApp } from '../../components/popup/popup-app';
import type { Need } from '../../lib/domain/need';
import { podero, refuse, startBackground, tab, vault } from './background';

const named = { connectionId: 'podero-live', label: 'Podero Live' };
const ENDS_AT = new Date(2030, 0, 20).getTime();
const reminder = (next: 'rotate' | 'paste'): Need => ({
  ...named,
  what: 'reminder',
  next,
  reminder: { endsAt: ENDS_AT, days: 7, threshold: 7 },
});

/** Every kind of need, the words for it, and the buttons that lead on. */
const KINDS: readonly (readonly [Need, RegExp, readonly string[]])[] = [
  [
    reminder('paste'),
    /ends on Jan 20, 2030, in 7 days/,
    ['Paste a new secret for Podero Live', 'Remind me of Podero Live later'],
  ],
  [reminder('rotate'), /in 7 days/, ['Rotate the token of Podero Live', 'Remind me of Podero Live later']],
  [
    { ...named, what: 'renewal_stopped', code: 'invalid_client' },
    /Renewing Podero Live has stopped. The provider/,
    ['Paste a new secret for Podero Live'],
  ],
  [{ ...named, what: 'renewal_stopped', code: 'sign_in_needed' }, /Renewing Podero Live has stopped/, []],
  [{ ...named, what: 'renewal_stopped' }, /Renewing Podero Live has stopped. Authorize/, []],
  [{ what: 'locked', pages: 1 }, /A page that you keep authorized waits/, []],
  [{ what: 'locked', pages: 3 }, /3 pages that you keep authorized wait/, []],
  [{ ...named, what: 'rotation', oldName: 'Old' }, /replacing Old is not finished/, ['See where it stands']],
  [
    { ...named, what: 'outcome_unknown', look: 'tokens', name: 'New' },
    /Look whether New is in the list/,
    ['Look at the tokens', 'I have looked'],
  ],
  [{ ...named, what: 'outcome_unknown', look: 'rotation', name: 'New' }, /New may exist/, ['See where it stands']],
  [{ ...named, what: 'outcome_unknown', look: 'provider' }, /Look at the provider’s token list/, ['I have looked']],
];

const actions = { onPaste: vi.fn(), onTokens: vi.fn(), onLater: vi.fn(), onLooked: vi.fn() };

function open(needs: readonly Need[], more: Parameters<typeof tab>[0] = {}) {
  const background = startBackground({
    describeTab: () => tab({ fitting: [podero()], ...more }),
    listNeeds: () => needs,
  });
  render(<PopupApp />);
  return background;
}
const section = () => screen.findByRole('region', { name: 'Needs you' });

describe('what lights the badge', () => {
  it.each(KINDS)(
    'is said in the popup with what to do next, and in the same words under “This week”: %j',
    async (need, words, buttons) => {
      open([need]);
      const inPopup = within(await section());
      const said = inPopup.getByText(words).textContent;
      expect(inPopup.queryAllByRole('button').map((one) => one.getAttribute('aria-label') ?? one.textContent)).toEqual(
        buttons,
      );
      cleanup();

      render(<ThisWeek connections={[]} needs={[need]} actions={actions} />);
      expect(screen.getByRole('list', { name: 'Needs you' }).textContent).toContain(said);
    },
  );

  it('is nowhere in the popup when there is nothing', async () => {
    open([]);
    await screen.findByRole('button', { name: 'Authorize with Podero Live' });
    expect(screen.queryByRole('region', { name: 'Needs you' })).toBeNull();
  });

  it('is two lines in the popup, and the rest in the options, when there is much', async () => {
    open(KINDS.slice(0, 5).map(([need]) => need));
    expect(within(await section()).getAllByRole('listitem')).toHaveLength(2);
    expect(within(await section()).getByRole('button', { name: '3 more in the options' })).toBeTruthy();
  });

  it('leads to the form of its connection when a new secret is to be pasted', async () => {
    open([reminder('paste')]);
    fireEvent.click(await screen.findByRole('button', { name: 'Paste a new secret for Podero Live' }));
    expect(await screen.findByLabelText('Client secret')).toBeTruthy();
  });

  it('cannot be pasted while the vault is locked', async () => {
    open([reminder('paste')], { vault: vault({ locked: true, mode: 'passphrase' }) });
    expect(within(await section()).queryByRole('button', { name: 'Paste a new secret for Podero Live' })).toBeNull();
  });

  it('is put off by a click, and gone when the background says so', async () => {
    const background = open([reminder('rotate')]);
    const later = await screen.findByRole('button', { name: 'Remind me of Podero Live later' });
    background.answers.listNeeds = () => [];
    fireEvent.click(later);
    await expect.poll(() => screen.queryByRole('region', { name: 'Needs you' })).toBeNull();
    expect(background.sent('dismissReminder')).toEqual([{ connectionId: 'podero-live' }]);
  });
});

const CODE = 'invalid_client';
const stopped: Need = { ...named, what: 'renewal_stopped', code: CODE };
const refused = podero({ lastFailure: { code: CODE, at: ENDS_AT } });
const WORDS = /does not know this client ID/;
/** Everything on the screen that says what went wrong. */
const said = () => screen.queryAllByText(WORDS);

describe('a try that failed while no popup was open', () => {
  it('has its way on at the card when the server refused the Origin header: the button was never seen', async () => {
    const lastFailure = { code: 'origin_refused', detail: 'https://app.podero.com', at: ENDS_AT } as const;
    const background = open([], { fitting: [podero({ lastFailure })] });
    fireEvent.click(await screen.findByRole('button', { name: 'Send without the Origin header' }));
    await vi.waitFor(() =>
      expect(background.sent('authorize')).toEqual([
        { connectionId: 'podero-live', tabId: 7, origin: 'https://app.podero.com' },
      ]),
    );
    expect(background.sent('sendWithoutOrigin')).toEqual([{ origin: 'https://app.podero.com' }]);
  });

  it('has none at the card for what the form or the card’s own button lead on from', async () => {
    open([], { fitting: [podero({ lastFailure: { code: 'network', at: ENDS_AT } })] });
    const card = await screen.findByRole('listitem', { name: 'Podero Live' });
    const names = within(card)
      .getAllByRole('button')
      .map((one) => one.textContent || one.getAttribute('aria-label'));
    expect(names).toEqual(['More actions for Podero Live', 'Authorize']);
  });
});

describe('refused credentials that keep a page from being renewed', () => {
  it.each([
    ['for this page', { fitting: [refused] }],
    ['for other pages', { fitting: [], others: [refused], suggestion: undefined }],
  ])('are said once, with what to do next, when their connection is listed as one %s', async (_, views) => {
    open([stopped], views);
    const inSection = within(await section());
    expect(said()).toEqual([inSection.getByText(WORDS)]);
    expect(inSection.getByRole('button', { name: 'Paste a new secret for Podero Live' })).toBeTruthy();
  });

  it('are said by the alert alone when a click has just been refused', async () => {
    const background = open([stopped], { fitting: [refused] });
    await section();
    background.answers.authorize = () => refuse({ code: CODE });
    fireEvent.click(screen.getByRole('button', { name: 'Authorize with Podero Live' }));
    const alert = await screen.findByRole('alert');
    expect(said()).toEqual([within(alert).getByText(WORDS)]);
    expect(within(alert).getByRole('button', { name: 'Edit this connection' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Needs you' })).toBeNull();
  });

  it.each([
    ['another failure is the need’s', [{ ...stopped, code: 'network' } satisfies Need]],
    ['the need is another connection’s', [{ ...stopped, connectionId: 'other', label: 'Other' } satisfies Need]],
    ['the need is only in the options', [reminder('paste'), { what: 'locked', pages: 1 } satisfies Need, stopped]],
  ])('are still said on the card when %s', async (_, needs) => {
    open(needs, { fitting: [refused] });
    await section();
    expect(within(screen.getByRole('listitem', { name: 'Podero Live' })).getByText(WORDS)).toBeTruthy();
  });

  it('are one line under “This week” too', () => {
    render(
      <ThisWeek
        connections={[podero({ lastFailure: { code: CODE, at: Date.now() } })]}
        needs={[stopped]}
        actions={actions}
      />,
    );
    expect(said()).toHaveLength(1);
  });
});
