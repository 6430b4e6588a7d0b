import { describe, expect, it } from 'vitest';
import { createServices } from '../../../../lib/background/services';
import { sceneWith } from '../scene';

const ORIGIN = 'https://app.podero.com';
const SUBJECT = `keep:${ORIGIN}`;
const NOTHING = { intents: [], keep: undefined };

type Scene = ReturnType<typeof sceneWith>;
const stored = async ({ notes }: Scene) => ({ intents: await notes.intents(), keep: await notes.readKeep(ORIGIN) });
/** A yes that waits for the browser's question. */
async function asked(scene: Scene) {
  const answered = scene.keepWord.answer(ORIGIN, 'on').then(
    () => 'stored',
    (error: Error) => error.message,
  );
  await expect.poll(() => scene.gate.isWaiting(SUBJECT)).toBe(true);
  return answered;
}

describe('the wish to keep a page authorized', () => {
  it('is stored at once when the host is granted', async () => {
    const scene = sceneWith({ granted: [ORIGIN] });
    await scene.keepWord.answer(ORIGIN, 'on');
    expect(await stored(scene)).toEqual({ intents: [], keep: 'on' });
  });

  it('waits for the browser’s question, without counting as a yes, and goes on when the host is granted', async () => {
    const scene = sceneWith({});
    const answered = asked(scene);
    await expect.poll(() => stored(scene)).toMatchObject({ intents: [{ keep: ORIGIN }], keep: undefined });
    scene.grant(ORIGIN);
    await scene.gate.recheck();
    expect(await answered).toBe('stored');
    expect(await stored(scene)).toEqual({ intents: [], keep: 'on' });
  });

  it.each([
    ['about:blank', undefined],
    ['null', undefined],
    [ORIGIN, 'about:blank'],
  ])('is refused when it is for no page: %s in %s', async (page, top) => {
    const scene = sceneWith({ granted: [ORIGIN] });
    await expect(scene.keepWord.answer(page, 'on', top)).rejects.toThrow('opaque_origin');
    expect(await stored(scene)).toEqual(NOTHING);
  });

  it.each([
    ['the question is answered with no', (scene: Scene) => scene.gate.refused(SUBJECT), 'permission_refused'],
    ['a newer word comes', (scene: Scene) => scene.keepWord.answer(ORIGIN, 'no'), 'permission_missing'],
  ])('is not stored when %s', async (_, end, code) => {
    const scene = sceneWith({});
    const answered = asked(scene);
    await expect.poll(() => scene.gate.isWaiting(SUBJECT)).toBe(true);
    await end(scene);
    expect(await answered).toBe(code);
    expect((await stored(scene)).keep).not.toBe('on');
    expect((await stored(scene)).intents).toEqual([]);
  });

  it('is stored by the next worker when the one that waited died and the host was granted', async () => {
    const scene = sceneWith({});
    void asked(scene);
    await expect.poll(async () => (await stored(scene)).intents).toHaveLength(1);
    const next = createServices(scene.world);
    await next.keepWord.resume();
    expect((await stored(scene)).keep).toBeUndefined();

    scene.grant(ORIGIN);
    await next.authorize.resume(next.gate.isWaiting);
    await next.keepWord.resume();

    expect(await stored(scene)).toEqual({ intents: [], keep: 'on' });
  });

  it('is forgotten, not stored, when it is older than a question can stand', async () => {
    const scene = sceneWith({ granted: [ORIGIN] });
    await scene.notes.writeIntent({ connectionId: SUBJECT, keep: ORIGIN, at: scene.world.now() - 121_000 });
    await scene.keepWord.resume();
    expect(await stored(scene)).toEqual(NOTHING);
  });
});
