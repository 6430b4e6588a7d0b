// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../lib/vault/vault-world';
import { memoryArea, memoryBackup } from './memory';
import {
  change,
  connection,
  entry,
  NOW,
  ORIGIN,
  OTHER_PASSPHRASE,
  PASSPHRASE,
  type Scene,
  scene,
  sceneIn,
} from './scene';

const saved = () => sceneIn('passphrase', [entry('a'), entry('b')]);
const secretOf = async ({ vault }: Scene, id: string) => (await vault.read(id))?.secrets?.secret;

describe('the backup', () => {
  it('has the last three generations, newest first', async () => {
    const made = await saved();
    for (const label of ['1', '2', '3']) await change(made, 'a', { label });
    const { backups } = await made.keeper.state();
    expect(backups).toEqual([6, 5, 4].map((generation) => ({ generation, at: NOW, connections: 2 })));
  });

  it.each(['session', 'device', 'passphrase'] as const)('holds no secret, token or key in mode %s', async (mode) => {
    const made = await sceneIn(mode, [entry('a'), entry('b')]);
    const key = (made.local.dump()['vault.dek'] ?? made.session.dump()['vault.key'] ?? { key: 'none' }) as {
      key: string;
    };
    const text = JSON.stringify(made.backup.snapshots);
    expect(text).not.toMatch(/secret-of|token-of/);
    expect(text).not.toContain(key.key);
    for (const { items } of made.backup.snapshots) {
      expect(Object.keys(items).filter((name) => !/^(vault\.hdr$|con:|sec:)/.test(name))).toEqual([]);
    }
  });

  it('fails no change', async () => {
    const made = await saved();
    made.backup.fails = true;
    await change(made, 'a', { label: 'new' });
    expect((await made.vault.read('a'))?.connection.label).toBe('new');
    expect(await made.keeper.state()).toMatchObject({ damage: [], backups: [] });
    expect(await made.keeper.restore()).toBe(false);
  });

  it('is not there before a mode was chosen, or without a store', async () => {
    expect((await sceneIn('unset', [entry('a')])).backup.snapshots).toEqual([]);
    const { keeper } = await sceneIn('device', [entry('a')], { more: { backup: undefined } });
    expect(await keeper.restore()).toBe(false);
    await keeper.forgetEverything();
  });
});

describe('restoring', () => {
  it('[S21] brings everything back when the storage is empty', async () => {
    const made = await saved();
    const later = scene({ backup: made.backup });
    expect(await later.keeper.state()).toMatchObject({ mode: 'unset', backups: [{}, {}, {}] });
    expect(await later.keeper.restore()).toBe(true);
    expect(await later.keeper.state()).toMatchObject({ mode: 'passphrase', locked: true, damage: [] });
    await later.keeper.unlock(PASSPHRASE);
    expect(await secretOf(later, 'a')).toBe('secret-of-a');
    expect(await secretOf(later, 'b')).toBe('secret-of-b');
    await later.vault.write(entry('c'));
    expect((await later.keeper.state()).damage).toEqual([]);
  });

  it('[S21] brings back the header alone when only it is damaged, and keeps the damaged one aside', async () => {
    const made = await saved();
    await made.local.set({ 'vault.hdr': 'damaged' });
    expect(await made.keeper.state()).toMatchObject({ trouble: 'vault_damaged', locked: true });
    await made.keeper.restore();
    expect(await made.keeper.state()).toMatchObject({ mode: 'passphrase', locked: false, damage: [] });
    expect(await secretOf(made, 'b')).toBe('secret-of-b');
    expect(made.local.dump()['quarantine:vault.hdr']).toBe('damaged');
  });

  it('takes the newest copy that reads', async () => {
    const made = await saved();
    const [newest, ...rest] = made.backup.snapshots;
    made.backup.snapshots = [{ ...(newest as Snapshot), items: { 'vault.hdr': 'damaged too' } }, ...rest];
    const later = scene({ backup: made.backup });
    expect(await later.keeper.restore()).toBe(true);
    await later.keeper.unlock(PASSPHRASE);
    expect(await secretOf(later, 'a')).toBe('secret-of-a');
  });

  it.each<[string, Record<string, unknown>]>([
    ['a connection', { 'con:a': 'damaged' }],
    ['a secret', { 'sec:a': 'damaged' }],
    ['both', { 'con:a': 'damaged', 'sec:a': 'damaged' }],
    ['origins that somebody added', { 'con:a': connection('a', { origins: [ORIGIN, 'https://evil.example.test'] }) }],
    ['a connection that somebody removed', { 'con:a': null }],
  ])('[S21] repairs %s and leaves the others as they are now', async (_, damage) => {
    const made = await saved();
    await change(made, 'b', { label: 'now' });
    await made.local.set(damage);
    expect((await made.keeper.state()).damage).toHaveLength(1);
    expect(await made.keeper.restore()).toBe(true);
    expect((await made.keeper.state()).damage).toEqual([]);
    expect(await made.vault.read('a')).toMatchObject({ connection: connection('a'), secrets: entry('a').secrets });
    expect((await made.vault.read('b'))?.connection.label).toBe('now');
    expect(await made.keeper.restore()).toBe(false);
  });

  it('asks for the passphrase before it repairs single records', async () => {
    const made = await saved();
    await made.local.set({ 'con:a': 'damaged' });
    await made.keeper.lock();
    await expect(made.keeper.restore()).rejects.toThrow('locked');
  });

  it('takes nothing of another vault', async () => {
    const made = await saved();
    const other = await sceneIn('passphrase', [entry('a', { label: 'other' })]);
    await made.local.set({ 'con:a': 'damaged' });
    made.backup.snapshots = other.backup.snapshots;
    expect(await made.keeper.restore()).toBe(false);
    expect(made.local.dump()['con:a']).toBe('damaged');
  });

  it('undoes a rollback of the disk', async () => {
    const made = await saved();
    const old = made.local.dump();
    await change(made, 'a', { label: 'newer' });
    for (const key of made.local.items.keys()) made.local.items.delete(key);
    await made.local.set(old);
    expect(await made.keeper.state()).toMatchObject({ trouble: 'vault_changed_outside' });
    expect(await made.keeper.restore()).toBe(true);
    expect(await made.vault.read('a')).toMatchObject({ connection: { label: 'newer' }, secrets: entry('a').secrets });
    expect((await made.keeper.state()).damage).toEqual([]);
  });

  it('brings back the connections of a device vault, whose key is in no backup', async () => {
    const made = await sceneIn('device', [entry('a')]);
    const later = scene({ backup: made.backup });
    expect(await later.keeper.restore()).toBe(true);
    expect(await later.keeper.state()).toMatchObject({ mode: 'unset', locked: false, damage: [] });
    expect(await later.vault.read('a')).toEqual({ connection: connection('a') });
  });

  it('brings back a device vault whose header alone is damaged', async () => {
    const made = await sceneIn('device', [entry('a')]);
    await made.local.set({ 'vault.hdr': {} });
    await made.keeper.restore();
    expect(await made.vault.read('a')).toEqual(entry('a'));
  });

  it('works when the storage cannot be read', async () => {
    const made = await saved();
    const local = memoryArea();
    local.fault = (call, count) => {
      if (call === 'get' && count === 2) throw new Error('An unexpected error occurred');
    };
    const later = scene({ local, backup: made.backup });
    expect(await later.keeper.restore()).toBe(true);
  });

  it('has nothing to take when there is no damage or no backup', async () => {
    expect(await (await saved()).keeper.restore()).toBe(false);
    expect(await scene({ backup: memoryBackup() }).keeper.restore()).toBe(false);
  });

  it('[S21] cut off before its write changes nothing', async () => {
    const made = await saved();
    await made.local.set({ 'vault.hdr': 'damaged' });
    const before = made.local.dump();
    made.local.fault = (call) => {
      if (call === 'set') throw new Error('the worker is gone');
    };
    await expect(made.keeper.restore()).rejects.toThrow('storage_failed');
    expect(made.local.dump()).toEqual(before);
  });

  it('after a change of passphrase opens with the new one', async () => {
    const made = await saved();
    await made.keeper.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
    const later = scene({ backup: made.backup });
    await later.keeper.restore();
    await expect(later.keeper.unlock(PASSPHRASE)).rejects.toThrow('wrong_passphrase');
    await later.keeper.unlock(OTHER_PASSPHRASE);
    expect(await secretOf(later, 'a')).toBe('secret-of-a');
  });
});

describe('what the backup holds and the storage does not', () => {
  const missing = async ({ keeper }: Scene) => (await keeper.state()).missing;
  const replace = async (made: Scene, items: Readonly<Record<string, unknown>>) => {
    for (const key of made.local.items.keys()) made.local.items.delete(key);
    await made.local.set({ ...items });
  };

  it('is nothing after any change, removal, lock, forgetting or failed backup', async () => {
    const made = await saved();
    expect(await missing(made)).toBeUndefined();
    await made.vault.remove('a');
    expect(await missing(made)).toBeUndefined();
    await made.keeper.lock();
    expect(await missing(made.restart())).toBeUndefined();
    made.backup.fails = true;
    await made.keeper.unlock(PASSPHRASE);
    await made.vault.remove('b');
    made.backup.fails = false;
    expect(await missing(made)).toBeUndefined();
    await made.keeper.forgetSecrets();
    expect(await missing(made)).toBeUndefined();
  });

  it('[S21] is said by name when the storage is empty, and comes back', async () => {
    const later = scene({ backup: (await saved()).backup });
    expect(await missing(later)).toEqual([
      { id: 'a', label: 'Connection a' },
      { id: 'b', label: 'Connection b' },
    ]);
    expect(await later.keeper.restore()).toBe(true);
    await later.keeper.unlock(PASSPHRASE);
    expect(await missing(later)).toBeUndefined();
    expect(await secretOf(later, 'b')).toBe('secret-of-b');
  });

  it.each(['con:a', 'sec:a'])('[S21] is said, and comes back while locked, when %s alone is gone', async (key) => {
    const made = await saved();
    await made.local.remove(key === 'con:a' ? ['con:a', 'sec:a'] : key);
    const later = made.restart();
    expect(await missing(later)).toEqual([{ id: 'a', label: 'Connection a' }]);
    expect(await later.keeper.restore()).toBe(true);
    await later.keeper.unlock(PASSPHRASE);
    expect(await later.keeper.state()).toMatchObject({ damage: [], missing: undefined });
    expect(await secretOf(later, 'a')).toBe('secret-of-a');
  });

  it('[S21] is said, and comes back, when an older state was put back before the browser was started', async () => {
    const made = await saved();
    const old = made.local.dump();
    await made.vault.write(entry('c'));
    await change(made, 'a', { label: 'newer' });
    await replace(made, old);
    const later = made.restart();
    expect((await missing(later))?.map(({ id }) => id)).toEqual(['c']);
    expect(await later.keeper.restore()).toBe(true);
    await later.keeper.unlock(PASSPHRASE);
    expect(await later.keeper.state()).toMatchObject({ damage: [], missing: undefined });
    expect(await secretOf(later, 'c')).toBe('secret-of-c');
    expect((await later.vault.read('a'))?.connection.label).toBe('newer');
  });

  it('[S21] is said when the older state is that of another mode, and comes back with its passphrase', async () => {
    const made = await sceneIn('device', [entry('a')]);
    const old = made.local.dump();
    await made.keeper.changeMode('passphrase', { passphrase: PASSPHRASE });
    await replace(made, old);
    const later = made.restart();
    expect(await missing(later)).toEqual([]);
    expect(await later.keeper.restore()).toBe(true);
    expect(await later.keeper.state()).toMatchObject({ mode: 'passphrase', locked: true, missing: undefined });
    await later.keeper.unlock(PASSPHRASE);
    expect(await secretOf(later, 'a')).toBe('secret-of-a');
  });

  it('is no secret of a device vault, whose key is in no backup', async () => {
    const later = scene({ backup: (await sceneIn('device', [entry('a')])).backup });
    expect(await missing(later)).toHaveLength(1);
    await later.keeper.restore();
    expect(await missing(later)).toBeUndefined();
  });
});
