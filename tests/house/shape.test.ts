import { describe, expect, it } from 'vitest';
import { files, read } from './tree';

const sources = files('lib/**', 'components/**', 'entrypoints/**').filter((path) => /\.tsx?$/.test(path));
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
const lines = (path: string) => read(path).split('\n').length - 1;

describe('the house', () => {
  it('has exactly the rooms on its top level that the plan shows', () => {
    const top = new Set(files().map((path) => path.split('/')[0] ?? ''));
    const visible = [...top].filter((name) => !name.startsWith('.')).sort();
    const plan = [
      ...['CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md', 'components', 'docs', 'entrypoints', 'lib'],
      ...['package-lock.json', 'package.json', 'public', 'tests', 'tsconfig.json', 'wxt.config.ts'],
    ];
    expect(visible).toEqual(plan);
  });

  it('has no drawer for what has no room', () => {
    expect(sources.filter((path) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.)/.test(path))).toEqual([]);
  });

  it('keeps files to 170 lines', () => {
    expect(sources.filter((path) => lines(path) > 170).map((path) => `${path} ${lines(path)}`)).toEqual([]);
  });

  it('keeps comments to 150 characters in a line', () => {
    const long = (path: string) =>
      read(path)
        .split('\n')
        .filter((line) => line.length > 150 && /^\s*(\/\/|\/\*\*|\*)/.test(line));
    expect(sources.flatMap((path) => long(path).map((line) => `${path}: ${line}`))).toEqual([]);
  });

  it('keeps entrypoints to wiring: 40 lines', () => {
    const entrypoints = sources.filter((path) => path.startsWith('entrypoints/'));
    expect(entrypoints.filter((path) => lines(path) > 40).map((path) => `${path} ${lines(path)}`)).toEqual([]);
  });

  it('has at most ten runtime dependencies', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object };
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(10);
  });
});

describe('what must stand in one place', () => {
  const places = (pattern: RegExp) => sources.filter((path) => pattern.test(withoutComments(read(path))));

  it.each([
    ['a script is run in a page', /executeScript\(/, ['lib/background/pages/inject.ts']],
    [
      'a request is sent',
      /\.fetch\(|[^.\w]fetch\(/,
      ['entrypoints/background/index.ts', 'lib/provider/guarded-fetch.ts'],
    ],
    ['zod is configured', /z\.config\(/, ['lib/zod.ts']],
    ['a fill is decided', /decideFill\(known/, ['lib/background/filling/fill-gate.ts']],
    ['the clipboard is written', /clipboard\.writeText/, ['components/browser-actions.ts']],
  ])('%s', (_, pattern, expected) => {
    expect(places(pattern)).toEqual(expected);
  });

  it.each([
    ['console', /\bconsole\./],
    ['innerHTML and its like', /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/],
    ['code from text', /\beval\(|new Function\(/],
    ['patterns from data', /new RegExp\(/],
    ['any', /:\s*any\b|as any\b|<any>/],
    ['enums', /^\s*(export )?(const )?enum /m],
    ['messages between windows', /postMessage\([^)]*'\*'/],
    ['messages from outside', /onMessageExternal|onConnectExternal/],
    ['page storage', /\blocalStorage\b|\bsessionStorage\b|document\.cookie/],
    ['telemetry', /sendBeacon|google-analytics/],
  ])('nowhere: %s', (_, pattern) => {
    expect(places(pattern)).toEqual([]);
  });

  it('adapters know no extension API', () => {
    const inPage = sources.filter((path) => path.startsWith('lib/adapters/'));
    expect(inPage.filter((path) => /\b(browser|chrome)\./.test(read(path)))).toEqual([]);
  });
});

describe('what must not be committed', () => {
  const texts = files().filter((path) => /\.(ts|tsx|mjs|json|md|css|html|yml)$/.test(path) || path.startsWith('.ci/'));

  it('no path of a machine', () => {
    const paths = /(^|[\s"'`(=])\/(home|work|root|Users|farm)\/[a-z]/m;
    const found = texts.filter((path) => path !== 'package-lock.json' && paths.test(read(path)));
    expect(
      found.filter((path) => path !== 'tests/house/shape.test.ts' && !read(path).includes('file:///home/someone')),
    ).toEqual([]);
  });

  it('no download address in the lock file', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "http/);
  });

  it('no test that is skipped or alone', () => {
    const tests = files('tests/**').filter((path) => /\.test\.tsx?$/.test(path));
    expect(
      tests.filter((path) =>
        /\b(it|test|describe)\.(skip|only|todo|fixme)\b/.test(read(path).replace(/describe\.skipIf/g, '')),
      ),
    ).toEqual([]);
  });
});
