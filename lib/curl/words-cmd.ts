import { unclosed, WordReader, type Words } from './reader';

/**
 * cmd.exe as browsers' "Copy as cURL (cmd)" writes it: carets first, then the C runtime's quotes (`\"`, `""`). A caret and two line
 * breaks are one break inside a value.
 */
export function wordsOfCmd(text: string): Words {
  const reader = new WordReader(withoutCarets(text));
  while (!reader.done && readOne(reader) === 'more');
  return reader.finish();
}

function withoutCarets(text: string): string {
  return text
    .replace(/\^\n\n(?=[^\s-])/g, '\u0000')
    .replace(/\^[ \t]*\n\s*/g, ' ')
    .replace(/\^([^\n])/g, '$1')
    .replaceAll('\u0000', '\n');
}

function readOne(reader: WordReader): 'more' | 'end' {
  const { char } = reader;
  if (char === '\n') {
    reader.endWord();
    reader.at += 1;
    return reader.words.length === 0 || reader.goesOn('unmarked') ? 'more' : 'end';
  }
  if (reader.between && (char === '|' || char === '&')) return 'end';
  reader.at += 1;
  if (char === ' ' || char === '\t') reader.endWord();
  else if (char === '"') reader.add(quoted(reader));
  else if (char === "'" && reader.between) reader.add(reader.until("'"));
  else reader.add(char);
  return 'more';
}

function quoted(reader: WordReader): string {
  const parts: string[] = [];
  while (!reader.done) {
    const { char } = reader;
    const next = reader.text[reader.at + 1] ?? '';
    reader.at += 1;
    if ((char === '\\' && (next === '"' || next === '\\')) || (char === '"' && next === '"' && parts.length > 0)) {
      parts.push(next);
      reader.at += 1;
    } else if (char === '"') return parts.join('');
    else parts.push(char);
  }
  throw unclosed('"');
}
