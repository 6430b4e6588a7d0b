import { defineAdapter, type PageReport } from '../domain/page';
import { deepQuery } from '../page/deep-query';

const id = 'redoc';

/** What Redoc 2 and 3 draw (2.5.4, 3.0.1, 2026-11); the tag alone may wait for a script that never comes. */
const SIGNATURE = '.redoc-wrap, .menu-content [data-component-name="Menu/Menu"]';

/** Redoc only shows documentation: it has no field for a token and sends no request. */
export default defineAdapter({
  id,
  order: 80,
  find(window) {
    if (!deepQuery(window.document, SIGNATURE)) return undefined;
    const nothing = { schemes: [], requirements: [], authorized: [] };
    const report: PageReport = { adapter: id, title: 'Redoc', ready: true, sends: 'nothing', ...nothing };
    return {
      report: () => report,
      whenReady: async () => true,
      fill: async () => [],
      logOut: async () => [],
    };
  },
});
