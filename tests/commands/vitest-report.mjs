// Runs vitest and reads its JSON report, and what `tries.ts` adds to it.
import { readFileSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ROOT, say, tool } from './machine.mjs';

/** More files than these fail for a reason, not by chance. */
const MOST_STARTED_AGAIN = 3;
const REPORT = resolve(ROOT, '.output/test-report.json');
const TRIES = resolve(ROOT, '.output/test-tries.json');

/**
 * Runs vitest with its usual output; returns its exit code, the results of every file, or none when it wrote no report, and
 * lines about what had more than one try.
 * A file of browser tests that failed is started once more, with browsers, providers and profiles of its own: the tests of
 * one file share them, and a test's second try in a browser that its first one left half done says little. Nothing is started
 * again when an error belonged to no test, or when a security test found something: no other try takes that back.
 */
export function runVitest(args, env) {
  const first = runOnce(args, env);
  const again = (first.files ?? []).filter((file) => file.status === 'failed');
  if (first.code === 0 || !byChance(first, again)) return first;
  const names = again.map(nameOf);
  say(`Failed, and started once more from nothing: ${names.join(', ')}`);
  const second = runOnce([...args, '--project', 'e2e', ...names], env);
  const files = first.files.map((file) => second.files?.find(({ name }) => name === file.name) ?? file);
  const started = names.map((name) => `started once more: ${name}`);
  return { code: second.code, files, tries: [...first.tries, ...started, ...second.tries] };
}

function byChance({ isClear }, failed) {
  const ofBrowsers = failed.filter((file) => nameOf(file).startsWith('tests/e2e/'));
  return isClear && failed.length > 0 && failed.length === ofBrowsers.length && failed.length <= MOST_STARTED_AGAIN;
}

const nameOf = (file) => relative(ROOT, file.name).replaceAll('\\', '/');

/** `isClear`: it is known that every error had its test, and that no security test found anything. */
function runOnce(args, env) {
  for (const file of [REPORT, TRIES]) rmSync(file, { force: true });
  const reporters = ['default', 'json', resolve(ROOT, 'tests/commands/tries.ts')].map((name) => `--reporter=${name}`);
  const base = ['run', '--config', 'tests/vitest.config.ts', ...reporters, `--outputFile.json=${REPORT}`];
  const code = tool('vitest', [...base, ...args], env);
  const { homeless, findings = [], retried = [] } = read(TRIES) ?? {};
  const files = read(REPORT)?.testResults;
  for (const { file, name } of findings) fail(files, file, name);
  const tries = retried.map(({ file, name }) => `second try: ${file} > ${name}`);
  const found = findings.map(
    ({ file, name, message }) => `not taken back by a second try: ${file} > ${name}: ${message}`,
  );
  const isClear = homeless === 0 && findings.length === 0;
  return { code: code || (findings.length > 0 ? 1 : 0), files, isClear, tries: [...tries, ...found] };
}

/** A security test that found something in one of its tries has failed, whatever its last one says. */
function fail(files, path, name) {
  const file = files?.find((one) => nameOf(one) === path);
  if (!file) return;
  file.status = 'failed';
  for (const result of file.assertionResults)
    if ([...result.ancestorTitles, result.title].join(' > ') === name) result.status = 'failed';
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
