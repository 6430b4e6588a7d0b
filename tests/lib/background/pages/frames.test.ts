import { describe, expect, it } from 'vitest';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from '../scene';

const PODERO = 'https://app.podero.com';
const PORTAL = 'https://portal.example.test';
const EVIL = 'https://evil.test';
const docs = { origin: PODERO, url: PODERO_PAGE, report: poderoReport };
const evilDocs = { origin: EVIL, url: `${EVIL}/docs`, report: poderoReport };

/** A portal that is no docs page itself, and a connection that is bound to Podero. */
async function portal(frames: Record<number, typeof docs> = {}) {
  const scene = sceneWith({
    exchanges: [poderoExchange()],
    granted: [PODERO],
    tabUrl: `${PORTAL}/apis`,
    report: null,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  scene.page.frames = frames;
  return scene;
}

const asked = ({ page }: Awaited<ReturnType<typeof portal>>) => page.asked.map(({ ask }) => ask);

describe('a page that shows its documentation in a frame', () => {
  it('is described by that frame, bound origins first, with what fits the frame and not the page', async () => {
    const { describe: look } = await portal({ 4: evilDocs, 9: docs });

    const view = await look(TAB);

    expect(view).toMatchObject({ origin: PORTAL, frame: { id: 9, origin: PODERO }, report: poderoReport });
    expect(view.fitting.map(({ connection }) => connection.id)).toEqual(['c1']);
    expect(view.failure).toBeUndefined();
  });

  it.each(['about:srcdoc', 'about:blank', `blob:${PODERO}/made-up`])(
    'is not described by a frame that borrows its origin: %s',
    async (url) => {
      const scene = await portal({ 9: { ...docs, url } });
      expect((await scene.describe(TAB)).frame).toBeUndefined();
      expect(scene.page.asked.every(({ origin }) => origin === PORTAL)).toBe(true);
    },
  );

  it('is described by itself when it is a docs page too, and no frame is looked for', async () => {
    const scene = await portal({ 9: docs });
    scene.page.report = poderoReport;

    const view = await scene.describe(TAB);

    expect(view.frame).toBeUndefined();
    expect(scene.page.injected.every(({ target }) => target.frameIds?.join() === '0')).toBe(true);
  });

  it('is filled in the frame and nowhere else, which is noted, refilled there and logged out there', async () => {
    const scene = await portal({ 9: docs });

    const outcome = await scene.fills.fill('c1', TAB, 'always', 9);
    scene.page.frames = { 9: { ...docs, report: { ...poderoReport, authorized: ['PartnerAuth'] } } };
    const view = await scene.describe(TAB);
    await scene.fills.logOut(TAB);

    expect(outcome.record).toMatchObject({ origin: PODERO, frame: { id: 9, top: PORTAL } });
    expect(view.filled).toEqual(outcome.record);
    expect(asked(scene)).toEqual(['report', 'fill', 'report', 'report', 'logOut']);
    expect(await scene.notes.readFill(TAB)).toBeUndefined();
  });

  it('is not renewed or marked by what the page around it hears from its own API', async () => {
    const scene = await portal({ 9: docs });
    const { record } = await scene.fills.fill('c1', TAB, 'always', 9);
    await scene.notes.writeKeep(PORTAL, 'on');

    for (const event of ['refused', 'forbidden'] as const)
      await scene.keep.handle({ tabId: TAB, origin: PORTAL }, event);

    expect(await scene.notes.readFill(TAB)).toEqual(record);
    expect(asked(scene)).toEqual(['report', 'fill']);
  });

  it('has one document at a time that holds a token: the one before is emptied first', async () => {
    const scene = await portal({ 4: docs, 9: docs });
    await scene.fills.fill('c1', TAB, 'always', 4);

    await scene.fills.fill('c1', TAB, 'always', 9);

    expect(asked(scene)).toEqual(['report', 'fill', 'report', 'logOut', 'fill']);
    expect((await scene.notes.readFill(TAB))?.frame?.id).toBe(9);
  });

  it('keeps what its user has put there, also where another document was filled in a scheme of that name', async () => {
    const scene = await portal({ 4: docs, 9: { ...docs, report: { ...poderoReport, authorized: ['Own'] } } });
    const { record } = await scene.fills.fill('c1', TAB, 'always', 4);
    await scene.notes.writeFill(TAB, { ...record, schemes: ['PartnerAuth', 'Own'] });

    await scene.fills.fill('c1', TAB, 'always', 9);

    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', logOut: [] });
  });
});

describe('a page with a frame that never runs a script', () => {
  it('is described by another frame that does, and filled there', async () => {
    const scene = await portal({ 4: evilDocs, 9: docs });
    scene.page.stuck = [4];

    expect(await scene.describe(TAB)).toMatchObject({ frame: { id: 9, origin: PODERO }, report: poderoReport });

    await scene.notes.used(`${PODERO} in ${PORTAL}`, 'c1');
    expect(await scene.press.anywhere(TAB)).toMatchObject({ record: { origin: PODERO, frame: { id: 9 } } });
  });

  it('is described by none when it is its only one, and says nothing of it', async () => {
    const scene = await portal({ 9: docs });
    scene.page.stuck = [9];
    expect((await scene.describe(TAB)).frame).toBeUndefined();
    expect(asked(scene)).toEqual(['report']);
  });

  it.each([
    ['another extension', { id: 'other' }],
    ['another tab', { tab: { id: 99 } }],
    ['a document that is only kept for going back', { documentLifecycle: 'cached' }],
  ])('is not described by what %s says', async (_, sender) => {
    const scene = await portal({ 4: evilDocs, 9: docs });
    scene.page.stuck = [4];
    const { executeScript } = scene.world.browser.scripting;
    scene.world.browser.scripting.executeScript = ((injection: { target: { allFrames?: true } }) => {
      scene.page.sender = injection.target.allFrames ? sender : {};
      return executeScript(injection as never);
    }) as typeof executeScript;
    expect((await scene.describe(TAB)).frame).toBeUndefined();
  });
});

describe('a frame is refused', () => {
  it.each([
    ['origin_not_bound', 'another origin', evilDocs],
    ['opaque_origin', 'a sandboxed frame of the bound origin', { ...docs, origin: 'null' }],
    ['opaque_origin', 'a srcdoc of the bound origin', { ...docs, url: 'about:srcdoc' }],
    ['opaque_origin', 'a blob of the bound origin', { ...docs, url: `blob:${PODERO}/1b9e` }],
    ['foreign_spec', 'a planted document', { ...docs, url: `${PODERO_PAGE}?url=https://evil.test/spec.json` }],
  ])('as %s when it is %s, and nothing is asked of it', async (code, _, frame) => {
    const scene = await portal({ 9: frame });

    await expect(scene.fills.fill('c1', TAB, 'always', 9)).rejects.toThrow(code);

    expect(scene.page.asked).toEqual([]);
    expect(await scene.notes.readFill(TAB)).toBeUndefined();
  });

  it('as page_changed when the port comes from another document of the tab', async () => {
    const scene = await portal({ 9: docs });
    scene.page.sender = { frameId: 0 };

    await expect(scene.fills.fill('c1', TAB, 'always', 9)).rejects.toThrow('page_changed');

    expect(scene.page.asked).toEqual([]);
  });

  it('as page_changed when it shows another origin by the time it is to be logged out', async () => {
    const scene = await portal({ 9: docs });
    await scene.fills.fill('c1', TAB, 'always', 9);
    scene.page.frames = { 9: evilDocs };

    await expect(scene.fills.logOut(TAB)).rejects.toThrow('page_changed');

    expect(asked(scene)).toEqual(['report', 'fill']);
  });
});

describe('a frame that the browser does not let us into', () => {
  it.each([
    ['is named when it takes much of the page', [{ address: PODERO_PAGE, part: 0.8 }], PODERO],
    ['is named when it is small and bound', [{ address: PODERO_PAGE, part: 0.01 }], PODERO],
    [
      'is the bound one, not the largest',
      [
        { address: EVIL, part: 0.9 },
        { address: PODERO_PAGE, part: 0.3 },
      ],
      PODERO,
    ],
    ['is not named when it is small and of another origin', [{ address: EVIL, part: 0.1 }], undefined],
    ['is not named when it is of the page’s own origin', [{ address: `${PORTAL}/docs`, part: 0.9 }], undefined],
    ['is not named when it has no origin', [{ address: 'data:text/html,x', part: 0.9 }], undefined],
  ])('%s', async (_, shown, unseen) => {
    const scene = await portal();
    scene.page.shown = shown;

    const view = await scene.describe(TAB);

    expect([view.unseenFrame, view.failure?.code]).toEqual([unseen, 'not_a_docs_page']);
  });
});
