import { describe, expect, it, vi } from 'vitest';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, type SceneOptions, sceneWith, TAB } from '../scene';

const ORIGIN = 'https://app.podero.com';

async function saved(options: SceneOptions = {}) {
  const scene = sceneWith({
    exchanges: [poderoExchange()],
    granted: [ORIGIN],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    ...options,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  const openPopup = vi.fn(async () => undefined);
  Object.assign(scene.world.browser.action, { openPopup });
  return { ...scene, openPopup };
}

describe('the context menu', () => {
  it('authorizes the page as the toolbar does', async () => {
    const scene = await saved();
    await scene.menu.onClicked({ menuItemId: 'authorize', frameId: 0 }, TAB);
    expect(scene.page.asked.map(({ ask }) => ask)).toEqual(['report', 'fill']);
  });

  it('puts the bare token into the field, through the port alone', async () => {
    const scene = await saved();
    const { token } = await scene.connections.find('c1');
    await scene.menu.onClicked({ menuItemId: 'put', frameId: 0 }, TAB);
    expect(scene.page.asked).toEqual([{ ask: 'put', origin: ORIGIN, text: token?.accessToken }]);
    expect(JSON.stringify(scene.page.injected)).not.toContain(token?.accessToken);
    expect(scene.openPopup).not.toHaveBeenCalled();
  });

  it.each([
    ['the field is in a frame', { frameId: 3 }, PODERO_PAGE],
    ['the page is not bound', { frameId: 0 }, 'https://evil.test/'],
    ['the page is a look-alike', { frameId: 0 }, 'https://app.podero.com.evil.test/'],
    ['the address names a foreign document', { frameId: 0 }, `${PODERO_PAGE}?url=https://evil.test/openapi.json`],
  ])('puts nothing anywhere, and opens the popup, when %s', async (_, click, url) => {
    const scene = await saved();
    scene.tab.url = url;
    await scene.menu.onClicked({ menuItemId: 'put', ...click }, TAB);
    expect(scene.page.asked).toEqual([]);
    expect(scene.page.injected).toEqual([]);
    expect(scene.openPopup).toHaveBeenCalledOnce();
  });

  it('says no_field, and opens the popup, when no field took it', async () => {
    const scene = await saved();
    scene.page.keeps = [];
    await scene.menu.onClicked({ menuItemId: 'put', frameId: 0 }, TAB);
    expect(await scene.notes.readFailure('c1')).toMatchObject({ code: 'no_field' });
    expect(scene.openPopup).toHaveBeenCalledOnce();
  });
});
