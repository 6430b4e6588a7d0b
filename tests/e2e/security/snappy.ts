/**
 * Reading what Firefox keeps on disk: IndexedDB, and with it `storage.local`, compresses each value by itself (Snappy,
 * format_description.txt of google/snappy) before SQLite stores it. A text that repeats four bytes by chance is then
 * not on disk as it was, so a search must look into the compressed values too.
 */

/** Bytes. A longer value does not lie in one piece in the database: pages of 4 KiB. */
const LONGEST = 16 * 1024;
/** Bytes. Nothing that is looked for is shorter. */
const SHORTEST = 16;

/**
 * Every text that could have been compressed into these bytes, wherever it begins: nothing is asked of the database, so
 * that values which were deleted and still lie there are read as well. Some of it is chance and no text at all.
 */
export function decompressAnywhere(stored: Buffer): Buffer {
  const found: Buffer[] = [];
  for (let at = 0; at < stored.length; at += 1) {
    const text = decompressAt(stored, at);
    if (text) found.push(text);
  }
  return Buffer.concat(found);
}

/** What Snappy compressed to the bytes from `start` on; `undefined` when they are not of its making. */
export function decompressAt(stored: Buffer, start: number): Buffer | undefined {
  const { value: length, next } = readVarint(stored, start);
  if (length < SHORTEST || length > LONGEST) return undefined;
  const text = Buffer.alloc(length);
  let at = next;
  let written = 0;
  while (written < length) {
    const element = readElement(stored, at);
    if (!element || written + element.length > length || element.back > written) return undefined;
    const { from, back } = element;
    // A copy may overlap itself, byte by byte: that is how a run is written.
    for (let index = 0; index < element.length; index += 1, written += 1) {
      text[written] = (back === 0 ? stored[from + index] : text[written - back]) ?? 0;
    }
    at = element.next;
  }
  return text;
}

/** `back` is 0 for a literal, whose bytes begin at `from`; otherwise that many bytes back in the text. */
interface Element {
  readonly length: number;
  readonly from: number;
  readonly back: number;
  readonly next: number;
}

function readElement(stored: Buffer, at: number): Element | undefined {
  const tag = stored[at];
  if (tag === undefined) return undefined;
  const kind = tag & 3;
  if (kind === 0) return readLiteral(stored, at, tag >> 2);
  const width = [1, 2, 4][kind - 1] ?? 1;
  const next = at + 1 + width;
  if (next > stored.length) return undefined;
  const near = stored.readUIntLE(at + 1, width);
  const back = kind === 1 ? near + ((tag >> 5) << 8) : near;
  return back === 0 ? undefined : { length: kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1, from: 0, back, next };
}

/** Lengths over 60 stand in the one to four bytes behind the tag. */
function readLiteral(stored: Buffer, at: number, said: number): Element | undefined {
  const width = Math.max(0, said - 59);
  const from = at + 1 + width;
  if (from > stored.length) return undefined;
  const length = (width === 0 ? said : stored.readUIntLE(at + 1, width)) + 1;
  const next = from + length;
  return next > stored.length ? undefined : { length, from, back: 0, next };
}

/** Seven bits a byte, the lowest first. Longer than {@link LONGEST} needs is no length of ours. */
function readVarint(stored: Buffer, start: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; index < 3; index += 1) {
    const byte = stored[start + index] ?? 0;
    value += (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  return { value: 0, next: start };
}
