import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { Answer } from '../exchange';

/** The real npm packages whose files the documentation pages load. */
export type AssetPackage = 'swagger-ui-dist' | 'swagger-ui-dist-3-0' | 'swagger-ui';

const require = createRequire(import.meta.url);
const FOLDER_INSIDE: Record<AssetPackage, string> = {
  'swagger-ui-dist': '.',
  'swagger-ui-dist-3-0': '.',
  'swagger-ui': 'dist',
};

const TYPES: Record<string, string> = {
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
};

const folderOf = (name: AssetPackage): string =>
  join(dirname(require.resolve(`${name}/package.json`)), FOLDER_INSIDE[name]);

/** A file of the package as text, for pages that build on it. */
export const packageFile = (name: AssetPackage, file: string): string =>
  readFileSync(join(folderOf(name), file), 'utf8');

/** Names of files below one folder: no dots at the start of a part, so no way out of the folder. */
const SAFE = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/**
 * Gives a file of the package as it is, or undefined. `prefix` ends with a slash:
 * `serveAssets('swagger-ui-dist', '/swagger/static/')('/swagger/static/swagger-ui.css')`.
 */
export function serveAssets(name: AssetPackage, prefix: string): (path: string) => Answer | undefined {
  const folder = folderOf(name);
  return (path) => {
    const file = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    const type = TYPES[extname(file)];
    if (!type || !SAFE.test(file)) return undefined;
    const full = join(folder, file);
    if (!existsSync(full) || !statSync(full).isFile()) return undefined;
    return { status: 200, headers: { 'content-type': type, 'cache-control': 'max-age=600' }, body: readFileSync(full) };
  };
}
