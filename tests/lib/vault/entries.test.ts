// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { change, connection, entry, ORIGIN, scene, sceneIn, token } from './scene';

const MODES = ['unset', 'session', 'device', 'passphrase'] as const;

describe.each(MODES)('entries in mode %s', (mode) => {
  it('are read as they were written, by the next worker too', async () => {
    const first = await sceneIn(mode, [entry('a'), entry('b')]);
    expect(await first.vault.read('a')).toEqual(entry('a'));
    expect(await first.wake().vault.read('b')).toEqual(entry('b'));
    expect((await first.wake().vault.list()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await first.keeper.state()).damage).toEqual([]);
  });

  it('are unknown when there is none', async () => {
    const { vault } = await sceneIn(mode);
    expect(await vault.read('nobody')).toBeUndefined();
    expect(await vault.remove('nobody')).toBeUndefined();
    await vault.writeToken('nobody', token('t'));
    expect(await vault.list()).toEqual([]);
  });

  it('lose the parts that are left out', async () => {
    const { vault, session, local } = await sceneIn(mode, [entry('a')]);
    await vault.write({ connection: connection('a', { rev: 2 }) });
    expect(await vault.read('a')).toEqual({ connection: connection('a', { rev: 2 }) });
    expect([...session.items.keys(), ...local.items.keys()].filter((key) => /^(sec|tok):/.test(key))).toEqual([]);
  });

  it.each([0, 1, 3])('refuse revision %i after revision 1', async (rev) => {
    const made = await sceneIn(mode, [entry('a')]);
    await expect(made.vault.write(entry('a', { rev, label: 'late' }))).rejects.toThrow('conflict');
    expect(await made.vault.read('a')).toEqual(entry('a'));
  });

  it('take a new token without a new revision', async () => {
    const { vault } = await sceneIn(mode, [entry('a')]);
    await vault.writeToken('a', token('second'));
    expect(await vault.read('a')).toEqual({ ...entry('a'), token: token('second') });
  });

  it('change in their plain part alone, in one step', async () => {
    const { vault } = await sceneIn(mode, [entry('a')]);
    const edited = connection('a', { rev: 2, label: 'renamed' });
    expect(await vault.change('a', ({ rev }) => ({ label: 'renamed', rev: rev + 40 }))).toEqual(edited);
    expect(await vault.read('a')).toEqual({ ...entry('a'), connection: edited });
    expect(await vault.change('nobody', () => ({}))).toBeUndefined();
  });

  it('are forgotten with their secret and token, and can be written again', async () => {
    const { vault, session, local } = await sceneIn(mode, [entry('a'), entry('b')]);
    expect(await vault.remove('a')).toEqual(entry('a'));
    expect(await vault.read('a')).toBeUndefined();
    expect([...session.items.keys(), ...local.items.keys()].filter((key) => key.endsWith(':a'))).toEqual([]);
    await vault.write(entry('a'));
    expect(await vault.read('a')).toEqual(entry('a'));
  });

  it('move with the origins and the http switch that our own code changes', async () => {
    const made = await sceneIn(mode, [entry('a')]);
    await change(made, 'a', { origins: [ORIGIN, 'https://other.example.test'], allowHttp: true });
    expect(await made.wake().vault.read('a')).toMatchObject({
      secrets: { secret: 'secret-of-a' },
      token: { accessToken: 'token-of-a' },
    });
  });

  it('keep any text as it is', async () => {
    const secrets = { secret: 'päss\u0000wörd \ud83d\ude00 \u2028"\\', empty: '', long: 'x'.repeat(200_000) };
    const { vault } = await sceneIn(mode, [{ connection: connection('a'), secrets }]);
    expect((await vault.read('a'))?.secrets).toEqual(secrets);
  });

  it('[S14] take no prototype from what is stored', async () => {
    const inputs = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>;
    const made = await sceneIn(mode, [{ ...entry('__proto__', { inputs }), secrets: inputs }, entry('constructor')]);
    await made.vault.read('__proto__');
    await made.keeper.state();
    expect((await made.wake().vault.list()).map(({ id }) => id)).toContain('constructor');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

describe('what a storage area throws', () => {
  const broken = () => {
    throw new Error('An unexpected error occurred');
  };

  it.each(MODES)('is storage_failed in mode %s, and nothing has changed', async (mode) => {
    const made = await sceneIn(mode, [entry('a')]);
    made.local.fault = (call) => call === 'set' && broken();
    const next = { ...entry('a', { rev: 2 }), secrets: { secret: 'new' }, token: token('new') };
    for (const run of [
      () => made.vault.write(next),
      () => made.vault.write({ connection: next.connection }),
      () => made.vault.write(entry('b')),
      () => made.vault.remove('a'),
    ]) {
      await expect(run()).rejects.toThrow('storage_failed');
    }
    made.local.fault = () => undefined;
    expect(await made.wake().vault.read('a')).toEqual(entry('a'));
    expect([...made.session.items.keys()].filter((key) => key.endsWith(':b'))).toEqual([]);
  });

  it.each(MODES)('leaves the old secret and token in mode %s when memory takes nothing', async (mode) => {
    const made = await sceneIn(mode, [entry('a')]);
    made.session.fault = (call) => call === 'set' && broken();
    const next = { ...entry('a', { rev: 2 }), secrets: { secret: 'new' }, token: token('new') };
    await expect(made.vault.write(next)).rejects.toThrow('storage_failed');
    expect(await made.wake().vault.read('a')).toEqual(entry('a'));
  });

  it('is said by every face, in any mode', async () => {
    const { vault, keeper, local } = scene();
    local.fault = broken;
    for (const run of [
      vault.list,
      vault.unreadable,
      keeper.state,
      () => vault.read('a'),
      () => vault.write(entry('a')),
    ]) {
      await expect(run()).rejects.toThrow('storage_unreadable');
    }
    local.fault = () => undefined;
    expect(await vault.list()).toEqual([]);
  });

  it('is storage_full when the browser says quota', async () => {
    const made = await sceneIn('device', [entry('a')]);
    made.local.fault = (call) => {
      if (call === 'set') throw new Error('Resource::kQuotaBytes quota exceeded');
    };
    await expect(change(made, 'a', { label: 'new' })).rejects.toThrow('storage_full');
  });
});

describe('a full storage', () => {
  it('is refused above 8 MB before anything is written, and can be emptied', async () => {
    const made = await sceneIn('passphrase', [entry('a')]);
    const inputs = { text: 'x'.repeat(8 * 1024 * 1024) };
    const writes = made.local.written.length;
    await expect(made.vault.write(entry('b', { inputs }))).rejects.toThrow('storage_full');
    expect(made.local.written).toHaveLength(writes);
    expect(await made.vault.read('a')).toEqual(entry('a'));

    made.local.items.set('other', 'x'.repeat(9 * 1024 * 1024));
    await expect(made.vault.write(entry('b'))).rejects.toThrow('storage_full');
    await made.vault.remove('a');
    expect(await made.vault.list()).toEqual([]);
  });
});

describe('what is written', () => {
  it.each(['session', 'device', 'passphrase'] as const)(
    '[S20] is one set of storage.local per change in mode %s',
    async (mode) => {
      const made = await sceneIn(mode, [entry('a')]);
      const sets = made.local.calls.set;
      await change(made, 'a', { label: 'new' });
      expect(made.local.calls.set).toBe(sets + 1);
      await made.vault.remove('a');
      expect(made.local.calls.set).toBe(sets + 2);
    },
  );

  it('is never an access token on disk', async () => {
    for (const mode of MODES) {
      const made = await sceneIn(mode, [entry('a')]);
      await made.vault.writeToken('a', token('token-of-a-2'));
      expect(made.local.written.join()).not.toContain('token-of-a');
      expect(JSON.stringify(made.backup.snapshots)).not.toContain('token-of-a');
    }
  });
});
