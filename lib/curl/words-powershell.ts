import { unclosed, WordReader, type Words } from './reader';

/** PowerShell's quotes around arguments of curl.exe: backticks, `''`, `""`, and the `\"` that the program wants to see. */
export function wordsOfPowerShell(text: string): Words {
  const reader = new WordReader(text);
  while (!reader.done && readOne(reader) === 'more');
  const { words, rest } = reader.finish();
  return { words: words.map((word) => word.replaceAll('\\"', '"')), rest };
}

function readOne(reader: WordReader): 'more' | 'end' {
  const { char } = reader;
  if (char === '\n') return lineBreak(reader, 'unmarked');
  if (char === '`') {
    const blank = /^`[ \t]*\n/.exec(reader.text.slice(reader.at, reader.at + 80))?.[0];
    reader.at += blank?.length ?? 2;
    if (blank === undefined) reader.add(reader.text[reader.at - 1] ?? '');
    else reader.endWord();
    return 'more';
  }
  if (reader.between && (char === '|' || char === ';')) return 'end';
  reader.at += 1;
  if (char === ' ' || char === '\t') reader.endWord();
  else if (char === '"' || char === "'") reader.add(quoted(reader, char));
  else reader.add(char);
  return 'more';
}

function lineBreak(reader: WordReader, mark: 'marked' | 'unmarked'): 'more' | 'end' {
  reader.endWord();
  reader.at += 1;
  return reader.words.length === 0 || reader.goesOn(mark) ? 'more' : 'end';
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function quoted(reader: WordReader, mark: string): string {
  const parts: string[] = [];
  while (!reader.done) {
    const { char } = reader;
    const next = reader.text[reader.at + 1] ?? '';
    reader.at += 1;
    if (mark === '"' && char === '`') {
      parts.push(ESCAPES[next] ?? next);
      reader.at += 1;
    } else if (char === mark && next === mark) {
      parts.push(mark);
      reader.at += 1;
    } else if (char === '\\' && next === mark) {
      parts.push(mark);
      reader.at += 1;
    } else if (char === mark) return parts.join('');
    else parts.push(char);
  }
  throw unclosed(mark);
}
