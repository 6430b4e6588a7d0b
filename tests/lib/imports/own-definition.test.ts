import { describe, expect, it } from 'vitest';
import { newDefinitions } from '../../../lib/imports/own-definition';
import { ownProvider } from '../background/own-provider';

/** Names are short enough to be made alike: another file's definition under the same id. */
const mine = ownProvider();
const other = JSON.parse(JSON.stringify(mine).replaceAll('id.acme.example', 'evil.example'));

describe('definitions made of files', () => {
  it.each([
    ['in the same files', [mine, other], []],
    ['in the same files, the other way round', [other, mine], []],
    ['stored here', [mine], [other]],
  ])('are refused when another one has the same id: %s', (_, made, stored) => {
    expect(() => newDefinitions(made, stored)).toThrow(
      expect.objectContaining({ failure: { code: 'definition_refused' } }),
    );
  });

  it('are stored once, and not again', () => {
    expect(newDefinitions([mine, mine], [])).toEqual([mine]);
    expect(newDefinitions([mine], [mine])).toEqual([]);
  });
});
