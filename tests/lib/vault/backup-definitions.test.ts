// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { memoryBackup } from './memory';
import { change, entry, PASSPHRASE, scene, sceneIn } from './scene';

/** A connection of an own definition is nothing without it: where one comes back, so does the other. */

const MINE = { id: 'own-x', name: 'Mine' };
const OTHER = { id: 'own-unused', name: 'Without a connection' };

async function withDefinition(mode: 'session' | 'device' | 'passphrase' = 'passphrase') {
  const made = scene({ backup: memoryBackup() });
  await made.keeper.choose(mode, PASSPHRASE);
  await made.local.set({ 'def:own-x': MINE, 'def:own-unused': OTHER });
  await made.vault.write(entry('a', { providerId: 'own-x' }));
  await made.vault.write(entry('b'));
  return made;
}

describe('the backup', () => {
  it.each(['session', 'device', 'passphrase'] as const)(
    'has the definitions that its connections need, and no others, in mode %s',
    async (mode) => {
      const [newest] = (await withDefinition(mode)).backup.snapshots;
      const kept = Object.entries(newest?.items ?? {}).filter(([key]) => key.startsWith('def:'));
      expect(kept).toEqual([['def:own-x', MINE]]);
    },
  );

  it.each(['session', 'device', 'passphrase'] as const)(
    'brings them back with their connections in mode %s',
    async (mode) => {
      const made = await withDefinition(mode);
      const later = scene({ backup: made.backup });
      expect((await later.keeper.state()).missing).toMatchObject([{ id: 'a' }, { id: 'b' }]);
      expect(await later.keeper.restore()).toBe(true);
      expect(later.local.dump()).toMatchObject({ 'def:own-x': MINE, 'con:a': {}, 'con:b': {} });
      expect(later.local.dump()).not.toHaveProperty('def:own-unused');
      expect((await later.keeper.state()).missing).toBeUndefined();
    },
  );

  it('says which connection is lost when only its definition is, and brings that back alone', async () => {
    const made = await withDefinition();
    await made.local.remove('def:own-x');
    const before = made.local.dump();
    expect((await made.keeper.state()).missing).toEqual([{ id: 'a', label: 'Connection a' }]);
    expect(await made.keeper.restore()).toBe(true);
    const { 'def:own-x': back, ...rest } = made.local.dump();
    const { 'vault.hdr': _, ...others } = rest;
    const { 'vault.hdr': __, ...same } = before;
    expect(back).toEqual(MINE);
    expect(others).toEqual(same);
  });

  it('leaves the definition that is here, whatever it says, when only a connection is lost', async () => {
    const made = await withDefinition();
    const edited = { ...MINE, name: 'Edited since' };
    await made.local.set({ 'def:own-x': edited });
    await made.local.remove('con:a');
    await made.keeper.restore();
    expect(made.local.dump()).toMatchObject({ 'def:own-x': edited, 'con:a': {} });
  });

  it('leaves the definition that is here when the header is damaged and everything is built up again', async () => {
    const made = await withDefinition();
    const edited = { ...MINE, name: 'Edited since' };
    await made.local.set({ 'def:own-x': edited, 'vault.hdr': 'damaged' });
    expect(await made.keeper.restore()).toBe(true);
    expect(made.local.dump()).toMatchObject({ 'def:own-x': edited });
    expect(made.local.dump()).not.toHaveProperty('quarantine:def:own-x');
  });

  it('misses none that was removed with its connections', async () => {
    const made = await withDefinition();
    await made.vault.remove('a');
    await made.local.remove('def:own-x');
    expect((await made.keeper.state()).missing).toBeUndefined();
    expect(await made.keeper.restore()).toBe(false);
    expect(made.local.dump()).not.toHaveProperty('def:own-x');
  });

  it('has the definition as it is now after the next change', async () => {
    const made = await withDefinition();
    await made.local.set({ 'def:own-x': { ...MINE, name: 'Edited' } });
    await change(made, 'b', { label: 'New' });
    expect(made.backup.snapshots[0]?.items['def:own-x']).toEqual({ ...MINE, name: 'Edited' });
  });

  it('keeps none of anybody in a vault that has no connection of one', async () => {
    const made = await sceneIn('device', [entry('a')]);
    await made.local.set({ 'def:own-x': MINE });
    await change(made, 'a', { label: 'New' });
    expect(Object.keys(made.backup.snapshots[0]?.items ?? {}).filter((key) => key.startsWith('def:'))).toEqual([]);
  });
});
