// `web-ext lint` on the Firefox build: no errors, and exactly the warnings we know and have reasons for.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { ROOT } from './machine.mjs';

/** Preact sets `innerHTML` for `dangerouslySetInnerHTML`, which a house test keeps us from using. */
const KNOWN_WARNINGS = ['UNSAFE_VAR_ASSIGNMENT'];

export function lintExtension() {
  const bin = resolve(ROOT, 'node_modules/.bin/web-ext');
  const args = ['lint', '--self-hosted', '--output=json', '--source-dir', '.output/firefox-mv3'];
  const { stdout } = spawnSync(bin, args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
  const { errors, warnings } = JSON.parse(stdout);
  const unknown = warnings.filter(({ code }) => !KNOWN_WARNINGS.includes(code));
  for (const { code, message, file } of [...errors, ...unknown])
    process.stdout.write(`  ${code} ${file ?? ''} ${message}\n`);
  process.stdout.write(`  ${errors.length} errors, ${warnings.length} warnings, ${unknown.length} of them new\n`);
  return errors.length + unknown.length === 0 ? 0 : 1;
}
