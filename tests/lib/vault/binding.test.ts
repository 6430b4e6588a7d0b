// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../lib/domain/connection';
import { bindingText } from '../../../lib/vault/binding';
import { bindingOf, change, connection, entry, ORIGIN, type Scene, sceneIn } from './scene';

const EVIL = 'https://evil.example.test';
const MODES = ['session', 'device', 'passphrase'] as const;

/** Somebody edits the plain record on disk while the vault is open. */
const edit = async ({ local }: Scene, id: string, more: Partial<Connection>) => {
  await local.set({ [`con:${id}`]: { ...(local.dump()[`con:${id}`] as Connection), ...more } });
};

const EDITS: readonly (readonly [string, Partial<Connection>])[] = [
  ['an origin more', { origins: [ORIGIN, EVIL] }],
  ['another origin', { origins: [EVIL] }],
  ['no origin', { origins: [] }],
  ['another provider, so another token address', { providerId: 'evil' }],
  ['another server', { inputs: { clientId: 'demo-client', server: EVIL } }],
  ['plain http', { allowHttp: true }],
  ['a server more', { servers: [EVIL] }],
  ['another region', { regionId: 'moon' }],
  ['another method', { methodId: 'login' }],
  ['another plain input', { inputs: { clientId: 'evil-client' } }],
  ['a plain input more', { inputs: { clientId: 'demo-client', scope: 'all' } }],
];

describe.each(MODES)('what the seal vouches for, in mode %s', (mode) => {
  it.each(EDITS)('[S09] with %s on disk, neither secret nor token comes out', async (_, more) => {
    const made = await sceneIn(mode, [entry('a'), entry('b')]);
    await edit(made, 'a', more);

    for (const now of [made, made.wake()]) {
      const found = await now.vault.read('a');
      expect(found).toEqual({ connection: connection('a', more), damage: 'bindings_changed' });
      expect(await now.vault.read('b')).toEqual(entry('b'));
      expect((await now.keeper.state()).damage).toEqual([{ id: 'a', what: 'bindings_changed' }]);
    }
  });

  it('[S09] an edited connection that is saved again without a secret stays closed, and opens when it is put right', async () => {
    const made = await sceneIn(mode, [entry('a')]);
    await edit(made, 'a', { origins: [ORIGIN, EVIL] });
    await change(made, 'a', { label: 'renamed' });
    expect(await made.vault.read('a')).toMatchObject({ damage: 'bindings_changed', connection: { label: 'renamed' } });

    await change(made, 'a', { origins: [ORIGIN] });
    expect((await made.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });

  it('[S09] a secret that is typed again counts for what the connection is now', async () => {
    const made = await sceneIn(mode, [entry('a')]);
    await edit(made, 'a', { origins: [ORIGIN, EVIL] });
    const secrets = { secret: 'typed again' };
    await made.vault.write({ connection: connection('a', { rev: 2, origins: [ORIGIN, EVIL] }), secrets });
    expect((await made.vault.read('a'))?.secrets).toEqual(secrets);
  });

  it.each(EDITS)('[S09] with %s on disk, a definition that allows every move changes nothing', async (_, more) => {
    const made = await sceneIn(mode, [entry('a')]);
    await edit(made, 'a', more);
    const found = await made.wake({ mayReseal: () => true }).vault.read('a');
    expect(found).toEqual({ connection: connection('a', more), damage: 'bindings_changed' });
  });

  it('a name, an age or another order of origins on disk changes nothing that matters', async () => {
    const origins = [ORIGIN, 'https://b.example.test'];
    const made = await sceneIn(mode, [entry('a', { origins })]);
    await edit(made, 'a', { label: 'renamed', createdAt: 1, origins: [...origins].reverse() });
    expect((await made.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });

  it('moves with a lawful change of the provider’s addresses, once', async () => {
    const made = await sceneIn(mode, [entry('a')]);
    const moved = (record: Connection) => bindingOf(record).replace('.example.test/token', '.example.test/v2/token');
    const asked: string[][] = [];
    const mayReseal = (before: string, now: string) => {
      asked.push([before, now]);
      return before.replace('/token', '/v2/token') === now;
    };
    const updated = made.wake({ bindingOf: moved, mayReseal });
    expect(await updated.vault.read('a')).toEqual(entry('a'));
    expect(asked[0]).toEqual([bindingOf(connection('a')), moved(connection('a'))]);

    const next = made.wake({ bindingOf: moved, mayReseal: () => false });
    expect((await next.vault.read('a'))?.secrets).toEqual(entry('a').secrets);
    expect((await next.keeper.state()).damage).toEqual([]);
  });

  it('reads while the new seal cannot be written', async () => {
    const made = await sceneIn(mode, [entry('a')]);
    const more = { bindingOf: (record: Connection) => `${bindingOf(record)}2`, mayReseal: () => true };
    made.local.fault = made.session.fault = (call) => {
      if (call === 'set') throw new Error('quota');
    };
    expect((await made.wake(more).vault.read('a'))?.secrets).toEqual(entry('a').secrets);
  });

  it('stops no listing when no binding can be made of a connection', async () => {
    const made = await sceneIn(mode, [entry('a'), entry('b')]);
    const woken = made.wake({
      bindingOf: (record) => {
        if (record.id === 'a') throw new Error('no such provider');
        return bindingOf(record);
      },
    });
    expect(await woken.vault.list()).toHaveLength(2);
    expect(await woken.vault.read('a')).toEqual({ connection: connection('a'), damage: 'bindings_changed' });
    expect((await woken.keeper.state()).damage).toEqual([{ id: 'a', what: 'bindings_changed' }]);
    expect(await woken.vault.read('b')).toEqual(entry('b'));
  });
});

type Sealed = { generation: number; binding: string; iv: string; data: string } & Record<string, unknown>;

describe.each(['device', 'passphrase'] as const)('a sealed record in mode %s', (mode) => {
  const sealed = ({ local }: Scene, id: string) => local.dump()[`sec:${id}`] as Sealed;
  const evil = bindingText({ bindingOf, mayReseal: () => true }, connection('a', { origins: [ORIGIN, EVIL] }));

  it.each<[string, (a: Sealed, b: Sealed, old: Sealed) => unknown]>([
    ['another record', (_, b) => b],
    ['the binding of the edited connection', (a) => ({ ...a, binding: evil })],
    ['another generation', (a) => ({ ...a, generation: 1 })],
    ['the content of another record', (a, b) => ({ ...a, iv: b.iv, data: b.data })],
    ['another IV', (a, b) => ({ ...a, iv: b.iv })],
    ['its own older content', (a, _, old) => ({ ...a, iv: old.iv, data: old.data })],
    ['less content', (a) => ({ ...a, data: a.data.slice(0, -8) })],
    ['no content', (a) => ({ ...a, data: '' })],
    ['something more', (a) => ({ ...a, more: 1 })],
    ['no binding', ({ binding: _, ...rest }) => rest],
    ['text', () => 'text'],
    ['a list', () => []],
  ])('[S09] with %s does not open, takes no other with it, and stays', async (_, forge) => {
    const made = await sceneIn(mode, [entry('a'), entry('b')]);
    const old = sealed(made, 'a');
    await change(made, 'a', { label: 'newer' });
    const forged = forge(sealed(made, 'a'), sealed(made, 'b'), old);
    await made.local.set({ 'sec:a': forged });
    if (JSON.stringify(forged).includes('evil')) await edit(made, 'a', { origins: [ORIGIN, EVIL] });

    expect(await made.vault.read('a')).toMatchObject({ damage: 'secret_unreadable' });
    expect((await made.vault.read('a'))?.secrets).toBeUndefined();
    expect(await made.vault.read('b')).toEqual(entry('b'));
    expect((await made.keeper.state()).damage).toEqual([{ id: 'a', what: 'secret_unreadable' }]);
    expect(made.local.dump()['sec:a']).toEqual(forged);
  });

  it('[S09] of another vault does not open', async () => {
    const [made, other] = [await sceneIn(mode, [entry('a')]), await sceneIn(mode, [entry('a')])];
    await made.local.set({ 'sec:a': other.local.dump()['sec:a'] });
    expect(await made.vault.read('a')).toMatchObject({ damage: 'secret_unreadable' });
  });

  it('[S09] moved to another connection with everything that is its own does not open there', async () => {
    const made = await sceneIn(mode, [entry('a'), entry('b')]);
    const { 'con:a': plain, 'sec:a': secret } = made.local.dump();
    await made.local.set({ 'con:b': { ...(plain as object), id: 'b' }, 'sec:b': secret });
    expect(await made.vault.read('b')).toMatchObject({ damage: 'secret_unreadable' });
    await made.local.set({ 'con:b': plain });
    expect(await made.vault.read('b')).toBeUndefined();
    expect(await made.vault.unreadable()).toEqual(['b']);
  });
});
