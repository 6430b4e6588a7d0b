import type { Page } from 'puppeteer-core';
import { FAKE_HANDLE } from './imitations';
import { SPY } from './spy';

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

export const made = (...parts: readonly string[]) =>
  `<!doctype html><title>Port API</title><body>${SPY}${parts.join('')}</body>`;
export const copyAt = (name: string, url: string): HostilePage => ({ name, url, html: COPY });
export const fakeAt = (name: string, url: string): HostilePage => ({ name, url, html: made(FAKE_HANDLE) });
export const trick = (name: string, ...parts: readonly string[]): HostilePage => ({
  name,
  url: `https://evil.test/${encodeURIComponent(name)}`,
  html: made(...parts),
});
/** On Port's own origin: somebody's upload, or an injected script. */
export const inside = (name: string, ...parts: readonly string[]): HostilePage => ({
  ...trick(name, ...parts),
  url: `https://api.port.io/${encodeURIComponent(name)}`,
});
