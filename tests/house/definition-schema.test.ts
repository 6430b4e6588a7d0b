import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readDefinitionFile } from '../../lib/definitions/definition-file';
import { ProviderDefinition } from '../../lib/provider/definition';
import { z } from '../../lib/zod';
import { ROOT, read } from './tree';

const FILE = 'docs/provider.schema.json';

/** The schema for editors. What only code can check (names that mean something, addresses) is not in it. */
const schema = {
  ...z.toJSONSchema(ProviderDefinition, { target: 'draft-7', reused: 'ref' }),
  title: 'A provider definition of Tokenfill',
};

it('docs/provider.schema.json says what the code reads (TOKENFILL_WRITE=1 writes it anew)', () => {
  if (process.env.TOKENFILL_WRITE) writeFileSync(resolve(ROOT, FILE), JSON.stringify(schema, null, 2));
  expect(JSON.parse(read(FILE))).toEqual(JSON.parse(JSON.stringify(schema)));
});

it('the example in docs/definitions.md is a definition that is taken', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/definitions.md')) ?? [];
  const { definitions, problems } = readDefinitionFile(example);
  expect(problems).toEqual([]);
  expect(definitions.map(({ id }) => id)).toEqual(['own-acme']);
});
