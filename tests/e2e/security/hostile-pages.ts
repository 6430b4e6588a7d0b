import type { Page } from 'puppeteer-core';
import { type HostilePage, inside, made, trick } from './hostile-page';
import { FAKE_FIBER, FAKE_HANDLE, FORGED_REPLIES, HUGE, STORM } from './imitations';
import { lookAlikes } from './look-alikes';
import { inline, PATCHES, type SpyWindow } from './spy';

declare const window: SpyWindow & typeof globalThis;

const openWindow = async (page: Page, script: () => void): Promise<Page> => {
  const opened = new Promise<Page>((resolve) => page.once('popup', (popup) => popup && resolve(popup)));
  await page.evaluate(script);
  const popup = await opened;
  await popup.waitForSelector('body');
  return popup;
};

const withoutOrigin: readonly HostilePage[] = [
  { name: 'data:', url: `data:text/html,${encodeURIComponent(made(FAKE_HANDLE))}` },
  {
    ...inside('blob: made on the right origin', '<i></i>'),
    lure: (page) =>
      openWindow(page, () => {
        const copy = new Blob([document.documentElement.outerHTML], { type: 'text/html' });
        window.open(URL.createObjectURL(copy));
      }),
  },
  {
    ...trick('about:blank written by its opener', FAKE_HANDLE),
    lure: (page) =>
      openWindow(page, () => window.open('about:blank')?.document.write(document.documentElement.outerHTML)),
  },
  {
    ...inside('sandboxed by its own policy', FAKE_HANDLE),
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
  },
  trick('srcdoc and data: frames', `<iframe srcdoc='${made(FAKE_HANDLE).replaceAll("'", '&#39;')}'></iframe>`),
];

/** Whoever says to be of the domain above may, in old browsers, be let into a page that says so, too. */
const DOMAIN_ABOVE = inline(() => {
  try {
    document.domain = 'api.port.io';
  } catch (error) {
    window.keepLoot('document.domain', String(error));
  }
});
const RIGHT_FRAME = '<iframe src="https://api.port.io/swagger/"></iframe>';

const tricks = (popup: string): readonly HostilePage[] => [
  trick('window.ui made again', FAKE_HANDLE),
  trick('a React tree made again', FAKE_FIBER),
  trick('built-ins replaced', PATCHES, FAKE_HANDLE),
  trick('a huge and cyclic answer', HUGE),
  trick('forged replies', FAKE_HANDLE, FORGED_REPLIES),
  trick('a storm of changes', STORM),
  {
    ...trick('pushState and the title', FAKE_HANDLE),
    lure: async (page) => {
      await page.evaluate(() => {
        document.title = 'https://api.port.io/swagger/';
        history.pushState({}, '', '/swagger/?at=https://api.port.io#https://api.port.io/swagger/');
        try {
          history.pushState({}, '', 'https://api.port.io/swagger/');
        } catch (error) {
          window.keepLoot('pushState', String(error));
        }
      });
      return page;
    },
  },
  trick('a frame of the right page', FAKE_HANDLE, RIGHT_FRAME),
  {
    ...trick('document.domain, and a frame of the right page', DOMAIN_ABOVE, FAKE_HANDLE, RIGHT_FRAME),
    url: 'https://docs.api.port.io/domain',
  },
  trick('our own popup in a frame', FAKE_HANDLE, `<iframe src="${popup}"></iframe>`),
  inside('another server', FAKE_HANDLE.replaceAll('https://api.port.io', 'https://evil.test')),
  inside(
    'built-ins replaced, another server',
    PATCHES,
    FAKE_HANDLE.replaceAll('https://api.port.io', 'https://evil.test'),
  ),
  inside(
    'gone when it is asked',
    FAKE_HANDLE,
    inline(() => {
      window.onAsk = () => location.replace('https://evil.test/copy');
    }),
  ),
];

/** Gets the token, on the right origin: shows that what the others do not get would be found. */
export const CONTROL: HostilePage = inside('control', FAKE_HANDLE);

export const hostilePages = (httpPort: number, popup: string): readonly HostilePage[] => [
  ...lookAlikes(httpPort),
  ...withoutOrigin,
  ...tricks(popup),
];

/** Opens the right page in a window of its own. */
export const OPENER: HostilePage = {
  ...trick('opener', DOMAIN_ABOVE, FAKE_HANDLE),
  url: 'https://docs.api.port.io/opener',
};
