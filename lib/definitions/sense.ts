import type { ProviderDefinition } from '../provider/definition';
import { isOwn } from '../provider/own';
import { addressTemplates, isAddress } from './addresses';
import { nameProblems } from './names';
import { type Path, type Problem, pathText } from './problem';

/**
 * What the schema cannot see: an own definition stands for no built-in one, binds no page, holds no secret, and every name in
 * it means something. Pure.
 */
export function senseProblems(definition: ProviderDefinition): readonly Problem[] {
  return [
    ...identityProblems(definition),
    ...secretProblems(definition),
    ...twiceProblems(definition),
    ...nameProblems(definition),
    ...addressProblems(definition),
  ];
}

function identityProblems(definition: ProviderDefinition): readonly Problem[] {
  const { pages } = definition;
  const binding = (['pages', 'pagePaths', 'formerly'] as const).filter((field) =>
    field === 'pages' ? pages.length > 0 : definition[field] !== undefined,
  );
  return [
    ...(isOwn(definition) ? [] : [{ path: 'id', code: 'definition_id_refused' } as const]),
    ...binding.map((path) => ({ path, code: 'definition_binds' }) as const),
  ];
}

/** A value that a secret input starts with would be a secret in a file. */
function secretProblems({ methods }: ProviderDefinition): readonly Problem[] {
  return methods.flatMap(({ inputs }, method) =>
    inputs.flatMap((input, index) =>
      input.secret && input.default !== undefined
        ? [
            {
              path: pathText(['methods', method, 'inputs', index, 'default']),
              code: 'definition_holds_secret' as const,
            },
          ]
        : [],
    ),
  );
}

function twiceProblems({ methods, regions }: ProviderDefinition): readonly Problem[] {
  const twice = (names: readonly string[], at: Path, field: string): readonly Problem[] =>
    names.flatMap((name, index) =>
      names.indexOf(name) === index ? [] : [{ path: pathText([...at, index, field]), code: 'definition_twice' }],
    );
  return [
    ...twice(
      methods.map(({ id }) => id),
      ['methods'],
      'id',
    ),
    ...twice(
      regions.map(({ id }) => id),
      ['regions'],
      'id',
    ),
    ...methods.flatMap(({ inputs, steps }, index) => [
      ...twice(
        inputs.map(({ name }) => name),
        ['methods', index, 'inputs'],
        'name',
      ),
      ...twice(
        steps.map(({ id }) => id),
        ['methods', index, 'steps'],
        'id',
      ),
    ]),
  ];
}

function addressProblems(definition: ProviderDefinition): readonly Problem[] {
  const links = definition.methods.map(({ guide }, index) => ({
    path: ['methods', index, 'guide', 'link'] as const,
    template: guide.link,
    inputs: [],
  }));
  return [...addressTemplates(definition), ...links]
    .filter((template) => !isAddress(template, definition))
    .map(({ path }) => ({ path: pathText(path), code: 'definition_bad_address' }));
}
