import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signature may be, and how far ahead the gateway's clock. */
const toleranceSeconds = 300;

/** For a subgraph: whether the gateway has signed this body, lately. */
export function verifySignature(
  header: string | undefined,
  body: string,
  { key, now = Date.now }: { readonly key: string; readonly now?: () => number },
): boolean {
  const [, seconds = '', digest = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (!digest || Math.abs(now() / 1_000 - Number(seconds)) > toleranceSeconds) return false;
  const expected = createHmac('sha256', Buffer.from(key, 'hex')).update(`${seconds}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(digest, 'hex'));
}
