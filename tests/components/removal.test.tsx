import { fireEvent, render, screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PopupApp } from '../../components/popup/popup-app';
import type { ConnectionView } from '../../lib/domain/connection';
import { podero, refuse, startBackground, tab } from './background';

const button = (name: string) => screen.findByRole('button', { name });
const synergy = (ending: ConnectionView['ending']) =>
  podero(
    { ending, providerName: '12d Synergy', inventory: true },
    {
      label: '12d',
      providerId: '12d-synergy',
      methodId: 'personal-access-token',
      inputs: { server: 'https://a.test' },
    },
  );

async function openMenu(view: ConnectionView) {
  const background = startBackground({ describeTab: () => tab({ fitting: [view] }) });
  render(<PopupApp />);
  fireEvent.click(await button(`More actions for ${view.connection.label}`));
  fireEvent.click(await button(`Remove ${view.connection.label}`));
  return background;
}

describe('removing a connection', () => {
  it('asks before, in words, when its token can be deleted too, and removes nothing yet', async () => {
    const background = await openMenu(synergy('list'));
    const question = await screen.findByRole('group', { name: 'How to remove 12d' });
    expect(question.textContent).toContain('A deleted token cannot be brought back');
    expect(document.activeElement).toBe(question);
    expect(background.sent('removeConnection')).toEqual([]);
  });

  it('sends the wish, then asks the browser for the host in the same click, when the token goes too', async () => {
    const background = await openMenu(synergy('list'));
    const pressed = await button('Remove and delete token');
    background.log.length = 0;
    fireEvent.click(pressed);
    expect(background.log).toEqual(['removeConnection', 'permissions.request']);
    expect(background.sent('removeConnection')).toEqual([{ connectionId: 'podero-live', token: 'delete' }]);
    expect(await screen.findByText('Removed 12d and deleted its token.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('says why and offers no undo when the token could not be deleted', async () => {
    const background = await openMenu(synergy('list'));
    background.answers.removeConnection = () => refuse({ code: 'token_ambiguous' });
    fireEvent.click(await button('Remove and delete token'));
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing was deleted or removed');
  });

  it('removes here alone, with undo and the page where the token is deleted by hand, when wanted', async () => {
    const background = await openMenu(synergy('list'));
    fireEvent.click(await button('Remove only'));
    expect(await button('Undo')).toBeTruthy();
    expect(background.sent('removeConnection')).toEqual([{ connectionId: 'podero-live' }]);
    const link = screen.getByRole('link', { name: /help\.12dsynergy\.com/ });
    expect(link.getAttribute('href')).toMatch(/^https:\/\/help\.12dsynergy\.com\//);
  });

  it('asks nothing when it cannot be deleted from here', async () => {
    const background = await openMenu(podero());
    expect(await button('Undo')).toBeTruthy();
    expect(background.sent('removeConnection')).toEqual([{ connectionId: 'podero-live' }]);
    expect(screen.getByRole('status').textContent).toContain('still works at the provider');
  });
});
