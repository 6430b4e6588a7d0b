import { beforeAll, describe, expect, it } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import good from '../../fixtures/curl/good.json' with { type: 'json' };
import { useFirefox } from '../browsers/firefox-scene';
import { findBrowser } from '../browsers/paths';

/** Inside our own page. */
declare const browser: typeof extensionApi;

const PASTE = 'Paste a curl command';
const SEND = 'Send it once and look at the answer';

/** A pasted command whose host nobody has allowed yet: in Firefox the answer to the question always closes the popup. */
describe.skipIf(findBrowser('firefox') === undefined && !process.env.CI)('the curl flow in Firefox', () => {
  const scene = useFirefox();
  const command = good.find(({ name }) => name === 'Podero: Basic described in words')?.lines.join('\n') ?? '';

  beforeAll(() =>
    scene.firefox.ownPage.evaluate(() =>
      browser.runtime.sendMessage({ type: 'changeMode', request: { choose: { mode: 'session' } } }),
    ),
  );

  it.each([
    ['live', 'stays'],
    ['sandbox', 'is stopped'],
  ] as const)(
    'goes on in the next popup when the answer closed the first (%s) and the background %s',
    async (which, life) => {
      const { [which]: podero } = scene.providers.demo.podero;
      const live = scene.journey('Client credentials, live');
      const page = await scene.firefox.newPage(podero.docsPage);
      const popup = await scene.firefox.pressIcon(page);
      await popup.click('button', PASTE);
      await popup.type(PASTE, command.replace('app.podero.com', podero.host));
      await popup.type('Client ID', podero.clientId);
      await popup.type('Client secret', podero.clientSecret);
      await popup.click('button', SEND);
      await scene.firefox.questions.shown();
      await popup.close();

      if (life === 'is stopped') await scene.firefox.stopBackground();
      await scene.firefox.questions.answer('Allow');

      const again = await scene.firefox.pressIcon(page);
      expect(await again.text()).not.toContain(podero.clientSecret);
      await again.click('button', `Add https://${podero.host} and authorize`);
      await again.see('button', 'Log out');
      expect(await scene.execute(page, live.operation)).toBe(200);
      expect(scene.providers.log.to(podero.host, '/oauth2/token/')).toHaveLength(1);
      expect(await scene.stored()).not.toContain(podero.clientSecret);
    },
  );
});
