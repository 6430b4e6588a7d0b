// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { isTokenfillError } from '../../../lib/domain/errors';
import plain from '../../fixtures/vault/v1.json';
import device from '../../fixtures/vault/v1-device.json';
import passphrase from '../../fixtures/vault/v1-passphrase.json';
import { memoryArea } from './memory';
import { change, connection, entry, PASSPHRASE, rememberingKdf, type Scene, scene, sceneIn } from './scene';

type Items = Readonly<Record<string, unknown>>;
const FIXTURES: readonly (readonly [string, Items])[] = [
  ['v1', plain],
  ['v1-device', device],
  ['v1-passphrase', passphrase],
];
const IDS = ['4f6c1d0e-6a3b-4c55-9a51-0d3f1c2b7a10', '9b1de0aa-2f0c-4e43-8f5a-7c1e55d0b2f4'] as const;
const CODES = ['vault_damaged', 'vault_changed_outside', 'newer_schema', 'wrong_passphrase', 'locked', 'conflict'];
const kdf = rememberingKdf();

/** A stored value, damaged: as data while it still is data, else as the bytes that are there. */
function broken(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'fine';
  } catch (error) {
    return isTokenfillError(error) ? error.failure.code : `crash: ${error}`;
  }
}

/** What a damaged vault may do: say so. Returns what it said, and which secrets came out. */
async function start(local: Items): Promise<{ said: string[]; secrets: (string | undefined)[]; made: Scene }> {
  const made = scene({ local: memoryArea(local), more: { kdf } });
  const said: string[] = [];
  const unlocked = await codeOf(made.keeper.unlock(PASSPHRASE));
  if (unlocked !== 'fine') said.push(unlocked);
  const { trouble, damage } = await made.keeper.state();
  said.push(...(trouble ? [trouble] : []), ...damage.map(({ what }) => what));
  await made.vault.list();
  await made.vault.unreadable();
  const found = await Promise.all(IDS.map((id) => made.vault.read(id)));
  return { said, secrets: found.map((one) => one?.secrets?.secret), made };
}

function expectHonest({ said, secrets }: Awaited<ReturnType<typeof start>>, where: string): void {
  const allowed = [...IDS.map((id) => `secret-of-${id}`), undefined];
  expect(
    said.filter((one) => one.startsWith('crash')),
    where,
  ).toEqual([]);
  for (const [index, secret] of secrets.entries()) expect([allowed[index], undefined], where).toContain(secret);
}

describe.each(FIXTURES)('the fixture %s', (name, fixture) => {
  const holdsSecrets = name !== 'v1';

  it('opens', async () => {
    const { said, secrets } = await start(fixture);
    expect(said).toEqual([]);
    expect(secrets).toEqual(holdsSecrets ? IDS.map((id) => `secret-of-${id}`) : [undefined, undefined]);
  });

  it('[S21] with any byte flipped gives no wrong secret, says when one is lost, and never fails to start', async () => {
    for (const [key, value] of Object.entries(fixture)) {
      const bytes = new TextEncoder().encode(JSON.stringify(value));
      for (let at = 0; at < bytes.length; at++) {
        const flipped = bytes.map((byte, index) => (index === at ? byte ^ (1 << (at % 7)) : byte));
        const result = await start({ ...fixture, [key]: broken(new TextDecoder().decode(flipped)) });
        const where = `${key}, byte ${at}: ${result.said}`;
        expectHonest(result, where);
        // Whatever the seal covers, and the header, is never accepted silently.
        if (!key.startsWith('con:')) expect(result.said.length, where).toBeGreaterThan(0);
        if (result.said.length === 0 && holdsSecrets) expect(result.secrets, where).not.toContain(undefined);
      }
    }
  }, 60_000);

  it('[S21] cut off anywhere never fails to start', async () => {
    for (const [key, value] of Object.entries(fixture)) {
      const text = JSON.stringify(value);
      for (let length = 0; length < text.length; length += 3) {
        const result = await start({ ...fixture, [key]: text.slice(0, length) });
        expectHonest(result, `${key}, ${length}`);
        expect(result.said.length).toBeGreaterThan(0);
      }
    }
  }, 60_000);

  it.each([[null], [0], [''], [[]], [{}], [true], [{ schema: 1 }], [[[[]]]], ['\u0000']])(
    '[S21] with %j in place of any record never fails to start, and can always be forgotten',
    async (value) => {
      for (const key of Object.keys(fixture)) {
        const result = await start({ ...fixture, [key]: value });
        expectHonest(result, key);
        const code = await codeOf(result.made.vault.write(entry('new')));
        expect(['fine', ...CODES]).toContain(code);
        await result.made.keeper.forgetEverything();
        expect(result.made.local.dump()).toEqual({});
      }
    },
  );

  it('[S21] without any one of its records never fails to start', async () => {
    for (const key of Object.keys(fixture)) {
      const { [key]: _, ...rest } = fixture;
      const result = await start(rest);
      expectHonest(result, key);
      if (key === 'vault.hdr' || key === 'vault.dek') expect(result.said).toContain('vault_damaged');
    }
  });
});

describe('what does not read', () => {
  it('stays as it is while the others work and change', async () => {
    const made = await sceneIn('passphrase', [entry('a'), entry('b')]);
    await made.local.set({ 'con:a': { schema: 1, label: 'half' }, 'con:z': 'bytes' });
    expect((await made.vault.list()).map(({ id }) => id)).toEqual(['b']);
    expect([...(await made.vault.unreadable())].sort()).toEqual(['a', 'z']);
    await change(made, 'b', { label: 'works' });
    expect(made.local.dump()).toMatchObject({ 'con:a': { schema: 1, label: 'half' }, 'con:z': 'bytes' });
    expect((await made.keeper.state()).damage).toEqual([
      { id: 'a', what: 'connection_unreadable' },
      { id: 'z', what: 'connection_unreadable' },
    ]);
  });

  it('is kept aside when something takes its place, can be saved, and goes when the connection goes', async () => {
    const made = await sceneIn('passphrase', [entry('a')]);
    await made.local.set({ 'sec:a': 'damaged bytes' });
    await made.vault.write({ connection: connection('a', { rev: 2 }), secrets: { secret: 'typed again' } });
    expect(made.local.dump()['quarantine:sec:a']).toBe('damaged bytes');
    expect(await made.keeper.raw('a')).toMatchObject({ 'quarantine:sec:a': 'damaged bytes' });
    expect((await made.keeper.state()).damage).toEqual([]);
    await made.vault.remove('a');
    expect(Object.keys(made.local.dump())).toEqual(['vault.hdr']);
  });

  it('shows while locked as far as it shows without the key', async () => {
    const made = await sceneIn('passphrase', [entry('a'), entry('b'), entry('c')]);
    await made.local.set({ 'con:a': 'damaged', 'sec:b': 'damaged', 'sec:c': { schema: 2 } });
    await made.keeper.lock();
    const { damage } = await made.keeper.state();
    expect(damage.map(({ what }) => what)).toEqual(['connection_unreadable', 'secret_unreadable', 'newer_schema']);
  });

  it('a connection that does not read is forgotten on request', async () => {
    const made = await sceneIn('device', [entry('a')]);
    await made.local.set({ 'con:a': 'damaged' });
    expect(await made.vault.remove('a')).toBeUndefined();
    expect(await made.keeper.state()).toMatchObject({ damage: [] });
  });

  it('a secret that does not open survives a change of its connection', async () => {
    const made = await sceneIn('device', [entry('a')]);
    const good = made.local.dump()['sec:a'];
    await made.local.set({ 'sec:a': { ...(good as object), generation: 1 } });
    await change(made, 'a', { label: 'renamed' });
    await made.local.set({ 'sec:a': good });
    expect((await made.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });

  it('a secret whose connection is gone is said', async () => {
    const made = await sceneIn('device', [entry('a')]);
    await made.local.remove('con:a');
    expect((await made.keeper.state()).damage).toEqual([{ id: 'a', what: 'connection_missing' }]);
    expect(await made.vault.list()).toEqual([]);
  });
});
