import { describe, expect, it } from 'vitest';
import { files, importsOf } from './tree';

/**
 * Who may import whom. A room is a folder (or a file of `lib/`); it may import itself and what stands beside it here. The
 * law of the house: adding a line is a decision, not a convenience.
 */
const LAW: Readonly<Record<string, readonly string[]>> = {
  'lib/zod': ['zod/mini'],
  'lib/text': ['wxt/browser', 'public'],
  'lib/messages': ['lib/domain', 'lib/provider', 'lib/replies', 'lib/zod'],
  'lib/replies': ['lib/curl', 'lib/definitions', 'lib/domain', 'lib/provider', 'lib/zod'],
  'lib/ask': ['lib/domain', 'lib/messages', 'wxt/browser'],
  'lib/domain': [],
  'lib/provider': ['lib/domain', 'lib/zod'],
  'lib/providers': ['lib/provider'],
  'lib/curl': ['lib/domain', 'lib/provider'],
  'lib/definitions': ['lib/domain', 'lib/provider', 'lib/zod'],
  'lib/managed': ['lib/definitions', 'lib/domain', 'lib/provider'],
  'lib/imports': ['lib/domain', 'lib/curl', 'lib/provider', 'js-yaml'],
  'lib/adapters': ['lib/domain', 'lib/page'],
  'lib/page': ['lib/domain', 'lib/ask', 'lib/text'],
  'lib/vault': ['lib/domain', 'lib/zod'],
  // The background's rooms: whoever holds tokens knows no page, and whoever talks to pages holds no token, up to the fill.
  'lib/background/policy': ['lib/domain', 'lib/managed', 'lib/provider', 'lib/vault'],
  'lib/background/world': [
    'lib/background/policy',
    'lib/definitions',
    'lib/domain',
    'lib/provider',
    'lib/vault',
    'lib/zod',
    'wxt/browser',
  ],
  'lib/background/access': ['lib/background/world', 'lib/domain', 'lib/provider'],
  'lib/background/pages': [
    'lib/background/access',
    'lib/background/world',
    'lib/domain',
    'lib/page',
    'lib/vault/records',
    'lib/zod',
  ],
  'lib/background/tokens': [
    'lib/background/access',
    'lib/background/world',
    'lib/domain',
    'lib/provider',
    'lib/vault',
    'lib/zod',
  ],
  'lib/background/trials': [
    'lib/background/access',
    'lib/background/tokens',
    'lib/background/world',
    'lib/curl',
    'lib/domain',
    'lib/provider',
    'lib/vault',
  ],
  'lib/background/moving': [
    'lib/background/world',
    'lib/curl',
    'lib/definitions',
    'lib/domain',
    'lib/imports',
    'lib/provider',
    'lib/vault',
    'lib/zod',
  ],
  'lib/background/filling': [
    'lib/background/access',
    'lib/background/pages',
    'lib/background/tokens',
    'lib/background/world',
    'lib/domain',
    'lib/provider',
    'lib/zod',
  ],
  'lib/background/inventory': [
    'lib/background/access',
    'lib/background/filling',
    'lib/background/tokens',
    'lib/background/world',
    'lib/domain',
    'lib/provider',
    'lib/zod',
  ],
  'lib/background/keeping': [
    'lib/background/access',
    'lib/background/filling',
    'lib/background/pages',
    'lib/background/tokens',
    'lib/background/world',
    'lib/domain',
    'lib/page',
    'lib/provider',
  ],
  'lib/background/screens': [
    'lib/background/filling',
    'lib/background/keeping',
    'lib/background/pages',
    'lib/background/tokens',
    'lib/background/world',
    'lib/domain',
    'lib/provider',
  ],
  'lib/background': [
    'lib/domain',
    'lib/curl',
    'lib/definitions',
    'lib/managed',
    'lib/imports',
    'lib/provider',
    'lib/vault',
    'lib/page',
    'lib/messages',
    'lib/zod',
    'wxt/browser',
  ],
  components: [
    'lib/domain',
    'lib/messages',
    'lib/ask',
    'lib/text',
    'lib/provider',
    'lib/curl',
    'lib/definitions',
    'preact',
    'preact/hooks',
    'wxt/browser',
  ],
  entrypoints: ['lib', 'components', 'preact', 'wxt/browser', 'wxt/utils'],
};

const roomOf = (path: string) =>
  Object.keys(LAW).find((room) => path === room || path.startsWith(`${room}/`) || path.startsWith(`${room}.`));
const allowed = (room: string, target: string) =>
  [room, ...(LAW[room] ?? [])].some((ok) => target === ok || target.startsWith(`${ok}/`));

const sources = files('lib/**', 'components/**', 'entrypoints/**').filter((path) => /\.tsx?$/.test(path));

describe('the import law', () => {
  it('has a room for every source file', () => {
    expect(sources.filter((path) => roomOf(path) === undefined)).toEqual([]);
  });

  it.each(Object.keys(LAW))('holds in %s', (room) => {
    const mine = sources.filter((path) => roomOf(path) === room);
    const broken = mine.flatMap((path) =>
      importsOf(path)
        .filter((target) => !target.endsWith('.css') && !allowed(room, target))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('lets only the background entrypoint use the background and the vault', () => {
    const users = sources.filter((path) => importsOf(path).some((target) => /^lib\/(background|vault)\//.test(target)));
    const outside = users.filter((path) => !/^(lib\/(background|vault)|entrypoints\/background)\//.test(path));
    expect(outside).toEqual([]);
  });

  it.each([
    ['zod/mini', ['lib/zod.ts']],
    ['js-yaml', ['lib/imports/yaml.ts']],
    ['webextension-polyfill', []],
  ])('%s is imported by %j only', (name, users) => {
    expect(sources.filter((path) => importsOf(path).includes(name))).toEqual(users);
  });

  it('has no circle of imports', () => {
    expect(findCircle()).toEqual([]);
  });
});

/** Depth-first walk over value and type imports alike; the first circle found, as paths. */
function findCircle(): readonly string[] {
  const known = new Set(sources);
  const fileOf = (target: string) => [target, `${target}.ts`, `${target}.tsx`].find((path) => known.has(path));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const target of importsOf(path)) {
      const next = fileOf(target);
      const circle = next ? walk(next, [...trail, path]) : [];
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  return sources.map((path) => walk(path, [])).find((circle) => circle.length > 0) ?? [];
}
