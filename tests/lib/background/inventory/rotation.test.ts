import { describe, expect, it } from 'vitest';
import { createServices } from '../../../../lib/background/services';
import { pendingOf } from '../../../../lib/provider/pending';
import { NOW } from '../../provider/recorded';
import { poderoReport, sceneWith, TAB } from '../scene';
import { type Fault, OLD, type Request, SERVER, synergyDraft, synergyServer } from '../synergy-server';

const NAME = 'Tokenfill 2';
const NEW = 'made-up-new-pat-0000000000000002';
const REPORT = { ...poderoReport, server: SERVER };
const ORDER = { connectionId: 'c1', tokenId: '1', inputs: { name: NAME, clientId: 'Tokenfill', days: '180' } };

async function rotationScene() {
  const server = synergyServer();
  // Time passes: the new token is not as old as the old one.
  let clock = NOW;
  const scene = sceneWith({
    fetch: server.fetch,
    granted: [SERVER],
    tabUrl: `${SERVER}/swagger`,
    report: REPORT,
    now: () => {
      clock += 1;
      return clock;
    },
  });
  await scene.tokens.saveDraft(synergyDraft(), { permission: 'fail' });
  return { ...scene, server };
}
type Scene = Awaited<ReturnType<typeof rotationScene>>;

const entryOf = async ({ world }: Pick<Scene, 'world'>) => {
  const { secrets, token, connection } = (await world.vault.read('c1')) ?? {};
  return {
    secret: secrets?.token,
    filled: token?.accessToken,
    waiting: pendingOf(secrets)?.token,
    expiresOn: connection?.inputs.expiresOn,
  };
};
const BEFORE = { secret: OLD, filled: OLD, waiting: undefined, expiresOn: '2026-04-11' };
const AFTER = { secret: NEW, filled: NEW, waiting: undefined, expiresOn: '2026-06-30' };
const viewOf = async ({ views }: Pick<Scene, 'views'>) => (await views.viewOf('c1'))?.rotation;

describe('a rotation', () => {
  it('creates, stores, verifies, uses, and only then deletes the old token, in this order', async () => {
    const scene = await rotationScene();
    expect(await scene.rotation.start(ORDER)).toBe('rotated');
    expect(scene.server.seen).toEqual([
      { request: 'list', by: OLD },
      { request: 'create', by: OLD },
      { request: 'list', by: NEW },
      { request: 'list', by: NEW },
      { request: 'delete', by: NEW },
    ]);
    expect(scene.server.values()).toEqual([NEW]);
    expect(await entryOf(scene)).toEqual(AFTER);
    expect(await viewOf(scene)).toBeUndefined();
    expect(JSON.stringify(await scene.world.browser.storage.session.get(null))).not.toContain(OLD);
  });

  it('puts the new token into the pages that hold the old one before that is deleted', async () => {
    const scene = await rotationScene();
    await scene.fills.fill('c1', TAB);
    scene.page.asked.length = 0;
    await scene.rotation.start(ORDER);
    expect(scene.page.asked.at(-1)).toMatchObject({
      ask: 'fill',
      assignments: [{ value: expect.stringContaining(NEW) }],
    });
  });

  it('leaves the token and its connection as they were, and no trace, when the creation is refused', async () => {
    const scene = await rotationScene();
    scene.server.fail('create', 403);
    await expect(scene.rotation.start(ORDER)).rejects.toThrow('forbidden');
    expect(await entryOf(scene)).toEqual(BEFORE);
    expect(await viewOf(scene)).toBeUndefined();
    expect(scene.server.values()).toEqual([OLD]);
  });

  it.each([
    ['the token is not in the list', { tokenId: '9' }, 'token_not_listed'],
    ['the new name is taken', { inputs: { ...ORDER.inputs, name: 'Tokenfill demo' } }, 'name_taken'],
    ['it shall live too long', { inputs: { ...ORDER.inputs, days: '181' } }, 'input_invalid'],
  ])('creates nothing when %s', async (_, change, code) => {
    const scene = await rotationScene();
    await expect(scene.rotation.start({ ...ORDER, ...change })).rejects.toThrow(code);
    expect(scene.server.count('create')).toBe(0);
    expect(await entryOf(scene)).toEqual(BEFORE);
  });

  it('creates one token when it is pressed twice', async () => {
    const scene = await rotationScene();
    const both = await Promise.allSettled([scene.rotation.start(ORDER), scene.rotation.start(ORDER)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(scene.server.count('create')).toBe(1);
  });

  it('creates none while another one stands', async () => {
    const scene = await rotationScene();
    scene.server.fail('delete', 403);
    await scene.rotation.start(ORDER).catch(() => undefined);
    await expect(scene.rotation.start({ ...ORDER, inputs: { ...ORDER.inputs, name: 'Third' } })).rejects.toThrow(
      'conflict',
    );
    expect(scene.server.count('create')).toBe(1);
  });

  it('keeps a token that waits when the connection is edited meanwhile', async () => {
    const scene = await rotationScene();
    scene.server.broken.add(NEW);
    await scene.rotation.start(ORDER).catch(() => undefined);
    await scene.tokens.saveDraft(synergyDraft({ label: 'Renamed' }), { permission: 'fail' });
    expect(await entryOf(scene)).toMatchObject({ secret: OLD, waiting: NEW });
  });
});

describe('a rotation whose new token is not accepted', () => {
  async function refused() {
    const scene = await rotationScene();
    scene.server.broken.add(NEW);
    await expect(scene.rotation.start(ORDER)).rejects.toThrow('credentials_refused');
    return scene;
  }

  it('keeps both, uses the old one, deletes nothing, and says so', async () => {
    const scene = await refused();
    expect(await entryOf(scene)).toEqual({ ...BEFORE, waiting: NEW });
    expect(scene.server.values()).toEqual([OLD, NEW]);
    expect(scene.server.count('delete')).toBe(0);
    expect(await viewOf(scene)).toMatchObject({ step: 'verify', failure: { code: 'credentials_refused' } });
  });

  it('goes on by one click when it is accepted later', async () => {
    const scene = await refused();
    scene.server.broken.clear();
    expect(await scene.rotation.resume('c1')).toBe('rotated');
    expect(await entryOf(scene)).toEqual(AFTER);
    expect(scene.server.count('create')).toBe(1);
  });

  it('is given up by deleting the new token with the old one', async () => {
    const scene = await refused();
    await scene.rotation.end('c1', 'delete new');
    expect(scene.server.values()).toEqual([OLD]);
    expect(scene.server.seen.at(-1)).toEqual({ request: 'delete', by: OLD });
    expect(await entryOf(scene)).toEqual(BEFORE);
    expect(await viewOf(scene)).toBeUndefined();
  });

  it('is given up by keeping the new token as a connection of its own', async () => {
    const scene = await refused();
    await scene.rotation.end('c1', 'keep both');
    expect(scene.server.values()).toEqual([OLD, NEW]);
    expect(await entryOf(scene)).toEqual(BEFORE);
    const other = (await scene.world.vault.list()).find(({ label }) => label === NAME);
    expect((await scene.world.vault.read(other?.id ?? ''))?.secrets).toEqual({ token: NEW });
  });
});

describe('a rotation whose creation gets no answer', () => {
  it.each(['lost', 500] as const)(
    'names what may exist and creates no second one when the answer is %s',
    async (fault) => {
      const scene = await rotationScene();
      scene.server.fail('create', fault);
      await expect(scene.rotation.start(ORDER)).rejects.toThrow('unknown_outcome');
      expect(await viewOf(scene)).toMatchObject({ step: 'create', name: NAME, failure: { code: 'unknown_outcome' } });
      expect(await entryOf(scene)).toEqual(BEFORE);
      expect(scene.server.count('create')).toBe(1);
    },
  );

  it('offers the stray one for deletion when it is in the list, and ends when that is done', async () => {
    const scene = await rotationScene();
    scene.server.fail('create', 'lost');
    await scene.rotation.start(ORDER).catch(() => undefined);
    expect(await scene.rotation.resume('c1')).toBe('stands');
    expect(await viewOf(scene)).toMatchObject({ step: 'create', stray: 'yes' });
    expect(scene.server.count('delete')).toBe(0);

    await scene.rotation.end('c1', 'delete new');

    expect(scene.server.values()).toEqual([OLD]);
    expect(await viewOf(scene)).toBeUndefined();
    expect(scene.server.count('create')).toBe(1);
  });

  it('says that nothing was created when the list does not have it', async () => {
    const scene = await rotationScene();
    scene.server.fail('create', 500);
    await scene.rotation.start(ORDER).catch(() => undefined);
    expect(await scene.rotation.resume('c1')).toBe('nothing_created');
    expect(await viewOf(scene)).toBeUndefined();
    expect(scene.server.count('create')).toBe(1);
  });
});

describe('a rotation whose last step fails', () => {
  it.each<[string, Request, Fault[]]>([
    ['the deletion is refused', 'delete', [403]],
    ['the server cannot be reached', 'delete', ['network', 'network', 'network']],
  ])('uses the new token, and deletes the old one by one more click, when %s', async (_, request, faults) => {
    const scene = await rotationScene();
    scene.server.fail(request, ...faults);
    await scene.rotation.start(ORDER).catch(() => undefined);
    expect(await entryOf(scene)).toEqual(AFTER);
    expect(await viewOf(scene)).toMatchObject({ step: 'delete', oldName: 'Tokenfill demo' });
    scene.server.fail(request);
    expect(await scene.rotation.resume('c1')).toBe('rotated');
    expect(scene.server.values()).toEqual([NEW]);
  });

  it('is over when the old token is gone already', async () => {
    const scene = await rotationScene();
    scene.server.fail('delete', 'lost', 404);
    expect(await scene.rotation.start(ORDER)).toBe('rotated');
    expect(scene.server.values()).toEqual([NEW]);
  });

  it('is not over when the address is wrong and the old token is still listed', async () => {
    const scene = await rotationScene();
    scene.server.fail('delete', 404);
    await expect(scene.rotation.start(ORDER)).rejects.toThrow('wrong_address');
    expect(await viewOf(scene)).toMatchObject({ step: 'delete', failure: { code: 'wrong_address' } });
  });

  it('may leave the old one where it is, by the user’s word', async () => {
    const scene = await rotationScene();
    scene.server.fail('delete', 403);
    await scene.rotation.start(ORDER).catch(() => undefined);
    await expect(scene.rotation.end('c1', 'delete new')).rejects.toThrow('conflict');
    await scene.rotation.end('c1', 'keep both');
    expect([scene.server.values(), await entryOf(scene)]).toEqual([[OLD, NEW], AFTER]);
  });
});

describe('the vault while a rotation stands', () => {
  it('keeps the new token through lock and unlock, and nothing of it is on the disk in clear', async () => {
    const scene = await rotationScene();
    await scene.vaultLock.choose({ mode: 'device' });
    scene.server.broken.add(NEW);
    await scene.rotation.start(ORDER).catch(() => undefined);
    const local = JSON.stringify(await scene.world.browser.storage.local.get(null));
    expect(local).toContain(NAME);
    expect([local.includes(NEW), local.includes(OLD)]).toEqual([false, false]);
    const again = createServices(scene.world);
    scene.server.broken.clear();
    expect(await again.rotation.resume('c1')).toBe('rotated');
    expect(await entryOf(scene)).toEqual(AFTER);
  });
});
