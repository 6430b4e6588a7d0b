import { base64 } from '../domain/base64';
import type { Assignment } from '../domain/page';
import { child, entries, quietly, text } from './read-tree';
import { keepsAuthorization, type SwaggerSystem } from './swagger-system';

/** Names that this system holds a value for. */
export function authorizedNames(system: SwaggerSystem): readonly string[] {
  return entries(authorizedState(system))
    .filter(([, value]) => value)
    .map(([name]) => name);
}

/** Writes what the system declares a scheme for; whether it was kept is {@link holds}'s to say. */
export function authorize(system: SwaggerSystem, assignments: readonly Assignment[]): void {
  const fitting = assignments.filter((assignment) => fits(assignment, definitionOf(system, assignment.scheme)));
  const plain = fitting.filter(({ kind }) => kind !== 'oauth2');
  // One dispatch for all: some pages load their document again on every one (drf-spectacular, 2026-11).
  if (plain.length > 0) {
    const values = plain.map((assignment) => [assignment.scheme, entryFor(system, assignment)] as const);
    quietly<unknown>(() => system.authActions.authorize(Object.fromEntries(values)), undefined);
  }
  for (const assignment of fitting) {
    if (assignment.kind === 'oauth2') quietly(() => authorizeOauth2(system, assignment), undefined);
  }
}

/** Whether the page's state is what we wanted to write: the value, not just an entry of that name. */
export function holds(system: SwaggerSystem, assignment: Assignment): boolean {
  const entry = child(authorizedState(system), assignment.scheme);
  const value = child(entry, 'value');
  switch (assignment.kind) {
    case 'basic':
      return holdsBasic(value, assignment.username, assignment.password);
    case 'oauth2': {
      const token = child(entry, 'token');
      return text(token, 'access_token') === assignment.value && text(token, 'token_type') === assignment.tokenType;
    }
    default:
      return value === assignment.value;
  }
}

/** Removes the values of these schemes from the system, and from the page's storage where it keeps them. */
export function logOut(system: SwaggerSystem, schemes: readonly string[]): void {
  const held = authorizedNames(system).filter((name) => schemes.includes(name));
  // Swagger UI's reducer fails when nothing was ever authorized.
  if (held.length === 0) return;
  const { authActions } = system;
  quietly(() => {
    if (keepsAuthorization(system) && authActions.logoutWithPersistOption) authActions.logoutWithPersistOption(held);
    else authActions.logout(held);
  }, undefined);
}

function authorizedState(system: SwaggerSystem): unknown {
  return quietly(() => system.authSelectors.authorized(), undefined);
}

function definitionOf(system: SwaggerSystem, scheme: string): unknown {
  return child(
    quietly(() => system.specSelectors.securityDefinitions(), undefined),
    scheme,
  );
}

/**
 * Whether the scheme takes this kind of value. `authorize` on an OAuth scheme does nothing, and a cookie key closes the padlock
 * although nothing is ever sent (every version, 2026-11), so neither is tried.
 */
function fits({ kind }: Assignment, definition: unknown): boolean {
  const type = text(definition, 'type');
  const scheme = text(definition, 'scheme')?.toLowerCase();
  switch (kind) {
    case 'apiKey':
      return type === 'apiKey' && text(definition, 'in') !== 'cookie';
    case 'bearer':
      return type === 'http' && scheme !== 'basic';
    case 'basic':
      return type === 'basic' || (type === 'http' && scheme === 'basic');
    case 'oauth2':
      return type === 'oauth2' || type === 'openIdConnect';
  }
}

function entryFor(system: SwaggerSystem, assignment: Assignment): unknown {
  const { scheme: name } = assignment;
  const value =
    assignment.kind === 'basic' ? { username: assignment.username, password: assignment.password } : assignment.value;
  return { name, schema: definitionOf(system, name), value };
}

function authorizeOauth2(system: SwaggerSystem, assignment: Extract<Assignment, { kind: 'oauth2' }>): void {
  const { scheme: name, value, tokenType } = assignment;
  system.authActions.authorizeOauth2?.({
    auth: { name, schema: definitionOf(system, name) },
    token: { access_token: value, token_type: tokenType },
  });
}

/** OpenAPI 3 keeps the password; Swagger 2.0 keeps the finished header instead (3.0.7–5.35, 2026-11). */
function holdsBasic(value: unknown, username: string, password: string): boolean {
  const header = `Basic ${base64(`${username}:${password}`)}`;
  const kept = child(value, 'password') === password || child(value, 'header') === header;
  return child(value, 'username') === username && kept;
}
