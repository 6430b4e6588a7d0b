import { describe, expect, it, vi } from 'vitest';
import { poderoDraft, poderoExchange, poderoToken, SECRET, sceneWith, TAB } from '../scene';

const ORIGIN = 'https://app.podero.com';
const WAIT = { permission: 'wait' } as const;

describe('saving a draft', () => {
  it('stores connection, secret and token when the provider gives one', async () => {
    const { tokens, world, player } = sceneWith({ exchanges: [poderoExchange()], granted: [ORIGIN] });

    await tokens.saveDraft(poderoDraft(), WAIT);

    const entry = await world.vault.read('c1');
    expect(entry?.connection).toMatchObject({
      label: 'Podero live',
      inputs: { clientId: 'demo-client' },
      origins: [ORIGIN],
    });
    expect(entry?.secrets).toEqual({ clientSecret: SECRET });
    expect(entry?.token).toMatchObject({ accessToken: 'madeUpToken', scope: 'read write' });
    expect(player.seen).toHaveLength(1);
  });

  it('puts no secret into the stored connection', async () => {
    const { tokens, world } = sceneWith({ exchanges: [poderoExchange()], granted: [ORIGIN] });

    await tokens.saveDraft(poderoDraft(), WAIT);

    expect(JSON.stringify(await world.browser.storage.local.get(null))).not.toMatch(/made-up-secret|madeUpToken/);
  });

  it('keeps what was typed for a new connection when the secret is wrong', async () => {
    const refused = poderoExchange({ status: 401, json: { error: 'invalid_client' } });
    const { tokens, world, notes } = sceneWith({ exchanges: [refused], granted: [ORIGIN] });

    await expect(tokens.saveDraft(poderoDraft(), WAIT)).rejects.toThrow('invalid_client');

    const entry = await world.vault.read('c1');
    expect(entry?.connection.rev).toBe(1);
    expect(entry?.token).toBeUndefined();
    expect(await notes.readFailure('c1')).toMatchObject({ code: 'invalid_client' });
  });

  it('leaves connection, secret and token as they were when an edit does not work', async () => {
    const refused = poderoExchange({ status: 401, json: { error: 'invalid_client' } });
    const { tokens, world } = sceneWith({ exchanges: [poderoExchange(), refused], granted: [ORIGIN] });
    await tokens.saveDraft(poderoDraft(), WAIT);
    const before = await world.vault.read('c1');

    const edit = poderoDraft({ rev: before?.connection.rev, inputs: { clientId: 'other', clientSecret: 'wrong' } });
    await expect(tokens.saveDraft(edit, WAIT)).rejects.toThrow('invalid_client');

    expect(await world.vault.read('c1')).toEqual(before);
  });

  it('keeps the stored secret when an edit leaves it empty', async () => {
    const exchanges = [poderoExchange(), poderoExchange(poderoToken('madeUpSecond'))];
    const { tokens, world } = sceneWith({ exchanges, granted: [ORIGIN] });
    await tokens.saveDraft(poderoDraft(), WAIT);
    const rev = (await world.vault.read('c1'))?.connection.rev;

    await tokens.saveDraft(
      poderoDraft({ rev, label: 'Renamed', inputs: { clientId: 'other-client', clientSecret: '' } }),
      WAIT,
    );

    expect(await world.vault.read('c1')).toMatchObject({
      connection: { label: 'Renamed' },
      secrets: { clientSecret: SECRET },
      token: { accessToken: 'madeUpSecond' },
    });
  });

  it('sends nothing when an edit changes only the label', async () => {
    const { tokens, world, player } = sceneWith({ exchanges: [poderoExchange()], granted: [ORIGIN] });
    await tokens.saveDraft(poderoDraft(), WAIT);
    const rev = (await world.vault.read('c1'))?.connection.rev;

    await tokens.saveDraft(poderoDraft({ rev, label: 'Renamed', inputs: { clientId: 'demo-client' } }), WAIT);

    expect(player.seen).toHaveLength(1);
    expect(await world.vault.read('c1')).toMatchObject({
      connection: { label: 'Renamed' },
      token: { accessToken: 'madeUpToken' },
    });
  });

  it('refuses an edit as conflict, before any request, when the connection changed meanwhile', async () => {
    const { tokens, world, player } = sceneWith({ exchanges: [poderoExchange()], granted: [ORIGIN] });
    await tokens.saveDraft(poderoDraft(), WAIT);
    const before = await world.vault.read('c1');

    await expect(tokens.saveDraft(poderoDraft({ rev: 99 }), WAIT)).rejects.toThrow('conflict');

    expect(player.seen).toHaveLength(1);
    expect(await world.vault.read('c1')).toEqual(before);
  });

  it.each([
    ['inputs_missing', { inputs: { clientId: 'demo-client' } }],
    ['input_invalid', { regionId: 'moon' }],
    ['unknown_connection', { providerId: 'nobody' }],
    ['unknown_connection', { methodId: 'nothing' }],
  ])('fails as %s and stores nothing when the draft is %j', async (code, more) => {
    const { tokens, world, player } = sceneWith({ granted: [ORIGIN] });

    await expect(tokens.saveDraft(poderoDraft(more), WAIT)).rejects.toThrow(code);

    expect(player.seen).toEqual([]);
    expect(await world.vault.list()).toEqual([]);
  });
});

describe('a method that creates a token', () => {
  const SHOP = '64b0c0ffee64b0c0ffee64b0';
  const api = 'https://api.sesami.co';
  const draft = poderoDraft({
    providerId: 'sesami',
    methodId: 'create-with-login',
    regionId: undefined,
    inputs: {
      email: 'ann@example.com',
      password: 'made-up-password',
      shopId: SHOP,
      name: 'n',
      permissions: 'Read',
      expireAt: 'NEVER',
      user: 'u',
    },
  });
  const login = {
    request: { method: 'POST', url: api },
    answer: { status: 201, json: { access_token: 'made-up-login' } },
  };
  const created = { status: 201, json: { token: 'made-up-pat', clientId: 'made-up-client', expireAt: 'NEVER' } };
  const create = (answer: typeof created | { status: 0; fails: 'network' }) => ({
    request: { method: 'POST', url: api },
    answer,
  });

  it('becomes a connection that uses it, and leaves no trace of the login', async () => {
    const { tokens, world } = sceneWith({ exchanges: [login, create(created)], granted: [api] });

    await tokens.saveDraft(draft, WAIT);

    expect(await world.vault.read('c1')).toMatchObject({
      connection: { methodId: 'personal-access-token', inputs: { clientId: 'made-up-client', shopId: SHOP } },
      secrets: { token: 'made-up-pat' },
      token: { accessToken: 'made-up-pat' },
    });
    const stored = JSON.stringify([
      await world.browser.storage.local.get(null),
      await world.browser.storage.session.get(null),
    ]);
    expect(stored).not.toMatch(/made-up-password|made-up-login|ann@example\.com/);
  });

  it('is not repeated and leaves nothing when its answer is lost', async () => {
    const { tokens, world, player } = sceneWith({
      exchanges: [login, create({ status: 0, fails: 'network' })],
      granted: [api],
    });

    await expect(tokens.saveDraft(draft, WAIT)).rejects.toThrow('unknown_outcome');

    expect(player.seen).toHaveLength(2);
    expect(await world.vault.list()).toEqual([]);
    expect(JSON.stringify(await world.browser.storage.session.get(null))).not.toMatch(/made-up-(password|login)/);
  });
});

describe('ensuring a token', () => {
  const saved = async (lives: number, more: ReturnType<typeof poderoExchange>[] = []) => {
    const scene = sceneWith({
      exchanges: [poderoExchange(poderoToken('madeUpFirst', lives)), ...more],
      granted: [ORIGIN],
    });
    await scene.tokens.saveDraft(poderoDraft(), WAIT);
    return scene;
  };

  it('sends nothing when the stored one is fresh', async () => {
    const { tokens, player } = await saved(3600);
    expect(await tokens.ensure('c1', WAIT)).toMatchObject({ accessToken: 'madeUpFirst' });
    expect(player.seen).toHaveLength(1);
  });

  it('asks again when the stored one is over', async () => {
    const { tokens, player } = await saved(0, [poderoExchange(poderoToken('madeUpSecond'))]);
    expect(await tokens.ensure('c1', WAIT)).toMatchObject({ accessToken: 'madeUpSecond' });
    expect(player.left()).toEqual([]);
  });

  it('sends one request when twenty ask at once', async () => {
    const { tokens, player } = await saved(0, [poderoExchange(poderoToken('madeUpSecond'))]);

    const got = await Promise.all(Array.from({ length: 20 }, () => tokens.ensure('c1', WAIT)));

    expect(new Set(got.map((token) => token.accessToken))).toEqual(new Set(['madeUpSecond']));
    expect(player.seen).toHaveLength(2);
  });

  it('keeps the old token when the new request fails', async () => {
    const { tokens, world } = await saved(0, [poderoExchange({ status: 404, text: '' })]);

    await expect(tokens.ensure('c1', WAIT)).rejects.toThrow('wrong_address');

    expect((await world.vault.read('c1'))?.token).toMatchObject({ accessToken: 'madeUpFirst' });
  });

  it('remembers for the screens what it has answered, also when that is a mistake of ours', async () => {
    const { tokens, notes, world } = await saved(0, [poderoExchange()]);
    vi.spyOn(world.vault, 'writeToken').mockRejectedValue(new TypeError('a mistake of ours'));

    await expect(tokens.ensure('c1', WAIT)).rejects.toThrow(TypeError);

    expect(await notes.readFailure('c1')).toMatchObject({ code: 'unexpected' });
  });

  it('says secret_missing, without a request, when the browser has forgotten the secret', async () => {
    const { tokens, world, player } = await saved(0);
    await world.browser.storage.session.clear();

    await expect(tokens.ensure('c1', WAIT)).rejects.toThrow('secret_missing');

    expect(player.seen).toHaveLength(1);
    expect(await world.vault.list()).toHaveLength(1);
  });

  it('says unknown_connection when there is none', async () => {
    await expect(sceneWith({}).tokens.ensure('nobody', WAIT)).rejects.toThrow('unknown_connection');
  });
});

describe('host permission', () => {
  it('is waited for, and the request sent only after the browser said yes', async () => {
    const { tokens, player, gate, grant } = sceneWith({ exchanges: [poderoExchange()] });
    const saving = tokens.saveDraft(poderoDraft(), WAIT);
    await expect.poll(() => gate.isWaiting('c1')).toBe(true);
    expect(player.seen).toEqual([]);

    grant(ORIGIN);
    await gate.recheck();

    expect(await saving).toMatchObject({ accessToken: 'madeUpToken' });
  });

  it('ends as permission_refused, nothing sent and the connection kept, when the user says no', async () => {
    const { tokens, player, gate, world } = sceneWith({});
    const saving = tokens.saveDraft(poderoDraft(), WAIT);
    await expect.poll(() => gate.isWaiting('c1')).toBe(true);

    gate.refused('c1');

    await expect(saving).rejects.toThrow('permission_refused');
    expect(player.seen).toEqual([]);
    expect(await world.vault.list()).toHaveLength(1);
  });

  it('is asked for again when an earlier click was never answered', async () => {
    const { tokens, gate, grant } = sceneWith({ exchanges: [poderoExchange()] });
    const first = tokens.saveDraft(poderoDraft(), WAIT);
    await expect.poll(() => gate.isWaiting('c1')).toBe(true);

    const second = tokens.ensure('c1', WAIT);
    await expect(first).rejects.toThrow('permission_missing');
    await expect.poll(() => gate.isWaiting('c1')).toBe(true);
    gate.refused('c1');
    await expect(second).rejects.toThrow('permission_refused');

    const third = tokens.ensure('c1', WAIT);
    await expect.poll(() => gate.isWaiting('c1')).toBe(true);
    grant(ORIGIN);
    await gate.recheck();
    expect(await third).toMatchObject({ accessToken: 'madeUpToken' });
  });

  it('ends as permission_refused when the no comes before the flow waits for it', async () => {
    const { tokens, gate } = sceneWith({});
    const saving = tokens.saveDraft(poderoDraft(), WAIT);
    gate.refused('c1');
    await expect(saving).rejects.toThrow('permission_refused');
  });

  it('lets the flow go on when the yes comes just before it waits', async () => {
    const { tokens, world, grant } = sceneWith({ exchanges: [poderoExchange()] });
    world.browser.storage.onChanged.addListener((changes) => void ('int:c1' in changes && grant(ORIGIN)));

    expect(await tokens.saveDraft(poderoDraft(), WAIT)).toMatchObject({ accessToken: 'madeUpToken' });
  });

  it('is not waited for when nobody can be asked', async () => {
    const { tokens, player } = sceneWith({});
    const saving = tokens.saveDraft(poderoDraft(), { permission: 'fail' });
    await expect(saving).rejects.toThrow('permission_missing');
    expect(player.seen).toEqual([]);
  });

  it.each([
    ['is not needed when the clicked tab is on the token endpoint’s origin', true, 'https://app.podero.com/docs', 1],
    ['is needed when the tab is elsewhere', true, 'https://docs.example.test/', 0],
    ['is needed in Firefox even then', false, 'https://app.podero.com/docs', 0],
    ['is needed when the browser does not tell the tab’s address', true, undefined, 0],
  ])('%s', async (_, activeTabReaches, tabUrl, requests) => {
    const { tokens, player } = sceneWith({ exchanges: [poderoExchange()], tabUrl, activeTabReaches });
    await tokens.saveDraft(poderoDraft(), { tabId: TAB, permission: 'fail' }).catch(() => undefined);
    expect(player.seen).toHaveLength(requests);
  });
});

describe('a pasted token', () => {
  const pasted = (expiresOn: string) =>
    poderoDraft({
      providerId: '12d-synergy',
      methodId: 'personal-access-token',
      regionId: undefined,
      inputs: { server: 'https://acme.12dsynergycloud.com', token: 'made-up-pat', expiresOn },
    });

  it('is used to its last day when its expiry was typed in', async () => {
    const { tokens, views } = sceneWith({});
    await tokens.saveDraft(pasted('2026-01-01'), WAIT);
    expect(await views.viewOf('c1')).toMatchObject({ status: 'ready' });
    expect(await tokens.ensure('c1', WAIT)).toMatchObject({ accessToken: 'made-up-pat' });
  });

  it('is said to be over, and asked for again, when its day has passed', async () => {
    const { tokens, views, world } = sceneWith({});
    await tokens.saveDraft(pasted('2025-12-31'), WAIT);
    expect(await views.viewOf('c1')).toMatchObject({ status: 'needs_secret' });
    await expect(tokens.ensure('c1', WAIT)).rejects.toThrow('secret_expired');
    expect(await world.vault.list()).toHaveLength(1);
  });

  it('is made again from its secret when only the token is gone', async () => {
    const { tokens, world, views } = sceneWith({});
    await tokens.saveDraft(pasted(''), WAIT);
    await world.browser.storage.session.remove('tok:c1');
    expect(await views.viewOf('c1')).toMatchObject({ status: 'can_obtain' });
    expect(await tokens.ensure('c1', WAIT)).toMatchObject({ accessToken: 'made-up-pat' });
  });
});

describe('changing a connection', () => {
  it('keeps a token that was obtained meanwhile', async () => {
    const second = poderoExchange(poderoToken('madeUpSecond'));
    const { tokens, connections, world } = sceneWith({ exchanges: [poderoExchange(), second], granted: [ORIGIN] });
    await tokens.saveDraft(poderoDraft(), WAIT);
    const before = (await world.vault.read('c1'))?.token?.obtainedAt ?? 0;

    await Promise.all([
      connections.bind('c1', 'https://docs.podero.test'),
      tokens.renew('c1', before),
      connections.allowServer('c1', 'https://backend.podero.test/api'),
    ]);

    expect(await world.vault.read('c1')).toMatchObject({
      connection: { origins: [ORIGIN, 'https://docs.podero.test'], servers: ['https://backend.podero.test'] },
      secrets: { clientSecret: SECRET },
      token: { accessToken: 'madeUpSecond' },
    });
  });

  it.each(['about:blank', 'null', 'ftp://x.test', 'https://user@x.test'])('refuses to bind %s', async (origin) => {
    const { tokens, connections, world } = sceneWith({ exchanges: [poderoExchange()], granted: [ORIGIN] });
    await tokens.saveDraft(poderoDraft(), WAIT);
    await expect(async () => connections.bind('c1', origin)).rejects.toThrow('opaque_origin');
    expect((await world.vault.read('c1'))?.connection.origins).toEqual([ORIGIN]);
  });

  it('brings a removed connection back, with secret and token, when it is undone in time', async () => {
    const { tokens, connections, world } = sceneWith({ exchanges: [poderoExchange()], granted: [ORIGIN] });
    await tokens.saveDraft(poderoDraft(), WAIT);
    await connections.remove('c1');
    expect(await world.vault.list()).toEqual([]);

    await connections.undoRemove('c1');

    expect(await world.vault.read('c1')).toMatchObject({
      connection: { label: 'Podero live' },
      secrets: { clientSecret: SECRET },
      token: { accessToken: 'madeUpToken' },
    });
  });
});
