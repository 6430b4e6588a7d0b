const HOW = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RS256: rsa('RSASSA-PKCS1-v1_5'),
  PS256: rsa('RSA-PSS'),
};

function rsa(name: string) {
  return { name, hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
}

/** A throwaway key pair, as people have it: PEM, PEM that lost its line breaks, or a JWK. */
export async function makeKey(algorithm = 'RS256') {
  const how = HOW[algorithm as keyof typeof HOW];
  const pair = (await crypto.subtle.generateKey(how, true, ['sign', 'verify'])) as CryptoKeyPair;
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).toString('base64');
  const lines = der.match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n');
  return {
    pem,
    oneLine: pem.replaceAll('\n', ''),
    jwk: JSON.stringify({ ...(await crypto.subtle.exportKey('jwk', pair.privateKey)), alg: algorithm, use: 'sig' }),
    publicJwk: { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), alg: algorithm, use: 'sig', kid: 'made' },
    publicKey: pair.publicKey,
    how: algorithm === 'PS256' ? { ...how, saltLength: 32 } : how,
  };
}
