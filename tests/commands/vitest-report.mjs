// Runs vitest and reads its JSON report.
import { readFileSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ROOT, say, tool } from './machine.mjs';

/** More files than these fail for a reason, not by chance. */
const MOST_STARTED_AGAIN = 3;

/**
 * Runs vitest with its usual output; returns its exit code and the results of every file, or none when it wrote no report.
 * A file of browser tests that failed is started once more, with browsers, providers and profiles of its own: the tests of
 * one file share them, and a test's second try in a browser that its first one left half done says little. It is printed.
 */
export function runVitest(args, env) {
  const first = runOnce(args, env);
  const again = (first.files ?? []).filter((file) => file.status === 'failed');
  const ofBrowsers = again.filter((file) => nameOf(file).startsWith('tests/e2e/'));
  const byChance = first.code !== 0 && again.length === ofBrowsers.length && again.length <= MOST_STARTED_AGAIN;
  if (!byChance || again.length === 0) return first;
  const names = again.map(nameOf);
  say(`Failed, and started once more from nothing: ${names.join(', ')}`);
  const second = runOnce([...args, '--project', 'e2e', ...names], env);
  const files = first.files.map((file) => second.files?.find(({ name }) => name === file.name) ?? file);
  return { code: second.code, files };
}

const nameOf = (file) => relative(ROOT, file.name).replaceAll('\\', '/');

function runOnce(args, env) {
  const report = resolve(ROOT, '.output/test-report.json');
  rmSync(report, { force: true });
  const base = ['run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json'];
  const code = tool('vitest', [...base, `--outputFile.json=${report}`, ...args], env);
  return { code, files: readReport(report) };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch {
    return undefined;
  }
}
