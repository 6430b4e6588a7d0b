import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createManaged } from '../../../../lib/background/policy/managed';
import { createDefinitions } from '../../../../lib/background/world/definitions';
import { bindingOf, mayReseal } from '../../../../lib/provider/binding';
import type { ProviderDefinition } from '../../../../lib/provider/definition';
import { providers } from '../../../../lib/provider/registry';
import { createVault } from '../../../../lib/vault/create-vault';
import { memoryBackup } from '../../vault/memory';
import { ANSWER, LOGIN, ownDraft, ownProvider, PASSWORD, trialOf, VALUES } from '../own-provider';
import { sceneWith, TAB } from '../scene';

const { local, session } = fakeBrowser.storage;
const ORIGIN = 'https://id.acme.example';

/** A scene with one connection of an own definition, made as a user makes it. */
async function sceneWithOwn() {
  const exchanges = [{ request: LOGIN, answer: { status: 200, json: ANSWER } }];
  const scene = sceneWith({ exchanges, granted: [ORIGIN] });
  await scene.trials.run({ id: 'c1', definition: trialOf(), values: VALUES, allowHttp: false });
  await scene.trials.keep(ownProvider(), ownDraft());
  return scene;
}

/** The same storage after the worker died, with the definition as it is stored now. */
async function vaultAnew() {
  const definitions = createDefinitions(local, providers, createManaged(undefined, providers));
  const { vault } = createVault({
    local,
    session,
    now: () => 0,
    lock: (_, run) => run(),
    ready: definitions.ready,
    bindingOf: (connection) => bindingOf(definitions.all(), connection),
    mayReseal: (before, now) => mayReseal(definitions.all(), before, now),
  });
  return { vault, definitions };
}

async function edit(change: (definition: ProviderDefinition) => object) {
  const before = (await local.get('def:own-acme'))['def:own-acme'] as ProviderDefinition;
  await local.set({ 'def:own-acme': { ...before, ...change(before) } });
}

describe('own definitions', () => {
  it('are there again after the worker died, before anything is read, and open their secrets', async () => {
    await sceneWithOwn();
    const { vault, definitions } = await vaultAnew();
    expect((await vault.read('c1'))?.secrets).toEqual({ password: PASSWORD });
    expect(definitions.own().map(({ id }) => id)).toEqual(['own-acme']);
  });

  const moved = (definition: ProviderDefinition) =>
    JSON.parse(
      JSON.stringify(definition).replaceAll('id.acme.example/login', 'evil.example/login'),
    ) as ProviderDefinition;
  it.each([
    ['its token address', moved],
    ['where its tokens may go', () => ({ apiOrigins: ['https://evil.example'] })],
  ])('open no secret and no token after %s was changed', async (_, change) => {
    await sceneWithOwn();
    await edit(change);
    const entry = await (await vaultAnew()).vault.read('c1');
    expect(entry?.connection.id).toBe('c1');
    expect([entry?.secrets, entry?.token]).toEqual([undefined, undefined]);
  });

  it.each([
    ['binds pages by itself', { pages: ['https://bank.example/docs'] }],
    ['says that it has moved', { formerly: [ORIGIN] }],
    ['names pages by their path', { pagePaths: ['/docs'] }],
    ['has a field that nobody knows', { script: 'x' }],
    ['has the id of a built-in one', { id: 'podero' }],
    ['is larger than 64 KiB', { docs: `https://${'a'.repeat(70_000)}` }],
  ])('are refused, and nothing stored, when one %s', async (_, more) => {
    const { world } = sceneWith({});
    const bad = { ...ownProvider(), ...more } as ProviderDefinition;
    await expect(world.definitions.write(bad)).rejects.toMatchObject({ failure: { code: 'definition_refused' } });
    expect(await local.get(null)).toEqual({});
  });

  it('that were damaged on disk are nobody’s provider, and stay where they are', async () => {
    await sceneWithOwn();
    await edit(() => ({ methods: [] }));
    const { definitions } = await vaultAnew();
    await definitions.ready();
    expect(definitions.own()).toEqual([]);
    expect(Object.keys(await local.get('def:own-acme'))).toEqual(['def:own-acme']);
  });

  it('are 200 at most', async () => {
    const { world } = sceneWith({});
    const many = Array.from({ length: 200 }, (_, at) => [`def:own-${at}`, { ...ownProvider(), id: `own-${at}` }]);
    await local.set(Object.fromEntries(many));
    await world.definitions.ready();
    await expect(world.definitions.write(ownProvider())).rejects.toMatchObject({
      failure: { code: 'definitions_full' },
    });
    await world.definitions.write({ ...ownProvider(), id: 'own-7', name: 'Changed' });
    expect(world.definitions.own()).toHaveLength(200);
  });

  it('go with their connections, and with everything else that is forgotten', async () => {
    const scene = await sceneWithOwn();
    await scene.handlers.removeDefinition({ definitionId: 'own-acme' }, {});
    expect(await scene.world.vault.list()).toEqual([]);
    expect(scene.world.definitions.own()).toEqual([]);
    const other = await sceneWithOwn();
    await other.vaultLock.forget('everything').catch(() => undefined);
    expect(Object.keys(await local.get(null)).filter((key) => key.startsWith('def:'))).toEqual([]);
  });

  it('go with what their connections have put into pages, their hosts, and every note of both', async () => {
    const scene = await sceneWithOwn();
    const record = {
      connectionId: 'c1',
      label: 'Acme',
      origin: ORIGIN,
      schemes: ['Key'],
      missing: [],
      obtainedAt: 0,
      at: 0,
    };
    await scene.notes.writeFill(TAB, record);
    await scene.notes.writeOwn('c1', 'made-up-id');
    await scene.handlers.removeDefinition({ definitionId: 'own-acme' }, {});
    expect(await scene.notes.fills()).toEqual([]);
    expect([...scene.hosts]).toEqual([]);
    expect(Object.keys(await local.get(null)).filter((key) => /^(own|use|keep|give):/.test(key))).toEqual([]);
  });

  it('stay when the last connection is removed, so that it can be brought back', async () => {
    const scene = await sceneWithOwn();
    await scene.connections.remove('c1');
    expect(scene.world.definitions.own()).toHaveLength(1);
    await scene.connections.undoRemove('c1');
    expect((await scene.world.vault.read('c1'))?.secrets).toEqual({ password: PASSWORD });
  });
});

it('a restored backup brings an own definition back with its connection, at once and with its secret', async () => {
  const backup = memoryBackup();
  const exchanges = [{ request: LOGIN, answer: { status: 200, json: ANSWER } }];
  const first = sceneWith({ exchanges, granted: [ORIGIN], backup });
  await first.vaultLock.choose({ mode: 'passphrase', passphrase: 'made-up passphrase of a test' });
  await first.trials.run({ id: 'c1', definition: trialOf(), values: VALUES, allowHttp: false });
  await first.trials.keep(ownProvider(), ownDraft());

  const later = sceneWith({ backup });
  await later.world.definitions.ready();
  expect(later.world.definitions.own()).toEqual([]);
  expect((await later.views.viewVault()).missing).toEqual(['Acme']);
  const sender = { id: fakeBrowser.runtime.id };
  expect(await later.handlers.restoreBackup({}, sender)).toBe(true);
  expect(later.world.definitions.own()).toEqual([ownProvider()]);
  await later.vaultLock.unlock('made-up passphrase of a test');
  expect((await later.world.vault.read('c1'))?.secrets).toEqual({ password: PASSWORD });
  expect(await later.views.viewOf('c1')).toMatchObject({ status: 'can_obtain' });
});
