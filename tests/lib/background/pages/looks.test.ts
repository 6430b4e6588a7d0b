import { describe, expect, it } from 'vitest';
import { NOW } from '../../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from '../scene';

const PODERO = 'https://app.podero.com';
const OTHER = 'https://docs.example.test';

/** A popup that has looked into a docs page, and a press that comes next. */
async function looked() {
  let time = NOW;
  const scene = sceneWith({
    exchanges: [poderoExchange()],
    granted: [PODERO],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    now: () => time,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.describe(TAB);
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  const lines = () => scene.page.ports.map(({ asked }) => asked.map(({ ask }) => ask));
  return { ...scene, pass, lines };
}

describe('a press after a look', () => {
  it('uses the line of the look, asks the page anew, and so does the look after it', async () => {
    const { fills, describe: look, lines, page } = await looked();
    await fills.fill('c1', TAB);
    await look(TAB);
    expect(lines()).toEqual([['report', 'report', 'fill', 'report']]);
    expect(page.injected).toHaveLength(4);
  });

  it('plans by what the page says now, not by what it said then', async () => {
    const { fills, page } = await looked();
    page.report = { ...poderoReport, server: 'https://evil.test/' };
    await expect(fills.fill('c1', TAB)).rejects.toThrow('server_outside');
    expect(page.asked.map(({ ask }) => ask)).toEqual(['report', 'report']);
  });

  type Looked = Awaited<ReturnType<typeof looked>>;
  it.each<[string, (scene: Looked) => void, string[]]>([
    ['its document is gone', ({ page }) => page.ports[0]?.leave(), ['report']],
    ['it is too old', ({ pass }) => pass(9_001), ['report']],
    ['the clock was set back', ({ pass }) => pass(-1), ['report']],
    [
      'its document has fallen silent',
      ({ page }) => Object.assign(page.ports[0] ?? {}, { mute: true }),
      ['report', 'report'],
    ],
  ])('has a line of its own when %s', async (_, change, before) => {
    const scene = await looked();
    change(scene);
    await scene.fills.fill('c1', TAB);
    expect(scene.lines()).toEqual([before, ['report', 'fill']]);
  });

  it('has a line of its own when the page has become one that is loading', async () => {
    const { fills, page, lines } = await looked();
    page.report = { ...poderoReport, ready: false };
    await expect(fills.fill('c1', TAB)).rejects.toThrow('page_loading');
    expect(lines()).toEqual([['report', 'report'], ['report']]);
  });

  it('does not take what the page said unasked for the answer to what is asked next', async () => {
    const { fills, page } = await looked();
    page.ports[0]?.say({ reply: 'report', report: { ...poderoReport, server: 'https://evil.test/' } });
    expect(await fills.fill('c1', TAB)).toMatchObject({ outcome: 'filled', record: { server: poderoReport.server } });
  });

  it('is for nobody else while it is used', async () => {
    const { looks } = await looked();
    const both = await Promise.all([looks.look(TAB, PODERO, 0), looks.look(TAB, PODERO, 0)]);
    expect(both.map(({ again }) => again)).toEqual(['again', 'new']);
    for (const { line } of both) line.close();
  });

  it('asks nothing over it when the page has changed its address to one with a planted document', async () => {
    const { fills, tab, lines } = await looked();
    tab.url = `${PODERO_PAGE}?url=https://evil.test/spec.json`;
    await expect(fills.fill('c1', TAB)).rejects.toThrow('foreign_spec');
    expect(lines()).toEqual([['report']]);
  });

  it('asks nothing over it when the tab now shows another bound origin', async () => {
    const { fills, tab, page, lines, connections } = await looked();
    await connections.bind('c1', OTHER);
    tab.url = `${OTHER}/docs`;
    page.sender = { origin: OTHER };
    await fills.fill('c1', TAB);
    expect(lines()).toEqual([['report'], ['report', 'fill']]);
  });

  it('leaves no line open when the page cannot be filled any more', async () => {
    const { fills, page, lines } = await looked();
    page.report = null;
    await expect(fills.fill('c1', TAB)).rejects.toThrow('not_a_docs_page');
    expect(lines()).toEqual([['report', 'report'], ['report']]);
  });
});
