// @vitest-environment node

import { describe, expect, it } from 'vitest';
import type { VaultMode } from '../../../lib/domain/view';
import { connection, entry, OTHER_PASSPHRASE, PASSPHRASE, type Scene, scene, sceneIn } from './scene';

const MODES = ['session', 'device', 'passphrase'] as const;
type Chosen = (typeof MODES)[number];
const WAYS = (['unset', ...MODES] as const).flatMap((from) =>
  MODES.filter((to) => to !== from).map((to) => [from, to] as const),
);

const go = ({ keeper }: Scene, from: VaultMode, to: Chosen) =>
  from === 'unset' ? keeper.choose(to, PASSPHRASE) : keeper.changeMode(to, { passphrase: PASSPHRASE });

const open = async (made: Scene) => {
  if ((await made.keeper.state()).mode === 'passphrase') await made.keeper.unlock(PASSPHRASE);
  return made;
};

const secretsIn = async ({ vault }: Scene) =>
  Promise.all(['a', 'b'].map(async (id) => (await vault.read(id))?.secrets?.secret));
const BOTH = ['secret-of-a', 'secret-of-b'];

describe.each(WAYS)('from %s to %s', (from, to) => {
  it('every secret and token comes along', async () => {
    const made = await sceneIn(from, [entry('a'), entry('b')]);
    await go(made, from, to);
    expect((await made.keeper.state()).mode).toBe(to);
    for (const now of [made, made.wake()]) {
      expect(await now.vault.read('a')).toEqual(entry('a'));
      expect(await now.vault.read('b')).toEqual(entry('b'));
      expect(await now.keeper.state()).toMatchObject({ mode: to, locked: false, damage: [] });
    }
    const later = await open(made.restart());
    expect(await secretsIn(later)).toEqual(to === 'session' ? [undefined, undefined] : BOTH);
  });

  it('leaves nothing of the old mode where the new one does not keep it', async () => {
    const made = await sceneIn(from, [entry('a'), entry('b')]);
    const before = made.local.dump();
    await go(made, from, to);
    const [local, session] = [made.local.dump(), made.session.dump()];
    const onDisk = Object.keys(local).filter((key) => /^(sec:|vault\.dek)/.test(key));
    const inMemory = Object.keys(session).filter((key) => /^(sec:|vault\.key)/.test(key));
    expect(onDisk.sort()).toEqual(
      { session: [], device: ['sec:a', 'sec:b', 'vault.dek'], passphrase: ['sec:a', 'sec:b'] }[to],
    );
    expect(inMemory.sort()).toEqual({ session: ['sec:a', 'sec:b'], device: [], passphrase: ['vault.key'] }[to]);
    expect(local['sec:a'] ?? null).not.toEqual(before['sec:a'] ?? 'nothing');
    expect(made.backup.snapshots).toHaveLength(1);
    expect(JSON.stringify(made.backup.snapshots)).not.toContain('vault.dek');
  });

  it('[S20] nothing that was ever written to disk holds a secret in clear, and it is one set', async () => {
    const made = await sceneIn(from, [entry('a'), entry('b')]);
    const sets = made.local.calls.set;
    await go(made, from, to);
    expect(made.local.calls.set).toBe(sets + 1);
    expect(made.local.written.join()).not.toMatch(/secret-of|token-of/);
  });

  it.each(['local', 'session'] as const)(
    '[S20] cut off at any call of storage.%s, the old or the new is whole',
    async (area) => {
      const calls = ['get', 'set', 'remove'] as const;
      for (const call of calls) {
        for (let nth = 1; nth <= 6; nth++) {
          const made = await sceneIn(from, [entry('a'), entry('b')]);
          const first = made[area].calls[call];
          made[area].fault = (name, count) => {
            if (name === call && count >= first + nth) throw new Error('the worker is gone');
          };
          await go(made, from, to).catch(() => undefined);
          made[area].fault = () => undefined;

          const woken = await open(made.wake());
          const { mode, damage, trouble } = await woken.keeper.state();
          expect([from, to]).toContain(mode);
          expect({ damage, trouble }).toEqual({ damage: [], trouble: undefined });
          expect(await secretsIn(woken)).toEqual(BOTH);
          await woken.vault.write(entry('c'));
          expect(await woken.vault.read('c')).toEqual(entry('c'));
        }
      }
    },
  );
});

describe('a mode', () => {
  it('is unset at first, and works as session until it is chosen', async () => {
    const made = await sceneIn('unset', [entry('a')]);
    expect(await made.keeper.state()).toEqual({ mode: 'unset', locked: false, damage: [], backups: [] });
    expect(await made.restart().vault.read('a')).toEqual({ connection: connection('a') });
  });

  it.each(MODES)('is chosen once: %s', async (mode) => {
    const { keeper } = await sceneIn(mode);
    for (const again of MODES) await expect(keeper.choose(again, PASSPHRASE)).rejects.toThrow('conflict');
    await expect(scene().keeper.changeMode(mode, { passphrase: PASSPHRASE })).rejects.toThrow('conflict');
  });

  it.each(MODES)('changed to itself stays: %s', async (mode) => {
    const made = await sceneIn(mode, [entry('a')]);
    const before = made.local.dump();
    await made.keeper.changeMode(mode, { passphrase: OTHER_PASSPHRASE });
    expect(made.local.dump()).toEqual(before);
  });

  it('is not left while a secret does not open: nothing is lost on the way', async () => {
    const made = await sceneIn('passphrase', [entry('a'), entry('b')]);
    await made.local.set({ 'sec:a': { ...(made.local.dump()['sec:a'] as object), generation: 1 } });
    const before = made.local.dump();
    for (const to of ['session', 'device'] as const) {
      await expect(made.keeper.changeMode(to)).rejects.toThrow('vault_damaged');
    }
    expect(made.local.dump()).toEqual(before);
  });

  it('carries a secret whose connection was edited on disk along as it is: closed', async () => {
    const made = await sceneIn('passphrase', [entry('a')]);
    await made.local.set({ 'con:a': connection('a', { origins: [] }) });
    await made.keeper.changeMode('device');
    expect(await made.vault.read('a')).toMatchObject({ damage: 'bindings_changed' });
    await made.local.set({ 'con:a': connection('a') });
    expect((await made.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });

  it('does not bring back what lay in memory from before', async () => {
    const made = await sceneIn('passphrase', [entry('a'), entry('b')]);
    const [old] = [(await sceneIn('session', [entry('b')])).session.dump()['sec:b']];
    await made.vault.write({ connection: connection('b', { rev: 2 }) });
    await made.session.set({ 'sec:b': old });
    await made.keeper.changeMode('session');
    expect(await secretsIn(made)).toEqual(['secret-of-a', undefined]);
  });

  it('from device to passphrase has a new key: the old one opens nothing', async () => {
    const made = await sceneIn('device', [entry('a')]);
    const { 'vault.dek': old } = made.local.dump();
    await made.keeper.changeMode('passphrase', { passphrase: PASSPHRASE });
    await made.keeper.lock();
    await made.session.set({ 'vault.key': old });
    expect(await made.vault.read('a')).toEqual({ connection: connection('a'), locked: true });
    expect(JSON.stringify(made.local.dump())).not.toContain((old as { key: string }).key);
  });
});

describe('forgetting', () => {
  it.each(['unset', ...MODES] as const)('everything leaves nothing in mode %s', async (mode) => {
    const made = await sceneIn(mode, [entry('a'), entry('b')]);
    await made.local.set({ 'con:bad': 'damaged', 'quarantine:sec:x': 'old', 'pref:other': 'stays' });
    await made.keeper.forgetEverything();
    expect(made.local.dump()).toEqual({ 'pref:other': 'stays' });
    expect(made.session.dump()).toEqual({});
    expect(made.backup.snapshots).toEqual([]);
    expect(await made.keeper.state()).toEqual({ mode: 'unset', locked: false, damage: [], backups: [] });
    await made.keeper.choose('passphrase', OTHER_PASSPHRASE);
  });

  it('overwrites before it removes, header and key with the first write', async () => {
    const made = await sceneIn('device', [entry('a')]);
    made.local.fault = (call) => {
      if (call === 'remove') throw new Error('gone');
    };
    await expect(made.keeper.forgetEverything()).rejects.toThrow('storage_failed');
    expect(Object.values(made.local.dump()).every((value) => value === null)).toBe(true);
    made.local.fault = () => undefined;
    expect(await made.wake().keeper.state()).toMatchObject({ mode: 'unset', locked: false, damage: [] });
  });

  it('says so when the backup stays', async () => {
    const made = await sceneIn('device', [entry('a')]);
    made.backup.fails = true;
    await expect(made.keeper.forgetEverything()).rejects.toThrow('storage_failed');
    expect(made.local.dump()).toEqual({});
  });

  it('secrets alone is the way on without the passphrase: connections stay', async () => {
    const made = (await sceneIn('passphrase', [entry('a'), entry('b')])).restart();
    await made.keeper.forgetSecrets();
    expect(await made.keeper.state()).toEqual({ mode: 'unset', locked: false, damage: [], backups: [] });
    expect(await made.vault.read('a')).toEqual({ connection: connection('a') });
    expect(JSON.stringify(made.local.dump())).not.toMatch(/sec:|vault/);
    await made.keeper.choose('device');
    await made.vault.write(entry('a', { rev: 2 }));
    expect((await made.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });
});
