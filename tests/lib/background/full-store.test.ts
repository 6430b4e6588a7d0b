import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRotationRecords, type RotationRecord } from '../../../lib/background/tokens/rotation-records';
import { NOW } from '../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from './scene';

/** What is written beside the vault, in a browser that takes no more. */

const ORIGIN = 'https://app.podero.com';
const FULL = new Error('Resource::kQuotaBytes quota exceeded');
const BROKEN = new Error('IO error: .../000003.log: No space left on device');

async function refusing(error: Error) {
  const scene = sceneWith({
    exchanges: [poderoExchange()],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  const { local } = scene.world.browser.storage;
  const before = await local.get(null);
  const set = vi.spyOn(local, 'set').mockRejectedValue(error);
  return { ...scene, before, set, local };
}

type Refusing = Awaited<ReturnType<typeof refusing>>;

/** In the session area, where all else is still taken. */
function refuseInSession({ world }: Refusing, key: string, error: Error): void {
  const { session } = world.browser.storage;
  const real = session.set.bind(session) as (items: object) => Promise<void>;
  const set = async (items: object) => {
    if (key in items) throw error;
    return real(items);
  };
  vi.spyOn(session, 'set').mockImplementation(set as never);
}

const rotation: RotationRecord = {
  schema: 1,
  connectionId: 'c1',
  step: 'create',
  name: 'new',
  old: { id: 'token-1', name: 'old' },
  known: ['token-1'],
  at: NOW,
};

const SEND = { connectionId: 'c1', tabId: TAB, server: ORIGIN };

const WRITES: readonly (readonly [string, (scene: Refusing) => Promise<unknown>])[] = [
  ['when to lock', ({ notes }) => notes.writeIdleMinutes(15)],
  ['which pages are kept', ({ notes }) => notes.writeKeep(ORIGIN, 'on')],
  ['which listed token is used', ({ notes }) => notes.writeOwn('c1', 'token-1')],
  ['a reminder put off', ({ notes }) => notes.writeDismissal('c1', { threshold: 7, endsAt: NOW })],
  ['which hosts go without Origin', ({ bare }) => bare.turnOn(ORIGIN)],
  ['what a rotation does next', ({ world }) => createRotationRecords(world).write(rotation)],
];

const SAYS = [
  [FULL, 'storage_full'],
  [BROKEN, 'storage_failed'],
] as const;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a browser that stores no more', () => {
  it.each(WRITES)('is storage_full when it says quota, and storage_failed otherwise: %s', async (_, write) => {
    for (const [error, code] of SAYS) {
      const scene = await refusing(error);
      await expect(write(scene)).rejects.toMatchObject({ failure: { code } });
      scene.set.mockRestore();
      expect(await scene.local.get(null)).toEqual(scene.before);
    }
  });

  it('makes no rule for a page’s requests when the note of it cannot be written', async () => {
    for (const [error, code] of SAYS) {
      const scene = await refusing(error);
      refuseInSession(scene, `send:${TAB}`, error);
      await expect(scene.sending.start(SEND)).rejects.toMatchObject({ failure: { code } });
      expect([...scene.rules.values()]).toEqual([]);
      vi.restoreAllMocks();
    }
  });

  it('leaves no token in a page that it cannot note', async () => {
    const scene = await refusing(FULL);
    scene.set.mockRestore();
    refuseInSession(scene, `fil:${TAB}`, FULL);
    await expect(scene.fills.fill('c1', TAB)).rejects.toThrow('storage_full');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth'] });
  });

  it.each([
    ['what came of it cannot be kept', FULL],
    ['nothing can be written any more', BROKEN],
  ])('says that a creation is unclear when %s', async (_, error) => {
    const scene = await refusing(error);
    scene.set.mockRestore();
    const made = scene.lost.guard({ id: 'c1', label: 'Podero', providerId: 'podero' }, async () => {
      vi.spyOn(scene.local, 'set').mockRejectedValue(error);
      await scene.notes.writeKeep(ORIGIN, 'on');
    });
    await expect(made).rejects.toThrow('unknown_outcome');
  });

  it('says that a creation worked when only its note cannot be taken away', async () => {
    const scene = await refusing(FULL);
    scene.set.mockRestore();
    const made = scene.lost.guard({ id: 'c1', label: 'Podero', providerId: 'podero' }, async () => {
      vi.spyOn(scene.local, 'remove').mockRejectedValue(BROKEN);
      return 'made';
    });
    await expect(made).resolves.toBe('made');
  });

  it('creates nothing at a provider when the note of it cannot be written', async () => {
    const scene = await refusing(FULL);
    const create = vi.fn();
    const noted = scene.lost.guard({ id: 'c1', label: 'One', providerId: 'podero' }, create);
    await expect(noted).rejects.toThrow('storage_full');
    expect(create).not.toHaveBeenCalled();
  });

  it('still fills a page when there is no room to note which connection was last', async () => {
    const scene = await refusing(FULL);
    expect(await scene.fills.fill('c1', TAB)).toMatchObject({ outcome: 'filled' });
    expect(await scene.notes.usedOn(ORIGIN)).toEqual([]);
  });

  it('still removes a connection, which is what makes room, and gives its host back later', async () => {
    const scene = await refusing(FULL);
    scene.set.mockImplementation(async (items) => {
      // Full for more: what is no longer than what it replaces fits.
      const added = Object.keys(items).filter((key) => !(key in scene.before));
      if (added.length > 0 && (await scene.world.vault.list()).length > 0) throw FULL;
      scene.set.mockRestore();
      await scene.local.set(items);
    });
    await scene.removal.remove('c1', 'keep');
    expect(await scene.world.vault.list()).toEqual([]);
    expect(Object.keys(await scene.local.get(null))).toContain('give:c1');
  });
});
