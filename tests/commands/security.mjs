// `npm run security`: the checks that carry a number, `[S01] …`, as a table. `-- --full` adds those that take minutes.
import { relative } from 'node:path';
import { installBrowsers, installDependencies, installPages, ROOT, run, say } from './machine.mjs';
import { runVitest } from './vitest-report.mjs';

/** Every number that must have run. A new check is added here. */
const EXPECTED = (
  'S01 S02 S03 S04 S05 S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S17 S18 S19 S20 ' +
  'S21 S22 S23 S24 S25 S26 S27 S28 S29 S30 S31 S33 S36 S37'
).split(' ');

const full = process.argv.includes('--full');
const pages = installPages();
installDependencies();
await installBrowsers(['chromium', 'firefox'], full ? ['openssl', 'Xvfb', 'xdotool'] : ['openssl']);
if (run('npm', ['run', '--silent', 'build']) !== 0) process.exit(1);
await pages;

const {
  code,
  files = [],
  tries,
} = runVitest(['--testNamePattern', '\\[S\\d\\d\\]'], full ? { TOKENFILL_FULL: '1' } : {});
const checks = new Map();
for (const result of files.flatMap((file) => file.assertionResults)) {
  const number = /\[(S\d\d)\]/.exec(result.fullName)?.[1];
  if (!number || !['passed', 'failed'].includes(result.status)) continue;
  const check = checks.get(number) ?? { passed: 0, failed: [], first: result.title };
  if (result.status === 'passed') check.passed += 1;
  else check.failed.push(result.fullName);
  checks.set(number, check);
}

say('Security checks');
for (const [number, { passed, failed, first }] of [...checks].sort(([a], [b]) => a.localeCompare(b))) {
  const verdict = failed.length === 0 ? 'ok    ' : 'FAILED';
  const title = first.replace(/^\[S\d\d\]\s*/, '').slice(0, 90);
  process.stdout.write(`  ${number}  ${verdict}  ${String(passed).padStart(4)} passed  ${title}\n`);
  for (const name of failed) process.stdout.write(`        failed: ${name}\n`);
}
for (const line of tries) process.stdout.write(`  ${line}\n`);

const bad = [...checks.values()].flatMap((check) => check.failed).length;
/** Failed with no failed check of its own: it did not load, or its scene did not stand. */
const broken = files.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((row) => row.status === 'failed'),
);
for (const { name } of broken) process.stdout.write(`  failed before its checks: ${relative(ROOT, name)}\n`);
const absent = EXPECTED.filter((number) => !checks.has(number));
const unknown = [...checks.keys()].filter((number) => !EXPECTED.includes(number));
if (absent.length > 0) process.stdout.write(`  did not run: ${absent.join(', ')}\n`);
if (unknown.length > 0) process.stdout.write(`  not in the list of this command: ${unknown.join(', ')}\n`);

const failures = bad + broken.length + absent.length + unknown.length;
// Errors that belong to no test have no row.
const all = failures || (code === 0 ? 0 : 1);
process.stdout.write(`\n${checks.size} checks, ${all} failures\n`);
process.exit(all === 0 ? 0 : 1);
