import { deepQuery } from './deep-query';
import { climbReactHooks, climbReactProps } from './react-system';
import { child, entries, isFunction, isObject, quietly, text } from './read-tree';

/** What the component that draws the fields for values is given: on the page of one operation only (9.0, 2026-11). */
export interface TryItAuth {
  readonly operationSecuritySchemes: unknown;
  setOperationAuthValue(value: { readonly scheme: unknown; readonly authValue: string }): void;
  setCurrentScheme(alternative: readonly { readonly scheme: unknown }[]): void;
}

const FIELDS = '.TryItPanel [data-test="try-it-auth"]';

/** The document as Elements understands it; undefined while it is loading. */
export function serviceOf(root: Element): unknown {
  const props = climbReactProps(root, hasService);
  return props?.serviceNode;
}

function hasService(props: unknown): props is { readonly serviceNode: unknown } {
  return text(child(props, 'serviceNode'), 'type') === 'http_service';
}

/** A setting of the page, as its owner wrote it. */
export function settingOf(root: Element, name: string): string | undefined {
  const has = (props: unknown): props is object => text(props, name) !== undefined;
  return text(climbReactProps(root, has), name);
}

/** The fields of the operation that is open. */
export function tryItAuth(root: Element): TryItAuth | undefined {
  const fields = deepQuery(root, FIELDS);
  return fields && climbReactProps(fields, isTryItAuth);
}

function isTryItAuth(props: unknown): props is TryItAuth {
  return (
    isObject(props) &&
    isFunction(props.setOperationAuthValue) &&
    isFunction(props.setCurrentScheme) &&
    Array.isArray(props.operationSecuritySchemes)
  );
}

/** Values by scheme, of all operations: Elements keeps them in one place, which only an open operation looks into. */
export function valuesOf(root: Element, names: readonly string[]): Readonly<Record<string, string>> {
  const fields = deepQuery(root, FIELDS);
  const held = fields ? quietly(() => climbReactHooks(fields), []) : [];
  const found = held.find((value) => names.some((name) => typeof child(value, name) === 'string'));
  const texts = names.map((name) => [name, text(found, name)] as const);
  return Object.fromEntries(texts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** The operations of the document, with everything that they inherit. */
export function operationsOf(service: unknown): readonly unknown[] {
  const nodes = entries(child(service, 'children')).map(([, node]) => node);
  return nodes.filter((node) => text(node, 'type') === 'http_operation').map((node) => child(node, 'data'));
}

/** `[[{ key }]]`, Elements' own words for a `security` list, in those of OpenAPI. */
export function securityOf(owner: unknown): unknown {
  const groups = child(owner, 'security');
  if (!Array.isArray(groups)) return undefined;
  return entries(groups).map(([, group]) => Object.fromEntries(keysOf(group).map((key) => [key, []])));
}

export function keysOf(group: unknown): readonly string[] {
  return entries(group).flatMap(([, scheme]) => text(scheme, 'key') ?? []);
}

/** Scheme definitions by name. */
export function definitionsOf(service: unknown): Readonly<Record<string, unknown>> {
  const schemes = entries(child(child(service, 'data'), 'securitySchemes')).map(([, scheme]) => scheme);
  return Object.fromEntries(schemes.flatMap((scheme) => keysOf([scheme]).map((key) => [key, scheme] as const)));
}
