import { mkdirSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

const ROOT = resolve(import.meta.dirname, '../..');
const FINDINGS = 'tests/e2e/security/';

type Thrown = Partial<SerializedError> & { readonly cause?: { readonly message?: string } };

/** Something leaked, or was not refused. What was waited for and did not come is the machine's business, like a lost click. */
const isFinding = ({ name, cause }: Thrown) =>
  name === 'AssertionError' && cause?.message !== 'Matcher did not succeed in time.';

const nameOf = (file: TestModule) => relative(ROOT, file.moduleId).replaceAll('\\', '/');
const told = (test: TestCase) => ({ file: nameOf(test.module), name: test.fullName });
const errorsOf = (test: TestCase): readonly Thrown[] => test.result().errors ?? [];
const said = (errors: readonly Thrown[]) => errors.find(isFinding)?.message?.split('\n')[0]?.slice(0, 200) ?? '';

function findingsOf(file: TestModule) {
  if (!nameOf(file).startsWith(FINDINGS)) return [];
  const found = [...file.children.allTests()].filter((test) => errorsOf(test).some(isFinding));
  const tests = found.map((test) => ({ ...told(test), message: said(errorsOf(test)) }));
  const hooks = [file, ...file.children.allSuites()].flatMap((suite): readonly Thrown[] => suite.errors());
  return hooks.some(isFinding)
    ? [...tests, { file: nameOf(file), name: 'before its tests', message: said(hooks) }]
    : tests;
}

/**
 * Writes what vitest's JSON report leaves out, to `.output/test-tries.json`: the number of errors that belong to no test, the
 * tests that had a second try, and what any try of a security test found, also where the next try did not find it again.
 */
export default class Tries implements Reporter {
  onTestRunEnd(files: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = files.flatMap((file) => [...file.children.allTests()]);
    const retried = tests.filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0).map(told);
    const report = { homeless: errors.length, retried, findings: files.flatMap(findingsOf) };
    mkdirSync(resolve(ROOT, '.output'), { recursive: true });
    writeFileSync(resolve(ROOT, '.output/test-tries.json'), JSON.stringify(report));
  }
}
