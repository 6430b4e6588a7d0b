import { deepQueryAll } from './deep-query';
import { child, isFunction, isObject, quietly, text } from './read-tree';
import { findVueProps } from './vue-props';

/** The members we use of Scalar's own store of values (api-reference 1.72, 2026-11). */
export interface AuthStore {
  getAuthSecrets(document: string, scheme: string): unknown;
  setAuthSecrets(document: string, scheme: string, secrets: Readonly<Record<string, unknown>>): void;
  clearAuthSecrets(document: string, scheme: string): void;
  getAuthSelectedSchemas(place: Place): unknown;
  setAuthSelectedSchemas(place: Place, selected: unknown): void;
  clearAuthSelectedSchemas(place: Place): void;
}

/** Where a choice among alternatives is kept: for one operation. */
export interface Place {
  readonly type: 'operation';
  readonly documentName: string;
  readonly path: string;
  readonly method: string;
}

/** What the component that draws the reference is given. */
export interface ScalarState {
  readonly authStore: AuthStore;
  readonly document: unknown;
  readonly clientDocument?: unknown;
  readonly options: unknown;
}

/** Scalar draws these around the reference and nobody else does; `#api-reference` alone may be any element. */
const SIGNATURE = '.scalar-app, .scalar-api-reference';

/** Whether there is a Scalar reference at all, drawn or about to be. */
export function findContainers(window: Window): readonly Element[] {
  const drawn = deepQueryAll(window.document, SIGNATURE);
  return [...new Set(drawn.flatMap((element) => containerOf(element) ?? []))];
}

/** The element that Vue drew into: the nearest one above that carries a tree. */
function containerOf(element: Element | null): Element | undefined {
  if (!element) return undefined;
  return child(element, '_vnode') === undefined ? containerOf(element.parentElement) : element;
}

/** What is drawn now; read anew every time, because choosing another document replaces it. */
export function scalarState(container: Element): ScalarState | undefined {
  return findVueProps(container, isState);
}

function isState(props: unknown): props is ScalarState {
  const { authStore, document, options } = props as Partial<ScalarState>;
  const named = ['getAuthSecrets', 'setAuthSecrets', 'clearAuthSecrets', 'setAuthSelectedSchemas'] as const;
  return (
    isObject(authStore) &&
    named.every((name) => isFunction(authStore[name])) &&
    isObject(options) &&
    isObject(document) &&
    documentName(document) !== undefined
  );
}

/** The name under which values of this document are kept. */
export function documentName(document: unknown): string | undefined {
  return text(child(document, 'x-scalar-navigation'), 'name');
}

/** Whether Scalar writes what is filled into the page's storage. */
export function persists({ options }: ScalarState): boolean {
  return quietly(() => child(options, 'persistAuth') === true, false);
}
