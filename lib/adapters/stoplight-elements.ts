import { base64 } from '../domain/base64';
import { type Assignment, type DocsPage, defineAdapter, type PageReport, type SecurityScheme } from '../domain/page';
import { deepQueryAll } from '../page/deep-query';
import {
  definitionsOf,
  keysOf,
  operationsOf,
  securityOf,
  serviceOf,
  settingOf,
  tryItAuth,
  valuesOf,
} from '../page/elements-state';
import { countRequirements, readSchemes } from '../page/openapi-security';
import { readSources } from '../page/openapi-sources';
import { pageAddress } from '../page/page-address';
import { child, entries, quietly } from '../page/read-tree';
import { operationServers, serverUrl } from '../page/server-url';
import { severalPages } from '../page/several';
import { until } from '../page/until';

const id = 'stoplight-elements';

/** How long Elements takes to draw a value anew, ms. It writes one value at a time and loses the second of two. */
const REDRAW = 1_000;

/** Stoplight Elements, through the component that draws its fields: there is one only while an operation is open. */
export default defineAdapter({
  id,
  order: 70,
  find(window) {
    return severalPages(deepQueryAll(window.document, '.sl-elements-api').map((root) => docsPage(window, root)));
  },
});

function docsPage(window: Window, root: Element): DocsPage {
  const values = () =>
    valuesOf(
      root,
      schemesOf(root).map(({ name }) => name),
    );
  const put = async (name: string, value: string) => {
    const scheme = definitionsOf(serviceOf(root))[name];
    quietly(() => tryItAuth(root)?.setOperationAuthValue({ scheme, authValue: value }), undefined);
    const isThere = () => ((values()[name] ?? '') === value && tryItAuth(root) ? true : undefined);
    return (await until(window, root, isThere, REDRAW)) === true;
  };
  return {
    report: () => report(window, root, Object.keys(values())),
    whenReady: async (timeout) => (await until(window, root, () => serviceOf(root), timeout)) !== undefined,
    async fill(assignments) {
      const kept: string[] = [];
      for (const assignment of assignments) {
        const scheme = schemesOf(root).find(({ name }) => name === assignment.scheme);
        const value = scheme && valueFor(scheme, assignment);
        if (value !== undefined && (await put(assignment.scheme, value))) kept.push(assignment.scheme);
      }
      select(root, kept);
      return kept;
    },
    async logOut(schemes) {
      // Without an open operation nothing is known to be gone.
      if (!tryItAuth(root)) return schemes;
      for (const name of Object.keys(values())) if (schemes.includes(name)) await put(name, '');
      return Object.keys(values()).filter((name) => schemes.includes(name));
    },
  };
}

function schemesOf(root: Element): readonly SecurityScheme[] {
  return readSchemes(definitionsOf(serviceOf(root)));
}

function report(window: Window, root: Element, authorized: readonly string[]): PageReport {
  const base = { adapter: id, title: 'Stoplight Elements', keeps: 'page storage' } as const;
  const service = serviceOf(root);
  if (!service) return { ...base, ready: false, schemes: [], requirements: [], authorized: [] };
  const operations = operationsOf(service);
  const servers = serversOf(window, root, [child(service, 'data'), ...operations]);
  return {
    ...base,
    ready: true,
    needs: tryItAuth(root) ? undefined : 'open operation',
    schemes: schemesOf(root),
    requirements: countRequirements(securityOf(child(service, 'data')), operations.map(securityOf)),
    authorized,
    ...servers,
    sources: readSources({ definitions: definitionsOf(service), server: servers.server }),
    document: pageAddress(window, settingOf(root, 'apiDescriptionUrl')),
  };
}

/** Which of the servers is chosen cannot be seen, so all of them count, and the proxy that requests may go through. */
function serversOf(window: Window, root: Element, owners: readonly unknown[]): Pick<PageReport, 'server' | 'servers'> {
  const context = { page: window.location.href };
  const all = owners.flatMap((owner) => entries(child(owner, 'servers')).map(([, server]) => server));
  const document = { openapi: '3.1.0', servers: all, paths: { '/': { servers: all } } };
  const proxy = pageAddress(window, settingOf(root, 'tryItCorsProxy'));
  return {
    server: serverUrl(document, context),
    servers: [...operationServers(document, context), ...(proxy === undefined ? [] : [new URL(proxy).origin])],
  };
}

/** Elements adds `Bearer` for a bearer scheme and nothing for OAuth; it has no field for OpenID Connect. */
function valueFor(scheme: SecurityScheme, assignment: Assignment): string | undefined {
  const isBasic = scheme.scheme === 'basic';
  switch (assignment.kind) {
    case 'apiKey':
      return scheme.type === 'apiKey' && scheme.in !== 'cookie' ? assignment.value : undefined;
    case 'bearer':
      return scheme.type === 'http' && !isBasic ? assignment.value : undefined;
    case 'basic':
      return isBasic ? base64(`${assignment.username}:${assignment.password}`) : undefined;
    case 'oauth2':
      return scheme.type === 'oauth2' ? `${assignment.tokenType} ${assignment.value}` : undefined;
  }
}

/** Of several alternatives the open operation sends the first unless another is chosen. */
function select(root: Element, names: readonly string[]): void {
  const auth = tryItAuth(root);
  const alternatives = entries(auth?.operationSecuritySchemes).map(([, group]) => group);
  const isCovered = (group: unknown) => keysOf(group).length > 0 && keysOf(group).every((key) => names.includes(key));
  const covered = alternatives.find(isCovered);
  if (covered === undefined || covered === alternatives[0]) return;
  const chosen = entries(covered).map(([, scheme]) => ({ scheme, authValue: undefined }));
  quietly(() => auth?.setCurrentScheme(chosen), undefined);
}
