import type { ErrorCode } from '../domain/errors';
import { jsonOf } from '../domain/json';
import { isWithinBounds, LARGEST_TEXT, MOST_FILES } from './bounds';
import { type BruFile, readBruno } from './bruno';
import { readBrunoJson } from './bruno-json';
import type { Collected } from './found';
import { folderOf } from './groups';
import { readInsomnia } from './insomnia';
import { readInsomnia5 } from './insomnia-5';
import { ENVIRONMENT_PATH, type OpenPart, openPart } from './open-collection';
import { COLLECTION_FILE, type OpenFile, readOpen } from './open-files';
import { readPostman } from './postman';
import { readYaml } from './yaml';

/** One file as the user chose it; a pasted text has a name of ours. */
export type ImportFile = BruFile;

/** A file that nothing was taken from. */
export interface Unread {
  readonly file: string;
  readonly code: Exclude<Extract<ErrorCode, `import_${string}`>, 'import_unreadable'>;
}

export interface ReadFiles {
  readonly collected: readonly Collected[];
  readonly unread: readonly Unread[];
}

/** Tells by content whose files they are, and reads them. Anybody may have written them: never throws. */
export function readFiles(files: readonly ImportFile[]): ReadFiles {
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  if (files.length > MOST_FILES || characters > LARGEST_TEXT) {
    return { collected: [], unread: [{ file: files[0]?.name ?? '', code: 'import_too_large' }] };
  }
  const isBru = ({ name }: ImportFile) => /\.bru$/i.test(name);
  const bru = files.filter(isBru);
  const others = files.filter((file) => !isBru(file));
  // Beside `.bru` files it only names the collection.
  const isSettings = (name: string) => bru.length > 0 && /(^|\/)bruno\.json$/.test(name);
  const read = others
    .map((file) => ({ file: file.name, result: readOne(file) }))
    .filter(({ file, result }) => !(isSettings(file) && result === 'import_unknown'));
  const settings = others
    .map(({ name }) => name)
    .filter((name) => isSettings(name) && !read.some(({ file }) => file === name));
  const bruFolders = [...settings, ...namedLike(bru, /(^|\/)collection\.bru$/i)].map(folderOf);
  const openFolders = namedLike(others, COLLECTION_FILE).map(folderOf);
  const open = read.flatMap(({ file, result }) => (isOpen(result) ? [{ name: file, part: result }] : []));
  const folders = { bru: bruFolders, open: [...openFolders, ...open.filter(isTop).map(({ name }) => folderOf(name))] };
  const bruno = readBruno(bru, { named: bruFolders, elsewhere: folders.open });
  return {
    collected: [
      ...read.flatMap(({ result }) => (typeof result === 'string' || 'is' in result ? [] : result)),
      ...readOpen(open, { named: openFolders, elsewhere: bruFolders }),
      ...bruno.collected,
    ],
    unread: [
      ...read.flatMap(({ file, result }) =>
        typeof result !== 'string' || (result === 'import_unknown' && isAside(file, folders))
          ? []
          : [{ file, code: result }],
      ),
      ...bruno.unread.map((file) => ({ file, code: 'import_unknown' as const })),
    ],
  };
}

function namedLike(files: readonly ImportFile[], pattern: RegExp): readonly string[] {
  return files.map(({ name }) => name).filter((name) => pattern.test(name));
}

/** What Bruno did not write into a collection's folder: nobody meant it. A file that was chosen by itself was meant. */
function isAside(name: string, { bru, open }: Readonly<Record<'bru' | 'open', readonly string[]>>): boolean {
  const around = [...bru, ...open].filter((folder) => folder !== '' && name.startsWith(folder));
  const [nearest] = around.sort((a, b) => b.length - a.length);
  return nearest !== undefined && (bru.includes(nearest) || /\.json$/i.test(name));
}

type Result = readonly Collected[] | OpenPart | Unread['code'];

function isOpen(result: Result): result is OpenPart {
  return typeof result !== 'string' && 'is' in result;
}

function isTop({ part }: OpenFile): boolean {
  return part.is === 'collection';
}

/** Keys that a file of Insomnia or of Bruno 3 begins a line with. */
const YAML =
  /^(type: ["']?\w+\.insomnia\.rest\/|_type: ["']?export|(opencollection|info|http|graphql|grpc|websocket|request|variables|type):)/m;

function readOne({ name, text }: ImportFile): Result {
  const trimmed = text.trimStart().replace(/^\uFEFF/, '');
  const value = trimmed.startsWith('{') || trimmed.startsWith('[') ? jsonOf(trimmed) : undefined;
  if (value !== undefined) return fromValue(value, name);
  if (/^(\w+:|---|#)/.test(trimmed) && (YAML.test(trimmed) || ENVIRONMENT_PATH.test(name))) {
    const yaml = readYaml(trimmed);
    return yaml ? fromValue(yaml.value, name) : 'import_yaml';
  }
  const bruno = /^(meta|vars|vars:secret|auth|auth:\w+|headers) [{[]/m.test(trimmed);
  if (!bruno) return 'import_unknown';
  const { collected, unread } = readBruno([{ name: 'pasted.bru', text: trimmed }], { named: [], elsewhere: [] });
  return unread.length > 0 ? 'import_unknown' : collected;
}

function fromValue(value: unknown, name: string): Result {
  if (!isWithinBounds(value)) return 'import_too_large';
  const postman = readPostman(value);
  if (postman === 'too old') return 'import_too_old';
  const one = postman ?? readInsomnia5(value) ?? readBrunoJson(value);
  return one ? [one] : (readInsomnia(value) ?? openPart(value, name) ?? 'import_unknown');
}
