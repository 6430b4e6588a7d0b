import { act, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Status } from '../../components/card/status';
import { type ThisWeekProps, ThisWeek as ThisWeekSection } from '../../components/options/this-week';
import { NEVER } from '../../lib/domain/token';
import { podero } from './background';

const NOW = new Date(2030, 0, 10, 9).getTime();
const MINUTE = 60_000;

const actions = { onPaste: vi.fn(), onTokens: vi.fn(), onLater: vi.fn(), onLooked: vi.fn() };
const ThisWeek = ({ connections, needs = [] }: Pick<ThisWeekProps, 'connections'> & Partial<ThisWeekProps>) => (
  <ThisWeekSection connections={connections} needs={needs} actions={actions} />
);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const pasted = (expiresOn: string) =>
  podero(
    { token: undefined },
    { label: 'Shop', providerId: 'sesami', methodId: 'personal-access-token', inputs: { expiresOn } },
  );
const until = (expiresAt: number | undefined) =>
  podero({ token: { masked: '', tokenType: 'Bearer', obtainedAt: 0, expiresAt } });

describe('this week', () => {
  it.each([
    ['2030-01-24', /^The secret of Shop ends on Jan 24, 2030, in 14 days\.$/],
    ['2030-01-11', /^The secret of Shop ends tomorrow\.$/],
    ['2030-01-10', /^The secret of Shop ends today\.$/],
    ['2030-01-09', /^The secret of Shop ended on Jan 9, 2030\./],
  ])('says what ends when a secret’s typed date is %s', (date, line) => {
    render(<ThisWeek connections={[pasted(date)]} />);
    const section = screen.getByRole('region', { name: 'This week' });
    expect(within(section).getByRole('listitem').textContent).toMatch(line);
  });

  it('says what failed and why when a connection’s last try did', () => {
    render(<ThisWeek connections={[podero({ lastFailure: { code: 'invalid_client', at: NOW - MINUTE } })]} />);
    expect(screen.getByRole('listitem').textContent).toMatch(/^Podero Live failed, .*: The provider does not know/);
  });

  it.each([
    ['the date is further away', pasted('2030-01-26')],
    ['no date was typed', pasted('')],
    ['the secret has no date to type', podero()],
    ['the failure is older', podero({ lastFailure: { code: 'network', at: NOW - 8 * 86_400_000 } })],
  ])('says nothing when %s', (_, view) => {
    const { container } = render(<ThisWeek connections={[view]} />);
    expect(container.textContent).toBe('');
  });
});

describe('a connection’s state', () => {
  it.each([
    [undefined, 'Token ready, expiry unknown'],
    [NEVER, 'Token does not expire'],
    [NOW + 6 * 1_440 * MINUTE, 'Token until Jan 16, 2030'],
    [NOW + 6 * 1_440 * MINUTE - 1, /^Token until Wed,? 08:59\sAM$/],
    [NOW + 15 * 60 * MINUTE, /^Token until Fri,? 12:00\sAM$/],
    [NOW + 60 * MINUTE, /^Token until 10:00\sAM$/],
    [NOW + 60 * MINUTE - 1, 'Token for 59 min'],
    [NOW + 34.5 * MINUTE, 'Token for 34 min'],
    [NOW + 59_000, 'Token for less than a minute'],
    [NOW, 'Token has ended'],
  ])('says how long the token lives, and counts down in its last hour: %s', (expiresAt, said) => {
    const { container } = render(<Status view={until(expiresAt)} />);
    expect(container.textContent).toMatch(said);
  });

  it('goes on counting when the screen stays open', async () => {
    const { container } = render(<Status view={until(NOW + 34.4 * MINUTE)} />);
    await act(async () => {
      vi.advanceTimersByTime(30_000);
    });
    expect(container.textContent).toBe('Token for 33 min');
  });
});
