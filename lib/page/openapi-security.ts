import type { SecurityRequirement, SecurityScheme } from '../domain/page';
import { operationsIn, pathItems } from './openapi-paths';
import { child, entries, isList, text } from './read-tree';

/** Far more than real documents have; what is beyond makes a report that nobody would accept. */
const MAX_SCHEMES = 200;
const MAX_LISTS = 200;
const MAX_ALTERNATIVES = 50;

/** `components.securitySchemes` (OpenAPI 3) or `securityDefinitions` (Swagger 2.0) in our words; unknown types are left out. */
export function readSchemes(definitions: unknown): readonly SecurityScheme[] {
  const schemes = entries(definitions).flatMap(([name, definition]) => readScheme(name, definition) ?? []);
  return schemes.slice(0, MAX_SCHEMES);
}

function readScheme(name: string, definition: unknown): SecurityScheme | undefined {
  const type = text(definition, 'type');
  switch (type) {
    case 'apiKey':
      return readKey(name, definition);
    // Swagger 2.0; `basicAuth` is what Swagger UI 2 makes of a Swagger 1.2 document (2026-11).
    case 'basic':
    case 'basicAuth':
      return { name, type: 'http', scheme: 'basic' };
    case 'http':
      return { name, type, scheme: (text(definition, 'scheme') ?? '').toLowerCase() };
    case 'oauth2':
    case 'openIdConnect':
    case 'mutualTLS':
      return { name, type };
    default:
      return undefined;
  }
}

function readKey(name: string, definition: unknown): SecurityScheme | undefined {
  const place = text(definition, 'in');
  const parameter = text(definition, 'name');
  const known = place === 'header' || place === 'query' || place === 'cookie';
  return known && parameter !== undefined ? { name, type: 'apiKey', in: place, parameter } : undefined;
}

/** What the operations of an OpenAPI or Swagger 2.0 document need. */
export function readRequirements(document: unknown): readonly SecurityRequirement[] {
  const global = child(document, 'security');
  const lists = pathItems(document)
    .flatMap(operationsIn)
    .map((operation) => {
      const own = child(operation, 'security');
      return isList(own) ? own : global;
    });
  return countRequirements(global, lists);
}

/**
 * Distinct `security` lists with the number of operations that use them: the global one first, then by use. Lists that need
 * nothing (`[]`, `[{}]`) are left out, and so is a global list that every operation overrides.
 *
 * @param lists one per operation, the global list where the operation inherits it
 */
export function countRequirements(global: unknown, lists: readonly unknown[]): readonly SecurityRequirement[] {
  const counted = new Map<string, SecurityRequirement>();
  const globalKey = note(counted, readAlternatives(global), 0);
  for (const list of lists) note(counted, readAlternatives(list), 1);
  const rest = [...counted].filter(([key]) => key !== globalKey).sort(([, a], [, b]) => b.operations - a.operations);
  const first = globalKey === undefined ? undefined : counted.get(globalKey);
  const used = first && (first.operations > 0 || lists.length === 0) ? [first] : [];
  return [...used, ...rest.map(([, requirement]) => requirement)].slice(0, MAX_LISTS);
}

type Alternatives = SecurityRequirement['alternatives'];

function readAlternatives(list: unknown): Alternatives {
  const alternatives = isList(list) ? entries(list).slice(0, MAX_ALTERNATIVES) : [];
  return alternatives.map(([, needed]) => entries(needed).map(([name]) => name));
}

/** Adds to the count of this list and returns its key; undefined when it needs nothing. */
function note(counted: Map<string, SecurityRequirement>, alternatives: Alternatives, uses: number): string | undefined {
  if (alternatives.every((names) => names.length === 0)) return undefined;
  const key = JSON.stringify(alternatives.map((names) => [...names].sort()));
  const known = counted.get(key) ?? { alternatives, operations: 0 };
  counted.set(key, { ...known, operations: known.operations + uses });
  return key;
}
