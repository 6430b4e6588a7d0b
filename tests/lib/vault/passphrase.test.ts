// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { deriveWrappingKey } from '../../../lib/vault/kdf';
import { connection, entry, NOW, OTHER_PASSPHRASE, PASSPHRASE, sceneIn, token } from './scene';

const saved = () => sceneIn('passphrase', [entry('a'), entry('b')]);
const SEALED_KEYS = /^(vault\.(hdr|dek|key)|sec:|tok:|bin:)/;

describe('a passphrase', () => {
  it('opens everything after the browser was closed, and only tokens are gone', async () => {
    const later = (await saved()).restart();
    expect(await later.keeper.state()).toMatchObject({ mode: 'passphrase', locked: true, damage: [] });
    expect(await later.vault.read('a')).toEqual({ connection: connection('a'), locked: true });

    await later.keeper.unlock(PASSPHRASE);

    expect(await later.keeper.state()).toMatchObject({ mode: 'passphrase', locked: false, damage: [] });
    expect(await later.vault.read('a')).toEqual({ connection: connection('a'), secrets: { secret: 'secret-of-a' } });
  });

  it.each([
    ['another', OTHER_PASSPHRASE],
    ['an empty one', ''],
    ['one letter less', PASSPHRASE.slice(0, -1)],
    ['another case', PASSPHRASE.toUpperCase()],
    ['a space more', `${PASSPHRASE} `],
    ['a very long one', 'x'.repeat(100_000)],
  ])('is refused as wrong_passphrase when it is %s, and nothing opens or changes', async (_, wrong) => {
    const later = (await saved()).restart();
    const before = later.local.dump();
    await expect(later.keeper.unlock(wrong)).rejects.toThrow('wrong_passphrase');
    expect((await later.keeper.state()).locked).toBe(true);
    expect((await later.vault.read('a'))?.secrets).toBeUndefined();
    expect(later.local.dump()).toEqual(before);
    expect(later.session.dump()).toEqual({ 'vault.tries': { wrong: 1, at: NOW } });
  });

  it('must wait a second for each wrong one in a row from the third on, a minute at most', async () => {
    const later = (await saved()).restart();
    for (let wrong = 1; wrong <= 3; wrong += 1) {
      await expect(later.keeper.unlock(OTHER_PASSPHRASE)).rejects.toThrow('wrong_passphrase');
    }
    const soon = later.wake({ now: () => NOW + 1_500 });
    for (const keeper of [later.keeper, soon.keeper]) {
      await expect(keeper.unlock(PASSPHRASE)).rejects.toThrow('unlock_wait');
    }
    await expect(soon.keeper.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE)).rejects.toMatchObject({
      failure: { code: 'unlock_wait', retryAfter: 2 },
    });

    await later.session.set({ 'vault.tries': { wrong: 500, at: NOW } });
    await expect(later.wake({ now: () => NOW + 1 }).keeper.unlock(PASSPHRASE)).rejects.toMatchObject({
      failure: { retryAfter: 60 },
    });
    expect((await later.keeper.state()).locked).toBe(true);
  });

  it.each([
    ['the wait is over', NOW + 3_000],
    ['the clock was put back', NOW - 86_400_000],
  ])('opens again when %s, and the wrong ones are forgotten', async (_, time) => {
    const later = (await saved()).restart();
    await later.session.set({ 'vault.tries': { wrong: 3, at: NOW } });
    await later.wake({ now: () => time }).keeper.unlock(PASSPHRASE);
    expect((await later.keeper.state()).locked).toBe(false);
    expect(later.session.dump()).not.toHaveProperty('vault.tries');
  });

  it('is the same however its letters are composed', async () => {
    const made = await sceneIn('unset');
    await made.keeper.choose('passphrase', 'Zürich—ﬁne café');
    const later = made.restart();
    await later.keeper.unlock('Zürich—ﬁne café'.normalize('NFD'));
    expect((await later.keeper.state()).locked).toBe(false);
  });

  it.each([
    ['missing', undefined],
    ['too short', 'elevenchars'],
    ['short but long in bytes', '😀'.repeat(11)],
    ['too long', 'x'.repeat(257)],
  ])('is refused as input_invalid when it is %s', async (_, passphrase) => {
    const { keeper, local } = await sceneIn('unset', [entry('a')]);
    await expect(keeper.choose('passphrase', passphrase)).rejects.toThrow('input_invalid');
    expect(await keeper.state()).toMatchObject({ mode: 'unset', locked: false });
    expect(Object.keys(local.dump())).toEqual(['con:a']);

    const other = await saved();
    await expect(other.keeper.changePassphrase(PASSPHRASE, passphrase ?? '')).rejects.toThrow('input_invalid');
  });

  it.each(['twelve chars', '😀'.repeat(12), 'x'.repeat(256)])('is taken when it is %s', async (passphrase) => {
    const made = await sceneIn('unset', [entry('a')]);
    await made.keeper.choose('passphrase', passphrase);
    const later = made.restart();
    await later.keeper.unlock(passphrase);
    expect((await later.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });

  it('can be changed, which seals no record anew', async () => {
    const made = await saved();
    const before = made.local.dump();

    await made.keeper.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);

    expect({ ...made.local.dump(), 'vault.hdr': 0 }).toEqual({ ...before, 'vault.hdr': 0 });
    const later = made.restart();
    await expect(later.keeper.unlock(PASSPHRASE)).rejects.toThrow('wrong_passphrase');
    await later.keeper.unlock(OTHER_PASSPHRASE);
    expect((await later.vault.read('b'))?.secrets).toEqual(entry('b').secrets);
  });

  it('leaves no copy behind that the old one opens', async () => {
    const made = await saved();
    await made.keeper.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
    expect(made.backup.snapshots.map(({ items }) => items['vault.hdr'])).toEqual([made.local.dump()['vault.hdr']]);
  });

  it('is changed by whoever knows it only, in passphrase mode only', async () => {
    const made = await saved();
    const before = made.local.dump();
    await expect(made.keeper.changePassphrase(OTHER_PASSPHRASE, 'a third passphrase')).rejects.toThrow(
      'wrong_passphrase',
    );
    expect(made.local.dump()).toEqual(before);
    for (const mode of ['unset', 'session', 'device'] as const) {
      const { keeper } = await sceneIn(mode);
      await expect(keeper.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE)).rejects.toThrow('conflict');
    }
  });

  it('works for real, with 900,000 rounds', async () => {
    const made = await sceneIn('passphrase', [entry('a')], { more: { kdf: deriveWrappingKey } });
    const later = made.restart();
    await expect(later.keeper.unlock(OTHER_PASSPHRASE)).rejects.toThrow('wrong_passphrase');
    await later.keeper.unlock(PASSPHRASE);
    expect((await later.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });
});

describe('locking', () => {
  it('[S18] leaves nothing secret in memory', async () => {
    const made = await saved();
    await made.session.set({ 'bin:old': { entry: entry('old'), at: 0 }, 'sec:stray': { secret: 's' }, changed: 'x' });

    await made.keeper.lock();

    expect(Object.keys(made.session.dump()).filter((key) => SEALED_KEYS.test(key))).toEqual([]);
    expect(JSON.stringify(made.session.dump())).not.toMatch(/secret-of|token-of/);
    expect(made.session.dump()).toMatchObject({ changed: 'x' });
  });

  it('[S18] answers locked to everything that needs a secret, from this worker and the next', async () => {
    const first = await saved();
    await first.keeper.lock();
    for (const made of [first, first.wake()]) {
      const before = made.local.dump();
      expect(await made.vault.read('a')).toEqual({ connection: connection('a'), locked: true });
      expect(await made.vault.list()).toHaveLength(2);
      expect(await made.keeper.state()).toMatchObject({ locked: true, damage: [] });
      await expect(made.vault.write(entry('c'))).rejects.toThrow('locked');
      await expect(made.vault.write(entry('a', { rev: 2 }))).rejects.toThrow('locked');
      await expect(made.vault.writeToken('a', token('late'))).rejects.toThrow('locked');
      await expect(made.vault.remove('a')).rejects.toThrow('locked');
      await expect(made.keeper.changeMode('session')).rejects.toThrow('locked');
      expect(made.local.dump()).toEqual(before);
      expect(Object.keys(made.session.dump())).toEqual(['vault.seen']);
    }
  });

  it('happens again and again, and is undone by the passphrase', async () => {
    const made = await saved();
    for (let round = 0; round < 3; round++) {
      await made.keeper.lock();
      await made.keeper.lock();
      await made.keeper.unlock(PASSPHRASE);
      expect((await made.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
    }
  });

  it.each(['unset', 'session', 'device'] as const)(
    'does nothing in mode %s, which could not open again',
    async (mode) => {
      const made = await sceneIn(mode, [entry('a')]);
      await made.keeper.lock();
      await made.keeper.unlock('whatever it is');
      expect(await made.vault.read('a')).toEqual(entry('a'));
      expect((await made.keeper.state()).locked).toBe(false);
    },
  );

  it('[S18] wipes memory even when the header was damaged meanwhile', async () => {
    const made = await saved();
    await made.local.set({ 'vault.hdr': 'damaged' });
    await made.keeper.lock();
    expect(Object.keys(made.session.dump()).filter((key) => SEALED_KEYS.test(key))).toEqual([]);
  });

  it('fails aloud when memory cannot be wiped', async () => {
    const made = await saved();
    made.session.fault = (call) => {
      if (call === 'remove') throw new Error('An unexpected error occurred');
    };
    await expect(made.keeper.lock()).rejects.toThrow('storage_failed');
  });
});
