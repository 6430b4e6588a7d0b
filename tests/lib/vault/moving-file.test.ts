import { describe, expect, it, vi } from 'vitest';
import { digest } from '../../../lib/vault/bytes';
import { deriveWrappingKey, type KdfParameters } from '../../../lib/vault/kdf';
import { FILE_LIMIT, openFile, sealFile } from '../../../lib/vault/moving-file';

const PASSPHRASE = 'a made-up passphrase of a file';
const CONTENT = JSON.stringify({ secret: 'made-up-secret ✓' });
/** The real derivation with fewer rounds. */
const quick = (passphrase: string, parameters: KdfParameters) =>
  deriveWrappingKey(passphrase, { ...parameters, iterations: 1_000 });
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (error) => error.failure?.code as string,
  );

interface Parsed {
  kind: string;
  version: number;
  kdf: KdfParameters;
  iv: string;
  data: string;
  check: string;
}

/** Changed by somebody who knows how the checksum is made. */
async function forged(change: (file: Parsed) => object): Promise<string> {
  const whole = JSON.parse(await sealFile(PASSPHRASE, CONTENT, quick)) as Parsed;
  const file: Parsed = { ...whole, ...change(whole) };
  const { kind, version, kdf, iv, data } = file;
  const check = await digest(JSON.stringify([kind, version, kdf.alg, kdf.iterations, kdf.salt, iv, data]));
  return JSON.stringify({ ...file, check });
}

describe('a file of connections', () => {
  it('opens with its passphrase, however the keyboard composed it, and shows nothing of what is in it', async () => {
    const file = await sealFile('ein Käsebrötchen bitte', CONTENT);
    expect(await openFile('ein Käsebrötchen bitte'.normalize('NFD'), file)).toBe(CONTENT);
    for (const text of ['made-up-secret', btoa('made-up-secret'), 'brötchen']) expect(file).not.toContain(text);
  });

  it('is another one each time', async () => {
    const [one, two] = [await sealFile(PASSPHRASE, CONTENT, quick), await sealFile(PASSPHRASE, CONTENT, quick)];
    const parts = [one, two].map((file) => JSON.parse(file) as Parsed);
    expect(parts[0]?.kdf.salt).not.toBe(parts[1]?.kdf.salt);
    expect(parts[0]?.iv).not.toBe(parts[1]?.iv);
  });

  it.each(['', 'eleven char', 'x'.repeat(257)])('is not made with the passphrase "%s"', async (passphrase) => {
    expect(await code(sealFile(passphrase, CONTENT, quick))).toBe('input_invalid');
  });

  it('is refused when the passphrase is another one', async () => {
    expect(await code(openFile('another made-up one', await sealFile(PASSPHRASE, CONTENT, quick), quick))).toBe(
      'wrong_passphrase',
    );
  });

  it('is refused when any one character of it was flipped', async () => {
    const file = await sealFile(PASSPHRASE, CONTENT, quick);
    const refused = new Set<string>();
    for (let at = 0; at < file.length; at += 1) {
      const flipped = file.slice(0, at) + String.fromCharCode(file.charCodeAt(at) ^ 1) + file.slice(at + 1);
      refused.add(await code(openFile(PASSPHRASE, flipped, quick)));
    }
    expect([...refused].sort()).toEqual(['file_damaged']);
  });

  it.each([
    ['its content', ({ data }: Parsed) => ({ data: `${data.startsWith('A') ? 'B' : 'A'}${data.slice(1)}` })],
    ['its number of rounds', ({ kdf }: Parsed) => ({ kdf: { ...kdf, iterations: kdf.iterations + 1 } })],
    ['its salt', ({ kdf }: Parsed) => ({ kdf: { ...kdf, salt: btoa('s'.repeat(32)) } })],
  ])('is refused when %s was changed by somebody who mended the checksum', async (_name, change) => {
    expect(await code(openFile(PASSPHRASE, await forged(change), quick))).toBe('wrong_passphrase');
  });

  it.each([
    ['too few rounds', ({ kdf }: Parsed) => ({ kdf: { ...kdf, iterations: 599_999 } })],
    ['rounds without end', ({ kdf }: Parsed) => ({ kdf: { ...kdf, iterations: 10_000_001 } })],
    ['a short salt', ({ kdf }: Parsed) => ({ kdf: { ...kdf, salt: btoa('short') } })],
    ['another algorithm', ({ kdf }: Parsed) => ({ kdf: { ...kdf, alg: 'MD5' } })],
    ['another kind', () => ({ kind: 'something else' })],
  ])('is refused before a key is made of it when it has %s', async (_name, change) => {
    const derive = vi.fn(quick);
    expect(await code(openFile(PASSPHRASE, await forged(change), derive))).toBe('file_damaged');
    expect(derive).not.toHaveBeenCalled();
  });

  it.each([
    ['file_newer', 'it is of a newer version', async (): Promise<string> => forged(() => ({ version: 2 }))],
    ['file_too_large', 'it is too large', async (): Promise<string> => 'x'.repeat(FILE_LIMIT + 1)],
    [
      'file_damaged',
      'it is cut off',
      async (): Promise<string> => (await sealFile(PASSPHRASE, CONTENT, quick)).slice(0, -40),
    ],
    ['file_damaged', 'it is empty', async (): Promise<string> => ''],
    ['file_damaged', 'it is something else', async (): Promise<string> => '{"connections":[]}'],
  ] as const)('is refused as %s when %s', async (expected, _name, make) => {
    expect(await code(openFile(PASSPHRASE, await make(), quick))).toBe(expected);
  });
});
