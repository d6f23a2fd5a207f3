import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import { type Redis, startRedis } from '@headgate/local-servers/redis/start-redis.ts';

const run = promisify(execFile);

export interface TlsRedis extends AsyncDisposable {
  /** `rediss://localhost:PORT`; a certificate vouches for `localhost` and for 127.0.0.1. */
  readonly url: string;
  /** The certificate, PEM, which vouches for itself. */
  readonly ca: string;
  /** The same server without TLS. */
  readonly plain: Redis;
}

/**
 * Runs a real Redis server that speaks TLS, with a certificate made for it.
 * @throws Error when this machine has no `openssl`, or a redis-server that was built without TLS
 */
export async function startTlsRedis(): Promise<TlsRedis> {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-tls-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', key, '-out', certificate],
  ]);
  const port = await findFreePort();
  const args = [
    ...['--tls-port', String(port), '--tls-auth-clients', 'no'],
    ...['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate],
  ];
  const plain = await startRedis({ args }).catch((cause: unknown) => {
    const reason = 'this redis-server has no TLS (built without BUILD_TLS=yes?); that of Debian has it';
    throw new Error(reason, { cause });
  });
  cleanup.use(plain);
  const running = cleanup.move();
  return {
    url: `rediss://localhost:${port}`,
    ca: await readFile(certificate, 'utf8'),
    plain,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
