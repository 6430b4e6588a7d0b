// `npm test`: everything, on a machine that may have nothing yet. `--full` adds what takes long.
import { relative } from 'node:path';
import { lintExtension } from './lint-extension.mjs';
import { installBrowsers, installDependencies, installPages, ROOT, run, say } from './machine.mjs';
import { printSizes } from './sizes.mjs';
import { runVitest } from './vitest-report.mjs';

const full = process.argv.includes('--full');
const started = Date.now();
const durations = [];
/** What had more than one try. */
const tries = [];
let passed = 0;
let failed = 0;

/** One step that counts as one test. */
async function step(name, work) {
  say(name);
  const from = Date.now();
  const ok = (await work()) === 0;
  durations.push([name, ok ? '1 passed' : '1 failed', Date.now() - from]);
  if (ok) passed += 1;
  else failed += 1;
}

const pages = installPages();
installDependencies();
await installBrowsers(['chromium', 'firefox'], full ? ['openssl', 'Xvfb', 'xdotool'] : ['openssl']);
await step('Types, lint, format, dead code', () => run('npm', ['run', '--silent', 'check:static']));
await step('Build for Chrome and Firefox', () => run('npm', ['run', '--silent', 'build']));
await step('Firefox’s own linter: no errors, only the known warnings', lintExtension);
printSizes();
await pages;
say('Tests');
countTests();

say('What ran');
for (const [name, result, milliseconds] of durations) {
  process.stdout.write(`  ${name.padEnd(58)} ${result.padEnd(24)} ${(milliseconds / 1000).toFixed(1)} s\n`);
}
for (const line of tries) process.stdout.write(`  ${line}\n`);
process.stdout.write(
  `  in all ${((Date.now() - started) / 1000).toFixed(0)} s\n\n${passed} passed, ${failed} failed\n`,
);
process.exit(failed === 0 ? 0 : 1);

/** All vitest projects in one run; counts by kind come from its JSON report. */
function countTests() {
  const { code, files, tries: lines } = runVitest([], full ? { TOKENFILL_FULL: '1' } : {});
  tries.push(...lines);
  if (!files) failed += 1;
  const kinds = new Map();
  for (const file of files ?? []) {
    const kind = relative(ROOT, file.name).split(/[\\/]/)[1] ?? '';
    const sum = kinds.get(kind) ?? { passed: 0, failed: 0, milliseconds: 0 };
    const results = file.assertionResults.map((result) => result.status);
    // A file that fails to load has no results of its own; it still failed.
    if (file.status === 'failed' && !results.includes('failed')) results.push('failed');
    sum.passed += results.filter((status) => status === 'passed').length;
    sum.failed += results.filter((status) => status === 'failed').length;
    sum.milliseconds += Math.max(0, file.endTime - file.startTime);
    kinds.set(kind, sum);
  }
  for (const [kind, sum] of kinds) {
    const result = `${sum.passed} passed${sum.failed ? `, ${sum.failed} failed` : ''}`;
    durations.push([`tests/${kind}`, result, sum.milliseconds]);
    passed += sum.passed;
    failed += sum.failed;
  }
  if (code !== 0 && failed === 0) failed += 1;
}
