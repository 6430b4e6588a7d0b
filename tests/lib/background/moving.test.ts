import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Connection } from '../../../lib/domain/connection';
import { sealFile } from '../../../lib/vault/moving-file';
import { ownProvider, PASSWORD } from './own-provider';
import { sceneWith } from './scene';

const PASSPHRASE = 'a made-up passphrase of a file';
const { local, session } = fakeBrowser.storage;

const podero: Connection = {
  ...{ schema: 1, id: 'p1', rev: 1, label: 'Podero Live', providerId: 'podero', methodId: 'client-credentials' },
  ...{ regionId: 'live', inputs: { clientId: 'demo' }, origins: ['https://app.podero.com'], servers: [] },
  ...{ allowHttp: false, createdAt: 5 },
};
const acme: Connection = {
  ...podero,
  ...{ id: 'c1', label: 'Acme', providerId: 'own-acme', methodId: 'curl', regionId: undefined },
  ...{ inputs: { user: 'demo' }, origins: ['https://docs.acme.example'] },
};
/** A created personal access token is a secret like any other. */
const synergy: Connection = {
  ...podero,
  ...{ id: 's1', label: 'Created', providerId: '12d-synergy', methodId: 'personal-access-token', regionId: undefined },
  ...{ inputs: { server: 'https://synergy.example' }, origins: ['https://synergy.example'] },
};
const SECRETS = { p1: 'made-up-client-secret', c1: PASSWORD, s1: 'made-up-created-token' };

/** A browser with three connections. */
async function first() {
  const scene = sceneWith({});
  await scene.world.definitions.write(ownProvider());
  await scene.world.vault.write({ connection: podero, secrets: { clientSecret: SECRETS.p1 } });
  await scene.world.vault.write({ connection: acme, secrets: { password: SECRETS.c1 } });
  await scene.world.vault.write({ connection: synergy, secrets: { token: SECRETS.s1 } });
  return scene;
}
const packed = async () => (await first()).moving.pack(PASSPHRASE);
const stored = async () => JSON.stringify([await local.get(null), await session.get(null)]);
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.failure?.code as string,
  );

describe('connections that move to another browser', () => {
  it('are all there with secrets, created tokens and own definitions, and none of it is readable in the file', async () => {
    const file = await packed();
    for (const text of [...Object.values(SECRETS), 'Podero', 'acme', 'demo']) expect(file).not.toContain(text);

    const scene = sceneWith({});
    const listed = await scene.moving.list(file, PASSPHRASE);
    expect(JSON.stringify(listed)).not.toMatch(/made-up/);
    expect(listed.map(({ label, standing, hosts }) => [label, standing, hosts])).toEqual(
      expect.arrayContaining([
        ['Podero Live', 'new', ['https://app.podero.com']],
        ['Acme', 'new', ['https://id.acme.example']],
        ['Created', 'new', []],
      ]),
    );
    expect(await scene.world.vault.list()).toEqual([]);

    const outcome = await scene.moving.take(file, PASSPHRASE, []);
    expect(outcome.taken).toBe(3);
    expect([...outcome.hosts].sort()).toEqual(['https://app.podero.com', 'https://id.acme.example']);
    expect(scene.world.definitions.own()).toEqual([ownProvider()]);
    expect((await scene.world.vault.read('p1'))?.secrets).toEqual({ clientSecret: SECRETS.p1 });
    expect((await scene.world.vault.read('c1'))?.secrets).toEqual({ password: SECRETS.c1 });
    expect((await scene.world.vault.read('s1'))?.secrets).toEqual({ token: SECRETS.s1 });
    expect((await scene.world.vault.read('c1'))?.connection).toEqual({ ...acme, rev: 1 });
  });

  it('leave what is here as it is unless it was chosen', async () => {
    const file = await packed();
    const scene = sceneWith({});
    await scene.world.vault.write({
      connection: { ...podero, label: 'Mine' },
      secrets: { clientSecret: 'made-up-mine' },
    });
    const standing = async () => (await scene.moving.list(file, PASSPHRASE)).find(({ id }) => id === 'p1')?.standing;
    expect(await standing()).toBe('here');
    expect((await scene.moving.take(file, PASSPHRASE, [])).taken).toBe(2);
    expect(await scene.world.vault.read('p1')).toMatchObject({
      connection: { label: 'Mine' },
      secrets: { clientSecret: 'made-up-mine' },
    });
    expect((await scene.moving.take(file, PASSPHRASE, ['p1'])).taken).toBe(1);
    expect(await scene.world.vault.read('p1')).toMatchObject({
      connection: { label: 'Podero Live', rev: 2 },
      secrets: { clientSecret: SECRETS.p1 },
    });
  });

  it('do not lend their secrets to another definition of the same id', async () => {
    const file = await packed();
    const scene = sceneWith({});
    await scene.world.definitions.write({ ...ownProvider(), name: 'Somebody else’s' });
    const acmes = (await scene.moving.list(file, PASSPHRASE)).find(({ id }) => id === 'c1');
    expect(acmes?.standing).toBe('differs');
    expect((await scene.moving.take(file, PASSPHRASE, ['c1'])).taken).toBe(2);
    expect(await scene.world.vault.read('c1')).toBeUndefined();
    expect(scene.world.definitions.own()[0]?.name).toBe('Somebody else’s');
  });

  it('are not brought in when nobody here knows their provider', async () => {
    const content = { connections: [{ connection: { ...podero, providerId: 'gone' }, secrets: {} }], definitions: [] };
    const scene = sceneWith({});
    const file = await sealFile(PASSPHRASE, JSON.stringify(content));
    expect((await scene.moving.list(file, PASSPHRASE))[0]?.standing).toBe('unknown');
    expect((await scene.moving.take(file, PASSPHRASE, ['p1'])).taken).toBe(0);
  });

  it.each([
    ['wrong_passphrase', async (file: string) => [file, 'another passphrase'] as const],
    ['file_damaged', async (file: string) => [file.slice(0, -20), PASSPHRASE] as const],
    ['file_damaged', async () => [await sealFile(PASSPHRASE, '{"connections":[{}]}'), PASSPHRASE] as const],
    [
      'file_damaged',
      async () =>
        [
          await sealFile(
            PASSPHRASE,
            JSON.stringify({ connections: [], definitions: [{ ...ownProvider(), id: 'podero' }] }),
          ),
          PASSPHRASE,
        ] as const,
    ],
  ] as const)('change nothing when the file is refused as %s', async (expected, make) => {
    const [file, passphrase] = await make(await packed());
    const scene = sceneWith({});
    const before = await stored();
    expect(await code(scene.moving.take(file, passphrase, []))).toBe(expected);
    expect(await stored()).toBe(before);
  });

  it('are taken back when the last of them does not fit', async () => {
    const file = await packed();
    const scene = sceneWith({});
    const { unbound: vault } = scene.world;
    const write = vault.write;
    await write({ connection: { ...podero, label: 'Mine' }, secrets: { clientSecret: 'made-up-mine' } });
    vault.write = async (entry) => {
      if (entry.connection.id === 's1') throw Object.assign(new Error('full'), { failure: { code: 'storage_full' } });
      return write(entry);
    };
    expect(await code(scene.moving.take(file, PASSPHRASE, ['p1']))).toBe('storage_full');
    expect((await vault.list()).map(({ label }) => label)).toEqual(['Mine']);
    expect((await vault.read('p1'))?.secrets).toEqual({ clientSecret: 'made-up-mine' });
    expect(scene.world.definitions.own()).toEqual([]);
  });

  it('do not leave a locked vault', async () => {
    const scene = await first();
    await scene.world.keeper.choose('passphrase', 'a made-up passphrase');
    await scene.world.keeper.lock();
    expect(await code(scene.moving.pack(PASSPHRASE))).toBe('locked');
  });
});
