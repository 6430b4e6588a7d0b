import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { writeDefinition, writeDefinitionFile } from '../../../../lib/definitions/definition-file';
import { TokenfillError } from '../../../../lib/domain/errors';
import type { ProviderDefinition } from '../../../../lib/provider/definition';
import { GOOD_TEXT, good } from '../../definitions/corpus';
import { ANSWER, LOGIN, ownDraft, ownProvider, PASSWORD, trialOf, VALUES } from '../own-provider';
import { sceneWith } from '../scene';

const { local } = fakeBrowser.storage;
const ORIGIN = 'https://id.acme.example';
const kept = async () => JSON.stringify(await local.get(null));

/** A connection of an own definition, with its secret, and the text of that definition changed. */
async function sceneWithOwn(more: readonly Parameters<typeof sceneWith>[0][] = []) {
  const exchanges = [{ request: LOGIN, answer: { status: 200, json: ANSWER } }];
  const scene = sceneWith({ exchanges, granted: [ORIGIN], ...more[0] });
  await scene.trials.run({ id: 'c1', definition: trialOf(), values: VALUES, allowHttp: false });
  await scene.trials.keep(ownProvider(), ownDraft());
  return scene;
}
const edited = (edit: (text: string) => string) => edit(writeDefinition(ownProvider()));
const moved = () => edited((text) => text.replaceAll('id.acme.example/login', 'evil.example/login'));

describe('a text of definitions', () => {
  it('sends nothing when it is looked at and imported, wherever it points', async () => {
    const fetch = vi.fn();
    const { files, world } = sceneWith({ fetch });
    const text = GOOD_TEXT.replaceAll('eu.acme.example', '169.254.169.254').replaceAll('https://{{', 'http://{{');
    const { found, problems } = await files.look(text);
    expect(problems).toEqual([]);
    expect(found[0]).toMatchObject({
      state: 'new',
      reach: {
        origins: ['http://169.254.169.254', 'http://us.acme.example'],
        inside: ['http://169.254.169.254'],
        typed: [],
      },
    });
    expect(world.definitions.own()).toEqual([]);
    await expect(files.store(text, [])).rejects.toMatchObject({
      failure: { code: 'definition_private_address', detail: 'http://169.254.169.254' },
    });
    await expect(files.store(text, ['http://127.0.0.1'])).rejects.toMatchObject({
      failure: { code: 'definition_private_address' },
    });
    expect(await kept()).toBe('{}');
    await files.store(text, ['http://169.254.169.254']);
    expect(world.definitions.own().map(({ id }) => id)).toEqual(['own-acme']);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('is stored as a whole or not at all, with the place of the mistake in the answer', async () => {
    const { files } = sceneWith({});
    const text = writeDefinitionFile([good(), { ...good(), id: 'podero' }]);
    await expect(files.store(text, [])).rejects.toMatchObject({
      failure: { code: 'definition_id_refused', detail: 'definitions[1].id' },
    });
    expect(await kept()).toBe('{}');
  });

  it('comes back from its own export, and brings no connection and no page', async () => {
    const { files, world } = sceneWith({});
    await files.store(writeDefinitionFile([good(), { ...good(), id: 'own-b', name: 'B' }]), []);
    const text = files.write([]);
    expect(JSON.parse(files.write(['own-b'])).definitions).toHaveLength(1);
    const other = sceneWith({});
    await other.files.store(text, []);
    expect(other.files.write([])).toBe(text);
    expect(await other.world.vault.list()).toEqual([]);
    expect((await other.files.look(text)).found.map(({ state }) => state)).toEqual(['same', 'same']);
    expect(world.definitions.own().every(({ pages }) => pages.length === 0)).toBe(true);
  });

  it('has no secret in it when it is exported, though a connection has one', async () => {
    const { files } = await sceneWithOwn();
    expect(files.write([])).toContain('own-acme');
    expect(files.write([])).not.toContain(PASSWORD);
    expect(files.write([])).not.toContain(ANSWER.access_token);
  });
});

describe('[S07] an import under the id of a stored definition', () => {
  const step = (definition: ProviderDefinition) => definition.methods[0]?.steps[0];
  it.each([
    ['another token address', moved],
    [
      'a new place for tokens',
      () => edited((text) => text.replace('"apiOrigins": []', '"apiOrigins": ["https://evil.example"]')),
    ],
    [
      'another body for the same address',
      () => edited((text) => text.replace('"user": "{{inputs.user}}"', '"user": "{{inputs.password}}"')),
    ],
    [
      'a request that gets the token',
      () => writeDefinition({ ...ownProvider(), verify: { id: 'v', method: 'GET', url: 'https://evil.example/' } }),
    ],
  ])('with %s asks for the secrets again, and says so before', async (_, text) => {
    const scene = await sceneWithOwn();
    expect(step(ownProvider())?.url).toBe('https://id.acme.example/login');
    const sent = scene.player.seen.length;
    const { found } = await scene.files.look(text());
    expect(found[0]).toMatchObject({ state: 'changed', asksAgain: ['Acme'] });
    expect((await scene.world.vault.read('c1'))?.secrets).toEqual({ password: PASSWORD });

    await scene.files.store(text(), []);

    const entry = await scene.world.vault.read('c1');
    expect(entry).toMatchObject({ connection: { id: 'c1', origins: [] }, secrets: undefined, token: undefined });
    expect(entry?.damage).toBeUndefined();
    expect(scene.player.seen.length).toBe(sent);
  });

  it('with another name and guide asks for nothing', async () => {
    const scene = await sceneWithOwn();
    const text = edited((old) => old.replace('"name": "Acme"', '"name": "Acme Europe"'));
    expect((await scene.files.look(text)).found[0]).toMatchObject({ state: 'changed', asksAgain: [], gone: [] });
    await scene.files.store(text, []);
    expect((await scene.world.vault.read('c1'))?.secrets).toEqual({ password: PASSWORD });
    expect(scene.world.definitions.own()[0]?.name).toBe('Acme Europe');
  });

  it('keeps secrets and definition when it cannot be written', async () => {
    const scene = await sceneWithOwn();
    const write = vi.spyOn(scene.world.definitions, 'write').mockRejectedValue(new Error('disk'));
    await expect(scene.files.store(moved(), [])).rejects.toThrow('disk');
    write.mockRestore();
    expect((await scene.world.vault.read('c1'))?.secrets).toEqual({ password: PASSWORD });
    expect((await scene.world.vault.read('c1'))?.token?.accessToken).toBe(ANSWER.access_token);
  });

  it('gives back the secrets it has taken when that of another connection cannot be taken', async () => {
    const scene = await sceneWithOwn();
    const { vault } = scene.world;
    const one = await vault.read('c1');
    if (one) await vault.write({ ...one, connection: { ...one.connection, id: 'c2', rev: 1 } });
    const real = vault.write;
    const write = vi.spyOn(vault, 'write').mockImplementation(async (entry) => {
      if (entry.connection.id === 'c2') throw new TokenfillError('conflict');
      return real(entry);
    });

    await expect(scene.files.store(moved(), [])).rejects.toThrow('conflict');

    write.mockRestore();
    for (const id of ['c1', 'c2']) expect((await vault.read(id))?.secrets).toEqual({ password: PASSWORD });
    expect(scene.world.definitions.own()).toEqual([ownProvider()]);
  });

  it('changes nothing while the vault is locked', async () => {
    const scene = await sceneWithOwn();
    await scene.vaultLock.changeMode({ mode: 'passphrase', passphrase: 'made-up passphrase 1' });
    await scene.vaultLock.lockNow();
    await expect(scene.files.store(moved(), [])).rejects.toMatchObject({ failure: { code: 'locked' } });
    expect(scene.world.definitions.own()).toEqual([ownProvider()]);
  });
});
