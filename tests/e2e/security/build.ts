import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BUILD } from '../browsers/chromium';

/** The shipped builds as they lie on disk. */

export type Manifest = Readonly<Record<string, unknown>>;

const OF = { chrome: BUILD, firefox: resolve(BUILD, '../firefox-mv3') } as const;

export function manifestOf(name: keyof typeof OF): Manifest {
  const path = join(OF[name], 'manifest.json');
  if (!existsSync(path)) throw new Error(`There is no build for ${name}: npm run build makes it.`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Every file of the Chrome build, as the browser addresses it. */
export function builtFiles(): readonly string[] {
  const found = readdirSync(BUILD, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(BUILD.length + 1)
        .replaceAll('\\', '/'),
    );
}
