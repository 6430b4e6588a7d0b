import { describe, expect, it } from 'vitest';
import { readChosen, readDropped } from '../../components/moving/given-files';

const chosen = (path: string) => {
  const file = new File(['x'], path.split('/').at(-1) ?? '');
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
};
const packages = Array.from({ length: 1_600 }, (_, at) => `shop/node_modules/${at}/package.json`);
const HIDDEN = [
  'shop/.github/workflows/ci.yml',
  'shop/a/.cache/x.json',
  'shop/.eslintrc.json',
  'shop/a/node_modules/b.yml',
];
const OWN = ['shop/opencollection.yml', 'shop/a/One.yml', 'shop/node_modules.yml'];

/** Entries as a drop gives them, of these paths. */
function dropped(paths: readonly string[]): DataTransfer {
  const entry = (at: string, inside: readonly string[]): unknown => {
    const name = at.split('/').at(-1);
    if (inside.includes(at)) {
      const file = (taken: (file: File) => void) => taken(new File(['x'], name ?? ''));
      return { name, fullPath: `/${at}`, isDirectory: false, file };
    }
    const names = [...new Set(inside.map((path) => path.slice(at.length + 1).split('/')[0]))];
    const all = names.map((next) =>
      entry(
        `${at}/${next}`,
        inside.filter((path) => `${path}/`.startsWith(`${at}/${next}/`)),
      ),
    );
    const createReader = () => ({ readEntries: (taken: (some: unknown[]) => void) => taken(all.splice(0, 100)) });
    return { name, fullPath: `/${at}`, isDirectory: true, createReader };
  };
  const tops = [...new Set(paths.map((path) => path.split('/')[0] ?? ''))];
  const items = tops.map((top) => ({
    webkitGetAsEntry: () =>
      entry(
        top,
        paths.filter((path) => `${path}/`.startsWith(`${top}/`)),
      ),
  }));
  return { items } as unknown as DataTransfer;
}

describe('a folder that holds more than its collection', () => {
  it('is read without installed packages and hidden files when it is chosen', async () => {
    const files = await readChosen([...packages, ...HIDDEN, ...OWN].map(chosen));
    expect(files.map(({ name }) => name)).toEqual(OWN);
  });

  it('is read without them when it is dropped', async () => {
    const files = await readDropped(dropped([...packages.slice(0, 1_400), ...HIDDEN, ...OWN]));
    expect(files.map(({ name }) => name).sort()).toEqual([...OWN].sort());
  });

  it.each([['.bruno'], ['node_modules']])('is meant itself, also when it is called %s', async (folder) => {
    const paths = [`${folder}/opencollection.yml`, `${folder}/One.yml`];
    expect((await readChosen(paths.map(chosen))).map(({ name }) => name)).toEqual(paths);
    expect((await readDropped(dropped(paths))).map(({ name }) => name)).toEqual(paths);
  });
});
