import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Makes, with openssl, a certificate for loopback that is its own authority, and the key that signs service accounts'
 * tokens.
 */
export async function createCertificates(
  folder: string,
): Promise<{ cert: string; key: string; signingKey: string }> {
  const [cert, key, signingKey] = ['tls.crt', 'tls.key', 'sa.key'].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ];
  const names = 'subjectAltName=DNS:localhost,DNS:kubernetes,IP:127.0.0.1,IP:10.0.0.1';
  const subject = ['-days', '2', '-subj', '/CN=localhost', '-addext', names];
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ]);
  await run('openssl', ['genrsa', '-out', signingKey, '2048']);
  return { cert, key, signingKey };
}
