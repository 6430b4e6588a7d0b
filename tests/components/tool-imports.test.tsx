import { createEvent, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Options } from '../../components/options/options';
import type { CandidateView, ImportsView } from '../../lib/domain/imports';
import type { VaultView } from '../../lib/domain/view';
import { allowHosts, podero, refuse, startBackground, vault } from './background';

const HOST = 'https://sandbox-app.podero.com';
const SECRET = 'made-up-secret-in-the-file';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const candidate = (more: Partial<CandidateView> = {}): CandidateView => ({
  ...{ id: 'c1', label: 'Sandbox', source: 'Partner API', providerId: 'podero', providerName: 'Podero' },
  ...{ methodId: 'client-credentials', methodName: 'Client credentials', environment: 'SANDBOX', definition: 'known' },
  ...{ hosts: [HOST], inside: [], plainHttp: false, plain: [{ label: 'Client ID', value: 'demo' }] },
  ...{ secrets: ['Client secret'], missing: [], unresolved: [], here: false },
  ...more,
});
const view = (more: Partial<ImportsView> = {}): ImportsView => ({
  candidates: [candidate()],
  skipped: [],
  unread: [],
  ...more,
});

function open(content: ImportsView, state: VaultView = vault(), more: Parameters<typeof startBackground>[0] = {}) {
  const background = startBackground({
    vaultState: () => state,
    listConnections: () => [podero()],
    listImports: () => content,
    takeImports: () => ({ taken: 1, hosts: [HOST] }),
    changeMode: () => state,
    ...more,
  });
  render(<Options />);
  return background;
}

const file = (name: string, content = `{"secret":"${SECRET}"}`) => new File([content], name);

async function choose(...files: readonly File[]) {
  const opener = screen.queryByRole('button', { name: 'Open files…', expanded: false });
  if (opener || !screen.queryByLabelText('Files', { selector: 'input' })) fireEvent.click(await button('Open files…'));
  const input = await screen.findByLabelText<HTMLInputElement>('Files', { selector: 'input' });
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  fireEvent.change(input);
}
const list = () => screen.findByRole('list', { name: 'These can become connections:' });
const tick = (name: string | RegExp) => screen.findByRole<HTMLInputElement>('checkbox', { name });

describe('bringing in files of other tools', () => {
  it('shows what they can become, where its credentials go, and no secret, before anything is stored', async () => {
    const background = open(
      view({
        skipped: [{ where: 'Shop / Files', why: 'kind', what: 'awsv4' }],
        unread: [{ file: 'notes.json', code: 'import_unknown' }],
      }),
    );
    await choose(file('a.json'), file('b.json'), file('readme.md'));
    const text = (await list()).textContent;
    for (const said of ['Sandbox', 'Podero · Client credentials', 'From Partner API', HOST, 'Client ID: demo']) {
      expect(text).toContain(said);
    }
    expect(text).toContain('Client secret: in the file, not shown');
    const left = await screen.findByRole('list', { name: 'Left out:' });
    expect(left.textContent).toContain('Tokenfill does not know “awsv4”');
    expect(left.textContent).toContain('This is no file of Postman, Insomnia or Bruno.');
    expect(background.sent('listImports')[0]?.files.map(({ name }) => name)).toEqual(['a.json', 'b.json']);
    expect(background.sent('takeImports')).toEqual([]);
    expect(document.body.innerHTML).not.toContain(SECRET);
  });

  it('names the first of many opened files, and says how many more there are', async () => {
    open(view());
    await choose(...Array.from({ length: 20 }, (_, at) => file(`${at}.yml`)));
    expect(await screen.findByText(/^Opened: 0.yml, 1.yml, .*7.yml, and 12 more\./)).toBeTruthy();
  });

  it('takes the chosen ones, asks for all hosts in one click, and forgets the files', async () => {
    const background = open(view({ candidates: [candidate(), candidate({ id: 'c2', label: 'Live' })] }));
    await choose(file('a.json'));
    fireEvent.click(await tick('Live'));
    fireEvent.click(await button('Bring in the chosen (1)'));
    const allow = await button('Allow these hosts');
    expect(background.sent('takeImports')).toEqual([
      {
        files: [{ name: 'a.json', text: `{"secret":"${SECRET}"}` }],
        chosen: [{ id: 'c1', inputs: {}, allowHttp: false }],
        confirmed: [],
      },
    ]);
    const asked = allowHosts(true);
    fireEvent.click(allow);
    expect(asked).toHaveBeenCalledWith({ origins: [`${HOST}/*`] });
    fireEvent.click(await button('Close'));
    fireEvent.click(await button('Open files…'));
    expect(screen.queryByText('Opened: a.json.')).toBeNull();
  });

  it('reads further files together with those before', async () => {
    const background = open(view());
    await choose(file('collection.json'));
    await list();
    await choose(file('Live.json'));
    await waitFor(() => expect(background.sent('listImports')).toHaveLength(2));
    expect(background.sent('listImports')[1]?.files.map(({ name }) => name)).toEqual(['collection.json', 'Live.json']);
    fireEvent.click(await button('Start again'));
    expect(screen.queryByRole('list', { name: 'These can become connections:' })).toBeNull();
  });

  it('takes a pasted text', async () => {
    const background = open(view());
    fireEvent.click(await button('Open files…'));
    const input = await screen.findByLabelText('Files', { selector: 'input' });
    const clipboardData = { files: [], getData: () => '{"pasted":1}' };
    fireEvent.paste(input, { clipboardData });
    await list();
    expect(background.sent('listImports')).toEqual([{ files: [{ name: 'pasted', text: '{"pasted":1}' }] }]);
  });

  it('takes dropped files and folders, with their paths', async () => {
    const background = open(view());
    fireEvent.click(await button('Open files…'));
    const form = await screen.findByRole('form', { name: 'Bring in from Postman, Insomnia or Bruno' });
    const leaf = (path: string) => ({
      ...{ isDirectory: false, name: path.split('/').at(-1), fullPath: path },
      file: (done: (one: File) => void) => done(file(path, path)),
    });
    const batches = [[leaf('/acme/collection.bru'), leaf('/acme/logo.png')], []];
    const folder = {
      ...{ isDirectory: true, name: 'acme', fullPath: '/acme' },
      createReader: () => ({ readEntries: (done: (some: unknown) => void) => done(batches.shift()) }),
    };
    const dataTransfer = { items: [{ webkitGetAsEntry: () => folder }], files: [], getData: () => '' };
    const zone = within(form).getByRole('group', { name: 'Files' });
    fireEvent(zone, Object.defineProperty(createEvent.drop(zone), 'dataTransfer', { value: dataTransfer }));
    await list();
    expect(background.sent('listImports')).toEqual([
      { files: [{ name: 'acme/collection.bru', text: '/acme/collection.bru' }] },
    ]);
  });

  it('chooses nothing by itself that needs a thought, and asks for what is missing', async () => {
    const missing = [{ name: 'clientSecret', label: 'Client secret', secret: true as const }];
    const inside = 'http://localhost:8080';
    const background = open(
      view({
        candidates: [
          candidate({ label: 'Open', secrets: [], missing, unresolved: ['client_secret'] }),
          candidate({ id: 'c2', label: 'Inside', hosts: [inside], inside: [inside] }),
          candidate({ id: 'c3', label: 'Plain', plainHttp: true }),
          candidate({ id: 'c4', label: 'Here', here: true }),
        ],
      }),
    );
    await choose(file('a.json'));
    for (const name of ['Open', 'Inside', 'Plain', 'Here']) expect((await tick(name)).checked).toBe(false);
    fireEvent.click(await button('Bring in the chosen (0)'));
    expect((await screen.findByRole('alert')).textContent).toBe('Choose at least one.');

    fireEvent.click(await tick('Open'));
    const secret = await screen.findByLabelText<HTMLInputElement>('Client secret');
    expect(secret.type).toBe('password');
    fireEvent.click(await button('Bring in the chosen (1)'));
    expect(secret.getAttribute('aria-invalid')).toBe('true');
    fireEvent.input(secret, { target: { value: 'made-up-typed' } });
    fireEvent.click(await tick('Inside'));
    fireEvent.click(await tick(`Yes, it may talk to ${inside}`));
    fireEvent.click(await tick('Plain'));
    fireEvent.click(await tick('This server has no https'));
    fireEvent.click(await button('Bring in the chosen (3)'));
    await button('Allow these hosts');
    expect(background.sent('takeImports')[0]).toMatchObject({
      chosen: [
        { id: 'c1', inputs: { clientSecret: 'made-up-typed' }, allowHttp: false },
        { id: 'c2', inputs: {}, allowHttp: false },
        { id: 'c3', inputs: {}, allowHttp: true },
      ],
      confirmed: [inside],
    });
  });

  it('asks how secrets are kept when nobody has chosen that here', async () => {
    const background = open(view(), vault({ mode: 'unset' }));
    await choose(file('a.json'));
    const form = await screen.findByRole('form', { name: 'Bring in from Postman, Insomnia or Bruno' });
    fireEvent.click(await within(form).findByRole('radio', { name: 'This browser session' }));
    fireEvent.click(await button('Bring in the chosen (1)'));
    await button('Allow these hosts');
    expect(background.log.filter((type) => ['changeMode', 'takeImports'].includes(type))).toEqual([
      'changeMode',
      'takeImports',
    ]);
  });

  it('offers no other way than a passphrase where the organization requires one', async () => {
    open(view(), vault({ mode: 'unset', rules: { passphrase: 'required' } }));
    await choose(file('a.json'));
    const form = await screen.findByRole('form', { name: 'Bring in from Postman, Insomnia or Bruno' });
    expect(await within(form).findByLabelText('Passphrase')).toBeTruthy();
    expect(within(form).queryByRole('radio')).toBeNull();
  });

  it.each(['storage_full', 'definition_private_address', 'http_refused'] as const)(
    'keeps what was chosen when it is refused as %s',
    async (code) => {
      open(view(), vault(), { takeImports: () => refuse({ code }) });
      await choose(file('a.json'));
      fireEvent.click(await button('Bring in the chosen (1)'));
      await screen.findByRole('alert');
      expect((await tick('Sandbox')).checked).toBe(true);
      expect(screen.getByText(/Opened: a\.json/)).toBeTruthy();
    },
  );
});
