import { type DocsPage, defineAdapter, type PageReport } from '../domain/page';
import { readRequirements } from '../page/openapi-security';
import { readSources } from '../page/openapi-sources';
import { pageAddress } from '../page/page-address';
import { child, entries, text } from '../page/read-tree';
import { authorizedNames, clear, schemesOf, select, unselect, write } from '../page/scalar-auth';
import { findContainers, persists, type ScalarState, scalarState } from '../page/scalar-state';
import { operationServers, type ServerContext, serverUrl } from '../page/server-url';
import { severalPages } from '../page/several';
import { until } from '../page/until';

const id = 'scalar';

/** Scalar API Reference, through its own store of values, which its fields write to as well (1.72, 2026-11). */
export default defineAdapter({
  id,
  order: 60,
  find(window) {
    return severalPages(findContainers(window).map((container) => docsPage(window, container)));
  },
});

function docsPage(window: Window, container: Element): DocsPage {
  const now = () => scalarState(container);
  return {
    report: () => report(window, now()),
    whenReady: async (timeout) => (await until(window, window.document, now, timeout)) !== undefined,
    async fill(assignments) {
      const state = now();
      if (!state) return [];
      const kept = assignments.filter((assignment) => write(state, assignment)).map(({ scheme }) => scheme);
      select(state, kept);
      return kept;
    },
    async logOut(schemes) {
      const state = now();
      if (!state) return schemes;
      for (const name of schemes) clear(state, name);
      unselect(state, schemes);
      return authorizedNames(state).filter((name) => schemes.includes(name));
    },
  };
}

function report(window: Window, state: ScalarState | undefined): PageReport {
  const base = { adapter: id, title: 'Scalar' };
  if (!state) return { ...base, ready: false, schemes: [], requirements: [], authorized: [] };
  const context = serverContext(window, state);
  const server = serverUrl({ openapi: '3.1.0', servers: serversOf(state) }, context);
  const definitions = child(child(state.document, 'components'), 'securitySchemes');
  return {
    ...base,
    ready: true,
    schemes: schemesOf(state),
    requirements: readRequirements(state.document),
    authorized: authorizedNames(state),
    server,
    servers: [...operationServers(state.document, context), ...proxy(window, state)],
    document: context.document && new URL(context.document, context.page).href,
    sources: readSources({ definitions, document: state.document, server }),
    keeps: persists(state) ? 'page storage' : undefined,
  };
}

/** The selected server first, with its variables. */
function serversOf({ clientDocument, document }: ScalarState): readonly unknown[] {
  const selected = text(clientDocument, 'x-scalar-selected-server');
  const servers = entries(child(clientDocument ?? document, 'servers')).map(([, server]) => server);
  const known = servers.find((server) => text(server, 'url') === selected);
  return selected === undefined ? servers : [known ?? { url: selected }];
}

function serverContext({ location }: Window, { document }: ScalarState): ServerContext {
  const url = text(document, 'x-scalar-original-source-url');
  return { page: location.href, document: url !== undefined && URL.canParse(url, location.href) ? url : undefined };
}

/** Requests to other origins go through it, with the token. */
function proxy(window: Window, { options }: ScalarState): readonly string[] {
  const url = pageAddress(window, text(options, 'proxyUrl'));
  return url === undefined ? [] : [new URL(url).origin];
}
