import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Connection } from '../../../../lib/domain/connection';
import type { ProviderDefinition } from '../../../../lib/provider/definition';
import { sealFile } from '../../../../lib/vault/moving-file';
import { NOW } from '../../provider/recorded';
import { ownProvider, PASSWORD } from '../own-provider';
import { sceneWith } from '../scene';

const PASSPHRASE = 'a made-up passphrase of a file';
const NONE = { replace: [], confirmed: [] };
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
/** Made once: 900,000 rounds each time prove nothing more. */
let file: Promise<string> | undefined;
const packed = () => {
  file ??= first().then(({ moving }) => moving.pack(PASSPHRASE));
  return file;
};
/** Everything but the count of wrong passphrases. */
const stored = async () => {
  const { 'vault.file-tries': _, ...memory } = await session.get(null);
  return JSON.stringify([await local.get(null), memory]);
};
/** A file as somebody else may have made it. */
const fileOf = (definition: object, more: Partial<Connection> = {}) =>
  sealFile(
    PASSPHRASE,
    JSON.stringify({
      connections: [
        { connection: { ...acme, ...more }, secrets: { password: PASSWORD } },
        { connection: podero, secrets: {} },
      ],
      definitions: [definition],
    }),
  );
const elsewhere = (address: string) =>
  JSON.parse(JSON.stringify(ownProvider()).replaceAll('https://id.acme.example/login', address)) as ProviderDefinition;
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

    const outcome = await scene.moving.take(file, PASSPHRASE, NONE);
    expect(outcome.taken).toBe(3);
    expect([...outcome.hosts].sort()).toEqual(['https://app.podero.com', 'https://id.acme.example']);
    expect(scene.world.definitions.own()).toEqual([ownProvider()]);
    expect((await scene.world.vault.read('p1'))?.secrets).toEqual({ clientSecret: SECRETS.p1 });
    expect((await scene.world.vault.read('c1'))?.secrets).toEqual({ password: SECRETS.c1 });
    expect((await scene.world.vault.read('s1'))?.secrets).toEqual({ token: SECRETS.s1 });
    expect((await scene.world.vault.read('c1'))?.connection).toEqual({ ...acme, rev: 1 });
  });

  it('are not packed when they are more than a file may hold: it could not be opened again', async () => {
    const many = Array.from({ length: 1_001 }, (_, at) => ({ ...podero, id: `p${at}` }));
    const scene = sceneWith({});
    await local.set(Object.fromEntries(many.map((connection) => [`con:${connection.id}`, connection])));
    await expect(scene.moving.pack(PASSPHRASE)).rejects.toThrow('file_too_large');
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
    expect((await scene.moving.take(file, PASSPHRASE, NONE)).taken).toBe(2);
    expect(await scene.world.vault.read('p1')).toMatchObject({
      connection: { label: 'Mine' },
      secrets: { clientSecret: 'made-up-mine' },
    });
    expect((await scene.moving.take(file, PASSPHRASE, { ...NONE, replace: ['p1'] })).taken).toBe(1);
    expect(await scene.world.vault.read('p1')).toMatchObject({
      connection: { label: 'Podero Live', rev: 2 },
      secrets: { clientSecret: SECRETS.p1 },
    });
  });

  it.each(['new', 'replaced'])(
    'bring no server along that was confirmed where nobody here saw it, when %s',
    async (how) => {
      const servers = ['https://evil.test'];
      const content = { connections: [{ connection: { ...podero, servers }, secrets: {} }], definitions: [] };
      const file = await sealFile(PASSPHRASE, JSON.stringify(content));
      const scene = sceneWith({});
      if (how === 'replaced') await scene.world.vault.write({ connection: podero, secrets: {} });

      expect((await scene.moving.take(file, PASSPHRASE, { ...NONE, replace: ['p1'] })).taken).toBe(1);

      expect((await scene.world.vault.read('p1'))?.connection.servers).toEqual([]);
    },
  );

  it('do not lend their secrets to another definition of the same id', async () => {
    const file = await packed();
    const scene = sceneWith({});
    await scene.world.definitions.write({ ...ownProvider(), name: 'Somebody else’s' });
    const acmes = (await scene.moving.list(file, PASSPHRASE)).find(({ id }) => id === 'c1');
    expect(acmes?.standing).toBe('differs');
    expect((await scene.moving.take(file, PASSPHRASE, { ...NONE, replace: ['c1'] })).taken).toBe(2);
    expect(await scene.world.vault.read('c1')).toBeUndefined();
    expect(scene.world.definitions.own()[0]?.name).toBe('Somebody else’s');
  });

  it('are not brought in when nobody here knows their provider', async () => {
    const content = { connections: [{ connection: { ...podero, providerId: 'gone' }, secrets: {} }], definitions: [] };
    const scene = sceneWith({});
    const file = await sealFile(PASSPHRASE, JSON.stringify(content));
    expect((await scene.moving.list(file, PASSPHRASE))[0]?.standing).toBe('unknown');
    expect((await scene.moving.take(file, PASSPHRASE, { ...NONE, replace: ['p1'] })).taken).toBe(0);
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
    ['file_damaged', async () => [await sealFile(PASSPHRASE, 'no JSON'), PASSPHRASE] as const],
  ] as const)('change nothing when the file is refused as %s', async (expected, make) => {
    const [file, passphrase] = await make(await packed());
    const scene = sceneWith({});
    const before = await stored();
    expect(await code(scene.moving.take(file, passphrase, NONE))).toBe(expected);
    expect(await stored()).toBe(before);
  });

  it.each(['http://169.254.169.254', 'https://10.0.0.7:8443', 'https://intranet'])(
    'are asked about by name when their own definition talks to the private address %s, and not taken before',
    async (inside) => {
      const file = await fileOf(elsewhere(`${inside}/login`));
      const scene = sceneWith({});
      const listed = await scene.moving.list(file, PASSPHRASE);
      expect(listed.map((arrival) => arrival.inside)).toEqual([[inside], []]);
      const before = await stored();
      for (const confirmed of [[], ['https://10.0.0.8'], [`${inside}/login`]]) {
        await expect(scene.moving.take(file, PASSPHRASE, { replace: [], confirmed })).rejects.toMatchObject({
          failure: { code: 'definition_private_address', detail: inside },
        });
      }
      expect(await stored()).toBe(before);
      expect((await scene.moving.take(file, PASSPHRASE, { replace: [], confirmed: [inside] })).taken).toBe(2);
      expect(scene.player.seen).toEqual([]);
    },
  );

  it.each([
    [
      'definition',
      { connections: [{ connection: acme }], definitions: [ownProvider(), elsewhere('https://10.0.0.7/login')] },
    ],
    [
      'connection',
      { connections: [{ connection: podero }, { connection: { ...podero, label: 'Another' } }], definitions: [] },
    ],
  ])('are refused with one %s behind another of the same id: only the first would be looked at', async (_, content) => {
    const file = await sealFile(PASSPHRASE, JSON.stringify(content));
    const scene = sceneWith({});
    const before = await stored();
    expect(await code(scene.moving.list(file, PASSPHRASE))).toBe('file_damaged');
    expect(await code(scene.moving.take(file, PASSPHRASE, NONE))).toBe('file_damaged');
    expect(await stored()).toBe(before);
    expect(scene.world.definitions.own()).toEqual([]);
  });

  it('name everything else that a definition which comes along talks to', async () => {
    const file = await fileOf({ ...ownProvider(), apiOrigins: ['https://api.elsewhere.example'] });
    const listed = await sceneWith({}).moving.list(file, PASSPHRASE);
    expect(listed.map(({ hosts, further }) => [hosts, further])).toEqual([
      [['https://id.acme.example'], ['https://api.elsewhere.example']],
      [['https://app.podero.com'], []],
    ]);
  });

  it('need no second yes for a private address of a definition that is here already', async () => {
    const definition = elsewhere('https://intranet/login');
    const file = await fileOf(definition);
    const scene = sceneWith({});
    await scene.world.definitions.write(definition);
    expect((await scene.moving.take(file, PASSPHRASE, NONE)).taken).toBe(2);
  });

  it.each([
    ['whose host a server would say', () => elsewhere('https://{{steps.login.host}}/login')],
    [
      'that brings a secret along',
      () => JSON.parse(JSON.stringify(ownProvider()).replace('"secret":true', '"secret":true,"default":"made-up"')),
    ],
  ])('stay outside when they come with a definition %s, and the others come in', async (_, make) => {
    const file = await fileOf(make());
    const scene = sceneWith({});
    expect((await scene.moving.list(file, PASSPHRASE)).map(({ standing }) => standing)).toEqual(['refused', 'new']);
    expect((await scene.moving.take(file, PASSPHRASE, { replace: ['c1'], confirmed: [] })).taken).toBe(1);
    expect((await scene.world.vault.list()).map(({ id }) => id)).toEqual(['p1']);
    expect(scene.world.definitions.own()).toEqual([]);
  });

  it('cost a wait after three wrong passphrases in a row, also in a worker that was started anew, and the vault none', async () => {
    const file = await packed();
    const scene = sceneWith({});
    const wrong = () => code(scene.moving.list(file, 'another passphrase'));
    expect(await Promise.all([wrong(), wrong(), wrong(), wrong()])).toEqual([
      ...Array(3).fill('wrong_passphrase'),
      'unlock_wait',
    ]);
    const before = await session.get(null);
    const anew = sceneWith({ now: () => NOW + 2_000 });
    await session.set(before);
    await expect(anew.moving.take(file, PASSPHRASE, NONE)).rejects.toMatchObject({
      failure: { code: 'unlock_wait', retryAfter: 1 },
    });
    expect(await anew.world.vault.list()).toEqual([]);
    await anew.vaultLock.choose({ mode: 'passphrase', passphrase: PASSPHRASE });
    await anew.vaultLock.lockNow();
    await expect(anew.vaultLock.unlock('another passphrase')).rejects.toThrow('wrong_passphrase');

    const later = sceneWith({ now: () => NOW + 3_000 });
    await session.set(before);
    expect((await later.moving.list(file, PASSPHRASE)).length).toBe(3);
    expect(Object.keys(await session.get(null))).not.toContain('vault.file-tries');
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
    expect(await code(scene.moving.take(file, PASSPHRASE, { ...NONE, replace: ['p1'] }))).toBe('storage_full');
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
