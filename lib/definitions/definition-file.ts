import { jsonOf } from '../domain/json';
import type { ProviderDefinition } from '../provider/definition';
import { boundProblem, bytesOf, LARGEST_DEFINITION, LARGEST_FILE, MOST_DEFINITIONS } from './bounds';
import { type Problem, pathText } from './problem';
import { readBySchema } from './schema-problems';
import { senseProblems } from './sense';

/** What a text holds: definitions, or everything that is wrong with it. Never both. */
export interface DefinitionFile {
  readonly definitions: readonly ProviderDefinition[];
  readonly problems: readonly Problem[];
}

/** Says what the file is, so that no other JSON is taken for it. */
const FORMAT = 'tokenfill-definitions';

/** Definitions as the text of a file. There is no secret in a definition, so there is none in the file. */
export function writeDefinitionFile(definitions: readonly ProviderDefinition[]): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, definitions }, null, 2)}\n`;
}

/** One definition as the text of an editor. */
export function writeDefinition(definition: ProviderDefinition): string {
  return `${JSON.stringify(definition, null, 2)}\n`;
}

/**
 * Reads the text of a file, or of a single definition. Anybody may have written it: size, nesting and keys are looked at before
 * the schema, the schema before the sense. Never throws; asks nobody.
 */
export function readDefinitionFile(text: string): DefinitionFile {
  if (bytesOf(text) > LARGEST_FILE) return refused({ path: '', code: 'definition_too_large' });
  const json = jsonOf(text);
  if (json === undefined) return refused({ path: '', code: 'definition_not_json' });
  const bound = boundProblem(json);
  if (bound) return refused(bound);
  const { listed, problems } = listedIn(json);
  const read = listed.map((each) => readOne(each));
  const definitions = read.flatMap((one) => one.definitions);
  const all = [...problems, ...read.flatMap((one) => one.problems), ...twiceProblems(definitions)];
  return all.length > 0 ? refused(...all) : { definitions, problems: [] };
}

interface Listed {
  readonly value: unknown;
  /** Where it stands in the file, ahead of paths inside it. */
  readonly at: string;
}

/** The definitions of a file, or the text itself when it is one. */
function listedIn(value: unknown): { readonly listed: readonly Listed[]; readonly problems: readonly Problem[] } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'format')) {
    return { listed: [{ value, at: '' }], problems: [] };
  }
  const { format, version, definitions, ...unknown } = value as Readonly<Record<string, unknown>>;
  const problems: Problem[] = Object.keys(unknown).map((key) => ({
    path: pathText([key]),
    code: 'definition_unknown_field',
  }));
  if (format !== FORMAT) problems.push({ path: 'format', code: 'definition_bad_value' });
  if (version !== 1) problems.push({ path: 'version', code: 'definition_bad_value' });
  if (!Array.isArray(definitions)) return { listed: [], problems: [...problems, badList(definitions)] };
  if (definitions.length === 0) problems.push({ path: 'definitions', code: 'definition_bad_value' });
  if (definitions.length > MOST_DEFINITIONS) {
    return { listed: [], problems: [...problems, { path: 'definitions', code: 'definition_too_many' }] };
  }
  return { listed: definitions.map((each, index) => ({ value: each, at: `definitions[${index}]` })), problems };
}

function badList(definitions: unknown): Problem {
  const code = definitions === undefined ? 'definition_field_missing' : 'definition_bad_value';
  return { path: 'definitions', code };
}

function readOne({ value, at }: Listed): DefinitionFile {
  const problems = (found: readonly Problem[]) =>
    refused(...found.map(({ path, code }) => ({ path: under(at, path), code })));
  if (bytesOf(JSON.stringify(value)) > LARGEST_DEFINITION)
    return problems([{ path: '', code: 'definition_too_large' }]);
  const read = readBySchema(value);
  if ('problems' in read) return problems(read.problems);
  const strange = senseProblems(read.definition);
  return strange.length > 0 ? problems(strange) : { definitions: [read.definition], problems: [] };
}

function under(at: string, path: string): string {
  if (at === '' || path === '') return at + path;
  return path.startsWith('[') ? at + path : `${at}.${path}`;
}

function twiceProblems(definitions: readonly ProviderDefinition[]): readonly Problem[] {
  const ids = definitions.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [{ path: `definitions[${index}].id`, code: 'definition_twice' }],
  );
}

function refused(...problems: readonly Problem[]): DefinitionFile {
  return { definitions: [], problems };
}
