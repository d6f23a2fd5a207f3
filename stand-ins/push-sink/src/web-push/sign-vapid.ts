import { createPrivateKey, sign } from 'node:crypto';
import { vapidKey, vapidPublicKey } from './vapid-keys.ts';

const lifetimeSeconds = 12 * 3600;
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The header that says to a push service who sends: https://www.rfc-editor.org/rfc/rfc8292#section-3 */
export function signVapid(endpoint: string, nowMs: number): string {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(nowMs / 1000) + lifetimeSeconds,
    sub: 'mailto:push-sink@headgate.invalid',
  };
  const signed = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`;
  const key = createPrivateKey({ key: vapidKey, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${vapidPublicKey}`;
}
