import { describe, expect, it } from 'vitest';
import { createPauses } from '../../../../lib/background/tokens/pauses';
import { NOW } from '../../provider/recorded';
import { keptScene, poderoExchange, poderoToken, TAB } from '../scene';

const ORIGIN = 'https://app.podero.com';
/** One request, however it is answered: a 5xx or a cut connection would be sent once or twice more before it has failed. */
const TROUBLE = poderoExchange({ status: 403, json: {} });
const place = { tabId: TAB, origin: ORIGIN };

/** A kept page whose connection has no token any more, and a provider that is in trouble for so many requests. */
async function inTrouble(times: number, then = [poderoExchange(poderoToken('madeUpLater'))], trouble = TROUBLE) {
  const scene = await keptScene([poderoExchange(), ...Array.from({ length: times }, () => trouble), ...then]);
  await scene.world.browser.storage.session.remove('tok:c1');
  return scene;
}
type Scene = Awaited<ReturnType<typeof inTrouble>>;

const loads = (scene: Scene) => scene.keep.handle(place, 'loaded');
const refused = (scene: Scene) => scene.keep.handle(place, 'refused');
const again = (scene: Scene) => scene.keep.handle(place, 'again');
const clicks = (scene: Scene) => scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'fail');
const asked = ({ player }: Scene) => player.seen.length - 1;
const fills = ({ page }: Scene) => page.asked.filter(({ ask }) => ask === 'fill');

describe('after a token request that failed with nobody there', () => {
  it.each([
    ['answers 5xx', poderoExchange({ status: 503, json: {} })],
    ['does not answer in time', poderoExchange({ status: 0, fails: 'timeout' })],
    ['cannot be reached', poderoExchange({ status: 0, fails: 'network' })],
    ['answers something else', TROUBLE],
  ])(
    'is none sent for a page however often its API refuses it, until the longer and longer pause is over: it %s',
    async (_, trouble) => {
      const scene = await inTrouble(99, [], trouble);
      await loads(scene);
      const times: number[] = [];
      for (let before = asked(scene); scene.clock.now < NOW + 120_000; scene.clock.now += 250) {
        await refused(scene);
        if (asked(scene) > before) times.push(scene.clock.now - NOW);
        before = asked(scene);
      }
      // 2, 4, 8, 16, 30 s, each made half as long by the world's chance.
      expect(times).toEqual([1, 3, 7, 15, 30, 45, 60, 75, 90, 105].map((seconds) => seconds * 1_000));
    },
  );

  it('is none sent by the alarm either, which waits for the end of the pause', async () => {
    const scene = await inTrouble(1);
    const old = { accessToken: 'old', tokenType: 'Bearer', extras: {}, obtainedAt: NOW - 3_550_000 };
    await scene.world.vault.writeToken('c1', { ...old, expiresAt: NOW + 50_000 });
    await loads(scene);
    await scene.renewal.run();
    expect(asked(scene)).toBe(1);
    expect((await scene.world.browser.alarms.get('renew'))?.scheduledTime).toBe(NOW + 1_000);

    scene.clock.now += 1_000;
    await scene.renewal.run();
    expect(asked(scene)).toBe(2);
  });

  it('is a 401 within the pause not lost: the page is told when to say it again, and is filled then', async () => {
    const scene = await inTrouble(1);
    await loads(scene);
    scene.clock.now += 400;
    expect(await refused(scene)).toEqual({ againIn: 600 });
    expect(fills(scene)).toEqual([]);

    scene.clock.now += 600;
    expect(await again(scene)).toBe('watch');
    expect(fills(scene)).toMatchObject([{ assignments: [{ value: 'madeUpLater' }] }]);
    expect([asked(scene), await scene.waiting.all()]).toEqual([2, []]);
  });

  it('is a 401 that comes again into another pause told to wait for that one', async () => {
    const scene = await inTrouble(2);
    await loads(scene);
    scene.clock.now += 1_000;
    expect(await refused(scene)).toBe('watch');
    expect(await again(scene)).toEqual({ againIn: 2_000 });
    expect(asked(scene)).toBe(2);
  });

  it.each([
    ['its user has logged it out in the popup', async (scene: Scene) => scene.fills.logOut(TAB)],
    ['it is not kept any more', async (scene: Scene) => scene.keepWord.answer(ORIGIN, 'no')],
    ['its tab went elsewhere', async ({ tab }: Scene) => void Object.assign(tab, { url: 'https://evil.test/' })],
  ])('is nothing sent when the pause ends and %s', async (_, change) => {
    const scene = await inTrouble(1);
    await loads(scene);
    await refused(scene);
    await change(scene);
    scene.clock.now += 1_000;
    await again(scene);
    expect([asked(scene), fills(scene)]).toEqual([1, []]);
  });

  it('is none sent when the background was restarted in between', async () => {
    const scene = await inTrouble(1);
    await loads(scene);
    const { session } = scene.world.browser.storage;
    expect(Object.keys(await session.get(null))).toContain('pause:c1');
    expect(JSON.stringify(await session.get('pause:c1'))).not.toContain('made-up');
  });

  it('is one sent at once for a click, after which a page may ask at once as well', async () => {
    const scene = await inTrouble(3, []);
    await loads(scene);
    await expect(clicks(scene)).rejects.toMatchObject({ failure: { code: 'forbidden' } });
    expect(asked(scene)).toBe(2);
    await refused(scene);
    expect(asked(scene)).toBe(3);
    expect(await refused(scene)).toEqual({ againIn: 1_000 });
  });

  it('begins a first pause again when one has been answered', async () => {
    const scene = await inTrouble(2, [poderoExchange(), TROUBLE]);
    await loads(scene);
    scene.clock.now += 1_000;
    await loads(scene);
    scene.clock.now += 2_000;
    await loads(scene);
    await scene.world.browser.storage.session.remove('tok:c1');
    await loads(scene);
    expect(asked(scene)).toBe(4);
    expect(await refused(scene)).toEqual({ againIn: 1_000 });
  });

  it('is one sent at once when the connection was changed, or the clock was set back', async () => {
    const scene = await inTrouble(3, []);
    await loads(scene);
    const entry = await scene.world.vault.read('c1');
    if (!entry) throw new Error('No connection.');
    await scene.world.vault.write({ ...entry, connection: { ...entry.connection, rev: entry.connection.rev + 1 } });
    await loads(scene);
    expect(asked(scene)).toBe(2);
    scene.clock.now -= 3_600_000;
    await loads(scene);
    expect(asked(scene)).toBe(3);
  });

  it('is one sent at once when the connection was changed while the failing one was under way', async () => {
    const scene = await inTrouble(0);
    const pauses = createPauses(scene.world);
    const { connection } = await scene.connections.find('c1');
    const fails = pauses.during(connection, { by: 'itself' }, async () => {
      await scene.connections.allowServer('c1', 'https://api.example.test');
      throw new Error('down');
    });
    await expect(fails).rejects.toThrow('down');
    await expect(pauses.pass('c1')).resolves.toBeUndefined();
  });

  it('is one sent as soon as the vault is opened when it was only locked', async () => {
    const scene = await inTrouble(0);
    await scene.vaultLock.changeMode({ mode: 'passphrase', passphrase: 'made-up passphrase of a test' });
    await scene.vaultLock.lockNow();
    await loads(scene);
    await scene.vaultLock.unlock('made-up passphrase of a test');
    await scene.keep.fillWaiting();
    expect([asked(scene), fills(scene).length]).toEqual([1, 1]);
  });
});
