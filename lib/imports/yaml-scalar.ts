/** Scalars of YAML 1.2 as a serializer writes them. @see https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions */

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '0': '\0', a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ', '"': '"' },
  ...{ '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' },
};
const HEX: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Where a quoted scalar that begins a text ends; undefined while it is open. */
export function quoteEnd(text: string): number | undefined {
  const quote = text[0];
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote && quote === "'" && text[at + 1] === "'") at += 1;
    else if (text[at] === quote) return at;
  }
  return undefined;
}

/** The value of a whole quoted scalar whose lines are folded already. Undefined for an escape that does not exist. */
export function unquote(text: string): string | undefined {
  const inside = text.slice(1, -1);
  if (text.startsWith("'")) return inside.replaceAll("''", "'");
  let out = '';
  for (let at = 0; at < inside.length; at += 1) {
    const char = inside[at] ?? '';
    if (char !== '\\') {
      out += char;
      continue;
    }
    at += 1;
    const code = inside[at] ?? '';
    const digits = Object.hasOwn(HEX, code) ? (HEX[code] ?? 0) : 0;
    const hex = inside.slice(at + 1, at + 1 + digits);
    if (digits === 0 && !Object.hasOwn(ESCAPES, code)) return undefined;
    if (digits > 0 && (!/^[0-9a-fA-F]+$/.test(hex) || Number.parseInt(hex, 16) > 0x10ffff)) return undefined;
    out += digits > 0 ? String.fromCodePoint(Number.parseInt(hex, 16)) : (ESCAPES[code] ?? '');
    at += digits;
  }
  return out;
}

/** Lines of a flow scalar as one: a break is a space, each blank line a break, and a backslash at the end joins. */
export function foldLines(lines: readonly string[]): string {
  const parts = [(lines[0] ?? '').trimEnd()];
  let blanks = 0;
  for (const line of lines.slice(1).map((one) => one.trim())) {
    if (line === '') {
      blanks += 1;
      continue;
    }
    const last = parts.at(-1) ?? '';
    const joined = last.endsWith('\\') && !last.endsWith('\\\\');
    if (joined) parts.push((parts.pop() ?? '').slice(0, -1));
    else parts.push(blanks > 0 ? '\n'.repeat(blanks) : ' ');
    parts.push(line);
    blanks = 0;
  }
  return parts.join('');
}

/** Words that are no text. Numbers stay as they are written: nobody here counts with them. */
export function plainValue(text: string): string | boolean | null {
  if (/^(null|Null|NULL|~)?$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  return /^(false|False|FALSE)$/.test(text) ? false : text;
}

export type Chomping = '' | '-' | '+';

/** The lines of a block scalar, without their indentation. */
export function blockText(style: '|' | '>', chomping: Chomping, lines: readonly string[]): string {
  const end = lines.findLastIndex((line) => line !== '') + 1;
  const kept = lines.slice(0, end);
  const text = style === '|' ? kept.join('\n') : folded(kept);
  if (end === 0) return chomping === '+' ? '\n'.repeat(lines.length) : '';
  if (chomping === '-') return text;
  return text + (chomping === '+' ? '\n'.repeat(lines.length - end + 1) : '\n');
}

/** Lines that are indented further keep their breaks. */
function folded(lines: readonly string[]): string {
  let out = lines[0] ?? '';
  let blanks = 0;
  let before = lines[0] ?? '';
  for (const line of lines.slice(1)) {
    if (line === '') {
      blanks += 1;
      continue;
    }
    const kept = line.startsWith(' ') || before.startsWith(' ');
    out += (kept ? '\n'.repeat(blanks + 1) : blanks > 0 ? '\n'.repeat(blanks) : ' ') + line;
    [blanks, before] = [0, line];
  }
  return out;
}
