import { type DocsPage, defineAdapter, type PageReport, type SecurityScheme } from '../domain/page';
import { readRequirements, readSchemes } from '../page/openapi-security';
import { readSources } from '../page/openapi-sources';
import { pageAddress } from '../page/page-address';
import { child, quietly, text } from '../page/read-tree';
import { operationServers, type ServerContext, serverUrl } from '../page/server-url';
import { severalPages } from '../page/several';
import { authorize, authorizedNames, holds, logOut } from '../page/swagger-auth';
import { findSystems, isLoaded, type SwaggerSystem, whenLoaded } from '../page/swagger-system';
import { sendsLess, swaggerUiTitle } from '../page/swagger-version';

const id = 'swagger-ui';

/** Swagger UI 3 to 5 in any framework, through its own state. */
export default defineAdapter({
  id,
  order: 10,
  find(window) {
    return severalPages(findSystems(window).map((system) => docsPage(window, system)));
  },
});

function docsPage(window: Window, system: SwaggerSystem): DocsPage {
  return {
    report: () => report(window, system),
    whenReady: (timeout) => whenLoaded(system, window, timeout),
    async fill(assignments) {
      const sendable = assignments.filter(({ scheme }) => canSend(window, system, scheme));
      authorize(system, sendable);
      return sendable.filter((assignment) => holds(system, assignment)).map(({ scheme }) => scheme);
    },
    async logOut(schemes) {
      logOut(system, schemes);
      return schemes.filter((scheme) => authorizedNames(system).includes(scheme));
    },
  };
}

function report(window: Window, system: SwaggerSystem): PageReport {
  const title = swaggerUiTitle(window);
  if (!isLoaded(system)) {
    return { adapter: id, title, ready: false, schemes: [], requirements: [], authorized: [] };
  }
  return {
    adapter: id,
    title,
    ready: true,
    schemes: schemesOf(system),
    requirements: readRequirements(documentOf(system)),
    authorized: authorizedNames(system),
    server: serverOf(window, system),
    servers: operationServers(documentOf(system), serverContext(window, system)),
    document: documentUrl(window, system),
    sources: readSources({
      definitions: definitionsOf(system),
      document: documentOf(system),
      server: serverOf(window, system),
    }),
  };
}

function schemesOf(system: SwaggerSystem): readonly SecurityScheme[] {
  return readSchemes(definitionsOf(system));
}

function definitionsOf({ specSelectors }: SwaggerSystem): unknown {
  return quietly(() => specSelectors.securityDefinitions(), undefined);
}

function canSend(window: Window, system: SwaggerSystem, name: string): boolean {
  const definition = child(definitionsOf(system), name);
  const scheme = text(definition, 'scheme') ?? '';
  const isLessSent = text(definition, 'type') === 'openIdConnect' || scheme !== scheme.toLowerCase();
  return !isLessSent || !sendsLess(window);
}

function serverOf(window: Window, system: SwaggerSystem): string | undefined {
  return serverUrl(documentOf(system), serverContext(window, system));
}

function serverContext(window: Window, system: SwaggerSystem): ServerContext {
  const server = readString(() => system.oas3Selectors?.selectedServer?.());
  return {
    page: window.location.href,
    document: readString(() => system.specSelectors.url?.()),
    server: server && (readString(() => system.oas3Selectors?.serverEffectiveValue?.(server)) ?? server),
    scheme: readString(() => system.specSelectors.operationScheme?.()),
  };
}

/** Where the document came from, which the address need not tell: the Explore box and a cleaned address both hide it. */
function documentUrl(window: Window, { specSelectors }: SwaggerSystem): string | undefined {
  return pageAddress(
    window,
    readString(() => specSelectors.url?.()),
  );
}

function documentOf({ specSelectors }: SwaggerSystem): unknown {
  return quietly(() => specSelectors.specJson(), undefined);
}

function readString(read: () => unknown): string | undefined {
  const value = quietly(read, undefined);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
