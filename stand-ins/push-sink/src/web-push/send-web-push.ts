import type { Delivery } from '../hub/read-display.ts';
import { areSubscriptionKeys, encryptMessage, type SubscriptionKeys } from './encrypt-message.ts';
import { signVapid } from './sign-vapid.ts';

/** What became of a message at a browser's push service. */
export type WebPushOutcome = 'taken' | 'gone' | 'failed';

/** A browser's subscription. */
export interface BrowserChannel extends SubscriptionKeys {
  readonly endpoint: string;
}

export interface WebPushOptions {
  readonly now: () => number;
  readonly fetch?: typeof fetch;
}

const timeoutMs = 10_000;
const dayInSeconds = '86400';

/** Sends a notification to a browser through its own push service: https://www.rfc-editor.org/rfc/rfc8030#section-5 */
export async function sendWebPush(
  channel: BrowserChannel,
  { body, headers }: Delivery,
  { now, fetch: ask = fetch }: WebPushOptions,
): Promise<WebPushOutcome> {
  if (!areSubscriptionKeys(channel)) return 'failed';
  try {
    const { topic, ttl = dayInSeconds, urgency } = headers;
    const response = await ask(channel.endpoint, {
      method: 'POST',
      headers: {
        authorization: signVapid(channel.endpoint, now()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl,
        ...(topic && { topic }),
        ...(urgency && { urgency }),
      },
      body: new Uint8Array(encryptMessage(body, channel)),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return 'taken';
    return response.status === 404 || response.status === 410 ? 'gone' : 'failed';
  } catch {
    return 'failed';
  }
}
