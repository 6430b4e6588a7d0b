import { describe, expect, it } from 'vitest';
import { markReissued, type Token } from '../../../lib/domain/token';

const NOW = 1_767_225_600_000;
const token = (accessToken: string, left?: number): Token => ({
  accessToken,
  tokenType: '',
  extras: {},
  obtainedAt: NOW,
  ...(left === undefined ? {} : { expiresAt: NOW + left }),
});

describe('a token after the one before it', () => {
  it.each([
    ['the same with the same end', token('a', 60_000), token('a', 60_000), true],
    ['the same with an end that is told a second later', token('a', 60_000), token('a', 61_000), true],
    ['the same, prolonged by an hour', token('a', 60_000), token('a', 3_660_000), undefined],
    ['the same without an end', token('a', 60_000), token('a'), undefined],
    ['another one', token('a', 60_000), token('b', 60_000), undefined],
    ['the first', undefined, token('a', 60_000), undefined],
  ])('is known as one that is not replaced before its end, or not: %s', (_, before, given, reissued) => {
    expect(markReissued(before, given)).toEqual(reissued ? { ...given, reissued } : given);
  });
});
