import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

/** The repository as git sees it: tracked files and new ones that are not ignored. */
export const ROOT = resolve(import.meta.dirname, '../..');

export function files(...patterns: string[]): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return [...new Set(listed.split('\n'))].filter((path) => path !== '' && existsSync(resolve(ROOT, path)));
}

export const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

/** What a file imports from the repository, as paths from its root; packages keep their names. */
export function importsOf(path: string): readonly string[] {
  const statements = read(path).matchAll(
    /^(?:import|export)\b[^;']*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  const specifiers = [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), specifier)) : specifier,
  );
}
