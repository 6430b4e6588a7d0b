import { describe, expect, it } from 'vitest';
import { child, entries, isList, quietly, text } from '../../../lib/page/read-tree';
import { hostileValues } from './hostile';
import { immutable } from './immutable';

const tree = { list: [{ a: 'x' }, 'second'], map: { one: 1, empty: '' } };

describe.each([
  ['plain', tree],
  ['Immutable', immutable(tree)],
])('a %s tree', (_kind, root) => {
  it('gives children by key', () => {
    expect(child(child(root, 'map'), 'one')).toBe(1);
    expect(child(root, 'missing')).toBeUndefined();
  });

  it('gives entries of maps and lists in order', () => {
    expect(entries(child(root, 'map'))).toEqual([
      ['one', 1],
      ['empty', ''],
    ]);
    expect(entries(child(root, 'list'))[1]).toEqual(['1', 'second']);
  });

  it('tells lists from maps', () => {
    expect(isList(child(root, 'list'))).toBe(true);
    expect(isList(child(root, 'map'))).toBe(false);
  });
});

it('takes only texts that are not empty for texts', () => {
  expect(text({ a: 'x' }, 'a')).toBe('x');
  expect([text({ a: '' }, 'a'), text({ a: 1 }, 'a'), text('text', 'length')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('does not look at prototypes', () => {
  expect(child({}, 'constructor')).toBeUndefined();
  expect(child({}, '__proto__')).toBeUndefined();
});

it.each(hostileValues())('neither throws nor hangs when it reads %s', (_name, value) => {
  expect(() => [child(value, 'type'), text(value, 'name'), isList(value)]).not.toThrow();
  expect(entries(value).length).toBeLessThanOrEqual(20_000);
});

it('falls back when the page throws', () => {
  const fail = () => {
    throw new Error('page');
  };
  expect(quietly(fail, 'otherwise')).toBe('otherwise');
});
