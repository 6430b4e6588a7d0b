import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Popup } from '../../components/popup/popup';
import type { PendingTrial, TrialView } from '../../lib/curl/trial-view';
import { trialOf } from '../lib/background/own-provider';
import { allowHosts, podero, refuse, startBackground, tab } from './background';

const COMMAND = `curl https://id.acme.example/login --json '{"user":"<user>","password":"<password>"}'`;
const ANSWER: TrialView = {
  stage: 'answered',
  leaves: [{ path: 'access_token', masked: 'made…ters', rank: 0, expiresAt: Date.UTC(2040, 0, 1) }],
};

afterEach(cleanup);

/** The popup on a page that nobody knows, with a pasted command. */
async function pasted(text = COMMAND, answers: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({
    describeTab: () => tab({ origin: 'https://docs.acme.example:8443' }),
    tryDefinition: () => ANSWER,
    keepDefinition: () => podero(),
    authorize: () => refuse({ code: 'no_fitting_scheme' }),
    ...answers,
  });
  render(<Popup tabId={7} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Paste a curl command' }));
  fireEvent.input(await screen.findByLabelText('Paste a curl command'), { target: { value: text } });
  return background;
}

const fillIn = () => {
  fireEvent.input(screen.getByLabelText('User'), { target: { value: 'demo' } });
  fireEvent.input(screen.getByLabelText('Password'), { target: { value: 'made-up-password' } });
};
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('a pasted command', () => {
  it('is shown as what will be sent, asks for what is missing, and sends nothing by itself', async () => {
    const background = await pasted();
    expect(screen.getByLabelText('What will be sent').textContent).toContain('POST https://id.acme.example/login');
    expect((screen.getByLabelText('Password') as HTMLInputElement).type).toBe('password');
    await press('Send it once and look at the answer');
    expect(background.sent('tryDefinition')).toEqual([]);
    expect(document.activeElement).toBe(screen.getByLabelText('User'));
  });

  it('says in which language it is when it is none', async () => {
    await pasted("const answer = await fetch('https://id.acme.example/login')");
    expect(screen.getByRole('alert').textContent).toContain('JavaScript (fetch)');
  });

  it('asks the browser for its host in the click, after the message', async () => {
    const background = await pasted();
    const request = allowHosts(true, background.log);
    fillIn();
    await press('Send it once and look at the answer');
    expect(background.log.slice(-2)).toEqual(['tryDefinition', 'permissions.request']);
    expect(request).toHaveBeenCalledWith({ origins: ['https://id.acme.example/*'] });
    expect(background.sent('tryDefinition')[0]).toMatchObject({
      values: { user: 'demo', password: 'made-up-password' },
      allowHttp: false,
      tabId: 7,
    });
  });

  it('is stored with the page that the button named in full, and only when it was pressed', async () => {
    const background = await pasted();
    fillIn();
    await press('Send it once and look at the answer');
    await screen.findByText('access_token');
    expect(background.sent('keepDefinition')).toEqual([]);
    await press('Add https://docs.acme.example:8443 and authorize');
    const [kept] = background.sent('keepDefinition');
    expect(kept?.draft).toMatchObject({ origins: ['https://docs.acme.example:8443'], inputs: {} });
    expect(kept?.definition).toMatchObject({ pages: [], apiOrigins: [] });
    expect(JSON.stringify(kept?.definition)).not.toContain('made-up-password');
  });

  it('binds no page when it is saved without one', async () => {
    const background = await pasted();
    fillIn();
    await press('Send it once and look at the answer');
    await press('Save without this page');
    expect(background.sent('keepDefinition')[0]?.draft.origins).toEqual([]);
    expect(background.sent('authorize')).toEqual([]);
  });

  it('offers a known provider’s address when only the ending differs, and changes it only then', async () => {
    await pasted(COMMAND.replace('id.acme.example', 'api.sesami.com'));
    const request = () => screen.getByLabelText('What will be sent').textContent;
    expect(request()).toContain('https://api.sesami.com/login');
    await press('Use api.sesami.co');
    expect(request()).toContain('https://api.sesami.co/login');
  });
});

describe('a popup that opens after one was closed at the browser’s question', () => {
  const definition = trialOf();
  const PENDING: PendingTrial = {
    ...{ id: 'c1', definition, plain: { user: 'demo' }, kept: ['password'], allowHttp: false },
  };
  const opened = (pending: PendingTrial | null, answers: Parameters<typeof startBackground>[0] = {}) => {
    const background = startBackground({
      describeTab: () => tab({ origin: 'https://docs.acme.example:8443' }),
      pendingTrial: () => pending,
      tryDefinition: () => ANSWER,
      keepDefinition: () => podero(),
      authorize: () => refuse({ code: 'no_fitting_scheme' }),
      ...answers,
    });
    render(<Popup tabId={7} />);
    return background;
  };

  it('shows the form as it was, knows the secret, and sends it without having it', async () => {
    const background = opened(PENDING);
    expect((await screen.findByLabelText<HTMLInputElement>('User')).value).toBe('demo');
    const password = screen.getByLabelText<HTMLInputElement>('Password');
    expect([password.value, password.placeholder]).toEqual(['', 'kept as it is']);
    await press('Send it once and look at the answer');
    await screen.findByText('access_token');
    expect(background.sent('tryDefinition')).toMatchObject([
      { id: 'c1', values: { user: 'demo', password: '' }, kept: ['password'], tabId: 7 },
    ]);
    expect(background.sent('tryDefinition')[0]?.definition).toEqual(definition);
  });

  it('goes on with the answer that came meanwhile, and keeps what was tested', async () => {
    const background = opened({ ...PENDING, view: ANSWER });
    await press('Add https://docs.acme.example:8443 and authorize');
    const [kept] = background.sent('keepDefinition');
    expect(kept?.draft).toMatchObject({ id: 'c1', providerId: definition.id });
    expect(kept?.definition.methods[0]?.steps).toEqual(definition.methods[0]?.steps);
    expect(background.sent('tryDefinition')).toEqual([]);
  });

  it('says what went wrong meanwhile, until something else is done', async () => {
    opened({ ...PENDING, failure: { code: 'credentials_refused' } });
    expect((await screen.findByRole('alert')).textContent).toContain('credentials');
    await press('Send it once and look at the answer');
    await screen.findByText('access_token');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('forgets it when the user goes elsewhere', async () => {
    const background = opened(PENDING);
    await screen.findByLabelText('User');
    await press('Back');
    expect(background.sent('dropTrial')).toEqual([{ tabId: 7 }]);
    expect(screen.queryByLabelText('User')).toBeNull();
  });

  it('begins anew with another command', async () => {
    opened(PENDING);
    await screen.findByLabelText('User');
    await press('Paste another command');
    fireEvent.input(await screen.findByLabelText('Paste a curl command'), { target: { value: COMMAND } });
    expect(screen.getByLabelText<HTMLInputElement>('Password').placeholder).toBe('');
    expect(screen.getByLabelText<HTMLInputElement>('User').value).toBe('');
  });

  it('takes a second command behind the one it no longer has', async () => {
    const background = opened({ ...PENDING, view: ANSWER });
    await press('Send a second request with this token');
    fireEvent.input(await screen.findByLabelText('The second command'), {
      target: { value: 'curl -X POST https://id.acme.example/keys -H "Authorization: Bearer $TOKEN" -d name=mine' },
    });
    await press('Send it once and look at the answer');
    const [sent] = background.sent('tryDefinition');
    expect(sent?.definition.methods[0]?.steps.map(({ url }) => url)).toEqual([
      'https://id.acme.example/login',
      'https://id.acme.example/keys',
    ]);
  });
});
