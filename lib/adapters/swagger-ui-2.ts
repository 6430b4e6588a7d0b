import { type Assignment, type DocsPage, defineAdapter, type PageReport, type SecurityScheme } from '../domain/page';
import { countRequirements, readSchemes } from '../page/openapi-security';
import { readSources } from '../page/openapi-sources';
import { child, entries, globalValue, isFunction, isObject, quietly, text } from '../page/read-tree';
import { serverUrl } from '../page/server-url';
import { until } from '../page/until';

const id = 'swagger-ui-2';

/** The members we use of `window.swaggerUi.api` and of `window.SwaggerClient` (2.2.10, 2026-11). */
interface Authorizations {
  readonly authz: unknown;
  add(name: string, authorization: unknown): unknown;
  remove(name: string): unknown;
}
type MakeAuthorization = new (...parts: readonly string[]) => unknown;

/** Swagger UI 2, as Swashbuckle for .NET Framework, NSwag's old page and Springfox 2 serve it. */
export default defineAdapter({
  id,
  order: 20,
  find(window) {
    const ui = globalValue(window, 'swaggerUi');
    const isSwaggerUi = quietly(() => isObject(ui) && !('nodeType' in ui) && isFunction(ui.load), false);
    return isSwaggerUi ? docsPage(window) : undefined;
  },
});

function docsPage(window: Window): DocsPage {
  const built = () => builtApi(window);
  return {
    report: () => report(window, built()),
    // The page draws its operations as soon as the document is read, so a change of the page is the sign to look again.
    whenReady: async (timeout) => (await until(window, window.document, built, timeout)) !== undefined,
    async fill(assignments) {
      const api = built();
      return assignments.filter((assignment) => write(window, api, assignment)).map(({ scheme }) => scheme);
    },
    async logOut(schemes) {
      const api = built();
      const held = authorizedNames(api).filter((name) => schemes.includes(name));
      for (const name of held) quietly<unknown>(() => authorizationsOf(api)?.remove(name), undefined);
      return authorizedNames(api).filter((name) => schemes.includes(name));
    },
  };
}

function report(window: Window, api: unknown): PageReport {
  const base = { adapter: id, title: 'Swagger UI 2' };
  if (!api) return { ...base, ready: false, schemes: [], requirements: [], authorized: [] };
  // An operation knows the global list as its own when it has none.
  const lists = operationsOf(api).map((operation) => child(operation, 'security'));
  return {
    ...base,
    ready: true,
    schemes: schemesOf(window, api),
    requirements: countRequirements(child(api, 'security'), lists),
    authorized: authorizedNames(api),
    server: serverOf(window, api),
    sources: readSources({ definitions: child(api, 'securityDefinitions'), server: serverOf(window, api) }),
  };
}

/** Read anew every time: the Explore button and the page's own Authorize dialog replace the object. */
function builtApi(window: Window): unknown {
  const api = child(globalValue(window, 'swaggerUi'), 'api');
  return child(api, 'isBuilt') === true && authorizationsOf(api) ? api : undefined;
}

/** An operation with several tags is listed under each of them. */
function operationsOf(api: unknown): readonly unknown[] {
  const groups = entries(child(api, 'apis')).map(([, group]) => child(group, 'operations'));
  return [...new Set(groups.flatMap((group) => entries(group).map(([, operation]) => operation)))];
}

function schemesOf(window: Window, api: unknown): readonly SecurityScheme[] {
  const declared = readSchemes(child(api, 'securityDefinitions'));
  return declared.length > 0 ? declared : swashbuckleKey(window);
}

/**
 * Classic Swashbuckle has a text box for a key also when the document declares no scheme; this is what the box adds, and
 * it is sent with every operation that has no `security` (2026-11).
 */
function swashbuckleKey(window: Window): readonly SecurityScheme[] {
  if (!window.document.querySelector('#input_apiKey')) return [];
  const settings = globalValue(window, 'swashbuckleConfig');
  const name = text(settings, 'apiKeyName') ?? 'api_key';
  return readSchemes({ api_key: { type: 'apiKey', name, in: text(settings, 'apiKeyIn') ?? 'query' } });
}

function serverOf(window: Window, api: unknown): string | undefined {
  const parts = { swagger: '2.0', host: child(api, 'host'), basePath: child(api, 'basePath') };
  const document = { ...parts, schemes: child(api, 'schemes') };
  return serverUrl(document, { page: window.location.href, document: text(api, 'url'), scheme: text(api, 'scheme') });
}

/**
 * Adds under the scheme's own name, the only one that operations with `security` apply, and reads back. The document is not
 * loaded again, which the page's own dialog would do.
 */
function write(window: Window, api: unknown, assignment: Assignment): boolean {
  const scheme = schemesOf(window, api).find(({ name }) => name === assignment.scheme);
  const wanted = scheme && authorizationFor(scheme, assignment);
  if (!wanted) return false;
  return quietly(() => {
    const client = globalValue(window, 'SwaggerClient');
    const make = (client as Readonly<Record<string, unknown>>)[wanted.type] as MakeAuthorization;
    authorizationsOf(api)?.add(assignment.scheme, new make(...wanted.parts.map(([, value]) => value)));
    const kept = child(authorizationsOf(api)?.authz, assignment.scheme);
    return wanted.parts.every(([member, value]) => child(kept, member) === value);
  }, false);
}

interface Wanted {
  readonly type: 'ApiKeyAuthorization' | 'PasswordAuthorization';
  /** Member of the finished object and its value, in the order of the constructor. */
  readonly parts: readonly (readonly [string, string])[];
}

function authorizationFor(scheme: SecurityScheme, assignment: Assignment): Wanted | undefined {
  switch (assignment.kind) {
    case 'apiKey':
      return keyFor(scheme, assignment.value);
    case 'basic':
      return scheme.scheme === 'basic' ? password(assignment.username, assignment.password) : undefined;
    // The client has no class for OAuth: a header is what its own dialog makes of a token as well.
    case 'oauth2':
      return scheme.type === 'oauth2' ? header(`${assignment.tokenType} ${assignment.value}`) : undefined;
    default:
      return undefined;
  }
}

function keyFor({ in: place, parameter }: SecurityScheme, value: string): Wanted | undefined {
  if (parameter === undefined || (place !== 'header' && place !== 'query')) return undefined;
  // The client pastes a query key into the address as it is.
  return key(parameter, place === 'query' ? encodeURIComponent(value) : value, place);
}

function header(value: string): Wanted {
  return key('Authorization', value, 'header');
}

function key(name: string, value: string, type: string): Wanted {
  const parts = Object.entries({ name, value, type });
  return { type: 'ApiKeyAuthorization', parts };
}

function password(username: string, secret: string): Wanted {
  const parts = Object.entries({ username, password: secret });
  return { type: 'PasswordAuthorization', parts };
}

function authorizedNames(api: unknown): readonly string[] {
  return entries(authorizationsOf(api)?.authz).map(([name]) => name);
}

function authorizationsOf(api: unknown): Authorizations | undefined {
  const found = child(api, 'clientAuthorizations');
  const usable = quietly(() => isObject(found) && isFunction(found.add) && isFunction(found.remove), false);
  return usable ? (found as unknown as Authorizations) : undefined;
}
