import { describe, expect, it } from 'vitest';
import { type AttentionState, badgeOf, needsOf } from '../../../lib/domain/need';

const NOW = new Date(2026, 5, 28, 12).getTime();
const DAY = 86_400_000;

type Watched = AttentionState['connections'][number];
const connection = (more: Partial<Watched> = {}): Watched => ({ id: 'c1', label: '12d', inventory: 'no', ...more });
const state = (more: Partial<AttentionState> = {}): AttentionState => ({
  now: NOW,
  vault: 'open',
  waiting: [],
  connections: [connection()],
  lost: [],
  ...more,
});
const rotation = { name: 'New', oldName: 'Old', stray: 'no' as const };
const ending = (days: number) => connection({ secretEndsAt: NOW + days * DAY });

describe('what needs the user', () => {
  it.each<[string, AttentionState, readonly object[]]>([
    ['nothing', state(), []],
    ['nothing: a secret that ends later', state({ connections: [ending(15)] }), []],
    ['nothing: locked, and no page waits', state({ vault: 'locked' }), []],
    ['nothing: pages that wait are being filled', state({ waiting: ['https://a.test'] }), []],
    [
      'nothing: a rotation under way',
      state({ connections: [connection({ rotation: { ...rotation, step: 'verify' } })] }),
      [],
    ],
    ['a page that waits', state({ vault: 'locked', waiting: ['https://a.test'] }), [{ what: 'locked', pages: 1 }]],
    ['a secret that ends', state({ connections: [ending(3)] }), [{ what: 'reminder', next: 'paste' }]],
    [
      'a secret that ends and can be rotated',
      state({ connections: [connection({ secretEndsAt: NOW + DAY, inventory: 'yes' })] }),
      [{ what: 'reminder', next: 'rotate' }],
    ],
    [
      'a secret that has ended: its list cannot be read any more',
      state({ connections: [connection({ secretEndsAt: NOW - DAY, inventory: 'yes' })] }),
      [{ what: 'reminder', next: 'paste' }],
    ],
    [
      'nothing: it was put off',
      state({ connections: [connection({ secretEndsAt: NOW + DAY, dismissed: { threshold: 1, endsAt: NOW + DAY } })] }),
      [],
    ],
    [
      'renewing that was given up',
      state({ connections: [connection({ stopped: { code: 'invalid_client' } })] }),
      [{ what: 'renewal_stopped', code: 'invalid_client' }],
    ],
    [
      'a rotation whose creation got no answer',
      state({
        connections: [connection({ rotation: { ...rotation, step: 'create', failure: { code: 'unknown_outcome' } } })],
      }),
      [{ what: 'outcome_unknown', look: 'rotation', name: 'New' }],
    ],
    [
      'a rotation that stands',
      state({ connections: [connection({ rotation: { ...rotation, step: 'delete', failure: { code: 'network' } } })] }),
      [{ what: 'rotation', oldName: 'Old' }],
    ],
    [
      'a creation without an answer, where the tokens can be listed',
      state({ connections: [connection({ inventory: 'yes' })], lost: [{ id: 'c1', label: '12d', name: 'Lost' }] }),
      [{ what: 'outcome_unknown', look: 'tokens', name: 'Lost' }],
    ],
    [
      'a creation without an answer, where they cannot',
      state({ connections: [], lost: [{ id: 'draft', label: 'Sesami' }] }),
      [{ what: 'outcome_unknown', look: 'provider', label: 'Sesami' }],
    ],
  ])('%s', (_, given, expected) => {
    const needs = needsOf(given);
    expect(needs).toHaveLength(expected.length);
    expect(needs).toMatchObject(expected);
    expect(badgeOf(needs).text).toBe(expected.length > 0 ? '!' : '');
  });

  it('says the most urgent first, and of reminders the soonest', () => {
    const needs = needsOf(
      state({
        vault: 'locked',
        waiting: ['https://a.test'],
        connections: [ending(6), connection({ ...ending(1), id: 'c2' }), connection({ id: 'c3', stopped: {} })],
        lost: [{ id: 'c4', label: 'x' }],
      }),
    );
    expect(needs.map((need) => [need.what, 'connectionId' in need && need.connectionId])).toEqual([
      ['locked', false],
      ['outcome_unknown', 'c4'],
      ['renewal_stopped', 'c3'],
      ['reminder', 'c2'],
      ['reminder', 'c1'],
    ]);
  });
});

describe('the badge', () => {
  const some = needsOf(state({ connections: [ending(1)] }));
  it.each([
    ['is empty when nothing needs anybody', [], undefined, ''],
    ['calls when something does', some, undefined, '!'],
    ['says what just worked on its own tab', some, 'filled' as const, '✓'],
    ['calls on a tab that was filled in part', [], 'partly' as const, '!'],
    ['calls on a tab whose fill failed', [], 'failed' as const, '!'],
  ])('%s', (_, needs, tab, text) => {
    expect(badgeOf(needs, tab).text).toBe(text);
  });
});
