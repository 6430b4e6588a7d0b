import { expect, it } from 'vitest';
import { providers } from '../../lib/provider/registry';
import { execute } from './pages/execute';
import { LOGGED_IN, PODERO } from './pages/known';
import { drive } from './pages/popup';
import { useScene } from './scene';

const scene = useScene();

/** Podero, as somebody else would write it down: another name, an id of one's own, and no page. */
function written(): string {
  const podero = providers.find(({ id }) => id === 'podero');
  const name = 'Podero of ours';
  return JSON.stringify({ ...podero, id: 'own-podero', name, pages: [], pagePaths: undefined, formerly: undefined });
}

it('a definition from a file: looked at, imported, its form filled in, the page’s own Execute answers 200', async () => {
  const { live } = scene.providers.demo.podero;
  await scene.keepSecrets('session');
  const options = await scene.browser.openExtensionPage('options.html');
  await options.setViewport({ width: 900, height: 1600 });
  const editor = drive(options);
  await editor.click('button', 'Write or import a definition');
  await editor.type('Definition', written());
  expect(await editor.see('.definition-found')).toContain(live.origin);
  await editor.click('button', 'Save this provider');
  await editor.see('.own-providers code');
  expect(scene.providers.log.to(live.host, '/oauth2/token/')).toEqual([]);
  expect(await scene.connections()).toEqual([]);
  await options.close();

  const page = await scene.browser.newPage(live.docsPage);
  expect(await execute(page, PODERO)).toBe(401);
  const popup = await scene.open(page);
  await popup.click('button', 'Another provider');
  await popup.click('button', 'Podero of ours');
  await popup.type('Client ID', live.clientId);
  await popup.type('Client secret', live.clientSecret);
  // Nothing but this click binds the page.
  await popup.click('checkbox', `Also fill in on ${live.origin} (this page)`);
  await popup.click('button', 'Get token and authorize');
  await popup.see(LOGGED_IN);
  await popup.page.close().catch(() => undefined);

  expect(await execute(page, PODERO)).toBe(200);
  expect(scene.providers.log.to(live.host, '/oauth2/token/')).toHaveLength(1);
});
