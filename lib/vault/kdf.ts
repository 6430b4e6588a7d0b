import { TokenfillError } from '../domain/errors';
import { PASSPHRASE_RANGE } from '../domain/passphrase';
import { fromBase64, randomBytes, toBase64, utf8 } from './bytes';

/** How a passphrase becomes the key that wraps the vault's key. Stored in the header, and range-checked there before any use. */
export interface KdfParameters {
  readonly alg: 'PBKDF2-SHA-256';
  readonly iterations: number;
  /** base64 */
  readonly salt: string;
}

/** 0.4 s on two cores (M19); half as many again as OWASP asks for. */
const ITERATIONS = 900_000;
/** Fewer: somebody weakened the header. More: somebody wants the browser to hang. */
export const ITERATION_RANGE = { least: 600_000, most: 10_000_000 } as const;
export const SALT_RANGE = { least: 16, most: 64 } as const;

export function newKdfParameters(): KdfParameters {
  return { alg: 'PBKDF2-SHA-256', iterations: ITERATIONS, salt: toBase64(randomBytes(32)) };
}

/** One passphrase, however the keyboard composed its letters. */
export const normalise = (passphrase: string): string => passphrase.normalize('NFKC');

/** @throws TokenfillError `input_invalid` */
export function requireGoodPassphrase(passphrase: string | undefined): string {
  const text = normalise(passphrase ?? '');
  const { length } = [...text];
  if (length < PASSPHRASE_RANGE.least || length > PASSPHRASE_RANGE.most) {
    throw new TokenfillError('input_invalid', { detail: 'passphrase' });
  }
  return text;
}

/** Passphrase → AES-256-GCM key. @throws TokenfillError `vault_damaged` for parameters that no header may have */
export async function deriveWrappingKey(passphrase: string, { iterations, salt }: KdfParameters): Promise<CryptoKey> {
  const bytes = fromBase64(salt);
  if (!bytes) throw new TokenfillError('vault_damaged');
  const typed = await crypto.subtle.importKey('raw', utf8(normalise(passphrase)), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: bytes, iterations },
    typed,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
