// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Items } from '../../../lib/vault/items';
import { isNewer, migrate, type Step } from '../../../lib/vault/migrations';
import plain from '../../fixtures/vault/v1.json';
import device from '../../fixtures/vault/v1-device.json';
import passphrase from '../../fixtures/vault/v1-passphrase.json';
import { memoryArea } from './memory';
import { connection, entry, PASSPHRASE, scene, sceneIn } from './scene';

const ids = Object.keys(plain).map((key) => key.slice('con:'.length));

/** A step as a next version might have it: every connection gets a field. */
const step = (from: number): Step => {
  return (items: Items) =>
    Object.fromEntries(
      Object.entries(items).map(([key, record]) => [
        key,
        { ...(record as object), schema: from + 1, [`of${from}`]: true },
      ]),
    );
};

describe('[S22] what the first build stored', () => {
  it('works: connections as they were, no mode chosen', async () => {
    const made = scene({ local: memoryArea(plain) });
    expect(await made.vault.list()).toEqual(Object.values(plain));
    expect(await made.keeper.state()).toEqual({ mode: 'unset', locked: false, damage: [], backups: [] });
    expect(made.local.dump()).toEqual(plain);
  });

  it.each(['session', 'device', 'passphrase'] as const)('goes on in mode %s', async (mode) => {
    const made = scene({ local: memoryArea(plain) });
    await made.keeper.choose(mode, PASSPHRASE);
    const [record] = await made.vault.list();
    if (!record) throw new Error('no connection');
    await made.vault.write({ connection: { ...record, rev: record.rev + 1 }, secrets: { secret: 'typed' } });
    expect((await made.wake().vault.read(record.id))?.secrets).toEqual({ secret: 'typed' });
    expect((await made.keeper.state()).damage).toEqual([]);
  });

  it.each([
    ['v1', plain],
    ['v1-device', device],
    ['v1-passphrase', passphrase],
  ])('%s is today’s already', (_, fixture) => {
    expect(migrate(fixture)).toBe(fixture);
  });
});

describe('[S22] a newer version’s records', () => {
  it('in a vault are refused as newer_schema, and nothing is written', async () => {
    const newer = { ...passphrase, 'vault.hdr': { ...passphrase['vault.hdr'], schema: 2, something: 'new' } };
    const { keeper, vault, local } = scene({ local: memoryArea(newer) });
    expect(await keeper.state()).toMatchObject({ locked: true, trouble: 'newer_schema' });
    expect(await vault.list()).toHaveLength(2);
    const attempts = [
      () => keeper.unlock(PASSPHRASE),
      () => keeper.choose('session'),
      () => keeper.changeMode('session'),
      () => keeper.changePassphrase(PASSPHRASE, PASSPHRASE),
      () => keeper.restore(),
      () => keeper.forgetSecrets(),
      () => vault.write(entry('new')),
      () => vault.writeToken(ids[0] ?? '', { accessToken: 't', tokenType: '', extras: {}, obtainedAt: 0 }),
      () => vault.remove(ids[0] ?? ''),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('newer_schema');
    expect(local.dump()).toEqual(newer);
    expect(local.calls).toMatchObject({ set: 0, remove: 0 });
  });

  it('one by one are said, kept, and do not stop the others', async () => {
    const made = await sceneIn('device', [entry('a'), entry('b')]);
    const newer = { ...connection('n'), schema: 2, more: true };
    await made.local.set({ 'con:n': newer, 'sec:b': { schema: 2, other: 'shape' } });
    expect((await made.vault.list()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await made.keeper.state()).damage).toEqual([
      { id: 'b', what: 'newer_schema' },
      { id: 'n', what: 'newer_schema' },
    ]);
    await expect(made.vault.write(entry('n'))).rejects.toThrow('newer_schema');
    expect(made.local.dump()['con:n']).toEqual(newer);
    expect((await made.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });

  it.each([
    [{ schema: 2 }, true],
    [{ schema: 1 }, false],
    [{ schema: '2' }, false],
    [{ schema: 1.5 }, false],
    [{}, false],
    [null, false],
    ['2', false],
    [undefined, false],
  ])('are told from damage: %j → %s', (record, expected) => {
    expect(isNewer(record)).toBe(expected);
  });
});

describe('[S22] steps', () => {
  const steps = { 1: step(1), 2: step(2) };

  it('run one after the other up to the target, on a copy', () => {
    const before = JSON.stringify(plain);
    const migrated = migrate(plain, steps, 3);
    expect(Object.values(migrated)[0]).toMatchObject({ schema: 3, of1: true, of2: true, label: expect.any(String) });
    expect(JSON.stringify(plain)).toBe(before);
    expect(migrate(migrated, steps, 3)).toBe(migrated);
    expect(migrate(migrate(plain, steps, 2), steps, 3)).toEqual(migrated);
  });

  it('go by the header where there is one', () => {
    expect(migrate(device, steps, 2)['vault.hdr']).toMatchObject({ schema: 2, of1: true });
  });

  it.each([
    ['newer_schema', () => migrate(migrate(plain, steps, 3), steps, 2)],
    ['vault_damaged', () => migrate(plain, {}, 2)],
  ])('refuse with %s', (code, run) => {
    expect(run).toThrow(code);
  });

  it('leave what has no schema alone', () => {
    expect(migrate({}, steps, 3)).toEqual({});
    expect(migrate({ 'con:a': 'bytes' }, steps, 3)).toEqual({ 'con:a': 'bytes' });
  });

  const relabel = (items: Items): Items => {
    const { 'con:old': old, ...rest } = items;
    return old ? { ...rest, 'con:new': connection('new') } : items;
  };

  it('reach the disk in one set, once, before anything is read; what they drop is gone', async () => {
    const local = memoryArea({ 'con:old': connection('old'), 'con:a': connection('a'), 'pref:x': 1 });
    const made = scene({ local, more: { migrate: relabel } });
    const [first, second] = await Promise.all([made.vault.list(), made.vault.list()]);
    expect(first.map(({ id }) => id).sort()).toEqual(['a', 'new']);
    expect(second).toEqual(first);
    expect(local.calls.set).toBe(1);
    expect(local.dump()).toMatchObject({ 'con:old': null, 'pref:x': 1 });
  });

  it('interrupted leave the old records, and run at the next try', async () => {
    const local = memoryArea({ 'con:old': connection('old') });
    const made = scene({ local, more: { migrate: relabel } });
    local.fault = (call) => {
      if (call === 'set') throw new Error('the worker is gone');
    };
    await expect(made.vault.list()).rejects.toThrow('storage_failed');
    expect(local.dump()).toEqual({ 'con:old': connection('old') });
    local.fault = () => undefined;
    expect((await made.vault.list()).map(({ id }) => id)).toEqual(['new']);
  });
});
