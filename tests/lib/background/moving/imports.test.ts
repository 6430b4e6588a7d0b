import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { given, text } from '../../imports/files';
import { sceneWith } from '../scene';

const PODERO = given('postman-podero.json', 'postman-live.json', 'postman-sandbox.json');
const SECRET =
  /made-up-secret|made-up-password|made-up-report-key|made-up-admin|made-up-local|made-up-query|made-up-panaya/;
const { local, session } = fakeBrowser.storage;
const stored = async () => JSON.stringify([await local.get(null), await session.get(null)]);
const all = (ids: readonly string[]) => ids.map((id) => ({ id, inputs: {}, allowHttp: false }));
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.failure?.code as string,
  );
const client = (tokenUrl: string) =>
  text({
    info: { name: 'C' },
    item: [],
    auth: {
      type: 'oauth2',
      oauth2: {
        ...{ grant_type: 'client_credentials', accessTokenUrl: tokenUrl, clientId: 'demo' },
        clientSecret: 'made-up-secret',
      },
    },
  });
const login = (raw: string, url = 'https://id.acme.example/login') =>
  text({
    info: { name: 'Acme' },
    item: [{ name: 'Log in', request: { method: 'POST', url, body: { mode: 'raw', raw } } }],
  });
const THREE = '{"tenant":"acme","user":"maria","password":"made-up-password"}';

describe('files of other tools', () => {
  it('are listed with servers and without any secret, and nothing is stored or sent', async () => {
    const scene = sceneWith({});
    const before = await stored();
    const names = ['postman-shop.json', 'postman-globals.json', 'insomnia-4.json', 'insomnia-5.yaml', 'bruno.json'];
    const bruno = ['collection.bru', 'internal.bru', 'environments/Local.bru'].map((name) => `bruno/${name}`);
    const files = [...PODERO, ...given(...names, ...bruno)];
    const view = await scene.imports.list(files);
    expect(files.filter((file) => SECRET.test(file.text)).length).toBeGreaterThan(6);
    expect(view.candidates.length).toBeGreaterThan(10);
    expect(JSON.stringify(view)).not.toMatch(SECRET);
    expect(view.candidates.find(({ label }) => label.startsWith('Sandbox'))).toMatchObject({
      ...{ providerName: 'Podero', methodName: 'Client credentials', environment: 'SANDBOX', definition: 'known' },
      ...{ hosts: ['https://sandbox-app.podero.com'], inside: [], missing: [], here: false },
      plain: [{ label: 'Client ID', value: 'made-up-client-sandbox' }],
      secrets: ['Client secret'],
    });
    expect(await stored()).toBe(before);
  });

  it('show nothing that the file calls secret, even where we would not', async () => {
    const scene = sceneWith({});
    const environment = {
      name: 'e.json',
      text: JSON.stringify({ name: 'E', values: [{ key: 'id', value: 'made-up-hidden', type: 'secret' }] }),
    };
    const file = client('https://id.acme.example/token?key=made-up-hidden');
    const { candidates } = await scene.imports.list([
      { ...file, text: file.text.replace('"demo"', '"{{id}}"') },
      environment,
    ]);
    expect(candidates).toHaveLength(1);
    expect(JSON.stringify(candidates)).not.toContain('made-up-hidden');
  });

  it('show no part of an address that the file calls secret', async () => {
    const scene = sceneWith({});
    const values = [{ key: 'tenant', value: 'made-up-hidden', type: 'secret' }];
    const environment = { name: 'e.json', text: JSON.stringify({ name: 'E', values }) };
    const entra = client('https://login.microsoftonline.com/{{tenant}}/oauth2/v2.0/token');
    const { candidates } = await scene.imports.list([entra, environment]);
    expect(candidates.map(({ providerId }) => providerId)).toEqual(['entra-id']);
    expect(JSON.stringify(candidates)).not.toContain('made-up-hidden');
  });

  it('become the connections that were chosen, with their secrets in the vault alone', async () => {
    const scene = sceneWith({});
    const { candidates } = await scene.imports.list(PODERO);
    const outcome = await scene.imports.take(PODERO, all([candidates[1]?.id ?? '']), []);
    expect(outcome).toEqual({ taken: 1, hosts: ['https://sandbox-app.podero.com'] });
    const [connection, ...more] = await scene.world.vault.list();
    expect(more).toEqual([]);
    expect(connection).toMatchObject({
      ...{ label: 'Sandbox', providerId: 'podero', methodId: 'client-credentials', regionId: 'sandbox', rev: 1 },
      ...{ inputs: { clientId: 'made-up-client-sandbox' }, allowHttp: false },
      origins: ['https://sandbox-app.podero.com'],
    });
    const entry = await scene.world.vault.read(connection?.id ?? '');
    expect(entry).toMatchObject({ secrets: { clientSecret: 'made-up-secret-of-sandbox' } });
    expect(entry?.token).toBeUndefined();
    expect((await scene.imports.list(PODERO)).candidates.map(({ here }) => here)).toEqual([false, true]);
  });

  it('ask for what they leave open, and take nothing else that is said', async () => {
    const scene = sceneWith({});
    const files = given('bruno.json');
    const [open] = (await scene.imports.list(files)).candidates;
    expect(open?.missing).toEqual([expect.objectContaining({ name: 'clientSecret', secret: true })]);
    const said = (inputs: Record<string, string>) => [{ id: open?.id ?? '', inputs, allowHttp: false }];
    expect(await code(scene.imports.take(files, said({}), []))).toBe('inputs_missing');
    expect(await scene.world.vault.list()).toEqual([]);
    await scene.imports.take(files, said({ clientSecret: 'made-up-typed', clientId: 'somebody else' }), []);
    const [connection] = await scene.world.vault.list();
    expect(connection?.inputs).toEqual({ clientId: 'made-up-port-eu' });
    expect((await scene.world.vault.read(connection?.id ?? ''))?.secrets).toEqual({ clientSecret: 'made-up-typed' });
  });

  it('store a definition of their own once, however often it is brought in', async () => {
    const scene = sceneWith({});
    const files = [login(THREE)];
    const [candidate] = (await scene.imports.list(files)).candidates;
    expect(candidate).toMatchObject({ definition: 'own', hosts: ['https://id.acme.example'], secrets: ['Password'] });
    await scene.imports.take(files, all(['c1']), []);
    await scene.imports.take(files, all(['c1']), []);
    const [definition, ...more] = scene.world.definitions.own();
    expect(more).toEqual([]);
    expect(definition).toMatchObject({ pages: [], name: 'Acme · Log in' });
    expect(JSON.stringify(definition)).not.toMatch(/made-up|maria/);
    expect(await scene.world.vault.list()).toHaveLength(2);
  });

  it.each([
    ['a token for the address', { addTokenTo: 'queryParams' }],
    ['another prefix', { headerPrefix: 'Token' }],
    ['a secret among further parameters', { tokenRequestParams: [{ key: 'api_key', value: 'made-up-secret-key' }] }],
    ['all of it with a password', { grant_type: 'password_credentials', username: 'u', password: 'made-up-password' }],
    ['a sign-in', { grant_type: 'authorization_code', authUrl: 'https://id.acme.example/authorize' }],
  ])('make a definition that every definition file would pass: %s', async (_, more) => {
    const scene = sceneWith({});
    const changed = JSON.parse(client('https://id.acme.example/token').text);
    Object.assign(changed.auth.oauth2, { headerPrefix: 'Token' }, more);
    const files = [text(changed)];
    const view = await scene.imports.list(files);
    expect(view.skipped).toEqual([]);
    expect(view.candidates.map(({ definition, missing }) => [definition, missing])).toEqual([['own', []]]);
    await scene.imports.take(files, all(['c1']), []);
    expect(scene.world.definitions.own()).toHaveLength(1);
    expect(JSON.stringify(scene.world.definitions.own())).not.toMatch(SECRET);
  });

  it('do not lend their secrets to a definition that was changed here', async () => {
    const scene = sceneWith({});
    const files = [login(THREE)];
    await scene.imports.take(files, all(['c1']), []);
    const [definition] = scene.world.definitions.own();
    if (definition) await scene.world.definitions.write({ ...definition, name: 'Changed' });
    expect(await code(scene.imports.take(files, all(['c1']), []))).toBe('definition_refused');
    expect(await scene.world.vault.list()).toHaveLength(1);
  });

  it.each([
    ['a preset at a private address', client('https://10.0.0.8/token'), 'https://10.0.0.8'],
    ['a metadata service', client('http://169.254.169.254/token'), 'http://169.254.169.254'],
    ['this machine', client('http://localhost:8080/token'), 'http://localhost:8080'],
    ['a login of its own shape', login(THREE, 'https://intranet/login'), 'https://intranet'],
  ])('go inside only after a yes by name: %s', async (_, file, origin) => {
    const scene = sceneWith({});
    expect((await scene.imports.list([file])).candidates[0]?.inside).toEqual([origin]);
    const before = await stored();
    const take = (confirmed: string[]) =>
      scene.imports.take([file], [{ id: 'c1', inputs: {}, allowHttp: true }], confirmed);
    expect(await code(take(['https://other.example']))).toBe('definition_private_address');
    expect(await stored()).toBe(before);
    expect(await code(take([origin]))).toBe('done');
  });

  it('are not sent without https unless that was allowed', async () => {
    const scene = sceneWith({});
    const files = [client('http://id.acme.example/token')];
    expect((await scene.imports.list(files)).candidates[0]?.plainHttp).toBe(true);
    expect(await code(scene.imports.take(files, all(['c1']), []))).toBe('http_refused');
    expect(await scene.world.vault.list()).toEqual([]);
    expect(await code(scene.imports.take(files, [{ id: 'c1', inputs: {}, allowHttp: true }], []))).toBe('done');
  });

  it('leave nothing behind when the last of them does not fit', async () => {
    const scene = sceneWith({});
    const { vault } = scene.world;
    const write = vault.write;
    let count = 0;
    vault.write = async (entry) => {
      count += 1;
      if (count === 2) throw Object.assign(new Error('full'), { failure: { code: 'storage_full' } });
      return write(entry);
    };
    const files = [login(THREE), ...PODERO];
    const ids = (await scene.imports.list(files)).candidates.map(({ id }) => id);
    expect(await code(scene.imports.take(files, all(ids), []))).toBe('storage_full');
    expect(await vault.list()).toEqual([]);
    expect(scene.world.definitions.own()).toEqual([]);
  });

  it('are refused when they are not what was listed, or the vault is locked', async () => {
    const scene = sceneWith({});
    expect(await code(scene.imports.take(PODERO, all(['c9']), []))).toBe('message_refused');
    await scene.world.keeper.choose('passphrase', 'a made-up passphrase');
    await scene.world.keeper.lock();
    expect(await code(scene.imports.take(PODERO, all(['c1']), []))).toBe('locked');
    expect(await scene.world.vault.list()).toEqual([]);
  });
});
