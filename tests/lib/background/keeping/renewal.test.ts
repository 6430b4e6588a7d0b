import { describe, expect, it } from 'vitest';
import { dueAt, pauseAfter } from '../../../../lib/background/keeping/renewal';
import { NEVER } from '../../../../lib/domain/token';
import { NOW } from '../../provider/recorded';
import {
  PODERO_PAGE,
  poderoDraft,
  poderoExchange,
  poderoReport,
  poderoToken,
  type SceneOptions,
  sceneWith,
  TAB,
} from '../scene';

const ORIGIN = 'https://app.podero.com';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('dueAt', () => {
  it.each([
    ['10 hours', 36_000 * SECOND, 36_000 * SECOND - 5 * MINUTE],
    ['one hour', 3_600 * SECOND, 3_600 * SECOND - 5 * MINUTE],
    ['ten minutes', 600 * SECOND, 540 * SECOND],
    ['two minutes', 120 * SECOND, 90 * SECOND],
    ['90 seconds: at use', 90 * SECOND, undefined],
    ['5 seconds: at use', 5 * SECOND, undefined],
    ['nothing: expired on arrival', 0, undefined],
  ])('a token that lives %s', (_, lifetime, due) => {
    const token = { accessToken: 'x', tokenType: '', extras: {}, obtainedAt: NOW, expiresAt: NOW + lifetime };
    expect(dueAt(token)).toBe(due === undefined ? undefined : NOW + due);
  });

  it('is never for a token of unknown expiry, and not before the end of time for one that does not expire', () => {
    const token = { accessToken: 'x', tokenType: '', extras: {}, obtainedAt: NOW };
    expect(dueAt(token)).toBeUndefined();
    expect(dueAt({ ...token, expiresAt: NEVER })).toBeGreaterThan(NOW + 1e15);
  });
});

describe('dueAt of a token that the provider gave once more', () => {
  it.each([
    ['just after its end when it has five minutes left', 300 * SECOND, 302 * SECOND],
    ['just after its end when it has one minute left, for which no other token is renewed', 60 * SECOND, 62 * SECOND],
    ['half a minute later when it has a second left: it may come once more', SECOND, 30 * SECOND],
    ['never when it was over when it came: it would come again and again', 0, undefined],
  ])('is %s', (_, left, due) => {
    const token = { accessToken: 'x', tokenType: '', extras: {}, obtainedAt: NOW, expiresAt: NOW + left };
    expect(dueAt({ ...token, reissued: true })).toBe(due && NOW + due);
  });
});

describe('pauseAfter', () => {
  it.each([
    [1, 0, 30 * SECOND],
    [1, 1, 60 * SECOND],
    [3, 1, 240 * SECOND],
    [20, 1, 3_600 * SECOND],
  ])('%i failures with jitter %f', (failures, random, pause) => {
    expect(pauseAfter(failures, random)).toBe(pause);
  });
});

/** A Podero connection whose token has lived until it is due, on a page that is kept authorized. */
async function dueScene({ exchanges = [], ...options }: SceneOptions = {}) {
  const scene = sceneWith({
    exchanges: [poderoExchange(), ...exchanges],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    ...options,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.keepWord.answer(ORIGIN, 'on');
  await scene.world.vault.writeToken('c1', {
    accessToken: 'old',
    tokenType: 'Bearer',
    extras: {},
    obtainedAt: NOW - 3_550 * SECOND,
    expiresAt: NOW + 50 * SECOND,
  });
  return scene;
}

const tokenOf = async (scene: Awaited<ReturnType<typeof dueScene>>) =>
  (await scene.world.vault.read('c1'))?.token?.accessToken;
const alarm = (scene: Awaited<ReturnType<typeof dueScene>>) => scene.world.browser.alarms.get('renew');

describe('renewal', () => {
  it('obtains a token ahead of time and puts it back into the page that holds the old one', async () => {
    const scene = await dueScene({ exchanges: [poderoExchange(poderoToken('madeUpSecond'))] });
    await scene.fills.fill('c1', TAB);
    scene.page.asked.length = 0;

    await scene.renewal.run();

    expect(await tokenOf(scene)).toBe('madeUpSecond');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpSecond' }] });
    expect((await alarm(scene))?.scheduledTime).toBe(NOW + 36_000 * SECOND - 5 * MINUTE);
  });

  it('does nothing, and sets no alarm, when no page wants it', async () => {
    const scene = await dueScene();
    await scene.keepWord.answer(ORIGIN, 'no');
    await scene.renewal.run();
    expect(scene.player.seen).toHaveLength(1);
    expect(await alarm(scene)).toBeUndefined();
  });

  describe('of two connections for one kept page', () => {
    /** Both are due; the page was last filled with `used`. */
    const twoDue = async (used: 'c1' | 'c2' | undefined) => {
      const scene = await dueScene({ exchanges: [1, 2, 3].map((at) => poderoExchange(poderoToken(`madeUp${at}`))) });
      await scene.tokens.saveDraft(poderoDraft({ id: 'c2', label: 'Second' }), { permission: 'fail' });
      const { token } = (await scene.world.vault.read('c1')) ?? {};
      if (!token) throw new Error('No token.');
      await scene.world.vault.writeToken('c2', token);
      if (used) await scene.notes.used(ORIGIN, used);
      scene.player.seen.length = 0;
      const renewed = async () => {
        await scene.renewal.run();
        const tokens = ['c1', 'c2'].map(async (id) => (await scene.world.vault.read(id))?.token?.accessToken !== 'old');
        return [...(await Promise.all(tokens)), scene.player.seen.length];
      };
      return { ...scene, renewed };
    };

    it.each([
      ['the last used there, which a load would fill', 'c1', [true, false, 1]],
      ['the last used there, also when it is the younger one', 'c2', [false, true, 1]],
      ['none while none of them was used there', undefined, [false, false, 0]],
    ] as const)('renews %s', async (_, used, renewed) => {
      expect(await (await twoDue(used)).renewed()).toEqual(renewed);
    });

    it('renews the other one too while a page holds it', async () => {
      const scene = await twoDue('c2');
      await scene.fills.fill('c1', TAB);
      await scene.notes.used(ORIGIN, 'c2');
      expect(await scene.renewed()).toEqual([true, true, 2]);
    });

    it('renews what was last used in a kept frame of another page, and not what was last used elsewhere', async () => {
      const scene = await twoDue('c1');
      await scene.keepWord.answer(ORIGIN, 'no');
      await scene.keepWord.answer(ORIGIN, 'on', 'https://portal.example.test');
      await scene.notes.used(`${ORIGIN} in https://portal.example.test`, 'c2');
      expect(await scene.renewed()).toEqual([false, true, 1]);
    });

    it('says that renewing has stopped of the one only that a page wants', async () => {
      const scene = await twoDue('c2');
      for (const id of ['c1', 'c2']) await scene.notes.writeBackoff(id, { failures: 5, notBefore: 0 });
      expect(await scene.attention.needs()).toMatchObject([{ what: 'renewal_stopped', connectionId: 'c2' }]);
      expect(await scene.attention.needs()).toHaveLength(1);
    });
  });

  it('does nothing when it is not yet due, and sets the alarm for when it is', async () => {
    const scene = await dueScene();
    const token = {
      accessToken: 'fresh',
      tokenType: 'Bearer',
      extras: {},
      obtainedAt: NOW,
      expiresAt: NOW + 3_600 * SECOND,
    };
    await scene.world.vault.writeToken('c1', token);
    await scene.renewal.run();
    expect(scene.player.seen).toHaveLength(1);
    expect((await alarm(scene))?.scheduledTime).toBe(NOW + 3_300 * SECOND);
  });

  it('keeps the old token and pauses longer with each failure, and stops after five', async () => {
    const failing = poderoExchange({ status: 403, json: {} });
    let clock = NOW;
    const scene = await dueScene({ exchanges: Array.from({ length: 5 }, () => failing), now: () => clock });
    const pauses: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      await scene.renewal.run();
      const backoff = await scene.notes.readBackoff('c1');
      pauses.push((backoff?.notBefore ?? 0) - clock);
      clock = backoff?.notBefore ?? 0;
    }
    expect(pauses.slice(0, 5)).toEqual([30, 60, 120, 240, 480].map((seconds) => seconds * SECOND));
    expect(scene.player.seen).toHaveLength(6);
    expect(await tokenOf(scene)).toBe('old');
    expect(await scene.notes.readFailure('c1')).toMatchObject({ code: 'forbidden' });
    expect(await alarm(scene)).toBeUndefined();
  });

  it('waits for the end of a token that the provider does not replace before, and then puts a new one into the page', async () => {
    let clock = NOW;
    const scene = await dueScene({
      exchanges: [poderoExchange(poderoToken('old', 50)), poderoExchange(poderoToken('madeUpSecond'))],
      now: () => clock,
    });
    await scene.fills.fill('c1', TAB);
    await scene.renewal.run();
    expect((await alarm(scene))?.scheduledTime).toBe(NOW + 52 * SECOND);
    await scene.renewal.run();
    expect(scene.player.seen).toHaveLength(2);

    clock = NOW + 52 * SECOND;
    await scene.renewal.run();
    expect(await tokenOf(scene)).toBe('madeUpSecond');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpSecond' }] });
  });

  it('stops at once, and says so, when the provider refuses the credentials', async () => {
    const refused = poderoExchange({ status: 401, json: { error: 'invalid_client' } });
    const scene = await dueScene({ exchanges: [refused] });
    await scene.renewal.run();
    await scene.renewal.run();
    expect(scene.player.seen).toHaveLength(2);
    expect(await tokenOf(scene)).toBe('old');
    expect(await alarm(scene)).toBeUndefined();
    expect(await scene.attention.needs()).toMatchObject([{ what: 'renewal_stopped', code: 'invalid_client' }]);
  });

  it('renews, and leaves the page alone, when its person has logged out by hand', async () => {
    const scene = await dueScene({ exchanges: [poderoExchange(poderoToken('madeUpSecond'))] });
    await scene.fills.fill('c1', TAB);
    if (scene.page.report) scene.page.report = { ...scene.page.report, authorized: [] };
    scene.page.asked.length = 0;
    await scene.renewal.run();
    expect(await tokenOf(scene)).toBe('madeUpSecond');
    expect(scene.page.asked.map(({ ask }) => ask)).toEqual(['report']);
    expect(await scene.notes.readFill(TAB)).toBeUndefined();
  });

  it('never touches a method that needs a person', async () => {
    const scene = sceneWith({ granted: [ORIGIN, 'https://my.panaya.com'] });
    const draft = poderoDraft({
      providerId: 'panaya',
      methodId: 'api-token',
      regionId: 'my',
      inputs: { email: 'a@x.test', apiToken: 't' },
    });
    await scene.tokens.saveDraft(draft, { permission: 'fail' });
    await scene.keepWord.answer('https://my.panaya.com', 'on');
    await scene.renewal.run();
    expect(scene.player.seen).toEqual([]);
    expect(await scene.world.browser.alarms.get('renew')).toBeUndefined();
  });

  it('does not push its alarm back when it is armed again for the same time', async () => {
    const scene = await dueScene();
    await scene.renewal.arm();
    const first = await alarm(scene);
    await scene.renewal.arm();
    expect(await alarm(scene)).toEqual(first);
  });

  it('has its alarm for what is stored, also when it was being armed with what was stored before', async () => {
    const scene = await dueScene();
    const { alarms } = scene.world.browser;
    const create = alarms.create.bind(alarms);
    const token = { accessToken: 'x', tokenType: 'Bearer', extras: {}, obtainedAt: NOW };
    await scene.world.vault.writeToken('c1', { ...token, expiresAt: NOW + 10 * 60 * MINUTE });
    let begun = () => undefined as unknown;
    const slow = new Promise<void>((resolve) => {
      begun = resolve as () => undefined;
    });
    alarms.create = (async (name: string, when: { when: number }) => {
      alarms.create = create;
      begun();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await create(name, when);
    }) as typeof alarms.create;
    const first = scene.renewal.arm();
    await slow;
    await scene.world.vault.writeToken('c1', { ...token, expiresAt: NOW + 60 * MINUTE });
    await Promise.all([first, scene.renewal.arm()]);
    expect((await alarm(scene))?.scheduledTime).toBe(NOW + 55 * MINUTE);
  });
});
