import { isIndicated, isItem, splitKey, withoutComment } from './yaml-line';
import { blockText, type Chomping, foldLines, plainValue, quoteEnd, unquote } from './yaml-scalar';

/**
 * The YAML that Insomnia writes: block mappings and sequences, scalars of every style, comments. No anchors, aliases, tags, merge
 * keys or flow collections (but empty ones): what has them was written by somebody else, and is declined. Each line is read once.
 *
 * @see https://yaml.org/spec/1.2.2/ and docs/decisions/0050-moving-in-from-other-tools.md
 */
export function readYaml(text: string): { readonly value: unknown } | undefined {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.at(-1) === '') lines.pop();
  if (lines[0]?.startsWith('---')) lines[0] = '';
  try {
    const reader = new Reader(lines);
    const value = reader.node(0, 0);
    return reader.atEnd() ? { value } : undefined;
  } catch (error) {
    if (error instanceof Declined) return undefined;
    throw error;
  }
}

class Declined extends Error {}

const DEEPEST = 60;
const BLOCK = /^([|>])(?:([1-9])?([-+])?|([-+])([1-9]))[ \t]*(?:#.*)?$/;

class Reader {
  readonly #lines: string[];
  #at = 0;

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  atEnd(): boolean {
    return this.#peek() === undefined;
  }

  /** The next line that says something. */
  #peek(): { readonly indent: number; readonly text: string } | undefined {
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at] ?? '';
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const indent = line.length - text.length;
      if (line.slice(0, indent) !== ' '.repeat(indent)) throw new Declined();
      return { indent, text: text.trimEnd() };
    }
    return undefined;
  }

  /** What stands at this indentation or further in. */
  node(least: number, depth: number): unknown {
    const line = this.#peek();
    if (depth > DEEPEST) throw new Declined();
    if (!line || line.indent < least) return null;
    if (isItem(line.text)) return this.#sequence(line.indent, depth);
    if (splitKey(line.text)) return this.#mapping(line.indent, depth);
    this.#at += 1;
    return this.#scalar(line.text, least - 1);
  }

  #sequence(indent: number, depth: number): unknown[] {
    const items: unknown[] = [];
    for (let line = this.#peek(); line?.indent === indent && isItem(line.text); line = this.#peek()) {
      const rest = line.text.slice(1).trimStart();
      const inner = indent + line.text.length - rest.length;
      if (rest === '' || rest.startsWith('#')) {
        this.#at += 1;
        items.push(this.node(indent + 1, depth + 1));
      } else if (isItem(rest) || splitKey(rest)) {
        // `- name: x` is a mapping that begins where its first key stands.
        this.#lines[this.#at] = ' '.repeat(inner) + rest;
        items.push(this.node(inner, depth + 1));
      } else {
        this.#at += 1;
        items.push(this.#scalar(rest, indent));
      }
    }
    return items;
  }

  #mapping(indent: number, depth: number): unknown {
    const entries: [string, unknown][] = [];
    for (let line = this.#peek(); line?.indent === indent; line = this.#peek()) {
      const pair = isItem(line.text) ? undefined : splitKey(line.text);
      if (!pair) throw new Declined();
      const [key, rest] = pair;
      this.#at += 1;
      entries.push([
        key,
        rest === '' || rest.startsWith('#') ? this.#below(indent, depth) : this.#scalar(rest, indent),
      ]);
    }
    return Object.fromEntries(entries);
  }

  /** A sequence may stand as far out as its key. */
  #below(indent: number, depth: number): unknown {
    const next = this.#peek();
    return this.node(next?.indent === indent && isItem(next.text) ? indent : indent + 1, depth + 1);
  }

  #scalar(text: string, indent: number): unknown {
    const block = BLOCK.exec(text);
    if (block) {
      const chomping = (block[3] ?? block[4] ?? '') as Chomping;
      return this.#block(block[1] as '|' | '>', chomping, Number(block[2] ?? block[5] ?? 0), indent);
    }
    if (text === '[]') return [];
    if (text === '{}') return {};
    if (text.startsWith('"') || text.startsWith("'")) return this.#quoted(text);
    if (isIndicated(text)) throw new Declined();
    return plainValue(foldLines([text, ...this.#further(indent)].map(withoutComment)));
  }

  /** Lines that go on with a plain scalar: those that are further in. */
  #further(indent: number): readonly string[] {
    const from = this.#at;
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at] ?? '';
      const text = line.trimStart();
      if (text.startsWith('#') || (text !== '' && line.length - text.length <= indent)) break;
      if (/:(\s|$)/.test(text)) throw new Declined();
    }
    return this.#lines.slice(from, this.#at);
  }

  #quoted(first: string): string {
    const lines = [first];
    let open = quoteEnd(first) === undefined;
    // Only the line with the closing quote has to be looked for, so every line is read once.
    for (; open && this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at] ?? '';
      lines.push(line);
      open = quoteEnd(first.charAt(0) + line) === undefined;
    }
    const whole = foldLines(lines);
    const end = quoteEnd(whole);
    const rest = end === undefined ? 'open' : whole.slice(end + 1).trim();
    const value =
      end === undefined || (rest !== '' && !rest.startsWith('#')) ? undefined : unquote(whole.slice(0, end + 1));
    if (value === undefined) throw new Declined();
    return value;
  }

  #block(style: '|' | '>', chomping: Chomping, explicit: number, indent: number): string {
    const lines: string[] = [];
    let margin = explicit > 0 ? Math.max(indent, 0) + explicit : undefined;
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at] ?? '';
      const far = line.length - line.trimStart().length;
      if (line.trim() !== '' && far <= indent) break;
      if (line.trim() !== '') margin ??= far;
      if (line.trim() !== '' && far < (margin ?? 0)) throw new Declined();
      lines.push(line.slice(margin ?? line.length));
    }
    return blockText(style, chomping, lines);
  }
}
