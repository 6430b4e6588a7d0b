import { describe, expect, it } from 'vitest';
import { createServices } from '../../../../lib/background/services';
import { findProvider } from '../../../../lib/provider/registry';
import type { Exchange } from '../../provider/recorded';
import { NOW } from '../../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, SECRET, sceneWith, TAB } from '../scene';
import { OLD, SERVER, synergyDraft, synergyServer } from '../synergy-server';

const ORIGIN = 'https://app.podero.com';
const MINUTE = 60_000;

async function poderoScene(exchanges: readonly Exchange[] = [], policy: Record<string, unknown> = {}) {
  const clock = { now: NOW };
  const scene = sceneWith({
    exchanges: [poderoExchange(), ...exchanges],
    granted: [ORIGIN, 'https://elsewhere.test'],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    now: () => clock.now,
    policy,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.keepWord.answer(ORIGIN, 'on');
  const later = async (milliseconds: number) => {
    clock.now = NOW + milliseconds;
    await scene.releases.run();
  };
  return { ...scene, later, granted: () => [...scene.hosts].sort() };
}
const BOTH = ['https://app.podero.com/*', 'https://elsewhere.test/*'];
const OTHERS = ['https://elsewhere.test/*'];

describe('a page that a connection is no longer bound to', () => {
  it('is emptied, and no other, when its user says so', async () => {
    const scene = await poderoScene();
    await scene.handlers.bindOrigin({ connectionId: 'c1', origin: 'https://elsewhere.test' }, {});
    await scene.fills.fill('c1', TAB);

    await scene.handlers.unbindOrigin({ connectionId: 'c1', origin: 'https://elsewhere.test' }, {});
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill' });

    await scene.handlers.unbindOrigin({ connectionId: 'c1', origin: ORIGIN }, {});
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
    expect(await scene.notes.fills()).toEqual([]);
  });

  it('is emptied when an organization says so', async () => {
    const policy: Record<string, unknown> = {};
    const scene = await poderoScene([], policy);
    await scene.fills.fill('c1', TAB);
    policy.pages = [{ provider: 'podero', origins: ['https://docs.example.test'], only: true }];
    await scene.world.managed.reload();

    await scene.removal.emptyUnbound();

    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
    expect(await scene.notes.fills()).toEqual([]);
  });
});

describe('a removed connection', () => {
  it('is taken out of the pages that it filled', async () => {
    const scene = await poderoScene();
    await scene.fills.fill('c1', TAB);
    await scene.removal.remove('c1', 'keep');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
    expect(await scene.notes.fills()).toEqual([]);
    expect(scene.player.seen).toHaveLength(1);
  });

  it('gives its host back when it cannot be undone any more, not before, and no other host', async () => {
    const scene = await poderoScene();
    await scene.notes.writeMapping(ORIGIN, { PartnerAuth: 'token' });
    await scene.removal.remove('c1', 'keep');
    expect((await scene.world.browser.alarms.get('release'))?.scheduledTime).toBe(NOW + MINUTE);
    await scene.later(MINUTE - 1);
    expect(scene.granted()).toEqual(BOTH);
    await scene.later(MINUTE);
    expect(scene.granted()).toEqual(OTHERS);
    expect([await scene.notes.readKeep(ORIGIN), await scene.notes.readMapping(ORIGIN)]).toEqual([undefined, {}]);
    expect(await scene.world.browser.alarms.get('release')).toBeUndefined();
  });

  it('gives it back also when the worker died in between', async () => {
    const scene = await poderoScene();
    await scene.removal.remove('c1', 'keep');
    const next = createServices({ ...scene.world, now: () => NOW + 2 * MINUTE });
    await next.releases.run();
    expect(scene.granted()).toEqual(OTHERS);
  });

  it('keeps its host when another connection needs it, for its page or for its token', async () => {
    for (const more of [{ origins: [ORIGIN] }, { regionId: 'live' }]) {
      const scene = await poderoScene([poderoExchange()]);
      await scene.tokens.saveDraft(poderoDraft({ id: 'c2', ...more }), { permission: 'fail' });
      await scene.removal.remove('c1', 'keep');
      await scene.later(MINUTE);
      expect(scene.granted()).toEqual(BOTH);
      expect(await scene.notes.readKeep(ORIGIN)).toBe('on');
    }
  });

  it('keeps its host, and comes back with everything, when it was undone', async () => {
    const scene = await poderoScene();
    await scene.removal.remove('c1', 'keep');
    await scene.removal.undo('c1');
    await scene.later(MINUTE);
    expect(scene.granted()).toEqual(BOTH);
    expect(await scene.world.vault.read('c1')).toMatchObject({ secrets: { clientSecret: SECRET } });
    expect(await scene.notes.readKeep(ORIGIN)).toBe('on');
  });
});

describe('a connection removed with its listed token', () => {
  async function synergyScene(tokens: 'one alive' | 'two alive' = 'one alive') {
    const server = synergyServer();
    const scene = sceneWith({ fetch: server.fetch, granted: [SERVER] });
    await scene.tokens.saveDraft(synergyDraft(), { permission: 'fail' });
    if (tokens === 'two alive') server.tokens.push({ id: 7, value: 'x', name: 'Other', expiresAt: NOW + MINUTE });
    return { ...scene, server };
  }
  const exists = async ({ world }: Awaited<ReturnType<typeof synergyScene>>) => (await world.vault.list()).length === 1;

  it('deletes it at the provider first, cannot be undone, and gives the host back at once', async () => {
    const scene = await synergyScene();
    expect(await scene.views.viewOf('c1')).toMatchObject({ ending: 'list' });
    await scene.removal.remove('c1', 'delete');
    expect(scene.server.seen.at(-1)).toEqual({ request: 'delete', by: OLD });
    expect([scene.server.values(), await exists(scene), [...scene.hosts]]).toEqual([[], false, []]);
    await expect(scene.removal.undo('c1')).rejects.toThrow('unknown_connection');
    expect(JSON.stringify(await scene.world.browser.storage.session.get(null))).not.toContain(OLD);
  });

  it('gives the host back also when its alarm is due at once, before the connection is gone', async () => {
    const scene = await synergyScene();
    const { alarms } = scene.world.browser;
    const create = alarms.create.bind(alarms);
    // As browsers do: an alarm for now fires now.
    alarms.create = (async (name: string, when: { when: number }) => {
      await create(name, when);
      if (name === 'release' && when.when <= NOW) await createServices(scene.world).releases.run();
    }) as typeof alarms.create;
    await scene.removal.remove('c1', 'delete');
    alarms.create = create;
    expect([...scene.hosts]).toEqual([]);
  });

  it.each([
    ['the provider refuses', 403, 'forbidden'],
    ['the provider has trouble', 500, 'provider_trouble'],
  ] as const)('stays as it is when %s', async (_, fault, code) => {
    const scene = await synergyScene();
    scene.server.fail('delete', fault, fault, fault);
    await expect(scene.removal.remove('c1', 'delete')).rejects.toThrow(code);
    expect([scene.server.values(), await exists(scene)]).toEqual([[OLD], true]);
    await scene.releases.run();
    expect([...scene.hosts]).toHaveLength(1);
  });

  it('deletes nothing when several tokens could be its own', async () => {
    const scene = await synergyScene('two alive');
    await expect(scene.removal.remove('c1', 'delete')).rejects.toThrow('token_ambiguous');
    expect([scene.server.count('delete'), await exists(scene)]).toEqual([0, true]);
  });

  it('deletes the one that it is known to use, among several', async () => {
    const scene = await synergyScene('two alive');
    await scene.notes.writeOwn('c1', '1');
    await scene.removal.remove('c1', 'delete');
    expect(scene.server.values()).toEqual(['x']);
  });

  it('is not offered while a rotation stands: which token is meant would be a guess', async () => {
    const scene = await synergyScene();
    scene.server.fail('create', 'lost');
    const inputs = { name: 'New', clientId: 'x', days: '9' };
    await scene.rotation.start({ connectionId: 'c1', tokenId: '1', inputs }).catch(() => undefined);
    expect(await scene.views.viewOf('c1')).toMatchObject({ ending: 'by hand' });
  });

  it('waits for the browser’s question, and sends nothing when that is answered with no', async () => {
    const scene = await synergyScene();
    scene.revoke(SERVER);
    const removing = scene.removal.remove('c1', 'delete');
    const refused = expect(removing).rejects.toThrow('permission_refused');
    await expect.poll(() => scene.gate.isWaiting('c1')).toBe(true);
    scene.gate.refused('c1');
    await refused;
    expect([scene.server.seen, await exists(scene)]).toEqual([[], true]);
  });
});

describe('a connection removed with the token of a provider that has a revocation endpoint', () => {
  const URL = `${ORIGIN}/oauth2/revoke/`;
  const podero = findProvider('podero');
  const authentication = {
    type: 'basic' as const,
    username: '{{inputs.clientId}}',
    password: '{{inputs.clientSecret}}',
    encoding: 'form' as const,
  };
  const providers = podero && [
    { ...podero, methods: podero.methods.map((method) => ({ ...method, revocation: { url: URL, authentication } })) },
  ];

  it.each([
    ['is gone when the server has answered 200', { status: 200 }, undefined, 0],
    ['stays when the server refuses', { status: 401, json: { error: 'invalid_client' } }, 'invalid_client', 1],
  ])('%s', async (_, answer, code, left) => {
    const exchange = { request: { method: 'POST', url: URL }, answer };
    const scene = sceneWith({
      exchanges: [poderoExchange(), exchange],
      granted: [ORIGIN],
      ...(providers && { providers }),
    });
    await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
    expect(await scene.views.viewOf('c1')).toMatchObject({ ending: 'endpoint' });

    const said = await scene.removal.remove('c1', 'delete').catch((error: Error) => error.message);

    expect(said).toBe(code);
    expect(await scene.world.vault.list()).toHaveLength(left);
    expect(scene.player.seen.at(-1)).toMatchObject({ body: { token: 'madeUpToken', token_type_hint: 'access_token' } });
  });
});
