import type { Assignment, SecurityScheme } from '../domain/page';
import { operationsByMethod } from './openapi-paths';
import { readSchemes } from './openapi-security';
import { child, entries, isList, isObject, quietly, text } from './read-tree';
import { documentName, type Place, type ScalarState } from './scalar-state';

const TOKEN = 'x-scalar-secret-token';
const USERNAME = 'x-scalar-secret-username';
const PASSWORD = 'x-scalar-secret-password';

/** Where OpenID Connect's token stands when Scalar has not looked its flows up. */
const ANY_FLOW = 'authorizationCode';

export function schemesOf({ document }: ScalarState): readonly SecurityScheme[] {
  return readSchemes(child(child(document, 'components'), 'securitySchemes'));
}

export function authorizedNames(state: ScalarState): readonly string[] {
  return schemesOf(state).flatMap(({ name }) => (isFilled(secretsOf(state, name)) ? [name] : []));
}

function secretsOf({ authStore, document }: ScalarState, scheme: string): unknown {
  return quietly(() => authStore.getAuthSecrets(documentName(document) ?? '', scheme), undefined);
}

function isFilled(secrets: unknown): boolean {
  const inFlows = entries(secrets).some(([, flow]) => isObject(flow) && text(flow, TOKEN) !== undefined);
  return inFlows || text(secrets, TOKEN) !== undefined || text(secrets, PASSWORD) !== undefined;
}

/** Writes one value as Scalar's own field does, reads it back, and makes Scalar send it where it would send another. */
export function write(state: ScalarState, assignment: Assignment): boolean {
  const scheme = schemesOf(state).find(({ name }) => name === assignment.scheme);
  const secrets = scheme && secretsFor(state, scheme, assignment);
  if (!secrets) return false;
  return quietly(() => {
    state.authStore.setAuthSecrets(documentName(state.document) ?? '', assignment.scheme, secrets);
    return holds(secretsOf(state, assignment.scheme), assignment);
  }, false);
}

function secretsFor(
  state: ScalarState,
  scheme: SecurityScheme,
  assignment: Assignment,
): Readonly<Record<string, unknown>> | undefined {
  const { type } = scheme;
  const isBasic = scheme.scheme === 'basic';
  switch (assignment.kind) {
    case 'apiKey':
      return type === 'apiKey' && scheme.in !== 'cookie' ? { type, [TOKEN]: assignment.value } : undefined;
    case 'bearer':
      return type === 'http' && !isBasic
        ? { type, [TOKEN]: assignment.value, [USERNAME]: '', [PASSWORD]: '' }
        : undefined;
    case 'basic':
      return isBasic
        ? { type, [TOKEN]: '', [USERNAME]: assignment.username, [PASSWORD]: assignment.password }
        : undefined;
    // Scalar has one word for every token.
    case 'oauth2':
      return assignment.tokenType.toLowerCase() === 'bearer'
        ? { type, ...flowsWith(state, scheme, assignment.value) }
        : undefined;
  }
}

/** Every flow that the document declares: Scalar sends the first token it finds. What a person typed beside it stays. */
function flowsWith(
  state: ScalarState,
  { name, type }: SecurityScheme,
  token: string,
): Readonly<Record<string, unknown>> {
  const declared = child(child(child(child(state.document, 'components'), 'securitySchemes'), name), 'flows');
  const flows = type === 'oauth2' ? entries(declared).map(([flow]) => flow) : [ANY_FLOW];
  const typed = secretsOf(state, name);
  return Object.fromEntries(
    flows.map((flow) => {
      const kept = entries(child(typed, flow)).filter(([, value]) => typeof value === 'string');
      return [flow, { ...Object.fromEntries(kept), [TOKEN]: token }];
    }),
  );
}

function holds(secrets: unknown, assignment: Assignment): boolean {
  if (assignment.kind === 'basic') {
    return text(secrets, USERNAME) === assignment.username && text(secrets, PASSWORD) === assignment.password;
  }
  const inFlows = entries(secrets).some(([, flow]) => isObject(flow) && text(flow, TOKEN) === assignment.value);
  return text(secrets, TOKEN) === assignment.value || (assignment.kind === 'oauth2' && inFlows);
}

/** Removes the values of one scheme. */
export function clear({ authStore, document }: ScalarState, scheme: string): void {
  quietly(() => authStore.clearAuthSecrets(documentName(document) ?? '', scheme), undefined);
}

/**
 * Scalar sends the first alternative of an operation, or what was chosen for the whole document, whether filled or not. Each
 * operation that one of our alternatives covers gets that one chosen; where it is the first anyway, nothing is written.
 */
export function select(state: ScalarState, names: readonly string[]): void {
  forEachOperation(state, (place, alternatives) => {
    const covered = alternatives.find((needed) => isCovered(needed, names));
    if (covered === undefined || (covered === alternatives[0] && !documentChoice(state))) return;
    const requirement = Object.fromEntries(entries(covered).map(([name, scopes]) => [name, textsOf(scopes)]));
    state.authStore.setAuthSelectedSchemas(place, { selectedIndex: 0, selectedSchemes: [requirement] });
  });
}

/** Takes back the choices among which these schemes are. */
export function unselect(state: ScalarState, names: readonly string[]): void {
  forEachOperation(state, (place) => {
    const selected = child(state.authStore.getAuthSelectedSchemas(place), 'selectedSchemes');
    const ours = entries(selected).some(([, requirement]) => isCovered(requirement, names));
    if (ours) state.authStore.clearAuthSelectedSchemas(place);
  });
}

function documentChoice({ authStore, document }: ScalarState): boolean {
  const place = { type: 'document', documentName: documentName(document) ?? '' } as unknown as Place;
  return quietly(() => authStore.getAuthSelectedSchemas(place) !== undefined, false);
}

function forEachOperation(
  { document }: ScalarState,
  visit: (place: Place, alternatives: readonly unknown[]) => void,
): void {
  const global = child(document, 'security');
  for (const { path, method, operation } of operationsByMethod(document)) {
    const own = child(operation, 'security');
    const alternatives = entries(isList(own) ? own : global).map(([, requirement]) => requirement);
    const place: Place = { type: 'operation', documentName: documentName(document) ?? '', path, method };
    quietly(() => visit(place, alternatives), undefined);
  }
}

function isCovered(requirement: unknown, names: readonly string[]): boolean {
  const needed = entries(requirement).map(([name]) => name);
  return needed.length > 0 && needed.every((name) => names.includes(name));
}

function textsOf(list: unknown): readonly string[] {
  return entries(list).flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
}
