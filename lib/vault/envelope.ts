import { type Bytes, fromBase64, randomBytes, toBase64, utf8 } from './bytes';

/** AES-256-GCM with a 12-byte random IV; what must not be changed unnoticed travels as authenticated data. */
export interface Sealed {
  /** base64, 12 bytes */
  readonly iv: string;
  /** base64, 16 bytes longer than what is in it */
  readonly data: string;
}

export const IV_LENGTH = 12;
export const TAG_LENGTH = 16;
/** Of the vault's own key, bytes. */
export const KEY_LENGTH = 32;

/** What a record's seal vouches for besides its content. */
export interface RecordSeal {
  readonly schema: number;
  readonly vault: string;
  readonly id: string;
  readonly type: 'secrets';
  readonly binding: string;
  readonly generation: number;
}

export const newKey = (): Bytes => randomBytes(KEY_LENGTH);

/** One key per record: each stays far below what one GCM key may seal, and no record passes for another. */
async function recordKey(key: Bytes, id: string): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(`rec:${id}`) },
    root,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Canonical by construction: a list has one order. */
const recordText = ({ schema, vault, id, type, binding, generation }: RecordSeal) =>
  JSON.stringify(['tokenfill record', schema, vault, id, type, binding, generation]);

export async function sealRecord(key: Bytes, text: string, seal: RecordSeal): Promise<Sealed> {
  return encrypt(await recordKey(key, seal.id), utf8(text), recordText(seal));
}

/** The text, or undefined when key, content or any part of the seal is not what it was. */
export async function openRecord(key: Bytes, sealed: Sealed, seal: RecordSeal): Promise<string | undefined> {
  const bytes = await decrypt(await recordKey(key, seal.id), sealed, recordText(seal));
  return bytes && new TextDecoder().decode(bytes);
}

export async function encrypt(key: CryptoKey, content: Bytes, vouched: string): Promise<Sealed> {
  const iv = randomBytes(IV_LENGTH);
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(vouched) }, key, content);
  return { iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
}

export async function decrypt(key: CryptoKey, { iv, data }: Sealed, vouched: string): Promise<Bytes | undefined> {
  const [ivBytes, bytes] = [fromBase64(iv), fromBase64(data)];
  if (!ivBytes || !bytes) return undefined;
  try {
    const parameters = { name: 'AES-GCM', iv: ivBytes, additionalData: utf8(vouched) };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, bytes));
  } catch {
    return undefined;
  }
}
