import { unclosed, WordReader, type Words } from './reader';

/** bash and its kin: `'…'`, `"…"`, `$'…'`, backslashes, `$(…)` kept as it stands. @see POSIX.1-2017, Shell, 2.2 Quoting */
export function wordsOfShell(text: string): Words {
  const reader = new WordReader(text);
  while (!reader.done && readOne(reader) === 'more');
  return reader.finish();
}

function readOne(reader: WordReader): 'more' | 'end' {
  const { char } = reader;
  const next = reader.text[reader.at + 1] ?? '';
  if (char === '\\') return backslash(reader);
  if (char === '\n') return lineBreak(reader, 'unmarked');
  if (char === '$' && (next === '(' || next === "'")) return dollar(reader, next);
  if (char === '`') return ticks(reader);
  if (isEnd(reader, char, next)) return 'end';
  reader.at += 1;
  if (char === ' ' || char === '\t') reader.endWord();
  else if (char === "'") reader.add(reader.until("'"));
  else if (char === '"') reader.add(doubleQuoted(reader));
  else reader.add(char);
  return 'more';
}

function dollar(reader: WordReader, next: string): 'more' {
  reader.at += 2;
  reader.add(next === '(' ? substitution(reader) : ansiQuoted(reader));
  return 'more';
}

/** The old way to write `$(…)`; one alone is left over from Markdown. */
function ticks(reader: WordReader): 'more' {
  const text = tickedAt(reader);
  reader.at += Math.max(1, text.length);
  reader.add(text);
  return 'more';
}

function tickedAt(reader: WordReader): string {
  return /^`[^`\n]{1,200}`/.exec(reader.text.slice(reader.at, reader.at + 210))?.[0] ?? '';
}

/** Also with spaces behind it, which nobody sees and no shell forgives. */
function backslash(reader: WordReader): 'more' | 'end' {
  const blank = /^\\[ \t]*\n/.exec(reader.text.slice(reader.at, reader.at + 80))?.[0];
  if (blank !== undefined) {
    reader.at += blank.length - 1;
    return lineBreak(reader, 'marked');
  }
  reader.add(reader.text[reader.at + 1] ?? '');
  reader.at += 2;
  return 'more';
}

function lineBreak(reader: WordReader, mark: 'marked' | 'unmarked'): 'more' | 'end' {
  reader.endWord();
  reader.at += 1;
  return reader.words.length === 0 || reader.goesOn(mark) ? 'more' : 'end';
}

/** Operators end the command. `a&b` in an address without quotes and `<placeholder>` are no operators in documentation. */
function isEnd(reader: WordReader, char: string, next: string): boolean {
  if (char === '#' && reader.between) return true;
  if (char === '&') return !/^&[\w.-]+=/.test(reader.text.slice(reader.at, reader.at + 60));
  if (char === '<') return next === '<' || next === '(';
  if (char === '>') return reader.between;
  return char === '|' || char === ';' || char === ')';
}

/** Inside double quotes a backslash keeps its place before anything but these five. */
function doubleQuoted(reader: WordReader): string {
  const parts: string[] = [];
  while (!reader.done) {
    const { char } = reader;
    const next = reader.text[reader.at + 1] ?? '';
    reader.at += 1;
    if (char === '"') return parts.join('');
    if (char === '\\' && '$`"\\\n'.includes(next)) {
      reader.at += 1;
      parts.push(next === '\n' ? '' : next);
    } else if (char === '$' && next === '(') {
      reader.at += 1;
      parts.push(substitution(reader));
    } else if (char === '`') {
      reader.at -= 1;
      const text = tickedAt(reader) || char;
      parts.push(text);
      reader.at += text.length;
    } else parts.push(char);
  }
  throw unclosed('"');
}

/** `$(…)` as it was written, nested ones and quotes in it included: it is a placeholder, nothing runs it. */
function substitution(reader: WordReader): string {
  const from = reader.at - 2;
  let depth = 1;
  while (!reader.done && depth > 0) {
    const { char } = reader;
    reader.at += 1;
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === "'") reader.until("'");
  }
  if (depth > 0) throw unclosed('$(');
  return reader.text.slice(from, reader.at);
}

const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"', '?': '?' };

/** `$'…'`, as Chrome writes bodies with quotes or other scripts in them. */
function ansiQuoted(reader: WordReader): string {
  const parts: string[] = [];
  while (!reader.done) {
    const { char } = reader;
    reader.at += 1;
    if (char === "'") return parts.join('');
    parts.push(char === '\\' ? escaped(reader) : char);
  }
  throw unclosed("$'");
}

function escaped(reader: WordReader): string {
  const code = /^(?:u([0-9a-fA-F]{1,4})|x([0-9a-fA-F]{1,2}))/.exec(reader.text.slice(reader.at, reader.at + 5));
  if (code) {
    reader.at += code[0].length;
    return String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16));
  }
  const { char } = reader;
  reader.at += 1;
  return Object.hasOwn(NAMED, char) ? (NAMED[char] ?? '') : `\\${char}`;
}
