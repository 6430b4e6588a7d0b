import { expect, it } from 'vitest';
import { decompressAnywhere, decompressAt } from './snappy';

/** Made by hand from Snappy's format_description.txt: length, then literals (tag 00) and copies (tags 01, 10 and 11). */
const words = 'made-up secret of a test';
const literal = (text: string) => Buffer.from([(text.length - 1) << 2, ...Buffer.from(text)]);

it.each([
  ['one literal', [24, ...literal(words)], words],
  ['a literal whose length stands behind the tag', [24, 60 << 2, 23, ...Buffer.from(words)], words],
  ['a near copy', [28, ...literal(words), 0b0000_0001, 24], `${words}made`],
  ['a copy with two bytes of distance', [28, ...literal(words), (3 << 2) | 2, 24, 0], `${words}made`],
  ['a copy with four bytes of distance', [28, ...literal(words), (3 << 2) | 3, 24, 0, 0, 0], `${words}made`],
  ['a run that copies itself', [17, ...literal('a'), (15 << 2) | 2, 1, 0], 'a'.repeat(17)],
])('reads what was compressed, when it is %s', (_, bytes, text) => {
  const stored = Buffer.from([0xff, 0xff, ...bytes, 0xff]);
  expect(decompressAt(stored, 2)?.toString()).toBe(text);
  expect(decompressAnywhere(stored).toString()).toContain(text);
});

it.each([
  ['it ends too early', [24, ...literal(words).subarray(0, 20)]],
  ['it copies from before its beginning', [24, (23 << 2) | 2, 1, 0]],
  ['it copies from nowhere', [28, ...literal(words), (3 << 2) | 2, 0, 0]],
  ['it is longer than it says', [20, ...literal(words)]],
])('reads nothing when %s', (_, bytes) => {
  expect(decompressAt(Buffer.from(bytes), 0)).toBeUndefined();
});
