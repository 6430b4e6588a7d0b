import { ProviderDefinition } from '../provider/definition';
import type { z } from '../zod';
import { type Path, type Problem, pathText } from './problem';

type Issue = z.core.$ZodIssue;
/** More would not be read. */
const MOST_PROBLEMS = 20;

/** A definition as the one schema reads it, or everything that the schema does not want, with where it stands. */
export function readBySchema(
  value: unknown,
): { readonly definition: ProviderDefinition } | { readonly problems: readonly Problem[] } {
  const parsed = ProviderDefinition.safeParse(value);
  if (parsed.success) return { definition: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, value, []));
  return { problems: problems.slice(0, MOST_PROBLEMS) };
}

function problemsOf(issue: Issue, root: unknown, before: Path): readonly Problem[] {
  const path: Path = [...before, ...issue.path.map((part) => (typeof part === 'symbol' ? '' : part))];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: pathText([...path, key]), code: 'definition_unknown_field' }));
    case 'invalid_union':
      return fromUnion(issue.errors, root, path);
    default: {
      const missing = valueAt(root, path) === undefined && issue.code !== 'invalid_key';
      return [{ path: pathText(path), code: missing ? 'definition_field_missing' : 'definition_bad_value' }];
    }
  }
}

/** Of several forms that would do, the one that was most likely meant: it got deepest, or has the fewest objections. */
function fromUnion(errors: readonly (readonly Issue[])[], root: unknown, path: Path): readonly Problem[] {
  const value = valueAt(root, path);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const fitting = isObject ? errors.filter((issues) => isNear(issues, Object.keys(value))) : [];
  const [best] = [...fitting].sort((a, b) => score(a) - score(b));
  if (value === undefined) return [{ path: pathText(path), code: 'definition_field_missing' }];
  if (!best) return [{ path: pathText(path), code: 'definition_bad_value' }];
  return best.flatMap((issue) => problemsOf(issue, root, path));
}

/** Not a form of another kind altogether: at least one of its fields is there. */
function isNear(issues: readonly Issue[], keys: readonly string[]): boolean {
  const unknown = issues.flatMap((issue) =>
    issue.path.length === 0 && issue.code === 'unrecognized_keys' ? issue.keys : [],
  );
  return unknown.length < keys.length;
}

function score(issues: readonly Issue[]): number {
  const outside = issues.filter(
    ({ path, code }) => path.length === 0 || (path.length === 1 && code === 'invalid_type'),
  );
  return outside.length * 100 + issues.length;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    root,
  );
}
