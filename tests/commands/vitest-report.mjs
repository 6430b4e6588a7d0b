// Runs vitest and reads its JSON report.
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, tool } from './machine.mjs';

/** Runs vitest with its usual output; returns its exit code and the results of every file, or none when it wrote no report. */
export function runVitest(args, env) {
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
