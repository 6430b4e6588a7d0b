import { describe, expect, it } from 'vitest';
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

/** A Podero connection that was filled once, on a page that its user keeps authorized. */
async function kept({ exchanges = [], ...options }: SceneOptions = {}) {
  const scene = sceneWith({
    exchanges: [poderoExchange(), ...exchanges],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    ...options,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.notes.used(ORIGIN, 'c1');
  await scene.keepWord.answer(ORIGIN, 'on');
  return scene;
}

const asks = (scene: Awaited<ReturnType<typeof kept>>) => scene.page.asked.map((request) => request.ask);

/** The page holds nothing any more, as after a reload or a click on its own Logout. */
function loggedOut({ page }: Awaited<ReturnType<typeof kept>>): void {
  if (page.report) page.report = { ...page.report, authorized: [] };
  page.asked.length = 0;
}

describe('a page that loads', () => {
  it('is filled without a click when its user said so', async () => {
    const scene = await kept();
    expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded')).toBe('watch');
    expect(asks(scene)).toEqual(['report', 'fill']);
  });

  it.each([
    ['its user said no', async (scene: Awaited<ReturnType<typeof kept>>) => scene.keepWord.answer(ORIGIN, 'no')],
    [
      'nobody was asked',
      async (scene: Awaited<ReturnType<typeof kept>>) => scene.world.browser.storage.local.remove(`keep:${ORIGIN}`),
    ],
  ])('is left alone, and not watched, when %s', async (_, change) => {
    const scene = await kept();
    await change(scene);
    expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded')).toBe('leave');
    expect(scene.page.injected).toEqual([]);
  });

  it('is filled as soon as an operation is open, and has not failed before, where values go nowhere else', async () => {
    const scene = await kept();
    const marked: unknown[] = [];
    scene.world.browser.action.setBadgeText = async (mark) => void marked.push(mark.text);
    const { report } = scene.page;
    scene.page.report = report && { ...report, needs: 'open operation' };
    expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded')).toBe('watch');
    expect([asks(scene), marked]).toEqual([['report'], []]);

    scene.page.report = report;
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'changed');
    expect(asks(scene)).toEqual(['report', 'report', 'fill']);
  });

  it('is left alone when the tab has gone to another origin meanwhile', async () => {
    const scene = await kept();
    scene.tab.url = 'https://evil.test/';
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(scene.page.injected).toEqual([]);
  });

  it('gets a token first when the old one is over', async () => {
    const scene = await kept({ exchanges: [poderoExchange(poderoToken('madeUpSecond'))] });
    await scene.world.vault.writeToken('c1', {
      accessToken: 'old',
      tokenType: 'Bearer',
      extras: {},
      obtainedAt: NOW - 10_000,
      expiresAt: NOW - 5_000,
    });
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpSecond' }] });
  });

  it('asks nobody when the host is no longer granted', async () => {
    const scene = await kept();
    scene.revoke(ORIGIN);
    await scene.world.browser.storage.session.remove('tok:c1');
    expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded')).toBe('watch');
    expect(scene.gate.isWaiting('c1')).toBe(false);
    expect(scene.player.seen).toHaveLength(1);
  });

  it('is filled with the last used connection when two fit', async () => {
    const scene = await kept({ exchanges: [poderoExchange(poderoToken('madeUpOther'))] });
    await scene.tokens.saveDraft(poderoDraft({ id: 'c2', label: 'Second' }), { permission: 'fail' });
    await scene.notes.used(ORIGIN, 'c2');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(scene.page.asked.at(-1)).toMatchObject({ assignments: [{ value: 'madeUpOther' }] });
  });
});

describe('a page on which its user has just said so', () => {
  const watched = ({ page }: Awaited<ReturnType<typeof kept>>) =>
    page.injected.filter(({ files }) => files?.includes('content-scripts/page.js')).map(({ target }) => target);

  it('is watched from then on, without another load', async () => {
    const scene = await kept();
    await scene.fills.fill('c1', TAB);
    await scene.keepWord.answer(ORIGIN, 'on');
    expect(watched(scene)).toEqual([{ tabId: TAB, frameIds: [0] }]);
  });

  it.each([
    ['the answer is no', ORIGIN, 'no'],
    ['it is about another origin', 'https://sandbox-app.podero.com', 'on'],
  ] as const)('is not watched for it when %s', async (_, origin, word) => {
    const scene = await kept();
    scene.grant('https://sandbox-app.podero.com');
    await scene.fills.fill('c1', TAB);
    await scene.keepWord.answer(origin, word);
    expect(watched(scene)).toEqual([]);
  });
});

describe('a page that changes', () => {
  it('is only looked at when it still holds what was filled', async () => {
    const scene = await kept({ report: { ...poderoReport, authorized: ['PartnerAuth'] } });
    await scene.fills.fill('c1', TAB);
    scene.page.asked.length = 0;
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'changed');
    expect(asks(scene)).toEqual(['report']);
  });

  it('is filled again when it has lost it', async () => {
    const scene = await kept();
    await scene.fills.fill('c1', TAB);
    loggedOut(scene);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'changed');
    expect(asks(scene)).toEqual(['report', 'fill']);
  });

  it('is logged out when it now calls a server that the token is not for', async () => {
    const scene = await kept({ report: { ...poderoReport, authorized: ['PartnerAuth'] } });
    await scene.fills.fill('c1', TAB);
    scene.page.asked.length = 0;
    scene.page.report = { ...poderoReport, authorized: ['PartnerAuth'], server: 'https://evil.test/' };
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'changed');
    expect(asks(scene)).toEqual(['report', 'logOut']);
  });
});

describe('a page whose request was refused', () => {
  const aged = async (age: number, more: SceneOptions = {}) => {
    const scene = await kept(more);
    const token = {
      accessToken: 'old',
      tokenType: 'Bearer',
      extras: {},
      obtainedAt: NOW - age,
      expiresAt: NOW + 3_600_000,
    };
    await scene.world.vault.writeToken('c1', token);
    await scene.fills.fill('c1', TAB);
    scene.page.asked.length = 0;
    return scene;
  };

  it('gets a newer token once when the old one is refused', async () => {
    const scene = await aged(60_000, { exchanges: [poderoExchange(poderoToken('madeUpSecond'))] });
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpSecond' }] });

    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.player.seen).toHaveLength(2);
  });

  it('gets a newer token when the clock was set back since the old one was obtained', async () => {
    const scene = await aged(-7_200_000, { exchanges: [poderoExchange(poderoToken('madeUpSecond'))] });
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpSecond' }] });
  });

  it('gets none when the refused token was obtained just now', async () => {
    const scene = await aged(5_000);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.player.seen).toHaveLength(1);
    expect(scene.page.asked).toEqual([]);
  });

  it('is left alone, and no token is asked for, when its person has logged out by hand', async () => {
    const scene = await aged(60_000);
    loggedOut(scene);
    expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused')).toBe('watch');
    expect(asks(scene)).toEqual(['report']);
    expect(scene.player.seen).toHaveLength(1);
  });

  it('is still left alone when its person logs out while it waits for a provider in trouble', async () => {
    const failing = poderoExchange({ status: 503, json: {} });
    const scene = await aged(60_000, { exchanges: [failing, failing, failing] });
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(await scene.waiting.all()).toEqual([{ tabId: TAB, origin: ORIGIN, when: 'if held' }]);

    loggedOut(scene);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(asks(scene)).toEqual(['report']);
    expect(scene.player.seen).toHaveLength(4);
  });

  it('gets the newer token that is there already, and none is asked for, when it holds an older one', async () => {
    const scene = await aged(60_000);
    const newer = { accessToken: 'newer', tokenType: 'Bearer', extras: {}, obtainedAt: NOW - 40_000 };
    await scene.world.vault.writeToken('c1', newer);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'newer' }] });
    expect(scene.player.seen).toHaveLength(1);
  });

  it('gets a newer token when the refused one is young and over all the same', async () => {
    const scene = await aged(5_000, { exchanges: [poderoExchange(poderoToken('madeUpSecond'))] });
    const short = { accessToken: 'old', tokenType: 'Bearer', extras: {}, obtainedAt: NOW - 5_000, expiresAt: NOW - 1 };
    await scene.world.vault.writeToken('c1', short);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpSecond' }] });
  });
});

describe('a page that could not be filled when it loaded', () => {
  const failing = poderoExchange({ status: 503, json: {} });

  it('is filled at the API’s next 401, without a click, when the provider answers again', async () => {
    let clock = NOW;
    const later = [failing, failing, failing, poderoExchange(poderoToken('madeUpLater'))];
    const scene = await kept({ exchanges: later, now: () => clock });
    await scene.world.browser.storage.session.remove('tok:c1');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(asks(scene)).not.toContain('fill');

    clock += 2_000;
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'madeUpLater' }] });
    expect(await scene.waiting.all()).toEqual([]);
  });

  it('is left alone at a 401 when it was filled and then logged out in the popup', async () => {
    const scene = await kept();
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    await scene.fills.logOut(TAB);
    scene.page.asked.length = 0;
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect(scene.page.asked).toEqual([]);
  });
});

describe('a page whose request was forbidden', () => {
  it('keeps its token, asks for no other, and is remembered with the time', async () => {
    const scene = await kept();
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    scene.page.asked.length = 0;
    expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'forbidden')).toBe('watch');
    expect(scene.player.seen).toHaveLength(1);
    expect(scene.page.asked).toEqual([]);
    expect(await scene.notes.readFill(TAB)).toMatchObject({ connectionId: 'c1', forbiddenAt: NOW });
  });

  it('is forgotten with the next fill', async () => {
    const scene = await kept();
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'forbidden');
    loggedOut(scene);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect((await scene.notes.readFill(TAB))?.forbiddenAt).toBeUndefined();
  });

  it('is forgotten as soon as another request was answered, and stays filled', async () => {
    const scene = await kept();
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'forbidden');
    scene.page.asked.length = 0;
    expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'settled')).toBe('watch');
    expect((await scene.notes.readFill(TAB))?.forbiddenAt).toBeUndefined();
    expect(await scene.notes.readFill(TAB)).toMatchObject({ connectionId: 'c1' });
    expect([scene.page.asked, scene.player.seen.length]).toEqual([[], 1]);
  });

  it('still waits for its fill when it had none', async () => {
    const failing = poderoExchange({ status: 503, json: {} });
    const scene = await kept({ exchanges: [failing, failing, failing] });
    await scene.world.browser.storage.session.remove('tok:c1');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'forbidden');
    expect(await scene.waiting.all()).toMatchObject([{ tabId: TAB }]);
  });

  it('is not remembered when nothing was filled there', async () => {
    const scene = await kept();
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'forbidden');
    expect(await scene.notes.readFill(TAB)).toBeUndefined();
  });
});

describe('a page that took the place of another one in its tab, both kept', () => {
  const OTHER = 'https://docs.example.test';
  const note = { tabId: TAB, origin: OTHER, when: 'if needed' } as const;

  /** The first token is there, and over; from then on the provider does as `later` says. */
  async function taken(later: (leave: () => Promise<void>) => Promise<Response>) {
    let clock = NOW;
    const answer = () => Response.json({ access_token: 'madeUpToken', token_type: 'Bearer', expires_in: 600 });
    const leave = async () => {
      scene.tab.url = `${OTHER}/docs`;
      scene.page.sender = { origin: OTHER };
      // As its own fill would, which could not be done either.
      await scene.waiting.write(note);
    };
    let trouble = later;
    const fetch = async () => (clock === NOW ? answer() : trouble(leave));
    const scene = await kept({ granted: [ORIGIN, OTHER], fetch, now: () => clock });
    await scene.connections.bind('c1', OTHER);
    await scene.keepWord.answer(OTHER, 'on');
    scene.page.asked.length = 0;
    clock += 3_600_000;
    const mend = () => {
      clock += 60_000;
      trouble = async () => answer();
    };
    return { ...scene, mend };
  }

  it.each([
    ['finds its provider in trouble', () => Response.json({}, { status: 503 })],
    ['gets its token', () => Response.json({ access_token: 'x', token_type: 'Bearer', expires_in: 600 })],
  ])('still waits for its fill, and gets it, when the other one %s only then', async (_, answered) => {
    const scene = await taken(async (leave) => {
      await leave();
      return answered();
    });
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(await scene.waiting.all()).toEqual([note]);
    expect(asks(scene)).not.toContain('fill');

    scene.mend();
    await scene.keep.handle({ tabId: TAB, origin: OTHER }, 'again');
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', origin: OTHER });
    expect(await scene.waiting.all()).toEqual([]);
  });

  it.each(['loaded', 'again', 'changed'] as const)('still waits when the other one says %s late', async (event) => {
    const scene = await kept();
    scene.tab.url = `${OTHER}/docs`;
    await scene.waiting.write(note);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, event);
    expect(await scene.waiting.all()).toEqual([note]);
    expect(scene.page.injected).toEqual([]);
  });

  it('is not what is noted when its API refuses, forbids or answers while the other one was filled', async () => {
    const scene = await kept({ granted: [ORIGIN, OTHER] });
    await scene.fills.fill('c1', TAB);
    await scene.keepWord.answer(OTHER, 'on');
    const filled = await scene.notes.readFill(TAB);
    scene.page.asked.length = 0;
    scene.tab.url = `${OTHER}/docs`;
    for (const event of ['refused', 'forbidden', 'settled'] as const)
      expect(await scene.keep.handle({ tabId: TAB, origin: OTHER }, event)).toBe('watch');
    expect(await scene.notes.readFill(TAB)).toEqual(filled);
    expect([scene.page.asked, scene.player.seen.length]).toEqual([[], 1]);
  });
});

it('a page that went away during its fill does not wait for one', async () => {
  const scene = await kept();
  scene.page.sender = { origin: 'https://docs.example.test' };
  expect(await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded')).toBe('watch');
  expect(await scene.notes.readFailure('c1')).toBeUndefined();
  expect([await scene.waiting.all(), asks(scene)]).toEqual([[], []]);
});
