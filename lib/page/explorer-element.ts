import { base64 } from '../domain/base64';
import type { Assignment, DocsPage, PageReport, SecurityScheme } from '../domain/page';
import { deepQueryAll } from './deep-query';
import { countRequirements, readSchemes } from './openapi-security';
import { readSources } from './openapi-sources';
import { pageAddress } from './page-address';
import { child, entries, isList, isObject, quietly, text } from './read-tree';
import { severalPages } from './several';

/** What differs between RapiDoc and OpenAPI Explorer, which grew out of it (RapiDoc 9.3.8, OpenAPI Explorer 2.4, 2026-11). */
export interface ExplorerKind {
  readonly adapter: string;
  readonly title: string;
  readonly tag: string;
  /** The member of a scheme's state that holds its name in the document. */
  readonly nameMember: string;
}

/** The docs pages of custom elements that keep their state in their own properties; undefined where there is none. */
export function explorerPage(window: Window, kind: ExplorerKind): DocsPage | undefined {
  // Their script may still be on the way, and upgrading an element changes nothing in the document that could be waited for.
  return severalPages(deepQueryAll(window.document, kind.tag).map((element) => elementPage(window, element, kind)));
}

function elementPage(window: Window, element: Element, kind: ExplorerKind): DocsPage {
  return {
    report: () => report(window, element, kind),
    whenReady: (timeout) => whenLoaded(window, element, timeout),
    async fill(assignments) {
      const kept = assignments.filter((assignment) => write(element, kind, assignment));
      quietly(() => redraw(element), undefined);
      return kept.map(({ scheme }) => scheme);
    },
    async logOut(schemes) {
      for (const name of schemes) quietly(() => clear(stateOf(element, kind, name)), undefined);
      quietly(() => redraw(element), undefined);
      return authorizedNames(element, kind).filter((name) => schemes.includes(name));
    },
  };
}

/** Members of such an element are accessors of its class, so they are not its own. */
function member(element: Element, name: string): unknown {
  return quietly(() => (element as unknown as Readonly<Record<string, unknown>>)[name], undefined);
}

function redraw(element: Element): void {
  (element as unknown as { requestUpdate(): void }).requestUpdate();
}

/** RapiDoc shows an empty document while it is loading and after it has failed. */
function loadedDocument(element: Element): unknown {
  const document = member(element, 'resolvedSpec');
  const isThere = isList(child(document, 'tags')) && child(document, 'isSpecLoading') !== true;
  return isThere && child(document, 'specLoadError') !== true ? document : undefined;
}

function whenLoaded(window: Window, element: Element, timeout: number): Promise<boolean> {
  if (loadedDocument(element)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = () => {
      window.clearTimeout(timer);
      element.removeEventListener('spec-loaded', end);
      resolve(loadedDocument(element) !== undefined);
    };
    const timer = window.setTimeout(end, timeout);
    element.addEventListener('spec-loaded', end);
  });
}

function report(window: Window, element: Element, kind: ExplorerKind): PageReport {
  const base = { adapter: kind.adapter, title: kind.title };
  const document = loadedDocument(element);
  if (!document) return { ...base, ready: false, schemes: [], requirements: [], authorized: [] };
  const operations = entries(child(document, 'tags')).flatMap(([, tag]) => entries(child(tag, 'paths')));
  const servers = operations.flatMap(([, operation]) => entries(child(operation, 'servers')));
  const server = pageAddress(window, serverOf(element));
  return {
    ...base,
    ready: true,
    schemes: schemesOf(element, kind),
    requirements: countRequirements(
      undefined,
      operations.map(([, operation]) => child(operation, 'security')),
    ),
    authorized: authorizedNames(element, kind),
    server,
    servers: originsOf(servers.map(([, server]) => pageAddress(window, text(server, 'url')))),
    document: pageAddress(window, stringMember(element, 'specUrl')),
    sources: readSources({ definitions: Object.fromEntries(schemeStates(element, kind)), server }),
  };
}

function serverOf(element: Element): string | undefined {
  const selected = member(element, 'selectedServer');
  return text(selected, 'computedUrl') ?? text(selected, 'url');
}

function stringMember(element: Element, name: string): string | undefined {
  const value = member(element, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function originsOf(addresses: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(addresses.flatMap((address) => (address === undefined ? [] : [new URL(address).origin])))];
}

function schemeStates(element: Element, { nameMember }: ExplorerKind): readonly (readonly [string, unknown])[] {
  const states = entries(child(loadedDocument(element), 'securitySchemes'));
  return states.flatMap(([, state]) => {
    const name = text(state, nameMember);
    return name === undefined ? [] : [[name, state] as const];
  });
}

function schemesOf(element: Element, kind: ExplorerKind): readonly SecurityScheme[] {
  return readSchemes(Object.fromEntries(schemeStates(element, kind)));
}

function stateOf(element: Element, kind: ExplorerKind, name: string): unknown {
  return schemeStates(element, kind).find(([candidate]) => candidate === name)?.[1];
}

function authorizedNames(element: Element, kind: ExplorerKind): readonly string[] {
  return schemeStates(element, kind).flatMap(([name, state]) => (text(state, 'finalKeyValue') ? [name] : []));
}

/**
 * Writes what the element itself makes of a typed value: the whole header or parameter. Its own methods take a bare token from
 * OAuth without a prefix (RapiDoc) or take the prefix off a key (OpenAPI Explorer). Nothing is stored by this act, also where
 * the page keeps what is typed (`persist-auth`).
 */
function write(element: Element, kind: ExplorerKind, assignment: Assignment): boolean {
  const scheme = schemesOf(element, kind).find(({ name }) => name === assignment.scheme);
  const value = scheme && valueFor(scheme, assignment);
  const state = stateOf(element, kind, assignment.scheme);
  if (value === undefined || !isObject(state)) return false;
  return quietly(() => {
    // For OpenID Connect neither knows where the token goes.
    if (scheme?.type === 'openIdConnect') Object.assign(state, { in: 'header', name: 'Authorization' });
    state.finalKeyValue = value;
    return child(state, 'finalKeyValue') === value;
  }, false);
}

function valueFor(scheme: SecurityScheme, assignment: Assignment): string | undefined {
  switch (assignment.kind) {
    case 'basic':
      return scheme.scheme === 'basic' ? `Basic ${base64(`${assignment.username}:${assignment.password}`)}` : undefined;
    case 'bearer':
      return scheme.type === 'http' && scheme.scheme !== 'basic' ? `Bearer ${assignment.value}` : undefined;
    case 'oauth2':
      return scheme.type === 'oauth2' || scheme.type === 'openIdConnect'
        ? `${assignment.tokenType} ${assignment.value}`
        : undefined;
    case 'apiKey':
      return scheme.type === 'apiKey' && scheme.in !== 'cookie' ? assignment.value : undefined;
  }
}

function clear(state: unknown): void {
  if (isObject(state)) Object.assign(state, { user: '', password: '', value: '', finalKeyValue: '' });
}
