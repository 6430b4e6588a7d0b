import { TokenfillError } from '../domain/errors';

/** JWTs that we sign, with keys that people paste. WebCrypto only; a key leaves this file as a signature or not at all. */

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const ALGORITHMS = {
  ES256: ECDSA,
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
} as const;
type Algorithm = keyof typeof ALGORITHMS;

export interface SigningKey {
  /** PKCS#8 in PEM (line breaks may be gone: a one-line field drops them), or a JWK as JSON. */
  readonly key: string;
  readonly keyId: string;
  readonly algorithm: string;
}

/**
 * A compact JWS over these claims.
 *
 * @throws TokenfillError `key_unreadable` when the key does not read or does not fit the algorithm
 * @see RFC 7515 §3.1, RFC 7518 §3.1
 */
export async function signJwt(claims: Readonly<Record<string, unknown>>, signing: SigningKey): Promise<string> {
  const { algorithm, keyId } = signing;
  if (!isAlgorithm(algorithm)) throw new TokenfillError('input_invalid', { detail: algorithm });
  const key = await importKey(signing.key, algorithm);
  const header = { alg: algorithm, typ: 'JWT', ...(keyId === '' ? {} : { kid: keyId }) };
  return compact(header, claims, (bytes) => crypto.subtle.sign(ALGORITHMS[algorithm], key, bytes));
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/** The same with a shared secret, as HS256: for `client_secret_jwt` (OpenID Connect Core §9). */
export async function signJwtWithSecret(claims: Readonly<Record<string, unknown>>, secret: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), HMAC, false, ['sign']);
  return compact({ alg: 'HS256', typ: 'JWT' }, claims, (bytes) => crypto.subtle.sign(HMAC, key, bytes));
}

async function compact(
  header: object,
  claims: object,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>,
): Promise<string> {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${base64url(new Uint8Array(await sign(new TextEncoder().encode(text))))}`;
}

function isAlgorithm(text: string): text is Algorithm {
  return Object.hasOwn(ALGORITHMS, text);
}

async function importKey(text: string, algorithm: Algorithm): Promise<CryptoKey> {
  const how = ALGORITHMS[algorithm];
  try {
    if (!text.trim().startsWith('{')) {
      return await crypto.subtle.importKey('pkcs8', pkcs8(text), how, false, ['sign']);
    }
    const { kty, crv, n, e, d, p, q, dp, dq, qi, x, y } = JSON.parse(text) as JsonWebKey;
    // `alg`, `use` and `key_ops` of the pasted key are left out: they would have to agree with ours word for word.
    return await crypto.subtle.importKey('jwk', defined({ kty, crv, n, e, d, p, q, dp, dq, qi, x, y }), how, false, [
      'sign',
    ]);
  } catch {
    // Not as cause: a parser's words may quote the key.
    throw new TokenfillError('key_unreadable');
  }
}

function defined(key: JsonWebKey): JsonWebKey {
  return Object.fromEntries(Object.entries(key).filter(([, value]) => value !== undefined));
}

const PEM = /^-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----$/;

function pkcs8(text: string): Uint8Array<ArrayBuffer> {
  const body = PEM.exec(text.trim())?.[1];
  if (body === undefined) throw new TokenfillError('key_unreadable');
  return Uint8Array.from(atob(body.replace(/\s+/g, '')), (char) => char.charCodeAt(0));
}

function part(value: unknown): string {
  return base64url(new TextEncoder().encode(JSON.stringify(value)));
}

/** Base64 for addresses, without padding (RFC 7515 §2). */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
