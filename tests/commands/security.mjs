// `npm run security`: the checks that carry a number, `[S01] …`, as a table. `-- --full` adds those that take minutes.
import { installBrowsers, installDependencies, run, say } from './machine.mjs';
import { runVitest } from './vitest-report.mjs';

const full = process.argv.includes('--full');
installDependencies();
await installBrowsers(['chromium', 'firefox'], full ? ['openssl', 'Xvfb', 'xdotool'] : ['openssl']);
if (run('npm', ['run', '--silent', 'build']) !== 0) process.exit(1);

const { files = [] } = runVitest(['--testNamePattern', '\\[S\\d\\d\\]'], full ? { TOKENFILL_FULL: '1' } : {});
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
const bad = [...checks.values()].flatMap((check) => check.failed).length;
process.stdout.write(`\n${checks.size} checks, ${bad} failures\n`);
process.exit(bad === 0 && checks.size > 0 ? 0 : 1);
