// What a fresh machine may lack, installed or explained. Plain JavaScript on Node's own modules: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

/** Runs a program in the repository with its output shown; returns its exit code. */
export function run(program, args, env = {}) {
  const shell = process.platform === 'win32';
  const { status } = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', shell, env: { ...process.env, ...env } });
  return status ?? 1;
}

/** Runs one of the project's own tools. */
export const tool = (name, args, env) => run(resolve(ROOT, 'node_modules/.bin', name), args, env);

export function say(text) {
  process.stdout.write(`\n▸ ${text}\n`);
}

export function stop(text, code = 1) {
  process.stderr.write(`\n✖ ${text}\n`);
  process.exit(code);
}

export function installDependencies() {
  if (existsSync(resolve(ROOT, 'node_modules/.package-lock.json'))) return;
  say('Installing dependencies (npm ci)');
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) stop('npm ci failed; its message is above.');
}

/**
 * The real packages whose pages the tests open: a lock of their own, half a minute, and nothing of the product needs them.
 * They come while other things are done; resolves when they are there.
 */
export async function installPages() {
  const folder = resolve(ROOT, 'tests/pages');
  if (existsSync(resolve(folder, 'node_modules/.package-lock.json'))) return;
  say('Installing the documentation pages of the tests, beside what follows (npm ci in tests/pages)');
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = spawn('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  const code = await new Promise((done) => npm.once('error', () => done(1)).once('exit', done));
  if (code !== 0) stop('npm ci in tests/pages failed; its message is above.');
}

const BROWSERS = {
  chromium: { variable: 'CHROME_PATH', package: 'chromium' },
  firefox: { variable: 'FIREFOX_PATH', package: 'firefox-esr' },
};

/** Programs that some tests start, and the Debian packages they come in. */
const PROGRAMS = { openssl: 'openssl', Xvfb: 'xvfb', xdotool: 'xdotool' };

/** Debian and root: installs the browsers and programs that are missing. Elsewhere says what to set, and stops. */
export async function installBrowsers(names, programs = ['openssl']) {
  const { tsImport } = await import('tsx/esm/api');
  const { findBrowser } = await tsImport('../e2e/browsers/paths.ts', import.meta.url);
  const missing = names.filter((name) => findBrowser(name) === undefined);
  const packages = missing.map((name) => BROWSERS[name].package);
  packages.push(...programs.filter((name) => !hasProgram(name)).map((name) => PROGRAMS[name]));
  if (packages.length === 0) return;
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && hasProgram('apt-get');
  if (!canInstall) {
    const variables = missing.map((name) => BROWSERS[name].variable).join(' and ');
    stop(`Missing: ${packages.join(', ')}. Install them, or set ${variables} to the program files.`);
  }
  say(`Installing ${packages.join(', ')} from Debian`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const code =
    run('apt-get', ['update', '-qq'], env) ||
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
  if (code !== 0) stop('apt-get failed; its message is above.');
}

function hasProgram(name) {
  return spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { stdio: 'ignore' }).status === 0;
}
