import { TokenfillError } from '../domain/errors';
import { jsonOf } from '../domain/json';
import { z } from '../zod';
import { digest, utf8 } from './bytes';
import { decrypt, encrypt, IV_LENGTH, TAG_LENGTH } from './envelope';
import { Kdf } from './header';
import { deriveWrappingKey, type KdfParameters, newKdfParameters, requireGoodPassphrase } from './kdf';
import { base64Of, parse } from './records';

/**
 * A file that connections travel in, with their secrets: one text, sealed with a key that only the file's own passphrase
 * gives. Header and content vouch for each other; the checksum tells a damaged file from a wrong passphrase.
 *
 * @see docs/decisions/0049-moving-connections.md
 */

const KIND = 'tokenfill connections';
const VERSION = 1;
/** Longest file, characters: a thousand times what most people have. */
export const FILE_LIMIT = 8_000_000;

const Sealed = z.strictObject({
  kind: z.literal(KIND),
  version: z.literal(VERSION),
  kdf: Kdf,
  iv: base64Of(IV_LENGTH, IV_LENGTH),
  data: base64Of(TAG_LENGTH, FILE_LIMIT),
  check: z.string(),
});
type Unchecked = Omit<z.infer<typeof Sealed>, 'check'>;
/** What is read of a file first; everything else may be another version's. */
const Named = z.object({ kind: z.literal(KIND), version: z.int() });

/** Passphrase → key. Replaced in tests only: the real one takes 0.4 s. */
type Derive = (passphrase: string, parameters: KdfParameters) => Promise<CryptoKey>;

/** @throws TokenfillError `input_invalid` for a passphrase that is too short or long, `file_too_large` */
export async function sealFile(
  passphrase: string,
  content: string,
  derive: Derive = deriveWrappingKey,
): Promise<string> {
  const kdf = newKdfParameters();
  const key = await derive(requireGoodPassphrase(passphrase), kdf);
  const around = { kind: KIND, version: VERSION, kdf } as const;
  const sealed: Unchecked = { ...around, ...(await encrypt(key, utf8(content), vouchedText(around))) };
  const text = `${JSON.stringify({ ...sealed, check: await checkOf(sealed) }, null, 2)}\n`;
  if (text.length > FILE_LIMIT) throw new TokenfillError('file_too_large');
  return text;
}

/**
 * The content of a file. What a number in its header may be is checked before it is used.
 *
 * @throws TokenfillError `file_too_large`, `file_newer`, `file_damaged`, `wrong_passphrase`
 */
export async function openFile(passphrase: string, text: string, derive: Derive = deriveWrappingKey): Promise<string> {
  if (text.length > FILE_LIMIT) throw new TokenfillError('file_too_large');
  const raw = jsonOf(text);
  if ((parse(Named, raw)?.version ?? 0) > VERSION) throw new TokenfillError('file_newer');
  const file = parse(Sealed, raw);
  if (!file) throw new TokenfillError('file_damaged');
  const { check, ...sealed } = file;
  if (check !== (await checkOf(sealed))) throw new TokenfillError('file_damaged');
  const bytes = await decrypt(await derive(passphrase, file.kdf), file, vouchedText(file));
  if (!bytes) throw new TokenfillError('wrong_passphrase');
  return new TextDecoder().decode(bytes);
}

/** Canonical by construction: a list has one order. */
function headerOf({ kind, version, kdf }: Pick<Unchecked, 'kind' | 'version' | 'kdf'>) {
  return [kind, version, kdf.alg, kdf.iterations, kdf.salt];
}

function vouchedText(header: Pick<Unchecked, 'kind' | 'version' | 'kdf'>): string {
  return JSON.stringify(headerOf(header));
}

function checkOf(file: Unchecked): Promise<string> {
  return digest(JSON.stringify([...headerOf(file), file.iv, file.data]));
}
