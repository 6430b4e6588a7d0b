import type { Method, ProviderDefinition } from '../provider/definition';
import { placeholders } from '../provider/template';
import { type Path, type Problem, pathText } from './problem';

/** Names that templates may use besides inputs and region, with what follows them. */
const OTHER_NAME = /^(token|steps|signIn|signed|create|created|item)(\.[A-Za-z0-9_]+)+$/;
/** Fields that hold the bare name of an input. */
const NAMES_INPUT: ReadonlySet<string> = new Set(['each', 'dateInput', 'secretExpiresOn', 'baseUrl', 'more', 'issuer']);

/** Fields in which others have any name: bodies, headers, dictionaries. */
const MAPS: ReadonlySet<string | number> = new Set([
  ...[
    'parameters',
    'json',
    'form',
    'headers',
    'object',
    'values',
    'save',
    'into',
    'extras',
    'days',
    'becomes',
    'advice',
    'means',
  ],
  'words',
]);

/** Names in templates and fields that mean nothing. Pure; depth is bounded before. */
export function nameProblems(definition: ProviderDefinition): readonly Problem[] {
  const { methods, inventory, ...rest } = definition;
  const everyInput = methods.flatMap(({ inputs }) => inputs.map(({ name }) => name));
  const created = inventory?.create.inputs.map(({ name }) => name) ?? [];
  const values = definition.regions.map((region) => Object.keys(region.values));
  const regionNames = (values[0] ?? []).filter((name) => values.every((names) => names.includes(name)));
  const walk = (value: unknown, path: Path, inputs: readonly string[]) =>
    strange(value, path, { inputs: new Set(inputs), region: new Set(regionNames) });
  return [
    ...methods.flatMap((method, index) => [
      ...walk(method, ['methods', index], namesOf(method)),
      ...becomesProblems(method, definition, ['methods', index]),
    ]),
    ...walk(rest, [], everyInput),
    ...walk(inventory, ['inventory'], [...everyInput, ...created]),
  ];
}

const namesOf = ({ inputs }: Method) => inputs.map(({ name }) => name);

function becomesProblems({ becomes }: Method, { methods }: ProviderDefinition, at: Path): readonly Problem[] {
  const known = !becomes || methods.some(({ id }) => id === becomes.method);
  return known ? [] : [{ path: pathText([...at, 'becomes', 'method']), code: 'definition_unknown_name' }];
}

interface Known {
  readonly inputs: ReadonlySet<string>;
  readonly region: ReadonlySet<string>;
}

/** Texts that name an input, a region's value or a thing that is not there. Depth is bounded before. */
function strange(value: unknown, path: Path, known: Known): readonly Problem[] {
  if (typeof value === 'string') {
    const fine = namesInput(path) ? known.inputs.has(value) : templateFits(value, known);
    return fine ? [] : [{ path: pathText(path), code: 'definition_unknown_name' }];
  }
  if (Array.isArray(value)) return value.flatMap((each, index) => strange(each, [...path, index], known));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => strange(each, [...path, key], known));
}

function namesInput(path: Path): boolean {
  const [holder, field] = [path.at(-2), path.at(-1)];
  if (field === 'input' && holder === 'when') return true;
  if (field === 'issuer') return holder === 'discovery';
  const inMap = path.some((part) => MAPS.has(part));
  return !inMap && typeof field === 'string' && NAMES_INPUT.has(field);
}

function templateFits(template: string, { inputs, region }: Known): boolean {
  if (!template.includes('{{')) return true;
  const names = placeholders(template);
  const well = names.length === template.split('{{').length - 1;
  return (
    well &&
    names.every((name) => {
      const [scope, first = '', ...more] = name.split('.');
      if (scope === 'inputs') return more.length === 0 && inputs.has(first);
      if (scope === 'region') return more.length === 0 && region.has(first);
      return OTHER_NAME.test(name);
    })
  );
}
