import { describe, expect, it } from 'vitest';
import { NOW } from '../../provider/recorded';
import { keptScene, poderoExchange, poderoToken, TAB } from '../scene';

const ORIGIN = 'https://app.podero.com';
const MINUTE = 60_000;

/** A kept page whose API answers 401 whatever token it gets, and a provider whose tokens live for so many seconds. */
async function brokenApi(lifetime: number) {
  const tokens = Array.from({ length: 500 }, (_, at) => poderoExchange(poderoToken(`madeUp${at}`, lifetime)));
  const scene = await keptScene(tokens);
  const { clock } = scene;
  await scene.fills.fill('c1', TAB).catch(() => scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded'));
  const asked = () => scene.player.seen.length - 1;
  /** One 401 each `step` ms for so long: when a token was asked for, in seconds since the first one was obtained. */
  const refusedFor = async (time: number, step: number) => {
    const times: number[] = [];
    for (const end = clock.now + time; clock.now < end; clock.now += step) {
      const before = asked();
      await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
      if (asked() > before) times.push((clock.now - NOW) / 1_000);
    }
    return times;
  };
  return { ...scene, refusedFor };
}

describe('an API that refuses every token it gets', () => {
  it('has less and less tokens asked for, once an hour in the end', async () => {
    const scene = await brokenApi(36_000_000);
    const times = await scene.refusedFor(6 * 60 * MINUTE, 1_000);
    const gaps = times.map((time, at) => time - (times[at - 1] ?? 0));
    expect(gaps).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600, 3_600]);
  });

  it('has one asked for at once when a person presses, and the first again half a minute later', async () => {
    const scene = await brokenApi(36_000);
    await scene.refusedFor(5 * MINUTE, 1_000);
    await scene.world.browser.storage.session.remove('tok:c1');
    const pressed = (scene.clock.now - NOW) / 1_000;
    await scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'fail');
    const [first = 0] = await scene.refusedFor(MINUTE, 1_000);
    expect(first - pressed).toBe(30);
  });

  it('has one asked for each time when they come minutes apart: tokens that were good until then', async () => {
    const scene = await brokenApi(36_000);
    scene.clock.now += 2 * MINUTE;
    expect(await scene.refusedFor(10 * MINUTE, 2 * MINUTE)).toEqual([120, 240, 360, 480, 600]);
  });

  it('has no two asked for within the time that they live, when they live for seconds', async () => {
    const scene = await brokenApi(6);
    const times = await scene.refusedFor(30_000, 250);
    expect(times).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27]);
  });

  it('has less and less asked for of those that are over when they come', async () => {
    const scene = await brokenApi(0);
    const times = await scene.refusedFor(2 * MINUTE, 250);
    const gaps = times.map((time, at) => time - (times[at - 1] ?? 0));
    expect(gaps).toEqual([2, 4, 8, 16, 30, 30]);
  });
});
