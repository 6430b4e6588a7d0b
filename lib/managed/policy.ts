import { MOST_DEFINITIONS } from '../definitions/bounds';
import { readDefinitionFile } from '../definitions/definition-file';
import { type Problem, pathText } from '../definitions/problem';
import type { ManagedPages, ManagedRules } from '../domain/managed';
import type { ProviderDefinition } from '../provider/definition';
import { readPages } from './pages';
import { readRules } from './rules';

/** What an organization has set, with everything in it that could not be used. */
export interface Policy {
  readonly rules: ManagedRules;
  readonly definitions: readonly ProviderDefinition[];
  /** One for each provider at most. */
  readonly pages: readonly ManagedPages[];
  readonly problems: readonly Problem[];
}

export const NO_POLICY: Policy = { rules: {}, definitions: [], pages: [], problems: [] };

/** The names of all settings, as in `public/managed-schema.json`. */
const SETTINGS = ['definitions', 'pages', 'forcePassphrase', 'lockMinutes', 'forbidExport'] as const;

/**
 * Reads a policy as the browser hands it out. Each entry that cannot be used is refused by itself and said with its place; of the
 * rest everything holds. A rule that is there but does not read counts as set (docs/decisions/0046). Pure; never throws.
 *
 * @param builtIn the ids of built-in providers
 */
export function readPolicy(raw: unknown, builtIn: readonly string[]): Policy {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { ...NO_POLICY, problems: [{ path: '', code: 'managed_bad_value' }] };
  }
  const settings = raw as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(settings).filter((name) => !(SETTINGS as readonly string[]).includes(name));
  const { definitions, problems } = readDefinitions(settings.definitions);
  const pages = readPages(settings.pages, [...builtIn, ...definitions.map(({ id }) => id)]);
  const rules = readRules(settings);
  return {
    rules: rules.rules,
    definitions,
    pages: pages.pages,
    problems: [
      ...unknown.map((name): Problem => ({ path: pathText([name]), code: 'managed_unknown_setting' })),
      ...problems,
      ...pages.problems,
      ...rules.problems,
    ],
  };
}

/** Each text is a file or a single definition, looked at as one that the user brings; one that is wrong takes no other with it. */
function readDefinitions(value: unknown): Pick<Policy, 'definitions' | 'problems'> {
  if (value === undefined) return { definitions: [], problems: [] };
  if (!Array.isArray(value)) return { definitions: [], problems: [{ path: 'definitions', code: 'managed_bad_value' }] };
  const definitions: ProviderDefinition[] = [];
  const problems: Problem[] = [];
  for (const [index, text] of value.entries()) {
    const at = `definitions[${index}]`;
    if (typeof text !== 'string') {
      problems.push({ path: at, code: 'managed_bad_value' });
      continue;
    }
    const read = readDefinitionFile(text);
    problems.push(...read.problems.map(({ path, code }): Problem => ({ path: under(at, path), code })));
    const known = new Set(definitions.map(({ id }) => id));
    const twice = read.definitions.some(({ id }) => known.has(id));
    if (twice) problems.push({ path: at, code: 'definition_twice' });
    else if (definitions.length + read.definitions.length > MOST_DEFINITIONS) {
      problems.push({ path: at, code: 'definition_too_many' });
    } else definitions.push(...read.definitions);
  }
  return { definitions, problems };
}

/** A place inside a text, behind the place of that text in the policy. */
function under(at: string, path: string): string {
  return path === '' ? at : `${at} → ${path}`;
}
