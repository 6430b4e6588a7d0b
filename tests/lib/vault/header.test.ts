// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../../lib/vault/bytes';
import { finish, readHeader } from '../../../lib/vault/header';
import { connection, entry, PASSPHRASE, type Scene, sceneIn } from './scene';

type Header = { kdf: Record<string, unknown>; wrapped: Record<string, unknown> } & Record<string, unknown>;
const headerOf = ({ local }: Scene) => local.dump()['vault.hdr'] as Header;
const bytes = (length: number) => toBase64(new Uint8Array(length));

/** A header that somebody who knows the format wrote: its checksum is right. */
const forge = async (made: Scene, edit: (header: Header) => object) => {
  const { check: _, ...header } = edit(headerOf(made)) as Parameters<typeof finish>[0] & { check: string };
  made.local.items.set('vault.hdr', await finish(header));
};

describe('a header', () => {
  it('[S23] has at least 900,000 rounds and 32 bytes of salt, another one each time', async () => {
    const [one, two] = [headerOf(await sceneIn('passphrase')), headerOf(await sceneIn('passphrase'))];
    expect(one.kdf).toMatchObject({ alg: 'PBKDF2-SHA-256', iterations: 900_000 });
    expect(atob(one.kdf.salt as string)).toHaveLength(32);
    expect(one.kdf.salt).not.toBe(two.kdf.salt);
    expect(one.vault).not.toBe(two.vault);
  });

  it.each([
    ['1 round', { iterations: 1 }],
    ['no round', { iterations: 0 }],
    ['a negative number of rounds', { iterations: -900_000 }],
    ['one round too few', { iterations: 599_999 }],
    ['one round too many', { iterations: 10_000_001 }],
    ['a thousand million rounds', { iterations: 1e9 }],
    ['half a round', { iterations: 900_000.5 }],
    ['rounds as text', { iterations: '900000' }],
    ['no number of rounds', { iterations: null }],
    ['an unknown algorithm', { alg: 'Argon2id' }],
    ['a weaker algorithm', { alg: 'PBKDF2-SHA-1' }],
    ['an algorithm of Object.prototype', { alg: 'constructor' }],
    ['no salt', { salt: '' }],
    ['a salt of 15 bytes', { salt: bytes(15) }],
    ['a salt of 65 bytes', { salt: bytes(65) }],
    ['a salt of 1 MB', { salt: bytes(1_000_000) }],
    ['a salt that is no base64', { salt: '*'.repeat(44) }],
    ['a salt with spaces', { salt: ` ${bytes(32)}` }],
    ['something more', { memory: 1e9 }],
  ])('[S23] with %s is refused before anything is derived', async (_, kdf) => {
    const made = (await sceneIn('passphrase', [entry('a')])).restart({
      kdf: () => Promise.reject(new Error('was derived')),
    });
    await forge(made, (header) => ({ ...header, kdf: { ...header.kdf, ...kdf } }));
    const before = made.local.dump();

    await expect(made.keeper.unlock(PASSPHRASE)).rejects.toThrow('vault_damaged');
    await expect(made.keeper.changePassphrase(PASSPHRASE, PASSPHRASE)).rejects.toThrow('vault_damaged');
    await expect(made.vault.write(entry('b'))).rejects.toThrow('vault_damaged');
    await expect(made.keeper.choose('session')).rejects.toThrow('vault_damaged');

    expect(await made.keeper.state()).toMatchObject({ locked: true, trouble: 'vault_damaged' });
    expect(await made.vault.read('a')).toEqual({ connection: connection('a'), locked: true });
    expect(made.local.dump()).toEqual(before);
  });

  it.each([
    ['600,000', 600_000, 'wrong_passphrase'],
    ['10,000,000', 10_000_000, 'wrong_passphrase'],
  ])('[S23] with %s rounds is in range, but the key was not wrapped with them', async (_, iterations, code) => {
    const made = (await sceneIn('passphrase')).restart();
    await forge(made, (header) => ({ ...header, kdf: { ...header.kdf, iterations } }));
    await expect(made.keeper.unlock(PASSPHRASE)).rejects.toThrow(code);
  });

  it.each([
    ['shorter', { data: bytes(47) }],
    ['longer', { data: bytes(49) }],
    ['empty', { data: '' }],
    ['with an IV of 16 bytes', { iv: bytes(16) }],
    ['with no IV', { iv: undefined }],
  ])('[S23] whose wrapped key is %s is refused', async (_, wrapped) => {
    const made = (await sceneIn('passphrase')).restart();
    await forge(made, (header) => ({ ...header, wrapped: { ...header.wrapped, ...wrapped } }));
    await expect(made.keeper.unlock(PASSPHRASE)).rejects.toThrow('vault_damaged');
  });

  it.each([
    [undefined],
    ['text'],
    [7],
    [[]],
    [{}],
    [{ schema: 1 }],
    [{ schema: 0, mode: 'session' }],
    [JSON.parse('{"__proto__": {"mode": "session"}, "schema": 1}')],
  ])('that is %j is damaged', async (raw) => {
    expect(await readHeader(raw)).toMatchObject({ trouble: 'vault_damaged' });
  });

  it('that is gone while this session saw one is damage, with or without records', async () => {
    const made = await sceneIn('passphrase');
    await made.local.remove('vault.hdr');
    expect(await made.keeper.state()).toMatchObject({ locked: true, trouble: 'vault_damaged' });
    expect(await made.restart().keeper.state()).toMatchObject({ mode: 'unset', locked: false });
    await made.vault.write(entry('a')).catch(() => undefined);
    expect(made.local.dump()).toEqual({});
  });

  it('with a wrong checksum is damaged, not a wrong passphrase', async () => {
    const made = (await sceneIn('passphrase')).restart();
    await made.local.set({ 'vault.hdr': { ...headerOf(made), check: bytes(32) } });
    await expect(made.keeper.unlock(PASSPHRASE)).rejects.toThrow('vault_damaged');
  });
});

describe('a mode changed in the header', () => {
  it.each([
    ['device', { trouble: 'vault_damaged' }],
    ['session', { mode: 'session', damage: [{ id: 'a', what: 'changed_outside' }] }],
  ])('[S09] from passphrase to %s opens no secret', async (mode, state) => {
    const made = await sceneIn('passphrase', [entry('a')]);
    await forge(made, ({ kdf: _, wrapped: __, ...header }) => ({ ...header, mode }));
    expect((await made.vault.read('a'))?.secrets).toBeUndefined();
    expect(await made.keeper.state()).toMatchObject(state);
    const later = made.restart();
    expect((await later.vault.read('a'))?.secrets).toBeUndefined();
  });

  it('[S09] from passphrase to device with a key of the attacker opens nothing and is said', async () => {
    const [made, attacker] = [await sceneIn('passphrase', [entry('a')]), await sceneIn('device')];
    const later = made.restart();
    const { 'vault.hdr': header, 'vault.dek': key } = attacker.local.dump();
    await later.local.set({ 'vault.hdr': { ...(header as object) }, 'vault.dek': key });
    expect((await later.vault.read('a'))?.secrets).toBeUndefined();
    expect((await later.keeper.state()).damage).toEqual([{ id: 'a', what: 'changed_outside' }]);
  });

  it('from device to passphrase asks for one, and device again opens', async () => {
    const made = await sceneIn('device', [entry('a')]);
    const before = made.local.dump();
    const other = await sceneIn('passphrase');
    await made.local.set({ 'vault.hdr': { ...headerOf(other) } });
    expect((await made.restart().vault.read('a'))?.secrets).toBeUndefined();
    await made.local.set(before);
    expect((await made.restart().vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });
});

describe('generations', () => {
  it('[S21] of a header that is older than what was seen mean: changed outside, nothing is opened or written', async () => {
    const made = await sceneIn('passphrase', [entry('a')]);
    const old = made.local.dump();
    await made.vault.write(entry('b'));
    await made.local.set({ 'vault.hdr': old['vault.hdr'] });

    const woken = made.wake();
    expect(await woken.keeper.state()).toMatchObject({ locked: true, trouble: 'vault_changed_outside' });
    expect((await woken.vault.read('a'))?.secrets).toBeUndefined();
    for (const run of [() => woken.vault.write(entry('c')), () => woken.keeper.unlock(PASSPHRASE)]) {
      await expect(run()).rejects.toThrow('vault_changed_outside');
    }
    expect(await woken.vault.list()).toHaveLength(2);

    await woken.keeper.acceptOutsideChange();
    expect(await woken.keeper.state()).toMatchObject({ locked: false, damage: [] });
    expect((await woken.vault.read('b'))?.secrets).toEqual(entry('b').secrets);
  });

  it('[S21] of a record that is newer than the header mean: changed outside', async () => {
    const made = await sceneIn('passphrase', [entry('a')]);
    const old = made.local.dump();
    await made.vault.write(entry('b'));
    const later = made.restart();
    await later.local.set({ 'vault.hdr': old['vault.hdr'] });
    await later.keeper.unlock(PASSPHRASE);
    expect(await later.vault.read('b')).toEqual({ connection: connection('b'), damage: 'changed_outside' });
    expect((await later.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
    expect((await later.keeper.state()).damage).toEqual([{ id: 'b', what: 'changed_outside' }]);
  });
});
