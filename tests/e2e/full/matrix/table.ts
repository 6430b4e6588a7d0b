import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ALL_KINDS, type Kind } from '../../adapters/document';
import type { MatrixRow } from './rows';

const FILE = resolve(import.meta.dirname, '../../../../docs/pages.md');

/** Statuses of the page's own request: before the fill, after it, and after logging out. */
export type Cell = readonly [before: number, filled: number, loggedOut: number];

/** What one row came to. */
export interface MatrixResult {
  readonly row: MatrixRow;
  readonly cells: Partial<Record<Kind, Cell>>;
}

const HEADINGS: Partial<Record<Kind, string>> = {
  header: 'key in a header',
  query: 'key in the query',
  authorization: 'key named Authorization',
  oauth: 'OAuth client credentials',
  implicit: 'OAuth implicit',
  password: 'OAuth password',
  code: 'OAuth code',
  openid: 'OpenID Connect',
  either: 'one of two (OR)',
  both: 'two together (AND)',
};
const COLUMNS = ALL_KINDS.filter((kind) => kind !== 'cookie');

export const works = (cell: Cell | undefined) => cell?.join() === '401,200,401';

/** Writes the dated table of what was just measured. */
export function writeTable(results: readonly MatrixResult[]): void {
  const head = ['page', 'adapter', ...COLUMNS.map((kind) => HEADINGS[kind] ?? kind)];
  const rows = results.map(({ row, cells }) =>
    line([row.name, row.adapter, ...COLUMNS.map((kind) => mark(row, kind, cells[kind]))]),
  );
  const reasons = results.flatMap(({ row }) =>
    Object.entries(row.fails ?? {}).map(
      ([kind, reason]) => `- ${row.name}, ${HEADINGS[kind as Kind] ?? kind}: ${reason}.`,
    ),
  );
  const text = [
    INTRODUCTION(),
    line(head),
    line(head.map(() => '---')),
    ...rows,
    '',
    '## What does not work',
    '',
    ...reasons,
    ...KNOWN,
    '',
  ];
  writeFileSync(FILE, [text.join('\n'), readParts()[1]].join(MARK));
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** What is before this is written by the matrix of adapters, what is after it by that of the extension. */
const MARK = '\n## Through the extension\n';

function readParts(): readonly [string, string] {
  const [matrix = '', extension = ''] = readFileSync(FILE, 'utf8').split(MARK);
  return [matrix, extension];
}

/** Writes which of these pages the extension itself filled, by browser. */
export function writeExtensionTable(
  names: readonly string[],
  results: ReadonlyMap<string, ReadonlyMap<string, Cell>>,
): void {
  const browsers = [...results.keys()];
  const cells = (name: string) => browsers.map((browser) => (works(results.get(browser)?.get(name)) ? 'yes' : 'no'));
  const text = [
    EXTENSION(),
    line(['page', ...browsers]),
    line(['---', ...browsers.map(() => '---')]),
    ...names.map((name) => line([name, ...cells(name)])),
    '',
  ];
  writeFileSync(FILE, [readParts()[0], text.join('\n')].join(MARK));
}

const EXTENSION = () => `
Measured on ${new Date().toISOString().slice(0, 10)} with the build as it is shipped: script, port, gate, plan, adapter, one start of each browser. One scheme
each (bearer; a key named Authorization where the document has no bearer), 401, 200 and 401 as above. The same file fills each of them by our button
in the page and, when it is kept authorized, without a click; in the frame the button is in Chromium only.
`;

function mark(row: MatrixRow, kind: Kind, cell: Cell | undefined): string {
  if (!row.kinds.includes(kind)) return '–';
  return works(cell) ? 'yes' : 'no';
}

const INTRODUCTION = () => `# Documentation pages that can be filled

Measured on ${new Date().toISOString().slice(0, 10)} in Chromium with the real npm packages (\`tests/pages\`), by \`npm run test:full\`, which writes this page. *Yes* means:
the page's own Execute, Try or Send was answered 401 before the fill, 200 after it, and 401 after logging out, by an API that accepts
the exact credential only. A padlock proves nothing. – means: the page's kind of document has no such scheme, or it was not tried.
`;

const KNOWN = [
  '- A key in a cookie, everywhere: scripts of a page cannot send one. Such a scheme is never filled.',
  '- Swagger UI up to 3.25, an `http` scheme that the document does not write in lower case (`Bearer`): nothing is sent, so it is not tried.',
  '- Redoc 2.5.4 and 3.0.1: they show documentation and send no requests. The popup offers to copy the header.',
  '- OAuth and OpenID Connect through the dialog of Swagger UI: it has no field for a token.',
];
