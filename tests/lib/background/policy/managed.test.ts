import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createManaged } from '../../../../lib/background/policy/managed';
import { createRouter } from '../../../../lib/background/router';
import { writeDefinition } from '../../../../lib/definitions/definition-file';
import type { Connection } from '../../../../lib/domain/connection';
import type { MessageType } from '../../../../lib/messages';
import { NOW } from '../../provider/recorded';
import { ownProvider } from '../own-provider';
import {
  PODERO_PAGE,
  poderoDraft,
  poderoExchange,
  poderoReport,
  type SceneOptions,
  SECRET,
  sceneWith,
  TAB,
} from '../scene';

/** What an organization has set holds in the background, whoever sends the message. */

const { local, session } = fakeBrowser.storage;
const ORIGIN = 'https://app.podero.com';
const DOCS = 'https://docs.corp.example';
const PASSPHRASE = 'made-up passphrase of a test';
const MANAGED = writeDefinition({ ...ownProvider(), id: 'own-corp', name: 'Corp' });

function scene(set: Record<string, unknown> = {}, more: SceneOptions = {}) {
  const policy = { ...set };
  const made = sceneWith({
    exchanges: [poderoExchange()],
    granted: [ORIGIN, DOCS],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    policy,
    ...more,
  });
  const ourselves = { id: fakeBrowser.runtime.id, origin: 'chrome-extension://us' };
  const route = createRouter(made.handlers, ourselves, { before: made.world.definitions.ready });
  const sender = { id: ourselves.id, origin: ourselves.origin, frameId: 0, url: `${ourselves.origin}/popup.html` };
  return {
    ...made,
    policy,
    /** Sends as the popup does; what comes back is the reply or the code of the refusal. */
    send: async (type: MessageType, request: unknown) => {
      const answer = await route({ type, request }, sender);
      return answer.ok ? answer.reply : answer.failure.code;
    },
    /** The administrator changed it, and the browser said so. */
    apply: async (next: Record<string, unknown>) => {
      for (const name of Object.keys(policy)) delete policy[name];
      Object.assign(policy, next);
      await made.world.managed.reload();
      await made.world.definitions.reload();
    },
  };
}

const stored = async () => JSON.stringify([await local.get(null), await session.get(null)]);
const save = (one: ReturnType<typeof scene>, more: object = {}) =>
  one.send('saveConnection', { draft: poderoDraft(), ...more });

describe('forbidExport', () => {
  it.each([
    ['exportConnections', { passphrase: PASSPHRASE }],
    ['copyText', { connectionId: 'c1', kind: 'token' }],
    ['copyText', { connectionId: 'c1', kind: 'header' }],
    ['copyText', { connectionId: 'c1', kind: 'curl' }],
    ['copyText', { connectionId: 'c1', kind: 'env' }],
  ] as const)('refuses %s %j as managed_export', async (type, request) => {
    const one = scene({ forbidExport: true });
    await save(one);
    expect(await one.send(type, request)).toBe('managed_export');
    await one.apply({});
    expect(await one.send(type, request)).not.toBe('managed_export');
  });

  it('lets pages be filled, and says in the view that copying is off', async () => {
    const one = scene({ forbidExport: true });
    await save(one);
    expect(await one.send('authorize', { connectionId: 'c1', tabId: TAB })).toMatchObject({ outcome: 'filled' });
    expect(await one.views.viewOf('c1')).toMatchObject({ managed: { copying: 'forbidden' } });
  });
});

describe('lockMinutes', () => {
  it.each([null, 31, 480])('refuses setIdleLock %j as managed_lock, and keeps what was chosen', async (minutes) => {
    const one = scene({ lockMinutes: 30 });
    expect(await one.send('setIdleLock', { minutes: 20 })).toBeNull();
    expect(await one.send('setIdleLock', { minutes })).toBe('managed_lock');
    expect(await one.notes.idleMinutes()).toBe(20);
  });

  it.each([
    ['nothing was chosen', undefined, 31],
    ['longer was chosen before', 60, 31],
    ['shorter was chosen', 5, 6],
  ])('locks without use in time when %s', async (_, chosen, minutes) => {
    const one = scene({ lockMinutes: 30 });
    await one.vaultLock.choose({ mode: 'passphrase', passphrase: PASSPHRASE });
    if (chosen !== undefined) await one.notes.writeIdleMinutes(chosen);
    await one.notes.writeLockTimes({ unlockedAt: NOW - 3_600_000, usedAt: NOW - (minutes - 2) * 60_000 });
    await one.vaultLock.check();
    expect((await one.world.keeper.state()).locked).toBe(false);
    await one.notes.writeLockTimes({ unlockedAt: NOW - 3_600_000, usedAt: NOW - minutes * 60_000 });
    await one.vaultLock.check();
    expect((await one.world.keeper.state()).locked).toBe(true);
  });
});

describe('forcePassphrase', () => {
  /** A connection kept without a passphrase, and then the policy. */
  const dueAfter = async (mode: 'session' | 'device') => {
    const one = scene();
    expect(await save(one, { choose: { mode } })).toMatchObject({ status: 'ready' });
    await one.apply({ forcePassphrase: true });
    return one;
  };

  it.each([
    ['authorize', { connectionId: 'c1', tabId: TAB }],
    ['authorize', { connectionId: 'c1', tabId: TAB, choose: { mode: 'passphrase', passphrase: PASSPHRASE } }],
    ['saveConnection', { draft: poderoDraft({ id: 'c2' }) }],
    ['send', { connectionId: 'c1', tabId: TAB, server: ORIGIN }],
    ['copyText', { connectionId: 'c1', kind: 'token' }],
    ['exportConnections', { passphrase: PASSPHRASE }],
    ['importConnections', { file: '{}', passphrase: PASSPHRASE, replace: [], confirmed: [] }],
    ['takeImports', { files: [{ name: 'x.json', text: '{}' }], chosen: [], confirmed: [] }],
    ['listTokens', { connectionId: 'c1' }],
    ['createToken', { connectionId: 'c1', inputs: {} }],
    ['rotateToken', { connectionId: 'c1', tokenId: 't', inputs: {} }],
    ['resumeRotation', { connectionId: 'c1' }],
    ['revokeToken', { connectionId: 'c1', tokenId: 't' }],
    ['removeConnection', { connectionId: 'c1' }],
    ['bindOrigin', { connectionId: 'c1', origin: DOCS }],
    ['tryDefinition', { id: 'c3', definition: ownProvider(), values: {}, allowHttp: false }],
    ['changeMode', { choose: { mode: 'device' } }],
    ['changeMode', { choose: { mode: 'session' } }],
  ] as const)('refuses %s %j as managed_passphrase while there is none, and changes nothing', async (type, request) => {
    const one = await dueAfter('session');
    const [before, sent] = [await stored(), one.player.seen.length];
    expect(await one.send(type, request)).toBe('managed_passphrase');
    expect(await stored()).toBe(before);
    expect(one.player.seen).toHaveLength(sent);
    expect(one.page.asked.filter(({ ask }) => ask === 'fill')).toEqual([]);
  });

  it.each(['session', 'device'] as const)(
    'obtains, fills and gives out nothing by itself while secrets are kept in mode %s',
    async (mode) => {
      const one = await dueAfter(mode);
      await expect(one.tokens.ensure('c1', { permission: 'fail' })).rejects.toThrow('locked');
      await expect(one.fills.fill('c1', TAB)).rejects.toThrow('locked');
      await expect(one.copy('c1', 'token')).rejects.toThrow('locked');
      await expect(one.moving.pack(PASSPHRASE)).rejects.toThrow('locked');
      await one.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
      expect(one.player.seen).toHaveLength(1);
      expect(await one.views.viewOf('c1')).toMatchObject({ status: 'locked' });
      expect(await one.views.viewVault()).toMatchObject({ mode, locked: true, rules: { passphrase: 'required' } });
    },
  );

  type World = ReturnType<typeof scene>['world'];
  const TOKEN = { accessToken: 'made-up-token-of-a-test', tokenType: 'bearer', obtainedAt: NOW, extras: {} };
  it.each<[string, (world: World, connection: Connection) => Promise<unknown>]>([
    ['written', ({ vault }, connection) => vault.write({ connection: { ...connection, rev: 2 } })],
    ['changed', ({ vault }) => vault.change('c1', () => ({ servers: [ORIGIN] }))],
    ['given a token', ({ vault }) => vault.writeToken('c1', TOKEN)],
    ['moved to another way', ({ keeper }) => keeper.changeMode('device')],
  ])('lets nothing be %s around the messages either', async (_, deed) => {
    const one = await dueAfter('session');
    const [connection] = await one.world.vault.list();
    const before = await stored();
    await expect(connection && deed(one.world, connection)).rejects.toThrow('managed_passphrase');
    expect(await stored()).toBe(before);
  });

  it('lets no secret in and no other way be chosen around the messages before there is a passphrase', async () => {
    const one = scene({ forcePassphrase: true });
    await one.world.managed.ready();
    const { vault, keeper } = one.world;
    const connection = {
      ...poderoConnection(),
      providerId: 'podero',
      methodId: 'client-credentials',
      inputs: {},
      origins: [],
    };
    await expect(vault.write({ connection, secrets: { clientSecret: SECRET } })).rejects.toThrow('managed_passphrase');
    await expect(keeper.choose('device')).rejects.toThrow('managed_passphrase');
    expect(await vault.list()).toEqual([]);
    expect(await keeper.mode()).toBe('unset');
  });

  it.each(['session', 'device'] as const)(
    'goes on with everything that was there when a passphrase is set in mode %s',
    async (mode) => {
      const one = await dueAfter(mode);
      const choose = { mode: 'passphrase', passphrase: PASSPHRASE };
      expect(await one.send('changeMode', { choose })).toMatchObject({ mode: 'passphrase', locked: false });
      expect((await one.world.vault.read('c1'))?.secrets).toEqual({ clientSecret: SECRET });
      expect(await one.send('authorize', { connectionId: 'c1', tabId: TAB })).toMatchObject({ outcome: 'filled' });
      expect(one.player.seen).toHaveLength(1);
    },
  );

  it('gives everything back as it was when the policy goes', async () => {
    const one = await dueAfter('device');
    const before = await stored();
    await one.apply({});
    expect(await stored()).toBe(before);
    expect((await one.world.vault.read('c1'))?.secrets).toEqual({ clientSecret: SECRET });
  });

  it('takes no other choice with the first connection, and sends nothing without one', async () => {
    const one = scene({ forcePassphrase: true });
    expect(await save(one, { choose: { mode: 'device' } })).toBe('managed_passphrase');
    expect(await save(one)).toBe('managed_passphrase');
    expect(one.player.seen).toEqual([]);
    expect(await one.world.vault.list()).toEqual([]);
    expect(await save(one, { choose: { mode: 'passphrase', passphrase: PASSPHRASE } })).toMatchObject({
      status: 'ready',
    });
    expect(await one.send('changeMode', { choose: { mode: 'session' } })).toBe('managed_passphrase');
    expect(await one.world.keeper.mode()).toBe('passphrase');
  });
});

describe('pages', () => {
  const bound = [{ provider: 'podero', origins: [DOCS] }];
  const only = [{ provider: 'podero', origins: [DOCS], only: true }];
  const originsOf = async (one: ReturnType<typeof scene>) =>
    (await one.world.vault.list()).map(({ origins }) => origins);

  it('are bound besides the user’s, filled at once, and gone with the policy', async () => {
    const one = scene();
    await save(one);
    one.tab.url = `${DOCS}/api`;
    one.page.sender = { origin: DOCS, url: `${DOCS}/api` };
    expect(await one.send('authorize', { connectionId: 'c1', tabId: TAB })).toBe('origin_not_bound');
    await one.apply({ pages: bound });
    expect(await originsOf(one)).toEqual([[ORIGIN, DOCS]]);
    expect(await one.send('authorize', { connectionId: 'c1', tabId: TAB })).toMatchObject({ outcome: 'filled' });
    await one.apply({});
    expect(await originsOf(one)).toEqual([[ORIGIN]]);
    expect(await one.send('authorize', { connectionId: 'c1', tabId: TAB })).toBe('origin_not_bound');
  });

  it('are not stored with an edit of the connection, and open no secret less', async () => {
    const one = scene({ pages: bound });
    await save(one);
    await one.send('saveConnection', { draft: poderoDraft({ rev: 2, label: 'Renamed', origins: [DOCS] }) });
    const record = (await local.get('con:c1'))['con:c1'];
    expect(record).toMatchObject({ label: 'Renamed', origins: [ORIGIN] });
    await one.apply({});
    expect((await one.world.vault.read('c1'))?.secrets).toEqual({ clientSecret: SECRET });
  });

  it('take no page of the user’s own along when they go', async () => {
    const one = scene();
    await save(one);
    await one.apply({ pages: [{ provider: 'podero', origins: [ORIGIN] }] });
    await one.send('removeConnection', { connectionId: 'c1' });
    await one.send('undoRemove', { connectionId: 'c1' });
    await save(one, { draft: poderoDraft({ id: 'c2' }) });
    await one.apply({});
    expect(await originsOf(one)).toEqual([[ORIGIN], [ORIGIN]]);
  });

  it('do not travel in a moving file', async () => {
    const one = scene({ pages: bound });
    await save(one);
    const file = await one.moving.pack(PASSPHRASE);
    const other = sceneWith({});
    expect((await other.moving.list(file, PASSPHRASE)).map(({ pages }) => pages)).toEqual([[ORIGIN]]);
  });

  it('cannot be taken away: unbindOrigin is refused as managed_pages', async () => {
    const one = scene({ pages: bound });
    await save(one);
    expect(await one.send('unbindOrigin', { connectionId: 'c1', origin: DOCS })).toBe('managed_pages');
    expect(await one.send('unbindOrigin', { connectionId: 'c1', origin: ORIGIN })).toBeNull();
    expect(await originsOf(one)).toEqual([[DOCS]]);
  });

  it('are the only ones when the policy says so: the gate refuses the provider’s own', async () => {
    const one = scene();
    await save(one);
    await one.apply({ pages: only });
    expect(await originsOf(one)).toEqual([[DOCS]]);
    expect(await one.send('authorize', { connectionId: 'c1', tabId: TAB })).toBe('origin_not_bound');
    expect(one.page.asked.filter(({ ask }) => ask === 'fill')).toEqual([]);
  });

  it.each([
    ['bindOrigin', { connectionId: 'c1', origin: ORIGIN }],
    ['bindOrigin', { connectionId: 'c1', origin: 'https://evil.example' }],
    ['saveConnection', { draft: poderoDraft({ id: 'c2', origins: ['https://evil.example'] }) }],
    [
      'authorize',
      { connectionId: 'c2', tabId: TAB, draft: poderoDraft({ id: 'c2', origins: ['https://evil.example'] }) },
    ],
  ] as const)('refuse others when they are the only ones: %s %j is managed_pages', async (type, request) => {
    const one = scene();
    await save(one);
    await one.apply({ pages: only });
    const before = await stored();
    expect(await one.send(type, request)).toBe('managed_pages');
    expect(await stored()).toBe(before);
  });

  it('bring the user’s back when they are the only ones no more, also after an edit', async () => {
    const one = scene();
    await save(one);
    await one.send('bindOrigin', { connectionId: 'c1', origin: 'https://mine.example' });
    await one.apply({ pages: only });
    await one.send('saveConnection', { draft: poderoDraft({ rev: 3, label: 'Renamed', origins: [DOCS] }) });
    await one.apply({});
    expect(await originsOf(one)).toEqual([[ORIGIN, 'https://mine.example']]);
    expect((await one.world.vault.read('c1'))?.secrets).toEqual({ clientSecret: SECRET });
  });

  it('lead to the form of their provider when nothing is bound there yet', async () => {
    const one = scene({ definitions: [MANAGED], pages: [{ provider: 'own-corp', origins: [ORIGIN] }] });
    expect(await one.send('describeTab', { tabId: TAB })).toMatchObject({
      suggestion: { providerId: 'own-corp', methodId: 'curl', origins: [] },
    });
    await one.apply({});
    expect(await one.send('describeTab', { tabId: TAB })).toMatchObject({ suggestion: { providerId: 'podero' } });
  });

  it('loosen nothing else: plain http still needs the connection’s own switch', async () => {
    const one = scene({ pages: [{ provider: 'podero', origins: ['http://docs.corp.example'] }] });
    await save(one);
    one.tab.url = 'http://docs.corp.example/api';
    expect(await one.send('authorize', { connectionId: 'c1', tabId: TAB })).toBe('http_refused');
  });
});

describe('definitions', () => {
  const policy = { definitions: [MANAGED] };
  const ids = (one: ReturnType<typeof scene>) => one.world.definitions.own().map(({ id }) => id);

  it('are providers like others, without a record of ours, and go with the policy', async () => {
    const one = scene(policy);
    expect(await one.send('listDefinitions', {})).toMatchObject([{ id: 'own-corp', name: 'Corp' }]);
    expect(await one.send('managedState', {})).toMatchObject({ definitions: ['own-corp'], problems: [] });
    expect(Object.keys(await local.get(null))).toEqual([]);
    await one.apply({});
    expect(ids(one)).toEqual([]);
  });

  it.each([
    ['removeDefinition', { definitionId: 'own-corp' }],
    ['importDefinitions', { text: MANAGED, confirmed: [] }],
    ['keepDefinition', { definition: JSON.parse(MANAGED), draft: poderoDraft({ providerId: 'own-corp' }) }],
  ] as const)('cannot be changed: %s is refused as managed_definition', async (type, request) => {
    const one = scene(policy);
    await one.world.definitions.ready();
    const before = await stored();
    expect(await one.send(type, request)).toBe('managed_definition');
    expect(await stored()).toBe(before);
    expect(ids(one)).toEqual(['own-corp']);
    await expect(one.world.definitions.write(JSON.parse(MANAGED))).rejects.toThrow('managed_definition');
    await expect(one.world.definitions.remove('own-corp')).rejects.toThrow('managed_definition');
  });

  it('say so in the editor before anything is saved', async () => {
    const one = scene(policy);
    expect(await one.send('checkDefinitions', { text: MANAGED })).toMatchObject({
      problems: [{ path: 'own-corp', code: 'managed_definition' }],
    });
  });

  it('stand before the user’s of the same id, which is back when the policy goes', async () => {
    const one = scene();
    await one.send('importDefinitions', { text: MANAGED.replace('"Corp"', '"Mine"'), confirmed: [] });
    await one.apply(policy);
    expect(one.world.definitions.own().map(({ name }) => name)).toEqual(['Corp']);
    expect(JSON.parse((await one.send('exportDefinitions', { definitionIds: ['own-corp'] })) as string)).toMatchObject({
      definitions: [{ name: 'Corp' }],
    });
    await one.apply({});
    expect(one.world.definitions.own().map(({ name }) => name)).toEqual(['Mine']);
  });

  it('open no secret when the organization changes where it goes, lose none, and say whose change it was', async () => {
    const one = scene(policy);
    await one.world.definitions.ready();
    const connection = { ...poderoConnection(), providerId: 'own-corp', methodId: 'curl', inputs: {}, origins: [] };
    await one.world.vault.write({ connection, secrets: { password: SECRET } });
    await one.apply({ definitions: [MANAGED.replaceAll('id.acme.example', 'id.elsewhere.example')] });
    expect((await one.world.vault.read('c1'))?.secrets).toBeUndefined();
    expect((await one.views.viewVault()).damaged).toMatchObject([{ id: 'c1', code: 'managed_definition' }]);
    await one.apply(policy);
    expect((await one.world.vault.read('c1'))?.secrets).toEqual({ password: SECRET });
  });

  it('are the others when one is wrong, and the wrong one is told with its place', async () => {
    const one = scene({ definitions: [MANAGED, MANAGED.replace('own-corp', 'podero')], forbidExport: 'yes' });
    expect(await one.send('managedState', {})).toMatchObject({
      definitions: ['own-corp'],
      rules: { export: 'forbidden' },
      problems: [
        { path: 'definitions[1] → id', code: 'definition_id_refused' },
        { path: 'forbidExport', code: 'managed_bad_rule' },
      ],
    });
  });
});

function poderoConnection() {
  const { id, label, allowHttp } = poderoDraft();
  return { schema: 1 as const, id, rev: 1, label, allowHttp, servers: [], createdAt: 0 };
}

describe('a browser', () => {
  it.each([
    ['has no such storage', undefined],
    ['says that there is no policy (Firefox)', new Error('Managed storage manifest not found')],
  ])('sets nothing when it %s', async (_, error) => {
    const managed = createManaged(error && { get: () => Promise.reject(error) }, []);
    await managed.ready();
    expect(managed.policy()).toEqual({ rules: {}, definitions: [], pages: [], problems: [] });
  });

  it('has the last word when it is asked again before it has answered', async () => {
    let answerFirst: (raw: object) => void = () => undefined;
    const first = new Promise<object>((resolve) => {
      answerFirst = resolve;
    });
    const get = vi.fn().mockReturnValueOnce(first).mockResolvedValueOnce({ forbidExport: true });
    const managed = createManaged({ get }, []);
    const both = [managed.ready(), managed.reload()];
    answerFirst({ forcePassphrase: true });
    await Promise.all(both);
    expect(managed.rules()).toEqual({ export: 'forbidden' });
  });

  it('is said to have trouble when it cannot read the policy, and is asked again', async () => {
    const get = vi.fn().mockRejectedValueOnce(new Error('disk')).mockResolvedValueOnce({ forbidExport: true });
    const managed = createManaged({ get }, []);
    await managed.ready();
    expect(managed.policy().problems).toEqual([{ path: '', code: 'managed_unreadable' }]);
    await managed.reload();
    expect(managed.rules()).toEqual({ export: 'forbidden' });
  });
});
