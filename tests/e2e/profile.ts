import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text as a file may hold it: UTF-8, UTF-16, base64, base64url and hex. */
export function spellings(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text, 'utf8');
  // Base64 of a text inside another one shifts with its place; two shifts cut at the ends cover what stands alone.
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(base64.slice(0, -2)),
    Buffer.from(bytes.toString('base64url').slice(0, -2)),
    Buffer.from(bytes.toString('hex')),
  ];
}

/** Every file of a profile that holds one of the texts in any spelling, as `file: text’s number, spelling’s number`. */
export function findCanaries(folder: string, texts: readonly string[]): readonly string[] {
  const wanted = texts.map(spellings);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => isFile(join(folder, name)))
    .flatMap((name) => {
      const content = readFileSync(join(folder, name));
      return wanted.flatMap((forms, text) =>
        forms.flatMap((form, spelling) => (content.includes(form) ? [`${name}: ${text}, ${spelling}`] : [])),
      );
    });
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
