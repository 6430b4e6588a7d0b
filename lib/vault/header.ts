import { z } from '../zod';
import { type Bytes, digest } from './bytes';
import { decrypt, encrypt, IV_LENGTH, KEY_LENGTH, TAG_LENGTH } from './envelope';
import { ITERATION_RANGE, type KdfParameters, SALT_RANGE } from './kdf';
import { isNewer } from './migrations';
import { base64Of, generation, SCHEMA } from './records';
import type { Trouble } from './vault';

const common = {
  schema: z.literal(SCHEMA),
  vault: z.string().check(z.minLength(1), z.maxLength(64)),
  /** Counts changes: a record from a later one than this, or a header from before what was seen, came from outside. */
  generation,
  check: z.string(),
};

/** How a passphrase becomes a key, within bounds: also of the file that connections travel in. */
export const Kdf = z.strictObject({
  alg: z.literal('PBKDF2-SHA-256'),
  iterations: z.int().check(z.minimum(ITERATION_RANGE.least), z.maximum(ITERATION_RANGE.most)),
  salt: base64Of(SALT_RANGE.least, SALT_RANGE.most),
});

const Wrapped = z.strictObject({
  iv: base64Of(IV_LENGTH, IV_LENGTH),
  data: base64Of(KEY_LENGTH + TAG_LENGTH, KEY_LENGTH + TAG_LENGTH),
});

const Header = z.discriminatedUnion('mode', [
  z.strictObject({ ...common, mode: z.literal('session') }),
  z.strictObject({ ...common, mode: z.literal('device') }),
  z.strictObject({ ...common, mode: z.literal('passphrase'), kdf: Kdf, wrapped: Wrapped }),
]);

/** What says how the vault is kept. Checked as a whole before any number in it is used. */
export type Header = z.infer<typeof Header>;
export type PassphraseHeader = Extract<Header, { mode: 'passphrase' }>;
type Unchecked<T> = T extends Header ? Omit<T, 'check'> : never;

export interface HeaderReading {
  readonly header?: Header;
  readonly trouble?: Trouble;
  /** What is wrong with it, for bug reports. */
  readonly detail?: string;
}

export async function readHeader(raw: unknown): Promise<HeaderReading> {
  if (isNewer(raw)) return { trouble: 'newer_schema' };
  const result = Header.safeParse(raw);
  if (!result.success) {
    return { trouble: 'vault_damaged', detail: `vault.hdr ${result.error.issues[0]?.path.join('.') ?? ''}`.trim() };
  }
  const { check, ...rest } = result.data;
  if (check !== (await checkOf(rest))) return { trouble: 'vault_damaged', detail: 'vault.hdr check' };
  return { header: result.data };
}

/** With its checksum, which tells a damaged header from a wrong passphrase. */
export async function finish<T extends Unchecked<Header>>(header: T): Promise<T & { check: string }> {
  return { ...header, check: await checkOf(header) };
}

export function atGeneration({ check: _, ...header }: Header, generation: number): Promise<Header> {
  return finish({ ...header, generation } as Unchecked<Header>);
}

function checkOf(header: Unchecked<Header>): Promise<string> {
  const { schema, vault, mode, generation } = header;
  const wrapping = header.mode === 'passphrase' ? [kdfList(header.kdf), header.wrapped.iv, header.wrapped.data] : [];
  return digest(JSON.stringify([schema, vault, mode, generation, ...wrapping]));
}

const kdfList = ({ alg, iterations, salt }: KdfParameters) => [alg, iterations, salt];

/** The wrapped key vouches for the vault, its mode and how the wrapping key is made. */
const wrapText = (vault: string, kdf: KdfParameters) =>
  JSON.stringify(['tokenfill key', SCHEMA, vault, 'passphrase', ...kdfList(kdf)]);

export function wrapKey(wrapping: CryptoKey, key: Bytes, vault: string, kdf: KdfParameters) {
  return encrypt(wrapping, key, wrapText(vault, kdf));
}

export function unwrapKey(wrapping: CryptoKey, { wrapped, vault, kdf }: PassphraseHeader): Promise<Bytes | undefined> {
  return decrypt(wrapping, wrapped, wrapText(vault, kdf));
}
