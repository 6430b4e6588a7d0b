/** Bruno's text format: blocks of pairs, of names, or of text. @see https://docs.usebruno.com/bru-lang/overview */

export interface Bru {
  /** Pairs of every dictionary block, by the block's name. Disabled ones are left out. */
  readonly pairs: ReadonlyMap<string, readonly (readonly [name: string, value: string])[]>;
  /** Names of list blocks, such as `vars:secret`. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Text of blocks whose lines are no pairs, such as `body:json`. */
  readonly texts: ReadonlyMap<string, string>;
  /** The environment that an environment extends, or empty. */
  readonly extends: string;
}

const OPEN = /^([A-Za-z][\w:-]{0,80})[ \t]*([{[])[ \t]*(.*)$/;
const TEXT_BLOCKS = /^(body|body:(json|text|xml|sparql|graphql|graphql:vars)|script:.*|tests|docs)$/;

/** Reads each line once; undefined when it is no such text. */
export function readBru(text: string): Bru | undefined {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const pairs = new Map<string, readonly (readonly [string, string])[]>();
  const names = new Map<string, readonly string[]>();
  const texts = new Map<string, string>();
  let parent = '';
  for (let at = 0; at < lines.length; at += 1) {
    const [, name = '', bracket, rest = ''] = OPEN.exec(lines[at] ?? '') ?? [];
    if (bracket === undefined) {
      const line = (lines[at] ?? '').trim();
      if (line.startsWith('extends:')) parent = line.slice('extends:'.length).trim();
      else if (line !== '' && !line.startsWith('color:') && !line.startsWith('@')) return undefined;
      continue;
    }
    const end = closing(lines, at, bracket, rest);
    if (end === undefined) return undefined;
    const inside = end === at ? [rest.slice(0, rest.lastIndexOf(CLOSE[bracket] ?? ''))] : lines.slice(at + 1, end);
    if (bracket === '[') names.set(name, listed([...(end === at ? [] : [rest]), ...inside]));
    else if (TEXT_BLOCKS.test(name)) texts.set(name, inside.join('\n'));
    else pairs.set(name, pairsIn(inside));
    at = end;
  }
  const isEmpty = pairs.size + names.size + texts.size === 0 && parent === '';
  return isEmpty ? undefined : { pairs, names, texts, extends: parent };
}

const CLOSE: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** A block ends where its bracket begins a line, or on its own line. */
function closing(lines: readonly string[], from: number, bracket: string, rest: string): number | undefined {
  const mark = CLOSE[bracket] ?? '';
  if (rest.trimEnd().endsWith(mark)) return from;
  for (let at = from + 1; at < lines.length; at += 1) if (lines[at]?.trimEnd() === mark) return at;
  return undefined;
}

function listed(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => line.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('~') && !name.startsWith('@'));
}

function pairsIn(lines: readonly string[]): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || line.startsWith('@')) continue;
    const [name, first] = pairIn(line);
    let value = first;
    if (value === "'''") {
      const from = at + 1;
      do at += 1;
      while (at < lines.length && !(lines[at] ?? '').trim().endsWith("'''"));
      value = lines
        .slice(from, at)
        .map((one) => one.trim())
        .join('\n');
    }
    if (name !== '' && !name.startsWith('~')) found.push([name, value]);
  }
  return found;
}

function pairIn(line: string): readonly [string, string] {
  const quoted = line.startsWith('"') ? line.indexOf('"', 1) : -1;
  const colon = line.indexOf(':', Math.max(quoted, 0));
  if (colon < 0) return ['', ''];
  const name = line.slice(0, colon).trim();
  return [quoted > 0 ? name.slice(1, -1) : name, line.slice(colon + 1).trim()];
}
