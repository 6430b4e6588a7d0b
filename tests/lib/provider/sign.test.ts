import { describe, expect, it } from 'vitest';
import { jwtClaims } from '../../../lib/provider/expiry';
import { signJwt } from '../../../lib/provider/sign';
import { makeKey } from './keys';

const CLAIMS = { iss: 'made-up-client', aud: 'https://issuer.test/token' };
const bytesOf = (text: string) => Buffer.from(text, 'base64url');

describe('a signed statement', () => {
  it.each(
    ['ES256', 'RS256', 'PS256'].flatMap((algorithm) =>
      (['pem', 'oneLine', 'jwk'] as const).map((form) => [algorithm, form] as const),
    ),
  )('by %s verifies with the public key when the private one is given as %s', async (algorithm, form) => {
    const key = await makeKey(algorithm);
    const jwt = await signJwt(CLAIMS, { key: key[form], keyId: 'k1', algorithm });
    const [header = '', payload = '', signature = ''] = jwt.split('.');
    const text = new TextEncoder().encode(`${header}.${payload}`);

    expect(await crypto.subtle.verify(key.how, key.publicKey, bytesOf(signature), text)).toBe(true);
    expect(JSON.parse(bytesOf(header).toString())).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k1' });
    expect(jwtClaims(jwt)).toEqual(CLAIMS);
  });

  it('names no key when the key has no name', async () => {
    const { pem } = await makeKey('ES256');
    const [header = ''] = (await signJwt({}, { key: pem, keyId: '', algorithm: 'ES256' })).split('.');
    expect(JSON.parse(bytesOf(header).toString())).toEqual({ alg: 'ES256', typ: 'JWT' });
  });

  it.each([
    ['is no key', async () => 'made-up words', 'RS256'],
    ['is cut', async () => (await makeKey('RS256')).pem.slice(0, -200), 'RS256'],
    ['is of the other kind', async () => (await makeKey('ES256')).pem, 'RS256'],
    ['is a JWK of the other kind', async () => (await makeKey('RS256')).jwk, 'ES256'],
    ['is a public JWK', async () => JSON.stringify((await makeKey('ES256')).publicJwk), 'ES256'],
    ['is broken JSON', async () => '{"kty":"EC","d":"made-up-part"', 'ES256'],
    ['is PKCS#1', async () => (await makeKey('RS256')).pem.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY'), 'RS256'],
    ['is encrypted', async () => (await makeKey('RS256')).pem.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE'), 'RS256'],
  ])('is refused as key_unreadable, without a word of the key, when it %s', async (_, make, algorithm) => {
    const key = await make();
    const error = await signJwt(CLAIMS, { key, keyId: '', algorithm }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: 'key_unreadable', failure: { code: 'key_unreadable' } });
    expect(error).not.toHaveProperty('cause');
  });

  it.each(['none', 'HS256', '__proto__', ''])('is refused when the algorithm is "%s"', async (algorithm) => {
    const { pem } = await makeKey('RS256');
    await expect(signJwt(CLAIMS, { key: pem, keyId: '', algorithm })).rejects.toThrow('input_invalid');
  });
});
