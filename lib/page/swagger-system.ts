import { deepQueryAll } from './deep-query';
import { climbReactProps } from './react-system';
import { child, globalValue, isFunction, isObject, quietly } from './read-tree';

/** The members we use of the object that Swagger UI 3–5 calls its system; the same names from 3.0.7 to 5.35 (2026-11). */
export interface SwaggerSystem {
  readonly authActions: {
    authorize(entries: Readonly<Record<string, unknown>>): unknown;
    authorizeOauth2?(grant: { readonly auth: unknown; readonly token: unknown }): unknown;
    logout(names: readonly string[]): unknown;
    /** From 3.34; also clears what the page itself keeps in localStorage. */
    logoutWithPersistOption?(names: readonly string[]): unknown;
  };
  readonly authSelectors: { authorized(): unknown };
  readonly specSelectors: {
    specJson(): unknown;
    securityDefinitions(): unknown;
    url?(): unknown;
    loadingStatus?(): unknown;
    /** Swagger 2.0: the scheme selected above the operations. */
    operationScheme?(): unknown;
  };
  /** Absent in 3.0. */
  readonly oas3Selectors?: {
    selectedServer?(): unknown;
    serverEffectiveValue?(server: unknown): unknown;
  };
  readonly getStore?: () => { subscribe(listener: () => void): () => void };
  readonly getConfigs?: () => unknown;
}

/** A page's own `const ui` at the top level of a script: in scope for us, but not a property of `window` (FastAPI). */
declare const ui: unknown;

/**
 * All Swagger UI systems in this window. React's internals first, because they are there on every page measured (2026-11),
 * also on those without a handle (Fastify, Quarkus, swagger-ui-react); the handles second.
 */
export function findSystems(window: Window): readonly SwaggerSystem[] {
  const elements = quietly(() => deepQueryAll(window.document, '.swagger-ui'), []);
  const rendered = elements.flatMap((element) => climbReactProps(element, isSystem) ?? []);
  const found = rendered.length > 0 ? rendered : handles(window).filter(isSystem);
  return distinct(found);
}

function handles(window: Window): readonly unknown[] {
  // Throws before the page's `const` is reached.
  const lexical = quietly(() => (typeof ui === 'undefined' ? undefined : ui), undefined);
  return [globalValue(window, 'ui'), lexical];
}

/** Swagger UI's containers all get the same system; one store = one API document on the page. */
function distinct(systems: readonly SwaggerSystem[]): readonly SwaggerSystem[] {
  const identity = (system: SwaggerSystem) => quietly(() => system.getStore?.(), undefined) ?? system.authActions;
  return [...new Map(systems.map((system) => [identity(system), system])).values()];
}

/** Whether this looks like a system and not like an element, a stub or somebody else's `ui`. */
export function isSystem(value: unknown): value is SwaggerSystem {
  return quietly(() => {
    if (!isObject(value) || 'nodeType' in value) return false;
    const { authActions, authSelectors, specSelectors } = value;
    return (
      hasFunctions(authActions, ['authorize', 'logout']) &&
      hasFunctions(authSelectors, ['authorized']) &&
      hasFunctions(specSelectors, ['specJson', 'securityDefinitions'])
    );
  }, false);
}

function hasFunctions(owner: unknown, names: readonly string[]): boolean {
  return isObject(owner) && names.every((name) => isFunction(owner[name]));
}

/**
 * True once the API document is there; a fill before that is lost (measured 2026-11). While another definition is loading, the
 * state still holds the old document beside the new address. Swagger UI 3.0 works references out in a second step, and has
 * no schemes until then.
 */
export function isLoaded({ specSelectors }: SwaggerSystem): boolean {
  return quietly(() => {
    if (specSelectors.loadingStatus?.() === 'loading') return false;
    const document = specSelectors.specJson();
    return sizeOf(document) > 0 && (!declaresSchemes(document) || sizeOf(specSelectors.securityDefinitions()) > 0);
  }, false);
}

function declaresSchemes(document: unknown): boolean {
  const schemes = child(document, 'securityDefinitions') ?? child(child(document, 'components'), 'securitySchemes');
  return sizeOf(schemes) > 0;
}

/** How many entries an Immutable collection has; 0 for anything else. */
function sizeOf(value: unknown): number {
  const size = isObject(value) ? value.size : 0;
  return typeof size === 'number' ? size : 0;
}

/** Resolves true as soon as the document is there. Every change of the page's state comes through its store. */
export function whenLoaded(system: SwaggerSystem, window: Window, timeout: number): Promise<boolean> {
  if (isLoaded(system)) return Promise.resolve(true);
  return new Promise((resolve) => {
    let unsubscribe: () => void = () => {};
    const end = (loaded: boolean) => {
      window.clearTimeout(timer);
      quietly(unsubscribe, undefined);
      resolve(loaded);
    };
    const timer = window.setTimeout(() => end(false), timeout);
    const listen = () => system.getStore?.().subscribe(() => isLoaded(system) && end(true));
    unsubscribe = quietly(listen, undefined) ?? unsubscribe;
  });
}

/** Whether the page keeps authorizations over a reload, so that logging out has to clear its copy as well. */
export function keepsAuthorization(system: SwaggerSystem): boolean {
  return quietly(() => child(system.getConfigs?.(), 'persistAuthorization') === true, false);
}
