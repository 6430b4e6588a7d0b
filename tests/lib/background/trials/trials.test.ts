import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createServices } from '../../../../lib/background/services';
import { NOW } from '../../provider/recorded';
import { ANSWER, COMMAND, LOGIN, ownDraft, ownProvider, PASSWORD, trialOf, VALUES } from '../own-provider';
import { sceneWith, TAB } from '../scene';

const ORIGIN = 'https://id.acme.example';
const KEYS = { method: 'POST', url: `${ORIGIN}/keys` } as const;
const TWO = `${COMMAND}\ncurl -X POST ${ORIGIN}/keys -H "Authorization: Bearer $TOKEN" -d name=mine`;
const FOR_USER = `${COMMAND}\ncurl ${ORIGIN}/keys -H "Authorization: Bearer $TOKEN" --json '{"user":"YOUR_USER_ID"}'`;
const answers = (json: unknown) => ({ status: 200, json });
const request = (definition = trialOf(), more = {}) => ({
  id: 'c1',
  definition,
  values: VALUES,
  allowHttp: false,
  ...more,
});

const storedText = async () =>
  JSON.stringify([await fakeBrowser.storage.local.get(null), await fakeBrowser.storage.session.get(null)]);

describe('a test run', () => {
  it('sends the request with the values, shows where the token is, and stores nothing', async () => {
    const scene = sceneWith({ exchanges: [{ request: LOGIN, answer: answers(ANSWER) }], granted: [ORIGIN] });
    const view = await scene.trials.run(request());
    expect(view.leaves[0]).toMatchObject({ path: 'access_token', masked: 'made…ters', rank: expect.any(Number) });
    expect(JSON.stringify(view)).not.toContain(ANSWER.access_token);
    expect(scene.player.seen).toHaveLength(1);
    expect(await storedText()).not.toMatch(/made-up-password|madeUpToken|id\.acme\.example/);
    expect(scene.world.definitions.own()).toEqual([]);
  });

  it('sends nothing when the host is not granted and the user says no', async () => {
    const scene = sceneWith({ granted: [] });
    const running = scene.trials.run(request());
    scene.gate.refused('c1');
    await expect(running).rejects.toMatchObject({ failure: { code: 'permission_refused' } });
    expect(scene.player.seen).toEqual([]);
  });

  it('is sent once only, also when the server is in trouble', async () => {
    const scene = sceneWith({ exchanges: [{ request: LOGIN, answer: { status: 503, json: {} } }], granted: [ORIGIN] });
    await expect(scene.trials.run(request())).rejects.toMatchObject({ failure: { code: 'provider_trouble' } });
    expect(scene.player.seen).toHaveLength(1);
  });

  it('repeats no secret in a refusal’s words', async () => {
    const refusal = { status: 401, json: { message: `wrong password ${PASSWORD}` } };
    const scene = sceneWith({ exchanges: [{ request: LOGIN, answer: refusal }], granted: [ORIGIN] });
    const failure = await scene.trials.run(request()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: { code: 'credentials_refused', detail: 'wrong password •••' } });
  });

  it('hands the first answer’s token to the second request', async () => {
    const exchanges = [
      { request: LOGIN, answer: answers({ data: { token: 'madeUpLoginToken' } }) },
      { request: KEYS, answer: answers({ key: ANSWER.access_token }) },
    ];
    const scene = sceneWith({ exchanges, granted: [ORIGIN] });
    const view = await scene.trials.run(request(trialOf(TWO)));
    expect(view).toMatchObject({ stage: 'answered', link: 'data.token' });
    expect(scene.player.seen[1]?.headers?.authorization).toBe('Bearer madeUpLoginToken');
  });

  it.each([
    ['typed', { userId: 'typed' }, { sub: 'claimed' }, 'typed'],
    ['in the first answer’s token', {}, { sub: 'claimed' }, 'claimed'],
    ['there under a name of its own', {}, { sub: 'maria', userId: 'claimed' }, 'claimed'],
  ])('sends who logged in with the second request: %s', async (_, typed, claims, user) => {
    const token = `e30.${btoa(JSON.stringify(claims)).replace(/=+$/, '')}.c2ln`;
    const exchanges = [
      { request: LOGIN, answer: answers({ access_token: token }) },
      { request: KEYS, answer: answers({ key: ANSWER.access_token }) },
    ];
    const scene = sceneWith({ exchanges, granted: [ORIGIN] });
    await scene.trials.run(request(trialOf(FOR_USER), { values: { ...VALUES, ...typed } }));
    expect(scene.player.seen[1]?.body).toEqual({ user });
  });

  it('asks who logged in when nobody says so, and does not send the second', async () => {
    const exchanges = [{ request: LOGIN, answer: answers({ access_token: 'madeUpOpaqueToken' }) }];
    const scene = sceneWith({ exchanges, granted: [ORIGIN] });
    await expect(scene.trials.run(request(trialOf(FOR_USER)))).rejects.toMatchObject({
      failure: { code: 'inputs_missing', detail: 'User ID' },
    });
    expect(scene.player.seen).toHaveLength(1);
  });

  it('asks where the token is when the first answer does not tell, and does not send the second', async () => {
    const exchanges = [{ request: LOGIN, answer: answers({ ticket: 'madeup' }) }];
    const scene = sceneWith({ exchanges, granted: [ORIGIN] });
    const view = await scene.trials.run(request(trialOf(TWO)));
    expect(view).toMatchObject({ stage: 'link', leaves: [{ path: 'ticket' }] });
    expect(scene.player.seen).toHaveLength(1);
  });
});

describe('keeping what was tested', () => {
  const tested = async (options = {}) => {
    const scene = sceneWith({
      exchanges: [{ request: LOGIN, answer: answers(ANSWER) }],
      granted: [ORIGIN],
      ...options,
    });
    await scene.trials.run(request());
    return scene;
  };

  it('stores the definition, the connection and the token of that very answer, with no further request', async () => {
    const scene = await tested();
    await scene.trials.keep(ownProvider(), ownDraft());
    expect(scene.player.seen).toHaveLength(1);
    expect(scene.world.definitions.own().map(({ id }) => id)).toEqual(['own-acme']);
    const entry = await scene.world.vault.read('c1');
    expect(entry?.token?.accessToken).toBe(ANSWER.access_token);
    expect(entry?.secrets).toEqual({ password: PASSWORD });
    expect(entry?.connection).toMatchObject({ providerId: 'own-acme', inputs: { user: 'demo' }, origins: [] });
    expect(JSON.stringify(await fakeBrowser.storage.local.get('def:own-acme'))).not.toContain(PASSWORD);
  });

  it('binds the page that was confirmed, and no other', async () => {
    const scene = await tested();
    await scene.trials.keep(ownProvider(), ownDraft({ origins: ['https://docs.acme.example:8443'] }));
    expect((await scene.world.vault.read('c1'))?.connection.origins).toEqual(['https://docs.acme.example:8443']);
  });

  it.each([
    ['sends to another address', (text: string) => text.replaceAll('id.acme.example/login', 'evil.example/login')],
    ['sends something else', (text: string) => text.replace('"{{inputs.user}}"', '"{{inputs.password}}"')],
    ['has another id', (text: string) => text.replaceAll('own-acme', 'own-other')],
  ])('is refused, and nothing stored, when the definition %s', async (_, edit) => {
    const scene = await tested();
    const changed = JSON.parse(edit(JSON.stringify(ownProvider())));
    await expect(scene.trials.keep(changed, ownDraft())).rejects.toMatchObject({
      failure: { code: 'message_refused' },
    });
    expect(await scene.world.vault.list()).toEqual([]);
    expect(scene.world.definitions.own()).toEqual([]);
  });

  it('is over once it was kept, and when the vault was locked in between', async () => {
    const kept = await tested();
    await kept.trials.keep(ownProvider(), ownDraft());
    await expect(kept.trials.keep(ownProvider(), ownDraft())).rejects.toMatchObject({
      failure: { code: 'trial_over' },
    });
    const locked = await tested();
    locked.trials.forget();
    await expect(locked.trials.keep(ownProvider(), ownDraft())).rejects.toMatchObject({
      failure: { code: 'trial_over' },
    });
    expect(await locked.world.vault.list()).toEqual([]);
  });

  it('leaves no definition behind when the connection cannot be stored', async () => {
    const scene = await tested();
    await scene.world.vault.write({ connection: { ...(await stored(scene)), id: 'c1', rev: 1 } });
    await expect(scene.trials.keep(ownProvider(), ownDraft())).rejects.toMatchObject({ failure: { code: 'conflict' } });
    expect(scene.world.definitions.own()).toEqual([]);
  });

  it('keeps a created token as a secret, and not the login that made it', async () => {
    const exchanges = [
      { request: LOGIN, answer: answers({ token: 'madeUpLoginToken' }) },
      { request: KEYS, answer: answers({ token: ANSWER.access_token }) },
    ];
    const scene = sceneWith({ exchanges, granted: [ORIGIN] });
    await scene.trials.run(request(trialOf(TWO)));
    await scene.trials.keep(ownProvider(TWO, { token: ANSWER.access_token }, 'token'), ownDraft());
    const entry = await scene.world.vault.read('c1');
    expect(entry?.connection.methodId).toBe('token');
    expect(entry?.secrets).toEqual({ token: ANSWER.access_token });
    expect(await storedText()).not.toContain(PASSWORD);
    expect(await storedText()).not.toContain('madeUpLoginToken');
  });
});

async function stored(scene: ReturnType<typeof sceneWith>) {
  const { prepare } = scene.connections;
  return (
    await prepare(ownDraft({ providerId: 'any-site', methodId: 'header', inputs: { token: 'made-up', header: 'X' } }))
  ).connection;
}

describe('a popup that closes at the browser’s question', () => {
  const DOCS = 'https://docs.acme.example/';
  const scene = (more: Parameters<typeof sceneWith>[0] = {}) =>
    sceneWith({ exchanges: [{ request: LOGIN, answer: answers(ANSWER) }], tabUrl: DOCS, ...more });
  const inTab = (more = {}) => request(trialOf(), { tabId: TAB, ...more });
  const shelf = async () =>
    Object.entries(await fakeBrowser.storage.session.get(null)).filter(([key]) => key.startsWith('try:'));
  /** The browser asks, and nobody has answered yet. */
  const waiting = async (more: Parameters<typeof sceneWith>[0] = {}) => {
    const one = scene(more);
    const running = one.trials.run(inTab()).catch((error) => error.failure?.code as string);
    await expect.poll(shelf).toHaveLength(1);
    return { ...one, running };
  };

  it('is followed by one that has what was typed, and no secret', async () => {
    const { trials, player } = await waiting();
    const found = await trials.pending(TAB);
    expect(found).toMatchObject({ id: 'c1', plain: { user: 'demo' }, kept: ['password'], allowHttp: false });
    expect([found?.view, found?.failure]).toEqual([undefined, undefined]);
    expect(JSON.stringify(found)).not.toContain(PASSWORD);
    expect(player.seen).toEqual([]);
    expect(await trials.pending(TAB + 1)).toBeNull();
  });

  it('is followed by the answer when the user said yes, and nothing of it stays on the shelf', async () => {
    const { trials, grant, gate, world, running, player } = await waiting();
    grant('https://id.acme.example');
    await gate.recheck();
    const found = await trials.pending(TAB);
    expect(found?.view).toMatchObject({ stage: 'answered', leaves: [{ path: 'access_token' }] });
    expect(JSON.stringify(found)).not.toMatch(/made-up-password|madeUpToken/);
    expect(await running).toMatchObject({ stage: 'answered' });
    expect(player.seen).toHaveLength(1);
    expect(await shelf()).toEqual([]);
    await trials.keep(ownProvider(), ownDraft());
    expect((await world.vault.read('c1'))?.secrets).toEqual({ password: PASSWORD });
    expect(await trials.pending(TAB)).toBeNull();
  });

  it('is followed by the form when the user said no, and sending again needs no secret again', async () => {
    const { trials, grant, gate, running, player } = await waiting();
    gate.refused('c1');
    expect(await running).toBe('permission_refused');
    expect(await trials.pending(TAB)).toMatchObject({ kept: ['password'], failure: { code: 'permission_refused' } });
    expect(await shelf()).toEqual([]);
    grant('https://id.acme.example');
    const values = { user: 'another', password: '' };
    await trials.run(inTab({ values, kept: ['password'] }));
    expect(player.seen[0]?.body).toEqual({ user: 'another', password: PASSWORD });
  });

  it.each([
    ['another server', COMMAND.replace('id.acme.example', 'evil.example')],
    ['another request', COMMAND.replace('"user":', '"name":')],
  ])('lends no secret to %s', async (_, command) => {
    const { trials, gate, running, player } = await waiting({ granted: ['https://evil.example'] });
    gate.refused('c1');
    await running;
    const asked = {
      ...inTab({ values: { user: 'x', password: '' }, kept: ['password'] }),
      definition: trialOf(command),
    };
    const code = await trials.run(asked).catch((error) => error.failure?.code as string);
    expect(code).toBe('inputs_missing');
    expect(player.seen).toEqual([]);
  });

  it('lends no secret to another server that was typed since', async () => {
    const { trials, player } = scene();
    const open = trialOf(COMMAND.replace('https://id.acme.example', '<server>'));
    const typed = (server: string, password: string) => ({
      ...inTab({ values: { server, user: 'demo', password }, kept: ['password'] }),
      definition: open,
    });
    const running = trials.run(typed('https://id.acme.example', PASSWORD)).catch(() => 'over');
    await expect.poll(shelf).toHaveLength(1);
    const code = await trials.run(typed('https://evil.example', '')).catch((error) => error.failure?.code as string);
    expect([code, await running]).toEqual(['inputs_missing', 'over']);
    expect(player.seen).toEqual([]);
  });

  it('is followed up in a worker that knew nothing of it', async () => {
    const { world, grant, player } = await waiting();
    const { trials: again } = createServices(world);
    expect(await again.pending(TAB)).toMatchObject({ plain: { user: 'demo' }, kept: ['password'] });
    grant('https://id.acme.example');
    await again.resume();
    expect((await again.pending(TAB))?.view).toMatchObject({ stage: 'answered' });
    expect(player.seen).toHaveLength(1);
    expect(await shelf()).toEqual([]);
  });

  it('is not sent by a worker that knew nothing of it when the tab is on another site, whatever is granted there', async () => {
    const { world, tab, grant, player } = await waiting();
    tab.url = 'https://elsewhere.example/';
    grant('https://id.acme.example');
    const { trials: again } = createServices(world);
    await again.resume();
    expect(await again.pending(TAB)).toBeNull();
    expect(player.seen).toEqual([]);
    expect(await shelf()).toEqual([]);
  });

  it('is forgotten after ten minutes, wherever it waited', async () => {
    let time = NOW;
    const { world, trials } = await waiting({ now: () => time });
    time += 10 * 60_000 + 1;
    await trials.expire();
    expect(await shelf()).toEqual([]);
    await createServices(world).trials.resume();
    expect(await storedText()).not.toContain(PASSWORD);
  });

  it('gives way to one in another tab, and leaves nothing of it', async () => {
    const { trials, running, grant, gate, player } = await waiting();
    const other = trials.run(inTab({ id: 'c2', tabId: TAB + 1 })).catch((error) => error.failure?.code as string);
    expect(await running).toBe('permission_missing');
    await expect.poll(async () => (await shelf()).map(([key]) => key)).toEqual([`try:${TAB + 1}`]);
    grant('https://id.acme.example');
    await gate.recheck();
    expect(await other).toMatchObject({ stage: 'answered' });
    expect(player.seen).toHaveLength(1);
    expect(await shelf()).toEqual([]);
  });

  it('leaves nothing where the vault was locked while it was being put there', async () => {
    const { trials, gate } = scene();
    const { session } = fakeBrowser.storage;
    const set = session.set.bind(session);
    vi.spyOn(session, 'set').mockImplementationOnce(async (items) => {
      await trials.forget();
      await set(items);
    });
    expect(await trials.run(inTab()).catch((error) => error.failure?.code as string)).toBe('trial_over');
    expect(await shelf()).toEqual([]);
    expect(gate.isWaiting('c1')).toBe(false);
  });

  it.each([
    [
      'the user goes elsewhere in the popup',
      async ({ trials }: Awaited<ReturnType<typeof waiting>>) => trials.drop(TAB),
    ],
    [
      'the vault is locked',
      async ({ world, vaultLock }: Awaited<ReturnType<typeof waiting>>) => {
        await world.keeper.choose('passphrase', 'a made-up passphrase');
        await vaultLock.lockNow();
      },
    ],
    [
      'the tab has gone to another site',
      async ({ tab }: Awaited<ReturnType<typeof waiting>>) => {
        tab.url = 'https://elsewhere.example/';
      },
    ],
  ])('is not followed by anything when %s', async (_, happens) => {
    const one = await waiting();
    await happens(one);
    expect(await one.trials.pending(TAB)).toBeNull();
    one.grant('https://id.acme.example');
    await one.gate.recheck();
    expect(await one.running).toMatch(/trial_over|permission_missing/);
    expect(one.player.seen).toEqual([]);
    expect(await shelf()).toEqual([]);
  });
});
