import { expect, it } from 'vitest';
import { files, importsOf, read } from './tree';

const sources = files('lib/**', 'components/**', 'entrypoints/**').filter((path) => /\.tsx?$/.test(path));
const code = (path: string) => read(path).replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
const places = (pattern: RegExp) => sources.filter((path) => pattern.test(code(path)));
const importersOf = (path: string, name: string) =>
  sources.filter((source) => importsOf(source).includes(path) && new RegExp(`\\b${name}\\b`).test(code(source)));

/** Every way into a page that a browser offers, and where we use it. */
const WAYS: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ['scripts are run in pages', /\bexecuteScript\b/, ['lib/background/pages/inject.ts']],
  ['scripts are registered for pages', /\bregisterContentScripts\b/, ['lib/background/pages/page-script.ts']],
  ['ports of pages are accepted', /\bonConnect\b/, ['lib/background/listen.ts']],
  ['the gate is asked', /= decideFill\(/, ['lib/background/filling/fill-gate.ts']],
  ['a token is sent to a page', /ask: 'fill',/, ['lib/background/filling/fill.ts']],
  ['messages to tabs', /\btabs\.(sendMessage|connect)\b/, []],
  ['styles in pages', /\binsertCSS\b/, []],
  ['scripts of users, debuggers, offscreen pages', /\b(userScripts|chrome\.debugger|offscreen)\b/, []],
  [
    'all frames are listed',
    /allFrames: true/,
    ['lib/background/pages/inject.ts', 'lib/background/pages/page-script.ts'],
  ],
  ['documents without an origin', /matchAboutBlank|matchOriginAsFallback/, []],
];

it('[S02] one file runs scripts in pages, one service holds a token and a tab, and one gate stands before it', () => {
  expect(WAYS.map(([name, pattern]) => [name, places(pattern)])).toEqual(WAYS.map(([name, , where]) => [name, where]));

  const inject = code('lib/background/pages/inject.ts');
  expect(inject.match(/\bexecuteScript\(\{[^}]*\}\)/g)).toEqual([
    "executeScript({ target, world: 'ISOLATED', func: seeDocument })",
    "executeScript({ target, world: 'ISOLATED', files })",
    'executeScript({ target, world, func: setNonce, args: [nonce] })',
    'executeScript({ target, world, files: [file] })',
  ]);
  expect(inject).toContain('{ tabId, frameIds: [frameId] }');
  const known = importsOf('lib/background/pages/inject.ts');
  expect(known.filter((path) => /domain\/(token|credential)|vault|provider/.test(path))).toEqual([]);

  const withTabs = importersOf('lib/background/pages/inject', 'Injector');
  const withTokens = importersOf('lib/provider/apply', 'credentialsOf');
  expect(withTabs.filter((path) => withTokens.includes(path))).toEqual(['lib/background/filling/fill.ts']);
});
