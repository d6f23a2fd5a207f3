import { createHmac } from 'node:crypto';
import type { HeadgatePlugin } from 'headgate';

export interface SignRequestsOptions {
  /** At least 32 bytes, as hexadecimal digits. */
  readonly key: string;
  /** The clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/** Signs what subgraphs are sent, so that they answer nobody else: `x-signature: t=<seconds>,v1=<HMAC-SHA-256>`. */
export function signRequests({ key, now = Date.now }: SignRequestsOptions): HeadgatePlugin {
  const secret = Buffer.from(key, 'hex');
  if (secret.length < 32) throw new TypeError('Of "key", expected at least 64 hexadecimal digits.');
  return {
    name: 'sign-requests',
    onSubgraphRequest({ headers, body }) {
      const seconds = Math.floor(now() / 1_000);
      const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
      headers['x-signature'] = `t=${seconds},v1=${digest}`;
    },
  };
}
