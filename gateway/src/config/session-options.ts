import { readFileSync } from 'node:fs';
import { httpUrl } from '@headgate/service/config-fields.ts';
import { z } from 'zod';
import { milliseconds, text } from './option-fields.ts';

const keyBytes = 32;
const keysError =
  'expected keys of 32 bytes in Base64, the newest first, separated by commas: openssl rand -base64 32';

const keys = z
  .array(z.string(), { error: keysError })
  .min(1, { error: keysError })
  .refine((list) => list.every((key) => Buffer.from(key, 'base64').length === keyBytes), {
    error: keysError,
  });

/** How browsers sign in, and for how long. */
export const sessionOptions = z
  .strictObject(
    {
      clientId: text('the id of the application at the identity provider').describe(
        'Of the application at the identity provider',
      ),
      clientSecret: text('its secret').optional().describe('Of the application, where it has one'),
      clientCertificateFile: text('a file with a private key and its certificate (PEM)')
        .refine(isReadable, { error: 'expected a file with a private key and its certificate (PEM)' })
        .optional()
        .describe('In the place of a secret'),
      clientTokenFile: text('a file with a federated token')
        .optional()
        .describe('In the place of a secret: what a workload identity has; read again each time'),
      publicUrl: httpUrl
        .refine((address) => URL.parse(address)?.origin === address.replace(/\/$/, ''), {
          error: 'expected an address without a path, such as https://app.example',
        })
        .describe('Where browsers find the gateway'),
      keys: keys.describe('They encrypt tokens in Redis; the newest comes first'),
      scope: text('scopes').default('openid profile offline_access').describe('What is asked for'),
      idleMs: milliseconds()
        .default(30 * 60_000)
        .describe('Without an operation or an open subscription for so long, a session ends'),
      absoluteMs: milliseconds()
        .default(12 * 3_600_000)
        .describe('After it a session ends, whatever happens'),
    },
    { error: 'expected clientId, publicUrl and keys, which go together' },
  )
  .refine(
    ({ clientSecret, clientCertificateFile, clientTokenFile }) =>
      [clientSecret, clientCertificateFile, clientTokenFile].filter((each) => each !== undefined).length ===
      1,
    {
      path: ['clientSecret'],
      error: 'expected one of clientSecret, clientCertificateFile and clientTokenFile',
    },
  );

function isReadable(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

/** What the sessions of a gateway are told. */
export function toSessionConfig(options: z.output<typeof sessionOptions>, issuer: string) {
  const { clientId, publicUrl, scope, idleMs, absoluteMs } = options;
  return {
    issuer,
    clientId,
    publicUrl: new URL(publicUrl).origin,
    /** The first encrypts, all decrypt. */
    keys: options.keys.map((key) => Buffer.from(key, 'base64')),
    scope,
    timeouts: { idleMs, absoluteMs },
    credential: readCredential(options),
  };
}

function readCredential(options: z.output<typeof sessionOptions>) {
  const { clientSecret = '', clientCertificateFile, clientTokenFile } = options;
  if (clientCertificateFile !== undefined)
    return { kind: 'certificate', pem: readFileSync(clientCertificateFile, 'utf8') } as const;
  return clientTokenFile === undefined
    ? ({ kind: 'secret', secret: clientSecret } as const)
    : ({ kind: 'federated', tokenFile: clientTokenFile } as const);
}
