import type { Page } from 'puppeteer-core';
import { FAKE_FIBER, FAKE_HANDLE, FORGED_REPLIES, HUGE, STORM } from './imitations';
import { inline, PATCHES, SPY, type SpyWindow } from './spy';

declare const window: SpyWindow & typeof globalThis;

/** A page that wants a token which is not meant for it. */
export interface HostilePage {
  readonly name: string;
  readonly url: string;
  /** What its server gives at that address; nothing when the address needs no server. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What happens to the user there before the icon is pressed; gives the tab on which that is. */
  readonly lure?: (page: Page) => Promise<Page>;
}

/** Port's real page, copied with everything, and a spy before it. */
const COPY = `<!doctype html><title>Swagger UI</title>${SPY}<div id="swagger-ui"></div>
<script src="/swagger/static/swagger-ui-bundle.js"></script><script src="/swagger/static/swagger-ui-standalone-preset.js"></script>
<script>window.ui = SwaggerUIBundle({ url: '/swagger/json', dom_id: '#swagger-ui', validatorUrl: null,
presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout' });</script>`;

const made = (...parts: readonly string[]) =>
  `<!doctype html><title>Port API</title><body>${SPY}${parts.join('')}</body>`;
const copyAt = (name: string, url: string): HostilePage => ({ name, url, html: COPY });
const fakeAt = (name: string, url: string): HostilePage => ({ name, url, html: made(FAKE_HANDLE) });
const trick = (name: string, ...parts: readonly string[]): HostilePage => ({
  name,
  url: `https://evil.test/${encodeURIComponent(name)}`,
  html: made(...parts),
});
/** On Port's own origin: somebody's upload, or an injected script. */
const inside = (name: string, ...parts: readonly string[]): HostilePage => ({
  ...trick(name, ...parts),
  url: `https://api.port.io/${encodeURIComponent(name)}`,
});

/** Hosts that these pages need, besides those that the local providers know. */
export const STRANGERS = {
  https: [
    ...['evil.test', 'xapi.port.io', 'api-port.io', 'port.io', 'docs.api.port.io', 'api.port.io.', 'api.port.io:8443'],
    ...['https://аpi.port.io', 'https://api.pоrt.io'].map((homograph) => new URL(homograph).host),
  ],
  http: ['api.port.io', 'api.port.io:8080', 'localhost:8085', '[::1]:8085', '127.0.0.1'],
};

const lookAlikes = (httpPort: number): readonly HostilePage[] => [
  copyAt('the right host as the beginning of another', 'https://api.port.io.evil.test/copy'),
  copyAt('the right host as the end of another', 'https://xapi.port.io/copy'),
  fakeAt('a hyphen in place of a dot', 'https://api-port.io/copy'),
  fakeAt('the domain above', 'https://port.io/copy'),
  fakeAt('a host below', 'https://docs.api.port.io/copy'),
  copyAt('another port', 'https://api.port.io:8443/copy'),
  // Chromium makes https of an address that is merely opened, but not of a form that is sent.
  { ...copyAt('http', 'https://api.port.io/plain'), lure: sendFormOverHttp },
  fakeAt('http and another port', 'http://api.port.io:8080/copy'),
  copyAt('a dot at the end', 'https://api.port.io./copy'),
  fakeAt('capitals', 'https://API.PORT.IO.EVIL.TEST/capitals'),
  fakeAt('the right host as a user name', 'https://api.port.io@evil.test/copy'),
  fakeAt('a Cyrillic letter', 'https://аpi.port.io/copy'),
  fakeAt('a Cyrillic letter in the domain, as punycode', `https://${new URL('https://api.pоrt.io').host}/copy`),
  fakeAt('127.0.0.1 in place of localhost', `http://127.0.0.1:${httpPort}/copy`),
  fakeAt('[::1] in place of localhost', 'http://[::1]:8085/copy'),
  fakeAt('the right address in the path', 'https://evil.test/https://api.port.io/swagger/'),
];

async function sendFormOverHttp(page: Page): Promise<Page> {
  const arrived = page.waitForNavigation();
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { action: location.href.replace('https:', 'http:') });
    form.method = 'post';
    document.body.append(form);
    form.submit();
  });
  await arrived;
  return page;
}

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

const tricks: readonly HostilePage[] = [
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
  { ...trick('a frame of the right page', FAKE_HANDLE, '<iframe src="https://api.port.io/swagger/"></iframe>') },
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

export const hostilePages = (httpPort: number): readonly HostilePage[] => [
  ...lookAlikes(httpPort),
  ...withoutOrigin,
  ...tricks,
];
