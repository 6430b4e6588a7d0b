import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decompressAnywhere } from './snappy';

/** Looking for secrets where they must not be, in every shape that a browser or a server could have given them. */

export type Encoding = 'utf8' | 'utf16' | 'base64' | 'base64url' | 'hex';

export interface Hit {
  readonly canary: string;
  readonly encoding: Encoding;
  readonly place: string;
}

interface Pattern {
  readonly canary: string;
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

/** Base64 of a text depends on where in the encoded whole it stands: three shapes, without the edges that neighbours change. */
function base64Shapes(canary: string): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('\0'.repeat(offset) + canary).toString('base64');
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
}

function patternsFor(canary: string): readonly Pattern[] {
  const make = (encoding: Encoding, bytes: Buffer): Pattern => ({ canary, encoding, bytes });
  const base64 = base64Shapes(canary);
  return [
    make('utf8', Buffer.from(canary)),
    make('utf16', Buffer.from(canary, 'utf16le')),
    make('hex', Buffer.from(Buffer.from(canary).toString('hex'))),
    ...base64.map((text) => make('base64', Buffer.from(text))),
    // The same bytes unless there is a letter that the two alphabets disagree on.
    ...base64.map((text) => make('base64url', Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')))),
  ];
}

function search(content: Buffer, patterns: readonly Pattern[], place: string): readonly Hit[] {
  return patterns.flatMap(({ canary, encoding, bytes }) =>
    content.includes(bytes) ? [{ canary, encoding, place }] : [],
  );
}

/** Every canary found in these texts, by name of the text. */
export function findInTexts(canaries: readonly string[], texts: Readonly<Record<string, string>>): readonly Hit[] {
  const patterns = canaries.flatMap(patternsFor);
  return Object.entries(texts).flatMap(([place, text]) => search(Buffer.from(text), patterns, place));
}

export interface FolderSearch {
  readonly hits: readonly Hit[];
  readonly files: number;
  readonly bytes: number;
}

/** Every canary found in a folder's files, their names included. */
export function findInFolder(canaries: readonly string[], folder: string): FolderSearch {
  return searchFolder(canaries.flatMap(patternsFor), folder);
}

/** Characters. No shorter piece of a canary is looked for: words that texts of ours share would be found. */
const PIECE = 14;

/**
 * As {@link findInFolder}, where Firefox compresses what it stores: the texts that were compressed are searched for whole
 * canaries, and the files as they are for any piece of one, since a value that was partly written over is not read any more.
 */
export function findInCompressedFolder(canaries: readonly string[], folder: string): FolderSearch {
  const pieces = searchFolder(canaries.flatMap(piecesFor), folder);
  const whole = searchFolder(canaries.flatMap(patternsFor), folder, decompressAnywhere);
  return { ...whole, hits: [...whole.hits, ...pieces.hits] };
}

function piecesFor(canary: string): readonly Pattern[] {
  return patternsFor(canary).flatMap((pattern) => {
    const length = Math.min(pattern.bytes.length, PIECE * bytesPerCharacter(pattern.encoding));
    const count = pattern.bytes.length - length + 1;
    return Array.from({ length: count }, (_, at) => ({ ...pattern, bytes: pattern.bytes.subarray(at, at + length) }));
  });
}

const bytesPerCharacter = (encoding: Encoding) => (encoding === 'utf16' || encoding === 'hex' ? 2 : 1);

function searchFolder(
  patterns: readonly Pattern[],
  folder: string,
  read: (content: Buffer) => Buffer = (content) => content,
): FolderSearch {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile());
  const contents = files.map((path) => read(readFileSync(join(folder, path))));
  return {
    hits: [
      ...search(Buffer.from(paths.join('\n')), patterns, 'names of files'),
      ...files.flatMap((path, index) => search(contents[index] ?? Buffer.alloc(0), patterns, path)),
    ],
    files: files.length,
    bytes: contents.reduce((sum, content) => sum + content.length, 0),
  };
}
