import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProviderChoice } from '../../components/form/provider-choice';
import { groupsOf } from '../../components/form/provider-groups';

afterEach(cleanup);

const named = (id: string, group?: 'identity' | 'standard') => ({ id, name: id, ...(group && { group }) });
const SOME = [named('Auth0', 'identity'), named('OAuth 2.0', 'standard'), named('Port'), named('Podero')];
const ids = (typed: string) =>
  groupsOf(SOME, typed).map(({ group, providers }) => [group, providers.map(({ id }) => id)]);

describe('providers are listed', () => {
  it('by group when nothing is typed', () => {
    expect(ids(' ')).toEqual([
      ['provider', ['Port', 'Podero']],
      ['identity', ['Auth0']],
      ['standard', ['OAuth 2.0']],
    ]);
  });

  it.each([
    [
      'AUTH',
      [
        ['identity', ['Auth0']],
        ['standard', ['OAuth 2.0']],
      ],
    ],
    ['2.0 auth', [['standard', ['OAuth 2.0']]]],
    ['po', [['provider', ['Port', 'Podero']]]],
    ['nobody', []],
    ['.*', []],
  ])('without those that do not fit when "%s" is typed', (typed, expected) => {
    expect(ids(typed)).toEqual(expected);
  });
});

describe('choosing a provider', () => {
  const type = (value: string) => fireEvent.input(screen.getByRole('searchbox'), { target: { value } });

  const submit = () => fireEvent.submit(screen.getByRole('searchbox').closest('form') as HTMLFormElement);

  it('begins in the search, and Enter takes the first that fits', () => {
    const choose = vi.fn();
    render(<ProviderChoice onChoose={choose} onCurl={() => undefined} />);
    const search = screen.getByRole('searchbox');
    expect(document.activeElement).toBe(search);
    submit();
    expect(choose).not.toHaveBeenCalled();

    type('keyc');
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Keycloak',
      'Paste a curl command',
    ]);
    submit();
    expect(choose).toHaveBeenCalledWith('keycloak');
  });

  it('says so when nothing fits, and chooses nothing', () => {
    const choose = vi.fn();
    render(<ProviderChoice onChoose={choose} onCurl={() => undefined} />);
    type('nobody has this name');
    expect(screen.getByRole('status').textContent).toMatch(/No provider/);
    submit();
    expect(choose).not.toHaveBeenCalled();
  });
});
