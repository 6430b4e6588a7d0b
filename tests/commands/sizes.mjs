// The size of each entrypoint of the Chrome build. Reported, not judged: a look at each change says more than a limit.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT, say } from './machine.mjs';

export function printSizes() {
  const build = resolve(ROOT, '.output/chrome-mv3');
  if (!existsSync(build)) return;
  say('Size of each script, bytes (gzip)');
  for (const file of readdirSync(build, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(js|css)$/.test(file)) continue;
    const bytes = readFileSync(join(build, file));
    const gzip = gzipSync(bytes, { level: 9 }).length;
    process.stdout.write(`  ${file.padEnd(44)} ${String(bytes.length).padStart(8)} ${`(${gzip})`.padStart(9)}\n`);
  }
}
