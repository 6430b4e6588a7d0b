import { describe, expect, it } from 'vitest';
import type { PageReport } from '../../../../lib/domain/page';
import type { Exchange } from '../../provider/recorded';
import { poderoDraft, sceneWith, TAB } from '../scene';

const ORIGIN = 'https://api.port.io';
const PAGE = `${ORIGIN}/swagger/`;
const US = 'https://api.us.port.io';
const report: PageReport = {
  adapter: 'swagger-ui',
  title: 'Swagger UI 5',
  ready: true,
  schemes: [{ name: 'bearer', type: 'apiKey', in: 'header', parameter: 'Authorization' }],
  requirements: [{ alternatives: [['bearer']], operations: 3 }],
  authorized: [],
  server: `${ORIGIN}/`,
};

const exchange = (origin: string, accessToken: string): Exchange => ({
  request: { method: 'POST', url: `${origin}/v1/auth/access_token` },
  answer: { status: 200, json: { accessToken, expiresIn: 10_800, tokenType: 'Bearer' } },
});
const draft = (id: string, regionId: string) =>
  poderoDraft({
    id,
    label: `Port ${regionId}`,
    providerId: 'port',
    regionId,
    inputs: { clientId: id, clientSecret: 'made-up' },
  });

/** One docs page for both regions, kept authorized; the tokens of all connections are over. */
async function portScene(drafts: readonly (readonly [string, string])[], asked: readonly Exchange[]) {
  const scene = sceneWith({
    exchanges: [...drafts.map(([, region]) => exchange(region === 'us' ? US : ORIGIN, 'madeUpFirst')), ...asked],
    granted: [ORIGIN, US],
    tabUrl: PAGE,
    report,
  });
  for (const [id, region] of drafts) await scene.tokens.saveDraft(draft(id, region), { permission: 'fail' });
  for (const [id] of drafts) await scene.world.browser.storage.session.remove(`tok:${id}`);
  await scene.keepWord.answer(ORIGIN, 'on');
  return { ...scene, requests: () => scene.player.seen.slice(drafts.length).map(({ url }) => new URL(url).origin) };
}

describe('a page that two regions share', () => {
  it('has a token asked for in the region that it calls only, when another region’s connection was used last', async () => {
    const scene = await portScene(
      [
        ['eu', 'eu'],
        ['us', 'us'],
      ],
      [exchange(ORIGIN, 'madeUpEu')],
    );
    await scene.notes.used(ORIGIN, 'us');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(scene.requests()).toEqual([ORIGIN]);
    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill', assignments: [{ value: 'Bearer madeUpEu' }] });
  });

  it('has none asked for when the user has no connection for the region that it calls', async () => {
    const scene = await portScene([['us', 'us']], []);
    await scene.notes.used(ORIGIN, 'us');
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(scene.requests()).toEqual([]);
    expect(scene.page.asked.map(({ ask }) => ask)).toEqual(['report']);
  });

  it('goes back to the connection that was used there before, when several are for its region', async () => {
    for (const last of ['eu-1', 'eu-2']) {
      const scene = await portScene(
        [
          ['eu-1', 'eu'],
          ['eu-2', 'eu'],
          ['us', 'us'],
        ],
        [exchange(ORIGIN, 'madeUpEu')],
      );
      for (const id of ['eu-1', 'eu-2', last, 'us']) await scene.notes.used(ORIGIN, id);
      await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
      expect(await scene.notes.readFill(TAB)).toMatchObject({ connectionId: last });
    }
  });
});
