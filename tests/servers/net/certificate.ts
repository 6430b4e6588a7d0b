import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutPort } from './host-port';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM; its own authority. */
  readonly certificate: string;
  /** Base64 SHA-256 of the public key (SPKI, DER): what Chromium's `--ignore-certificate-errors-spki-list` wants. */
  readonly fingerprint: string;
}

/** A certificate knows names only: no port, no dot at the end. */
const certifiable = (hosts: readonly string[]): string[] => [
  ...new Set(hosts.map((host) => `DNS:${withoutPort(host).replace(/\.$/, '')}`)),
];

/** By a configuration of our own, so that any openssl (and LibreSSL) makes the same certificate. */
const configuration = (hosts: readonly string[]): string => `
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = Tokenfill local providers
[extensions]
basicConstraints = critical, CA:TRUE
subjectAltName = ${certifiable(hosts).join(', ')}
`;

/** A throwaway certificate for these hosts; key and certificate live in memory only, the folder is gone on return. */
export function makeCertificate(hosts: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'tokenfill-servers-'));
  try {
    const [config, key, out] = ['openssl.cnf', 'key.pem', 'certificate.pem'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(config, configuration(hosts));
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '2'];
    openssl([...request, '-config', config, '-keyout', key, '-out', out]);
    const certificate = readFileSync(out, 'utf8');
    return { key: readFileSync(key, 'utf8'), certificate, fingerprint: fingerprintOf(certificate) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function openssl(words: readonly string[]): void {
  try {
    execFileSync('openssl', words, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error('The local providers need the program "openssl" for their certificate: is it installed?', {
      cause,
    });
  }
}

function fingerprintOf(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
