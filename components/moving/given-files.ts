/** Files that were chosen, dropped or pasted, as names and texts. Other kinds of file are left where they are. */

export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

const WANTED = /\.(json|ya?ml|bru)$/i;
/** What a folder holds beside what is in it: packages that were installed, and what tools keep hidden. */
const NOT_ITS_OWN = /^(node_modules$|\.)/;
/** More than the background reads: that there are too many, it says by name. */
const MOST = 1_500;

export function readChosen(files: readonly File[]): Promise<readonly GivenFile[]> {
  const wanted = files.length === 1 ? files : files.filter((file) => WANTED.test(file.name) && isOwn(file));
  return Promise.all(
    wanted
      .slice(0, MOST)
      .map(async (file) => ({ name: file.webkitRelativePath || file.name, text: await file.text() })),
  );
}

/** The chosen folder itself is meant, whatever it is called. */
function isOwn({ webkitRelativePath, name }: File): boolean {
  const [, ...inside] = (webkitRelativePath || name).split('/');
  return inside.every((name) => isNamedAsOwn({ name }));
}

/** A pasted text has no name: what it is, the background tells from the text. */
export async function readPasted(data: DataTransfer | null): Promise<readonly GivenFile[]> {
  const files = [...(data?.files ?? [])];
  if (files.length > 0) return readChosen(files);
  const pasted = data?.getData('text/plain') ?? '';
  return pasted.trim() === '' ? [] : [{ name: 'pasted', text: pasted }];
}

/** Dropped files, and those in dropped folders, with the paths that they have there. */
export async function readDropped(data: DataTransfer | null): Promise<readonly GivenFile[]> {
  // Entries must be taken before anything is awaited: the drop's data is gone after it.
  const entries = [...(data?.items ?? [])].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null);
  const known = entries.filter((entry) => entry !== undefined);
  if (known.length === 0) return readPasted(data);
  // One file that was dropped by itself is meant, whatever it is called.
  const isMeant = known.length === 1 && !known[0]?.isDirectory;
  const found: GivenFile[] = [];
  for (const waiting = [...known]; waiting.length > 0 && found.length < MOST; ) {
    const entry = waiting.shift();
    if (entry?.isDirectory) waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)).filter(isNamedAsOwn));
    else if (entry && (WANTED.test(entry.name) || isMeant)) {
      found.push({
        name: entry.fullPath.replace(/^\//, ''),
        text: await (await fileOf(entry as FileSystemFileEntry)).text(),
      });
    }
  }
  return found;
}

function isNamedAsOwn({ name }: Pick<FileSystemEntry, 'name'>): boolean {
  return !NOT_ITS_OWN.test(name);
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives a hundred at a time, until it gives none. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length > MOST) return all;
    all.push(...some);
  }
}
