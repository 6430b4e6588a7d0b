import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { candidatesOf } from '../../../lib/imports/candidates';
import { type ImportFile, readFiles } from '../../../lib/imports/read-files';
import { providers } from '../../../lib/provider/registry';

const FOLDER = join(import.meta.dirname, '../../fixtures/imports');

/** Fixture files as the user would give them; those of Bruno with their folder. */
export function given(...names: readonly string[]): readonly ImportFile[] {
  return names.map((path) => ({
    name: /^(bruno|opencollection)\//.test(path) ? path : basename(path),
    text: readFileSync(join(FOLDER, path), 'utf8'),
  }));
}

export const text = (value: unknown): ImportFile => ({ name: 'file.json', text: JSON.stringify(value) });

export function found(files: readonly ImportFile[]) {
  const { collected, unread } = readFiles(files);
  return { ...candidatesOf(collected, providers), unread };
}

/** One line for a candidate: what it becomes, and with which values. */
export function line({
  label,
  provider,
  method,
  regionId,
  inputs,
  missing,
}: ReturnType<typeof found>['candidates'][number]) {
  const said = method.inputs.filter(({ name, default: initial }) => inputs[name] && inputs[name] !== initial);
  return {
    label,
    is: [provider.id.startsWith('own-') ? 'own' : provider.id, method.id, regionId].filter(Boolean).join(' '),
    has: Object.fromEntries(said.map(({ name }) => [name, inputs[name]])),
    missing: missing.map(({ name }) => name),
  };
}
