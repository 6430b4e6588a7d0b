import { OTHER_PAGES, swaggerUi } from '../../adapters/matrix-pages';
import type { Pages } from '../../adapters/pages';
import type { Ui } from '../../adapters/press';

/** One page that the extension itself fills, in both browsers. */
export interface ExtensionRow {
  readonly name: string;
  /** Name of a page of the API's server. */
  readonly page: string;
  readonly ui?: Ui;
  /** What is pressed there. */
  readonly operation: string;
  /** The documentation is in a frame of another host. */
  readonly frame?: 'frame';
}

const VERSIONS = ['3.0.21', '3.25.5', '4.19.1', '5.35.0'];
const NEWEST = 'swagger-ui-dist 5.35.0';
const BEARER = { operation: 'bearer/all' };

export const EXTENSION_ROWS: readonly ExtensionRow[] = [
  { name: 'swagger-ui 2.2.10', page: 'version-2', operation: 'authorization/all' },
  ...VERSIONS.map((version) => ({
    name: `swagger-ui-dist ${version}`,
    page: `dist-${version}`,
    operation: version.startsWith('3.0') ? 'authorization/all' : 'bearer/all',
  })),
  { name: `${NEWEST}, a closure under a strict policy`, page: 'closure-every', ...BEARER },
  { name: `${NEWEST}, in an open shadow root`, page: 'open-root', ...BEARER },
  { name: `${NEWEST}, in a closed shadow root`, page: 'closed-root', ...BEARER },
  { name: `${NEWEST}, in a frame of another host`, page: 'framed', frame: 'frame', ...BEARER },
  { name: 'rapidoc 9.3.8', page: 'rapidoc', ui: 'explorer', ...BEARER },
  { name: 'rapidoc 9.3.8, in a closed shadow root', page: 'closed-rapidoc', ui: 'explorer', ...BEARER },
  { name: 'openapi-explorer 2.4.820', page: 'openapi-explorer', ui: 'explorer', ...BEARER },
  { name: '@scalar/api-reference 1.72.1', page: 'scalar', ui: 'scalar', ...BEARER },
  { name: '@stoplight/elements 9.0.25', page: 'elements#/operations/bearer_all', ui: 'elements', ...BEARER },
];

const page = (body: string) => ({ html: `<!doctype html><meta charset="utf-8"><body>${body}` });

/** The pages of these rows, and one without documentation whose own button sends a request. */
export const EXTENSION_PAGES: Pages = {
  ...OTHER_PAGES,
  ...Object.fromEntries(
    VERSIONS.map((version) => [
      `dist-${version}`,
      swaggerUi(version, version.startsWith('3.0') ? 'swagger-2' : 'every'),
    ]),
  ),
  'closed-rapidoc': page(`<div></div><script type="module" src="/nm/rapidoc/dist/rapidoc-min.js"></script><script>
    const root = document.querySelector('div').attachShadow({ mode: 'closed' });
    globalThis.rootOfTest = root;
    root.append(Object.assign(document.createElement('rapi-doc')));
    root.firstChild.setAttribute('render-style', 'view');
    root.firstChild.setAttribute('spec-url', '/document/every');</script>`),
  framed: page(`<script>const frame = document.createElement('iframe');
    frame.src = location.origin.replace('127.0.0.1', 'localhost') + '/page/dist-5.35.0';
    frame.style = 'width: 95vw; height: 90vh'; document.body.append(frame);</script>`),
  console: page(`<button onclick="fetch('/api/bearer/all')">Send</button>`),
};
