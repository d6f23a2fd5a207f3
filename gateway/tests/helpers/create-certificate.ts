import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A key and its certificate, PEM. */
export interface Certificate extends AsyncDisposable {
  readonly key: string;
  readonly cert: string;
  /** The file of the certificate. */
  readonly file: string;
}

/** Makes, with openssl, a certificate for `localhost` and 127.0.0.1 that vouches for itself. */
export async function createCertificate(): Promise<Certificate> {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-tls-'));
  const [key, file] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', key, '-out', file],
  ]);
  return {
    key: await readFile(key, 'utf8'),
    cert: await readFile(file, 'utf8'),
    file,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}

/** Makes a certificate that this process trusts, from now on and beside others. */
export async function createTrustedCertificate(): Promise<Pick<Certificate, 'key' | 'cert'>> {
  await using created = await createCertificate();
  const { key, cert } = created;
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  return { key, cert };
}
